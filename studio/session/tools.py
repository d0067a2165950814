"""The tool in the artist's hand, shared by the timeline, the affect pad and the face in the viewport."""

from __future__ import annotations

from enum import StrEnum

import attrs


class Tool(StrEnum):
    """What the left mouse button does on a lane."""

    SELECT = "select"
    BRUSH = "brush"
    SMOOTH = "smooth"
    ERASE = "erase"
    RAMP = "ramp"
    HOLD = "hold"
    KEY = "key"
    RAZOR = "razor"


PAINTING = frozenset({Tool.BRUSH, Tool.SMOOTH, Tool.ERASE, Tool.RAMP, Tool.HOLD})
"""Tools that paint, with a size."""


@attrs.frozen
class Brush:
    """tool; size: half its width in seconds; strength: share of the way to the painted value, 0..1; hardness:
    0 soft .. 1 flat over its width; emotion: the palette's colour; regions: face regions it paints (empty:
    the whole face); units: strengths of action units it brings along. emotion: a name, a style (`joy/broad`)
    or two emotions up together (`joy+surprise`)."""

    tool: Tool = Tool.SELECT
    size: float = 0.25
    strength: float = 0.7
    hardness: float = 0.5
    emotion: str = "joy"
    regions: frozenset[str] = frozenset()
    units: tuple[tuple[int, float], ...] = ()


@attrs.frozen
class Snapping:
    """What dragged things snap to, and what goes along with them. follow: the playhead goes where the hand
    works."""

    on: bool = True
    words: bool = True
    phones: bool = False
    frames: bool = True
    keys: bool = True
    ripple: bool = False
    follow: bool = True
