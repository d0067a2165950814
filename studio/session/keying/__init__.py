"""Keys of many curves, edited together."""
