"""The emotion panel: palette, affect pad, regions of the face, action units."""
