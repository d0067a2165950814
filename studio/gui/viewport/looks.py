"""How the next picture of the stage is drawn."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from studio.gui.kit.theme import DARK

if TYPE_CHECKING:
    from studio.render.live_view import Look

_NEW = 2  # surfaces that one picture may be the first to show: to compile them takes long


def look_of(shown: Collection[str], fineness: float, *, cast: bool) -> Look:
    """shown: overlays, as `Viewing` names them; fineness: as `Look` has it; cast: with new shadows."""
    from studio.render.live_view import Look  # noqa: PLC0415 - with the first picture

    return Look(
        fineness=fineness,
        cast=cast,
        wire=_rgb(DARK.accent) if "wire" in shown else None,
        ghost=_rgb(DARK.accent) if "ghost" in shown else None,
        new=_NEW,
    )


def _rgb(colour: str) -> tuple[float, float, float]:
    found = QColor(colour)
    return found.redF(), found.greenF(), found.blueF()
