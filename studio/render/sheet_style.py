"""Colours of a contact sheet. Emotions' colours stay apart for colour-blind eyes (after Okabe and Ito, 2008)
and are always named beside."""

from __future__ import annotations

from types import MappingProxyType

Colour = tuple[int, int, int]

PAGE: Colour = (24, 25, 28)
STRIP: Colour = (33, 35, 39)
TEXT: Colour = (232, 233, 236)
DIM: Colour = (138, 142, 150)
SPOKEN: Colour = (255, 202, 96)
SPOKEN_TEXT: Colour = (28, 24, 14)
TRACK: Colour = (52, 55, 61)

EMOTION_COLOURS: MappingProxyType[str, Colour] = MappingProxyType(
    {
        "joy": (240, 228, 66),
        "sadness": (74, 144, 217),
        "anger": (226, 92, 40),
        "fear": (176, 132, 232),
        "disgust": (0, 168, 122),
        "surprise": (110, 200, 245),
        "contempt": (230, 159, 0),
        "pain": (214, 122, 168),
    }
)


def emotion_colour(name: str) -> Colour:
    """An emotion that is not on the list (a compound) is grey."""
    return EMOTION_COLOURS.get(name, (170, 174, 182))
