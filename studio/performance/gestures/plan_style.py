"""How much somebody gestures, and with which hand: a person's habit, beside the mood of the moment."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from studio.core.problems import ProblemLog
from studio.document.schema import Character


@attrs.frozen
class Style:
    """rate: strokes a second of fluent speech; size: factor; right: share of one-handed gestures that the
    right hand makes; both: factor for gestures of both hands; shown: factor for gestures that show what is
    said, against beats; lull: seconds that hands stay up after a stroke when more is to come."""

    name: str = "natural"
    rate: float = 0.45
    size: float = 1.0
    right: float = 0.72
    both: float = 1.0
    shown: float = 1.0
    lull: float = 0.35


NATURAL = Style()
STYLES: MappingProxyType[str, Style] = MappingProxyType(
    {
        style.name: style
        for style in (
            NATURAL,
            Style("reserved", 0.29, 0.82, 0.78, 0.7, 0.85, 0.25),
            Style("lively", 0.54, 1.12, 0.66, 1.2, 1.1, 0.45),
            Style("formal", 0.33, 0.9, 0.75, 1.3, 0.8, 0.5),
        )
    }
)
LOWEST_RATE, HIGHEST_RATE = 0.26, 0.59  # strokes a second, whatever the mood


def style_of(character: Character, log: ProblemLog | None = None) -> Style:
    """The style that the character's `extra` names under `gesture_style`, with its `handedness` (`left`,
    `right`, `both`); the natural one where it names none, or one that is unknown (with a warning)."""
    asked = str(character.extra.get("gesture_style", NATURAL.name))
    if asked not in STYLES and log is not None:
        log.warn("gesture.style", "is no style of gesturing", asked, f"Known are {', '.join(STYLES)}")
    style = STYLES.get(asked, NATURAL)
    hand = character.extra.get("handedness", "right")
    share = {"left": 1.0 - style.right, "both": 0.5}.get(str(hand), style.right)
    return attrs.evolve(style, right=share)
