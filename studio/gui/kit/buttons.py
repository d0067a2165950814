"""Buttons that do an action and show whether it can be done and is on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from studio.gui.kit.actions import tip_text
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.session.studio import Studio

ICON_SIZE = 18
_EDITED = 120  # milliseconds until buttons follow an edit


def tool_button(
    icon_name: str, tip: str, *, checkable: bool = False, parent: QWidget | None = None
) -> QToolButton:
    """A flat button with an icon, reached by Tab and not by a click, so that keys stay with the panel.
    tip: translated; also what a screen reader says."""
    return _dressed(QToolButton(parent), icon_name, tip, checkable=checkable)


def _dressed(button: QToolButton, icon_name: str, tip: str, *, checkable: bool = False) -> QToolButton:
    button.setIcon(icon(icon_name))
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def push_button(text: str, kind: str = "", *, tip: str = "", icon_name: str = "") -> QPushButton:
    """A button with words. kind: `primary`, `danger`, `flat` or nothing. text, tip: translated."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    if kind:
        button.setProperty("class", kind)
    if icon_name:
        button.setIcon(icon(icon_name, "on_accent" if kind == "primary" else ""))
    return button


def action_button(
    studio: Studio, id_: str, parent: QWidget | None = None, *, text: bool = False
) -> QToolButton:
    """A button of an action, which may be added to the studio later. text: its title beside the icon."""
    button = _TiedButton(parent)
    _dressed(button, "circle-dashed", "")
    if text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.tie = _ActionTie(studio, id_, button)
    return button


class _TiedButton(QToolButton):
    """Tells its tie when it comes and goes; a filter would be called for each of its events."""

    tie: _ActionTie | None = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.tie is not None:
            self.tie.on_shown()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.tie is not None:
            self.tie.on_hidden()


class _ActionTie(QObject):
    """Keeps a button like its action, a moment after something changed, and only while it is seen."""

    def __init__(self, studio: Studio, id_: str, button: QToolButton) -> None:
        super().__init__(button)
        self._studio, self._id, self._button = studio, id_, button
        self._signals = (
            studio.actions.changed, studio.selection.changed, studio.brush.changed,
            studio.snapping.changed, studio.transport.changed, studio.keymap.changed,
        )  # fmt: skip
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        self._listening = False
        button.clicked.connect(self._run)
        self._show()

    def on_shown(self) -> None:
        if not self._listening:
            self._listening = True
            for signal in self._signals:
                signal.connect(self._later)
            self._studio.changed.connect(self._edited)
        self._show()

    def on_hidden(self) -> None:
        if self._listening:
            self._listening = False
            for signal in self._signals:
                signal.disconnect(self._later, missing_ok=True)
            self._studio.changed.disconnect(self._edited, missing_ok=True)

    def _later(self) -> None:
        self._soon.start(0)

    def _edited(self) -> None:
        """An edit, of which a brush makes sixty a second; there are some forty buttons."""
        if not self._soon.isActive():
            self._soon.start(_EDITED)

    def _run(self) -> None:
        if self._id in self._studio.actions:
            self._studio.actions.run(self._id)
        self._show()

    def _show(self) -> None:
        button = self._button
        if self._id not in self._studio.actions:
            button.setEnabled(False)
            return
        action = self._studio.actions[self._id]
        if action.icon and button.property("shown") != action.icon:
            button.setIcon(icon(action.icon))
            button.setProperty("shown", action.icon)
        if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            button.setText(tr(action.title.removesuffix("...")))
        tip = tip_text(self._studio, action)
        if tip != button.toolTip():
            button.setToolTip(tip)
            button.setAccessibleName(tr(action.title))
        button.setEnabled(action.enabled())
        button.setCheckable(action.checked is not None)
        if action.checked is not None:
            button.setChecked(bool(action.checked()))
