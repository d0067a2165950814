"""Words every part shares: time, names, problems, progress. Standard library and numpy only."""
