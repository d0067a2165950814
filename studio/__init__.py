"""Moodline: an animation studio for emotional 3D faces and gestures."""

__version__ = "0.1.0"
