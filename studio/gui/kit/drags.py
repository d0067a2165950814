"""What is dragged from one panel to another, by its kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

EMOTION_MIME = "application/x-moodline-emotion"
"""A colour of the palette: its style (`joy/broad`, `joy+surprise`) in UTF-8. The brush holds it as well."""


def emotion_data(style: str) -> QMimeData:
    """What a drag of a colour carries."""
    data = QMimeData()
    data.setData(EMOTION_MIME, style.encode())
    return data


def style_in(data: QMimeData) -> str:
    """The style that is dragged; empty when it is something else."""
    return _name_in(data, EMOTION_MIME)


GESTURE_MIME = "application/x-moodline-gesture"
"""A gesture of the library by its name in UTF-8."""


def gesture_data(name: str) -> QMimeData:
    """What a drag of a gesture carries; whoever takes the drop calls `session.gesturing.placing.place`."""
    data = QMimeData()
    data.setData(GESTURE_MIME, name.encode())
    data.setText(name)
    return data


def gesture_in(data: QMimeData) -> str:
    """The gesture that is dragged; empty when it is something else."""
    return _name_in(data, GESTURE_MIME)


def files_in(data: QMimeData) -> list[Path]:
    """Local files that are dragged; none when it is something else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _name_in(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode("utf-8", "replace")
