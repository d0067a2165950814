"""What a body's parts are busy with, so that planned gestures work around it.

A mode names what holds a part: for the whole performance in the character's `extra` under `pose_mode`
(`sitting`, `holding_right`; several with +), or for a while as an event of kind `constraint` whose name is
the mode.
"""

from __future__ import annotations

from types import MappingProxyType

import attrs

from studio.core.problems import ProblemLog
from studio.core.time import TimeRange
from studio.document.schema import Character, Event

LEFT, RIGHT, LEGS, HIPS, HEAD = "left_hand", "right_hand", "legs", "hips", "head"

MODES: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "free": frozenset(),
        "hands_busy": frozenset({LEFT, RIGHT}),
        "left_hand_busy": frozenset({LEFT}),
        "right_hand_busy": frozenset({RIGHT}),
        "holding": frozenset({RIGHT}),
        "holding_left": frozenset({LEFT}),
        "holding_right": frozenset({RIGHT}),
        "holding_both": frozenset({LEFT, RIGHT}),
        "sitting": frozenset({LEGS, HIPS}),
        "head_still": frozenset({HEAD}),
    }
)


@attrs.frozen
class Limits:
    """Parts that are busy always, and parts that are busy for a while."""

    always: frozenset[str] = frozenset()
    spans: tuple[tuple[TimeRange, frozenset[str]], ...] = ()

    def busy(self, start: int, end: int) -> frozenset[str]:
        """Parts that something holds at some time between two ticks."""
        parts = set(self.always)
        for span, held in self.spans:
            if span.start < end and start < span.end:
                parts |= held
        return frozenset(parts)


FREE = Limits()


def limits_of(character: Character, log: ProblemLog | None = None) -> Limits:
    """The limits of a character; a mode that nobody knows is warned about and holds nothing."""
    always = _parts(str(character.extra.get("pose_mode", "")), log)
    spans = tuple(
        (TimeRange(e.start, max(e.end, e.start)), _parts(e.name, log))
        for e in character.events
        if e.kind == "constraint" and not e.muted
    )
    return Limits(always, spans)


def seated(limits: Limits, event: Event) -> bool:
    """Is this a shift of weight that legs which are held cannot make?"""
    return event.kind == "weight_shift" and LEGS in limits.busy(event.start, event.end)


def _parts(mode: str, log: ProblemLog | None) -> frozenset[str]:
    parts: frozenset[str] = frozenset()
    for name in (part.strip() for part in mode.split("+")):
        if name in MODES:
            parts |= MODES[name]
        elif name and log is not None:
            known = ", ".join(MODES)
            log.warn("gesture.mode", "is no mode that a body can be in", name, f"Known are {known}")
    return parts
