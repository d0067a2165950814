"""Play, shuttle, step, loop, speed and loudness: a slim bar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QMenu, QToolButton, QWidget

from studio.gui.kit.buttons import action_button, tool_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import digits_font
from studio.gui.timeline.loudness import Loudness
from studio.gui.timeline.time_field import TimeField
from studio.session.actions import Action
from studio.session.keying.time_text import write
from studio.session.studio import Studio

_BEFORE = ("play.start", "play.step_back", "play.back")
_AFTER = ("play.forward", "play.step_forward", "play.end")
# Pixels from which there is room for: anything, going to the ends, loudness, the range, the length.
_NARROWEST, _ENDS, _LOUD, _RANGED, _ROOMY = 360, 440, 550, 640, 715
_SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


class TransportBar(Panel):
    """Time on the left, the keys of a recorder in the middle, loop, speed and loudness on the right."""

    name = "transport"
    title = "Transport"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = TimeField(studio)
        self._length = QLabel()
        self._length.setProperty("class", "dim")
        self._length.setFont(digits_font(12))
        self._play = self._play_button()
        self._speed = self._speed_button()
        self.loudness = Loudness(studio)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what has no room is hidden
        row.setSpacing(SPACE)
        row.addWidget(_side(self._field, self._length, left=True), 1)
        row.addWidget(self._keys())
        self._range = self._range_keys()
        row.addWidget(_side(self._range, self._speed, self.loudness, left=False), 1)
        self.follow(studio.transport.moved, self._field.show_time)
        self.follow(studio.transport.changed, self._on_transport)
        self.follow(studio.time_format.changed, self._on_transport)
        self.follow(studio.opened, self._on_transport)
        self.follow(studio.sound.volume.changed, self.loudness.show_level)
        self.follow(studio.sound.muted.changed, self.loudness.show_level)
        self._on_transport()

    def actions_offered(self) -> Iterable[Action]:
        keys: dict[str, tuple[str, ...]] = {"": ("Ctrl+G",)}
        tip = "Type where the playhead goes"
        yield Action("play.type_time", "Go to time...", self._field.setFocus, "Playback", keys, tip=tip)

    def sizeHint(self) -> QSize:
        return QSize(720, 38)

    def minimumSizeHint(self) -> QSize:
        """Narrow: the panels beside the picture need room as well."""
        return QSize(_NARROWEST, 38)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """What is needed least gives way; the menus have it all. Nothing is there to clear while no range is
        set."""
        width = self.width()
        self._clear.setVisible(self.studio.transport.range is not None)
        self._length.setVisible(width >= _ROOMY)
        self._range.setVisible(width >= _RANGED)
        self.loudness.setVisible(width >= _LOUD)
        for button in self._ends:
            button.setVisible(width >= _ENDS)

    def _keys(self) -> QWidget:
        box, row = _row()
        before, after = ([action_button(self.studio, id_) for id_ in ids] for ids in (_BEFORE, _AFTER))
        for button in (*before, self._play, *after):
            row.addWidget(button)
        self._ends = before[0], after[-1]
        return box

    def _range_keys(self) -> QWidget:
        box, row = _row()
        self._clear = action_button(self.studio, "play.clear_range")
        row.addWidget(action_button(self.studio, "play.in"))
        row.addWidget(action_button(self.studio, "play.out"))
        row.addWidget(self._clear)
        row.addWidget(action_button(self.studio, "play.loop"))
        return box

    def _play_button(self) -> QToolButton:
        button = action_button(self.studio, "play.toggle")
        button.setObjectName("play-button")
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(36, 28)
        return button

    def _speed_button(self) -> QToolButton:
        button = tool_button("gauge", tr("Speed: play slower or faster"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_speeds(menu))
        button.setMenu(menu)
        return button

    def _fill_speeds(self, menu: QMenu) -> None:
        transport = self.studio.transport
        menu.clear()
        for speed in _SPEEDS:
            entry = menu.addAction(_speed_text(speed), partial(transport.set_pace, speed))
            entry.setCheckable(True)
            entry.setChecked(speed == transport.pace)

    def _on_transport(self, *_: Any) -> None:  # noqa: ANN401 - whatever the signals carry
        transport = self.studio.transport
        self._field.show_time()
        self.loudness.show_level()
        length = write(transport.bounds.duration, transport.rate, self.studio.time_format.value)
        self._length.setText(f"/ {length}")
        self._fit()
        self._length.setToolTip(tr("Length of what is played"))
        self._play.setIcon(icon("pause-fill" if transport.playing else "play-fill", "accent"))
        self._play.setProperty("shown", "play")  # the action's own icon stays away
        self._speed.setText(_speed_text(transport.speed if transport.playing else transport.pace))


def _row() -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    return box, row


def _side(*widgets: QWidget, left: bool) -> QWidget:
    box, row = _row()
    row.setSpacing(2 * SPACE)
    if not left:
        row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    if left:
        row.addStretch(1)
    return box


def _speed_text(speed: float) -> str:
    return f"{'−' if speed < 0 else ''}{abs(speed):g}×"
