"""What happened and what was made: takes, history, problems, jobs."""
