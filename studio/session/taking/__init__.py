"""Takes and their variations."""
