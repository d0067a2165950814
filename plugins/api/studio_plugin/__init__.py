"""The contract between Moodline and its models. Depends on numpy alone."""
