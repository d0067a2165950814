"""The curve editor: several curves over time and value."""
