"""The one door for keys: the panel with the focus is asked first, then the window."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from studio.gui.kit.key_names import key_of
from studio.gui.kit.own_keys import is_own
from studio.gui.kit.panel import Panel
from studio.session.actions import Action
from studio.session.studio import Studio

WINDOW = "window"
_WRITING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QKeySequenceEdit)
_ARROWS = frozenset({"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"})
_ENTERS = frozenset({"Return", "Enter"})
_PRESSES = _ENTERS | {"Space"}
_EDITING = frozenset(
    {
        f"Ctrl+{key}"
        for key in ("A", "C", "V", "X", "Z", "Y", "Left", "Right", "Home", "End", "Backspace", "Del")
    }
    | {"Ctrl+Shift+Z", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Home", "Ctrl+Shift+End"}
)


class KeyDoor(QObject):
    """Filters key presses for one window.

    Only the widget with the focus and those around it are watched: a filter of the whole application is asked
    about every event of every widget, and each time waits until the threads beside the window let it.
    """

    def __init__(self, studio: Studio, window: QMainWindow) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self._found: dict[tuple[str, str], list[Action]] | None = None
        for signal in (studio.actions.changed, studio.keymap.changed):
            signal.connect(self._forget)
        self._watched: list[QWidget] = []
        _application().focusChanged.connect(self._on_focus)
        self._on_focus(None, QApplication.focusWidget())

    def release(self) -> None:
        _application().focusChanged.disconnect(self._on_focus)
        self._watch(())
        for signal in (self._studio.actions.changed, self._studio.keymap.changed):
            signal.disconnect(self._forget, missing_ok=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not self._is_ours(watched) or not isinstance(event, QKeyEvent):
            return False
        key = key_of(event)
        if isinstance(watched, QAbstractButton) and key in _ENTERS and watched.hasFocus():
            watched.click()  # Space alone would, on most systems
            return True
        if not key or belongs_to_widget(watched, key) or _was_left_over(watched, key):
            return False
        return self._run(watched, key)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        asked = now or QApplication.activeWindow()
        found: list[QWidget] = [self._window]
        while asked is not None and asked is not self._window:
            found.append(asked)
            asked = asked.parentWidget()
        self._watch(found)

    def _watch(self, widgets: Iterable[QWidget]) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = list(widgets)
        for widget in self._watched:
            widget.installEventFilter(self)

    def action_for(self, widget: QWidget | None, key: str) -> Action | None:
        """What a key would do now with the focus on a widget."""
        for scope in scopes_of(widget):
            for action in self._table().get((scope, key), ()):
                if action.enabled():
                    return action
        return None

    def _run(self, widget: QWidget, key: str) -> bool:
        action = self.action_for(widget, key)
        if action is None:
            return False
        try:
            self._studio.actions.run(action.id)
        except Exception:  # noqa: BLE001 - told as any fault; were it let out, Qt would offer the key again
            sys.excepthook(*sys.exc_info())
        return True

    def _is_ours(self, widget: QWidget) -> bool:
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None:
            return False
        top = widget.window()
        return top is self._window or top.parentWidget() is self._window

    def _table(self) -> dict[tuple[str, str], list[Action]]:
        if self._found is None:
            self._found = {}
            for action in self._studio.actions:
                for key in self._studio.keymap.keys_of(action):
                    self._found.setdefault((action.scope, key), []).append(action)
        return self._found

    def _forget(self) -> None:
        self._found = None


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def scopes_of(widget: QWidget | None) -> Iterator[str]:
    """Names of the panels around a widget, the nearest first, then the window."""
    while widget is not None:
        if isinstance(widget, Panel) and widget.name:
            yield widget.name
        widget = widget.parentWidget()
    yield WINDOW


def belongs_to_widget(widget: QWidget, key: str) -> bool:
    """Keys a control needs itself: typing in text, pressing a button, walking in a list."""
    if is_own(widget, key):
        return True
    if isinstance(widget, _WRITING) or (isinstance(widget, QComboBox) and widget.isEditable()):
        return not _is_command(key)
    if isinstance(widget, QMenuBar):
        return True  # it has the keys after Alt alone, until a menu is chosen
    if isinstance(widget, QAbstractButton):
        return key in _PRESSES
    bare = key.removeprefix("Shift+")
    if isinstance(widget, QAbstractItemView):
        return bare in _ARROWS | _PRESSES
    return isinstance(widget, QComboBox | QAbstractSlider | QTabBar) and bare in _ARROWS | _PRESSES


def _was_left_over(widget: QWidget, key: str) -> bool:
    """A key of the control with the focus, which had no use for it, so that Qt hands it to what is around?"""
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus) and belongs_to_widget(focus, key)


def _is_command(key: str) -> bool:
    """May a key do something while somebody types? Only with Ctrl, and none that edits text; or an F key."""
    last = key.rpartition("+")[2]
    if last.startswith("F") and last[1:].isdigit():
        return True
    return key.startswith("Ctrl+") and key not in _EDITING
