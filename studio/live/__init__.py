"""Streams a performance out while it plays."""
