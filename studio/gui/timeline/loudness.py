"""How loud it plays."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.session.studio import Studio


class Loudness(QWidget):
    """A button that mutes, and a slider. The button tells when there is no sound card."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = studio.sound
        self._button = tool_button("speaker-simple-high", tr("Mute"), checkable=True)
        self._slider = BarSlider(tr("Volume"), default=1.0)
        self._slider.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._button)
        row.addWidget(self._slider)
        self._button.clicked.connect(self._on_clicked)
        self._slider.edited.connect(self._on_edited)
        self._slider.resetRequested.connect(self._on_reset)
        self.show_level()

    def show_level(self, *_: object) -> None:
        """Volume and whether anything is heard, as they are now."""
        sound = self._sound
        muted = sound.muted.value
        self._button.setChecked(muted)
        self._button.setIcon(icon("speaker-simple-slash" if muted or sound.silent else "speaker-simple-high"))
        none = tr("No sound card: playing by the clock")
        self._button.setToolTip(none if sound.silent else tr("Mute"))
        self._slider.set_value(sound.volume.value)
        self._slider.setEnabled(not sound.silent)

    def _on_clicked(self) -> None:
        self._sound.muted.set(not self._sound.muted.value)
        self.show_level()

    def _on_edited(self, value: float, _gesture: str) -> None:
        self._sound.volume.set(value)

    def _on_reset(self) -> None:
        self._sound.volume.set(1.0)
