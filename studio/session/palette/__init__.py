"""Faces that can be painted, and what they raise."""
