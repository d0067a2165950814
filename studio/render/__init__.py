"""Draws evaluated geometry with OpenGL; knows no window."""
