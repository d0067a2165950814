"""The small drawings inside Qt's controls (ticks, arrows), which a style sheet can only take from files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from studio.gui.kit.theme import Theme

_SIZE = 12
_SCALES = (1, 2, 3)
_VERSION = b"2"

Strokes = tuple[tuple[float, float], ...]

_SHAPES: dict[str, Strokes] = {
    "check": ((2.5, 6.3), (5.0, 8.8), (9.6, 3.4)),
    "dash": ((3.0, 6.0), (9.0, 6.0)),
    "down": ((3.0, 4.5), (6.0, 7.5), (9.0, 4.5)),
    "up": ((3.0, 7.5), (6.0, 4.5), (9.0, 7.5)),
    "right": ((4.5, 3.0), (7.5, 6.0), (4.5, 9.0)),
    "left": ((7.5, 3.0), (4.5, 6.0), (7.5, 9.0)),
    "cross": ((3.2, 3.2), (8.8, 8.8), (6.0, 6.0), (8.8, 3.2), (3.2, 8.8)),
}


def marks_folder(theme: Theme) -> Path:
    """Folder of `check.png`, `check@2x.png`, `check-faint.png` ... in a theme's colours, made if missing."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed to look at the module

    tints = {
        "": theme.text_dim,
        "-bright": theme.text,
        "-faint": theme.text_faint,
        "-accent": theme.on_accent,
    }
    digest = hashlib.sha256(_VERSION + repr(sorted(tints.items())).encode()).hexdigest()[:12]
    named = os.environ.get("MOODLINE_CACHE")
    folder = (Path(named) if named else Path(user_cache_path("moodline"))) / "marks" / digest
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, colour in tints.items():
            for name, strokes in _SHAPES.items():
                _write(folder, name + suffix, _polyline(strokes, colour))
            _write(folder, "dot" + suffix, _dot(colour))
        (folder / "done").touch()
    return folder


def _write(folder: Path, name: str, draw: Callable[[QPainter], None]) -> None:
    for scale in _SCALES:
        image = QImage(_SIZE * scale, _SIZE * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        draw(painter)
        painter.end()
        image.save(str(folder / (f"{name}.png" if scale == 1 else f"{name}@{scale}x.png")))


def _polyline(strokes: Strokes, colour: str) -> Callable[[QPainter], None]:
    def draw(painter: QPainter) -> None:
        pen = QPen(QColor(colour), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in strokes]))

    return draw


def _dot(colour: str) -> Callable[[QPainter], None]:
    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(6.0, 6.0), 2.6, 2.6)

    return draw
