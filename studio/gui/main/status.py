"""The line at the window's foot: what was said, what is under the mouse, work and sound."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from studio.gui.kit.language import tr
from studio.session.studio import Studio

_STAYS = 6000  # ms that a message is shown


class StatusStrip(QStatusBar):
    """Follows `studio.told` and `studio.hovered`."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setSizeGripEnabled(False)
        self._said = _line("statusMessage", tr("Message"))
        self._hovered = _line("statusHover", tr("Under the mouse"))
        self.addWidget(self._said, 1)
        self.addPermanentWidget(self._hovered)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.timeout.connect(self._on_fade)
        studio.told.connect(self._on_told)
        studio.hovered.connect(self._on_hovered)

    @property
    def message(self) -> str:
        """What is being said now."""
        return self._said.toolTip()

    def add_badge(self, badge: QWidget) -> None:
        """A small widget at the right end."""
        self.addPermanentWidget(badge)

    def release(self) -> None:
        self._studio.told.disconnect(self._on_told, missing_ok=True)
        self._studio.hovered.disconnect(self._on_hovered, missing_ok=True)

    def _on_told(self, text: str) -> None:
        self._said.setText(text.replace("\n", " "))
        self._said.setToolTip(text)
        self._fading.start(max(_STAYS, 60 * len(text)))

    def _on_hovered(self, text: str) -> None:
        self._hovered.setText(text)

    def _on_fade(self) -> None:
        self._said.clear()
        self._said.setToolTip("")


def _line(name: str, spoken: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAccessibleName(spoken)
    across = QSizePolicy.Policy.Ignored if name == "statusMessage" else QSizePolicy.Policy.Preferred
    label.setSizePolicy(across, QSizePolicy.Policy.Preferred)
    return label
