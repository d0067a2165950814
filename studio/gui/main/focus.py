"""Where the keys go: from panel to panel in the order of the eye, and never nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from studio.gui.kit.docks import LitBody, in_front, place_in, takes_tab
from studio.gui.kit.panel import Panel

if TYPE_CHECKING:
    from studio.gui.main.window import MainWindow

_STAGE = "viewport"
_WORK = (_STAGE, "timeline", "curves", "emotions", "script")  # the others tell of things and hold fields


class Focus(QObject):
    """Of one window. Remembers the panel that had the keys, for when a field or a card that had them goes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last = self._home = "timeline"  # the last one; and the last with a place to work in
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._hand_back)
        _application().focusChanged.connect(self._on_focus)

    def release(self) -> None:
        self._soon.stop()
        _application().focusChanged.disconnect(self._on_focus)

    def step(self, way: int) -> None:
        """To the next panel in sight (1) or the one before (-1)."""
        panels = self._in_sight()
        if panels:
            names = [panel.name for panel in panels]
            start = len(names) - 1 if way > 0 else 0
            at = names.index(self._last) if self._last in names else start
            # From the menus or a bar beside the panels one comes back to where one was.
            here = self._panel_of(QApplication.focusWidget()) == self._last
            enter(panels[(at + way) % len(panels) if here else at])

    def turn(self, way: int) -> None:
        """The next tab (1) of the place where the panel with the keys is, or the one before (-1)."""
        dock = self._window.docks.get(self._last)
        if dock is None or dock.isFloating():
            return
        beside = {dock, *self._window.tabifiedDockWidgets(dock)}
        names = [name for name, each in self._window.docks.items() if each in beside]
        self._window.reveal(names[(names.index(self._last) + way) % len(names)])

    def _in_sight(self) -> list[Panel]:
        """Panels one sees, as one reads a page."""
        names = (_STAGE, *self._window.docks)
        found = (self._window.panel(name) for name in names)
        seen = [p for p in found if isinstance(p, Panel) and p.isVisible() and in_front(p, self._window)]
        return sorted(seen, key=lambda panel: place_in(self._window, panel))

    def _panel_of(self, widget: QWidget | None) -> str:
        """The dock's panel or the stage around a widget; empty for what lies beside them."""
        while widget is not None:
            if isinstance(widget, Panel) and (widget.name in self._window.docks or widget.name == _STAGE):
                return str(widget.name)
            widget = widget.parentWidget()
        return ""

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            self._soon.start()
            return
        top = now.window()
        if top is self._window or top in self._window.docks.values():  # a dock alone is a window of its own
            self._light(self._panel_of(now))

    def _light(self, name: str) -> None:
        """The frame around the panel whose keys count; around none while a bar beside them has the focus."""
        self._last = name or self._last
        self._home = name if name in _WORK else self._home
        for each in (_STAGE, *self._window.docks):
            panel = self._window.panel(each)
            body = panel.parentWidget() if panel is not None else None
            if isinstance(body, LitBody):
                body.set_lit(each == name)

    def _hand_back(self) -> None:
        if QApplication.focusWidget() is None and self._window.isActiveWindow():
            self.back()

    def leave(self) -> None:
        """Escape that nobody had a use for: from a field or button to what its panel is for, from a panel
        that tells of things to the one that was worked in before."""
        here = self._panel_of(QApplication.focusWidget())
        panel = self._window.panel(here if here in _WORK else self._home)
        if panel is not None and not self._window.welcoming and in_front(panel, self._window):
            enter(panel)

    def back(self) -> None:
        """What had the keys is gone: the panel that had them before has them again."""
        if self._window.welcoming:
            return
        panels = {panel.name: panel for panel in self._in_sight()}
        panel = panels.get(self._last) or panels.get("timeline")
        if panel is not None:
            enter(panel)


def enter(panel: QWidget, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
    """Gives a panel the keys: to what it names itself, else to its first control, where one sees them."""
    target = panel
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    if target is panel:
        target = next((child for child in _chain(panel) if takes_tab(child) and child.isVisible()), panel)
    target.setFocus(reason)


def _chain(panel: QWidget) -> list[QWidget]:
    """Controls of a panel in the order of Tab."""
    found, at = list[QWidget](), panel.nextInFocusChain()
    while at is not None and at is not panel:
        if panel.isAncestorOf(at) and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
    return found


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
