"""Segments, tangents, eases, exact time and value, and what is shown, in a row."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from studio.animation.tangents import is_weighted, tangent_of
from studio.document.curves import Interpolation, Key
from studio.gui.curves.deeds import Deeds
from studio.gui.curves.tangent_icons import ease_icon, segment_icon, tangent_icon
from studio.gui.kit.actions import tip_text
from studio.gui.kit.buttons import action_button, tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import digits_font
from studio.gui.kit.typed_time import typed_time
from studio.session.fields.field import Number
from studio.session.keying.keys import chosen_keys, limits_of
from studio.session.keying.shapes import Ease
from studio.session.keying.tangents import TANGENT_TITLES
from studio.session.keying.time_text import write
from studio.session.studio import Studio

_ICON = QSize(20, 18)


class Toolbar(QWidget):
    """Shows what the chosen keys have in common."""

    def __init__(self, studio: Studio, deeds: Deeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._deeds = studio, deeds
        self.setObjectName("curves-toolbar")
        self._segments = {
            kind: self._drawn_button(f"curves.segment_{kind.value}", segment_icon(kind))
            for kind in Interpolation
        }
        self._modes = {
            mode: self._drawn_button(f"curves.tangent_{mode.value}", tangent_icon(mode))
            for mode in TANGENT_TITLES
        }
        self._ease = self._ease_button()
        self._time, self._value = self._time_field(), self._value_field()
        self._arrange()
        self.show_keys()

    def _arrange(self) -> None:
        time, value = (_label(tr("Time")), self._time), (_label(tr("Value")), self._value)
        groups = (self._segments.values(), self._modes.values(), (self._ease,), (*time, *value))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2)
        for group in groups:
            for widget in group:
                row.addWidget(widget)
            row.addWidget(_line())
        row.addWidget(action_button(self._studio, "timeline.snap", self))
        row.addStretch(1)
        for verb in ("flows", "follows", "isolate", "normalised", "frame_selected", "frame_all"):
            row.addWidget(action_button(self._studio, f"curves.{verb}", self))

    def showEvent(self, event: QShowEvent) -> None:
        self._name_buttons()
        super().showEvent(event)

    def show_keys(self) -> None:
        """Fields and buttons as the chosen keys are."""
        chosen = chosen_keys(self._studio.project, self._studio.selection.value)
        keys = list(chosen.values())
        kinds, modes = {key.interpolation for key in keys}, {tangent_of(key) for key in keys}
        bent = Interpolation.BEZIER in kinds
        for kind, button in self._segments.items():
            button.setEnabled(bool(keys))
            button.setChecked(kinds == {kind})
        for mode, button in self._modes.items():
            button.setEnabled(bool(keys))
            button.setChecked(bent and modes == {mode})
        self._ease.setEnabled(bool(keys))
        self._show_fields(keys)
        if chosen:
            limits = [limits_of(self._studio.project, ref.curve) for ref in chosen]
            self._value.shape = Number(min(a for a, _ in limits), max(b for _, b in limits), 0.01, 3)

    def type_value(self) -> None:
        """Opens the field of the chosen keys' value; Shift+Tab leads to that of their time."""
        self._value.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._value.type_value()

    def show_theme(self) -> None:
        """Pictures in the colours of another theme."""
        for mode, button in self._modes.items():
            button.setIcon(tangent_icon(mode))
        for kind, button in self._segments.items():
            button.setIcon(segment_icon(kind))

    def _show_fields(self, keys: list[Key]) -> None:
        times, values = {key.time for key in keys}, {round(key.value, 6) for key in keys}
        rate, shown = self._studio.transport.rate, self._studio.time_format.value
        for field in (self._time, self._value):
            field.setEnabled(bool(keys))
        if not self._time.hasFocus():
            self._time.setText(write(min(times), rate, shown) if times else "")
        self._value.set_value(values.pop() if len(values) == 1 else None)

    def _drawn_button(self, id_: str, icon: QIcon) -> QToolButton:
        button = tool_button("circle-dashed", "", checkable=True, parent=self)
        button.setIcon(icon)
        button.setIconSize(_ICON)
        button.setProperty("action", id_)
        button.clicked.connect(lambda: self._run(id_))
        return button

    def _run(self, id_: str) -> None:
        self._studio.actions.run(id_)
        self.show_keys()

    def _name_buttons(self) -> None:
        """Tips with the keys of the map in use; the actions come after the panel."""
        for button in (*self._segments.values(), *self._modes.values()):
            id_ = str(button.property("action"))
            if id_ in self._studio.actions:
                action = self._studio.actions[id_]
                button.setToolTip(tip_text(self._studio, action))
                button.setAccessibleName(tr(action.title))

    def _ease_button(self) -> QToolButton:
        button = tool_button("trend-up", tr("Ease between the chosen keys"), parent=self)
        button.setText(tr("Ease"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_eases(menu))
        button.setMenu(menu)
        return button

    def _fill_eases(self, menu: QMenu) -> None:
        menu.clear()
        for ease in Ease:
            entry = menu.addAction(ease_icon(ease), tr(ease.value.capitalize()))
            entry.triggered.connect(lambda _=False, ease=ease: self._deeds.ease(ease))
        menu.addSeparator()
        weighted = [
            is_weighted(k) for k in chosen_keys(self._studio.project, self._studio.selection.value).values()
        ]
        entry = menu.addAction(tr("Tangents of any length"))
        entry.setCheckable(True)
        entry.setChecked(all(weighted))
        entry.triggered.connect(self._deeds.weigh)

    def _time_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setFont(digits_font(12))
        field.setFixedWidth(96)
        field.setAccessibleName(tr("Time of the chosen keys"))
        field.setToolTip(tr("Time of the first chosen key: frames (12f), seconds (1.5s) or timecode"))
        field.editingFinished.connect(self._on_time)
        return field

    def _value_field(self) -> NumberField:
        field = NumberField(tr("Value of the chosen keys"), Number(-1.0, 1.0, 0.01, 3), self)
        field.setFixedWidth(84)
        field.setToolTip(tr("Value of the chosen keys: drag, or click to type"))
        field.edited.connect(self._deeds.set_value)
        field.cancelled.connect(self._studio.take_back)
        field.refused.connect(self._studio.told.emit)
        return field

    def _on_time(self) -> None:
        if not self._time.isModified():
            return
        self._time.setModified(False)
        tick = typed_time(self._studio, self._time.text())
        if tick is not None:
            self._deeds.set_time(tick)
        self._time.clearFocus()
        self.show_keys()


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.NoFrame)
    line.setProperty("class", "line")
    line.setFixedSize(1, 18)
    return line


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("class", "dim")
    label.setContentsMargins(SPACE, 0, 2, 0)
    return label
