"""What an emotion raises: its action units by name, with their strength, for a list that can be edited."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import attrs

from studio.document.edits.emotions import set_emotion
from studio.document.edits.tree import part_of
from studio.document.schema import EmotionTrack, Project
from studio.emotion.compounds import parts_of_pair
from studio.emotion.mix import TOGETHER, UNITS_FIELD, strengths_of_track
from studio.emotion.prototypes import MOST, PARTS, Part, Strengths, adjusted
from studio.emotion.units import UNIT_CHANNELS, UNITS
from studio.session.palette.palette import plain_strengths

# As the Facial Action Coding System calls them (Ekman and Friesen).
UNIT_NAMES: MappingProxyType[int, str] = MappingProxyType(
    {
        1: "Inner brow raiser", 2: "Outer brow raiser", 4: "Brow lowerer", 5: "Upper lid raiser",
        6: "Cheek raiser", 7: "Lid tightener", 9: "Nose wrinkler", 10: "Upper lip raiser",
        11: "Nasolabial deepener", 12: "Lip corner puller", 14: "Dimpler", 15: "Lip corner depressor",
        16: "Lower lip depressor", 17: "Chin raiser", 18: "Lip pucker", 20: "Lip stretcher",
        22: "Lip funneler", 23: "Lip tightener", 24: "Lip pressor", 25: "Lips part", 26: "Jaw drop",
        27: "Mouth stretch", 28: "Lip suck", 43: "Eyes closed",
    }
)  # fmt: skip


@attrs.frozen
class Raised:
    """A unit in the list. strength: at full intensity, 0..MOST; own: what the emotion has by itself; onset:
    intensity from which it joins; side: -1 left, 1 right, 0 both."""

    unit: int
    strength: float
    own: float
    onset: float = 0.0
    side: int = 0

    @property
    def name(self) -> str:
        return UNIT_NAMES.get(self.unit, "")

    @property
    def changed(self) -> bool:
        return abs(self.strength - self.own) > 1e-4


def parts_of_style(style: str) -> tuple[Part, ...]:
    """What a style's face is made of; of two emotions together their compound, or both when it has none."""
    if TOGETHER not in style:
        return PARTS.get(style, PARTS.get(style.partition("/")[0], ()))
    one, _, other = style.partition(TOGETHER)
    return parts_of_pair(one, other) or (*PARTS.get(one, ()), *PARTS.get(other, ()))


def raised(style: str, strengths: Strengths = ()) -> tuple[Raised, ...]:
    """The units of a style, the strongest of its own first, then those the artist added."""
    own = parts_of_style(style)
    chosen = _strongest(adjusted(own, strengths))
    natural = _strongest(own)
    rows = [
        Raised(unit, chosen[unit].strength if unit in chosen else 0.0, part.strength, part.onset, part.side)
        for unit, part in natural.items()
    ]
    rows.sort(key=lambda row: (-row.own, row.unit))
    added = [Raised(unit, value, 0.0) for unit, value in strengths if unit not in natural]
    return (*rows, *added)


def addable(style: str, strengths: Strengths = ()) -> tuple[int, ...]:
    """Units that are not in the list yet."""
    listed = {row.unit for row in raised(style, strengths)}
    return tuple(unit for unit in UNITS if unit not in listed)


def channels_of_unit(unit: int) -> tuple[str, ...]:
    """Stems of the channels that show a unit."""
    return tuple(UNIT_CHANNELS.get(unit, {}))


def with_strength(strengths: Strengths, style: str, unit: int, value: float | None) -> Strengths:
    """With one unit at another strength, 0..MOST; None, or its own strength: as the emotion has it."""
    found = {u: v for u, v in strengths if u != unit}
    own = _strongest(parts_of_style(style)).get(unit)
    natural = own.strength if own else None
    if value is not None and (natural is None or abs(value - natural) > 1e-4):
        found[unit] = min(max(value, 0.0), MOST)
    return tuple(sorted(found.items()))


def set_strengths(project: Project, track_id: str, strengths: Strengths) -> Project:
    """The strengths of a lane's units; none: as the emotion has them."""
    track = part_of(project, EmotionTrack, track_id)
    if strengths_of_track(track) == strengths:
        return project
    extra: dict[str, Any] = {k: v for k, v in track.extra.items() if k not in (UNITS_FIELD, "planned")}
    if strengths:
        extra[UNITS_FIELD] = plain_strengths(strengths)
    return set_emotion(project, track_id, extra=extra)


def _strongest(parts: tuple[Part, ...]) -> dict[int, Part]:
    found: dict[int, Part] = {}
    for part in parts:
        if part.unit not in found or part.strength > found[part.unit].strength:
            found[part.unit] = part
    return found
