"""Docks with one slim title bar, none where a tab says the name already."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme

_TITLE_HEIGHT = 26


class DockTitle(QWidget):
    """The name of a dock that stands alone, with its two buttons."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dock = dock
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 0, SPACE, 0)
        row.setSpacing(0)
        label = QLabel(dock.windowTitle())
        dock.windowTitleChanged.connect(label.setText)
        row.addWidget(label)
        row.addStretch(1)
        for name, tip, act in (
            ("arrow-square-out", tr("Undock {0}", dock.windowTitle()), self._on_float),
            ("x", tr("Close {0}", dock.windowTitle()), dock.close),
        ):
            button = tool_button(name, tip, parent=self)
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(act)
            row.addWidget(button)
        self._slim = False

    def set_slim(self, slim: bool) -> None:
        """Gives way to the tab that says the same."""
        if slim != self._slim:
            self._slim = slim
            for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                child.setVisible(not slim)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(60, 0 if self._slim else _TITLE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_float(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())


class LitBody(QWidget):
    """What a panel lies in: a frame around it says that it has the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lit = False
        self.setObjectName("dockBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(1, 1, 1, 1)
        self.rows.setSpacing(0)

    def set_lit(self, lit: bool) -> None:
        if lit != self.lit:
            self.lit = lit
            inside = QRegion(self.rect().adjusted(1, 1, -1, -1))
            self.update(QRegion(self.rect()) - inside)  # what lies within is not painted again

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.panel))
            if self.lit:
                painter.setPen(QPen(QColor(theme.accent), 0))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Dock(QDockWidget):
    """A dock whose content is made when it is wanted. `wanted` when it comes into sight still empty."""

    wanted = Signal()

    def __init__(self, name: str, title: str, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(f"dock.{name}")
        self.name = name
        self._plain = title
        self.filled = False
        self._title = DockTitle(self)
        self.setTitleBarWidget(self._title)
        self.body = LitBody(self)
        self.setWidget(self.body)
        self.visibilityChanged.connect(self._on_visible)

    def fill(self, build: Callable[[], QWidget]) -> QWidget:
        """Makes the content, once."""
        self.filled = True
        content = build()
        if isinstance(content, Panel):
            content.counted.connect(self.show_count)
        self.body.rows.addWidget(content)
        return content

    def show_count(self, number: int) -> None:
        """Behind its name, how much waits in it."""
        title = tr("{0} ({1})", self._plain, number) if number else self._plain
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def retitle(self) -> None:
        """No title of its own beside a tab."""
        window = self.parent()
        tabbed = isinstance(window, QMainWindow) and bool(window.tabifiedDockWidgets(self))
        self._title.set_slim(tabbed and not self.isFloating())

    def _on_visible(self, visible: bool) -> None:
        if visible and not self.filled:
            self.wanted.emit()


def settle_tabs(bar: QTabBar) -> None:
    """The tabs of docks as we want them. What is so already is left alone: Qt lays the whole window out for
    each word, and the window asks for this whenever it is laid out."""
    bar.setDrawBase(False)
    bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    bar.setAccessibleName(tr("Panels of this place"))
    if bar.expanding():
        bar.setExpanding(False)
    if bar.elideMode() != Qt.TextElideMode.ElideNone:
        bar.setElideMode(Qt.TextElideMode.ElideNone)
    if not bar.usesScrollButtons():
        bar.setUsesScrollButtons(True)


def step_focus(window: QMainWindow, *, forward: bool) -> bool:
    """Tab to the next control in sight; False when there is none. Qt itself would go through every panel that
    lies behind another one's tab, where nobody sees the focus, and to what was made last at the end."""
    start: QWidget = window.focusWidget() or window
    ring = tab_ring(window)
    if start in ring:
        there = ring[(ring.index(start) + (1 if forward else -1)) % len(ring)]
    else:
        there = next((widget for widget in _chain(start, forward=forward) if widget in ring), start)
    if there is start:
        return False
    there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def tab_ring(window: QMainWindow) -> list[QWidget]:
    """Where Tab stops in a window: panel by panel as one reads a page, in each bar by bar from the top, and
    there as it was put together."""
    seen = [
        widget
        for widget in _chain(window, forward=True)
        if widget.isEnabled() and widget.isVisible() and takes_tab(widget) and in_front(widget, window)
    ]

    def place(widget: QWidget) -> tuple[tuple[int, int, int], int, int]:
        part, bar = _part_of(widget, window)
        return place_in(window, part), bar.y(), bar.x()

    return sorted(seen, key=place)


def place_in(window: QMainWindow, part: QWidget) -> tuple[int, int, int]:
    """The order of the eye: above, beside or below the middle, then from left to right, then downwards."""
    at, middle = part.mapToGlobal(QPoint()), window.centralWidget() or window
    top = middle.mapToGlobal(QPoint()).y()
    row = 1 if at.y() >= top + middle.height() else 0 if at.y() + part.height() > top else -1
    return row, at.x(), at.y()


def _part_of(widget: QWidget, window: QMainWindow) -> tuple[QWidget, QWidget]:
    """The panel's body around a control, or what else of the window holds it; and the bar of the panel."""
    bars, above = [widget, widget, widget], widget.parentWidget()
    while above is not None and above is not window and not isinstance(bars[-1], LitBody):
        bars.append(above)
        above = above.parentWidget()
    # in a body lies a panel, in that its bars, in those the controls
    return bars[-1], bars[-3]


def _chain(start: QWidget, *, forward: bool) -> Iterator[QWidget]:
    """Widgets in Qt's own order of focus, from the one behind another one on."""
    at = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while at is not None and at is not start:
        yield at
        at = at.nextInFocusChain() if forward else at.previousInFocusChain()


def takes_tab(widget: QWidget) -> bool:
    """Does Tab stop at a widget, as the system has it?"""
    every = QGuiApplication.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
    wanted = Qt.FocusPolicy.TabFocus if every else Qt.FocusPolicy.StrongFocus
    return widget.focusPolicy() & wanted == wanted and widget.focusProxy() is None


def in_front(widget: QWidget, window: QMainWindow) -> bool:
    """Does a widget lie behind no other dock's tab?"""
    if isinstance(widget, QTabBar) and widget.parent() is window and not _has_docks(widget, window):
        return False
    while widget is not window:
        if isinstance(widget, QDockWidget):
            return not widget.visibleRegion().isEmpty()
        above = widget.parentWidget()
        if above is None or widget.isWindow():
            return False
        widget = above
    return True


def _has_docks(bar: QTabBar, window: QMainWindow) -> bool:
    """Qt keeps bars of tabs whose docks were put away, beyond the window's edge."""
    shown = {dock.windowTitle() for dock in window.findChildren(QDockWidget) if dock.isVisible()}
    return any(bar.tabText(k) in shown for k in range(bar.count()))


def empty_body(text: str) -> QWidget:
    """What a panel shows that has nothing to show, or could not be made."""
    body = QWidget()
    rows = QVBoxLayout(body)
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("class", "dim")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    rows.addWidget(label)
    return body
