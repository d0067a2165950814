"""The curve editor: keys and tangents of several curves at once."""
