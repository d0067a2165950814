"""The stage in the window."""
