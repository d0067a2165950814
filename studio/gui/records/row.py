"""What a line of a list of records says."""

from __future__ import annotations

import attrs


@attrs.frozen
class Row:
    """title, detail: detail stands below, wrapped; icon: a Phosphor name in the colour `tone` (a token of the
    theme); badge: quiet text at the right; progress: a bar below, 0..1; dim: of the past or the undone;
    strong: the present one; button: icon of a small button at the right; head: a heading over
    others; wrap: the title may take several lines."""

    id: str
    title: str
    detail: str = ""
    icon: str = ""
    tone: str = "text_dim"
    badge: str = ""
    progress: float | None = None
    dim: bool = False
    strong: bool = False
    button: str = ""
    head: bool = False
    wrap: bool = False
