"""The script panel: what is said, word by word."""
