"""Feelings as values: labels, action units, suggestions, direction."""
