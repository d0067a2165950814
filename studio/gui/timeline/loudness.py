"""How loud it plays, and where to."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.session.studio import Studio


class Loudness(QWidget):
    """A button that mutes, which tells the device, and a slider. Without sound both rest."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound: Any = getattr(studio, "sound", None)
        self._button: QToolButton = tool_button("speaker-simple-high", tr("Mute"), checkable=True)
        self._slider = BarSlider(tr("Volume"), default=1.0)
        self._slider.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._button)
        row.addWidget(self._slider)
        self._button.clicked.connect(self._on_clicked)
        self._slider.edited.connect(self._on_edited)
        self._slider.resetRequested.connect(lambda: self._on_edited(1.0, ""))
        for held in self._held():
            held.changed.connect(self._show)
        self._show()

    def release(self) -> None:
        for held in self._held():
            held.changed.disconnect(self._show, missing_ok=True)

    def _held(self) -> tuple[Any, ...]:
        sound = self._sound
        return () if sound is None else (sound.volume, sound.muted, sound.device)

    def _on_clicked(self) -> None:
        self._sound.muted.set(not self._sound.muted.value)

    def _on_edited(self, value: float, _gesture: str) -> None:
        if self._sound is not None:
            self._sound.volume.set(value)

    def _show(self, *_: object) -> None:
        sound = self._sound
        there = sound is not None and bool(sound.device.value)
        self._button.setEnabled(sound is not None)
        self._slider.setEnabled(sound is not None)
        muted = sound is not None and sound.muted.value
        self._button.setChecked(muted)
        self._button.setIcon(icon("speaker-simple-slash" if muted or not there else "speaker-simple-high"))
        told = tr("Sound: {0}", sound.device.value) if there else tr("No sound device: playing by the clock")
        self._button.setToolTip(f"{tr('Mute')}\n{told}")
        if sound is not None:
            self._slider.set_value(sound.volume.value)
