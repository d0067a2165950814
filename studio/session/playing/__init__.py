"""Playhead, clock and sound."""
