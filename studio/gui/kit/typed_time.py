"""Times that are typed into the window's fields."""

from __future__ import annotations

from studio.gui.kit.language import tr
from studio.session.keying.time_text import read
from studio.session.studio import Studio


def typed_time(studio: Studio, text: str) -> int | None:
    """The tick somebody typed. None when it is no time, and the artist is told how one is written."""
    tick = read(text, studio.transport.rate, studio.time_format.value)
    if tick is None:
        studio.told.emit(tr("“{0}” is no time: try 102, 12f, 1.25s or 00:00:01:12", text))
    return tick
