"""Gestures and recorded motion, searched, drawn, placed and made."""
