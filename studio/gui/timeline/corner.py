"""The corner between ruler and lanes' heads: how times are shown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.gui.kit.language import tr
from studio.session.keying.time_text import TimeFormat
from studio.session.studio import Studio

_NAMES = {TimeFormat.FRAMES: "Frames", TimeFormat.SECONDS: "Seconds", TimeFormat.TIMECODE: "Timecode"}


class Corner(QWidget):
    """A click goes on to the next way of showing times."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._button = QToolButton()
        self._button.setObjectName("time-format")
        self._button.setAutoRaise(True)
        self._button.setToolTip(tr("How times are shown: click for frames, seconds or timecode"))
        self._button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self._button)
        row.addStretch(1)
        self.show_format()

    def _on_clicked(self) -> None:
        ways = list(TimeFormat)
        at = ways.index(self._studio.time_format.value)
        self._studio.time_format.set(ways[(at + 1) % len(ways)])

    def show_format(self, *_: object) -> None:
        """The format and the scene's frame rate as they are now."""
        rate = self._studio.transport.rate
        fps = f"{rate.fps:.3f}".rstrip("0").rstrip(".")
        name = tr(_NAMES[self._studio.time_format.value])
        self._button.setText(tr("{0}  ·  {1} fps", name, fps))
        self._button.setAccessibleName(tr("Times are shown as {0}", name))
