"""Colours of a contact sheet, as Pillow takes them."""

from __future__ import annotations

Colour = tuple[int, int, int]

PAGE: Colour = (24, 25, 28)
STRIP: Colour = (33, 35, 39)
TEXT: Colour = (232, 233, 236)
DIM: Colour = (138, 142, 150)
SPOKEN: Colour = (255, 202, 96)
SPOKEN_TEXT: Colour = (28, 24, 14)
TRACK: Colour = (52, 55, 61)
