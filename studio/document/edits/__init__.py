"""Edits: free functions from a project (and what to do) to the next project. An edit that finds nothing to
change gives the same object back; one that cannot be done raises ProblemError."""
