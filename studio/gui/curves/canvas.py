"""The graph on screen: paints what changed and hands the mouse to the hands."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.curves import canvas_mouse
from studio.gui.curves.graph_view import GraphView
from studio.gui.curves.ground import paint_frame, paint_ground, paint_playhead
from studio.gui.curves.hands import Hand, Touch
from studio.gui.curves.paint import paint_chosen, paint_curves, paint_rubber
from studio.gui.curves.scene import GraphScene
from studio.gui.kit.language import tr
from studio.gui.kit.theming import current_theme
from studio.session.selection import KeyRef

_HEAD = 6  # pixels on either side of the playhead that are painted when it moves


class GraphCanvas(QWidget):
    """`menuRequested(place, touch)`; `hovered(text)`: what is under the mouse.

    Two pictures are kept: the ground behind the curves, and that with the curves; the playhead and a drawn
    rectangle go over them."""

    menuRequested: ClassVar[Signal] = Signal(object, object)
    hovered: ClassVar[Signal] = Signal(str)

    def __init__(self, scene: GraphScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = scene
        self.hand: Hand | None = None
        self.over: KeyRef | None = None
        self.painted = 0  # pictures made, for tests and measurements
        self._ground = QPixmap()
        self._whole = QPixmap()
        self._stale_ground = self._stale = True
        self._head = 0
        self._framed: GraphView | None = None
        self.setObjectName("curves-graph")
        self.setAccessibleName(tr("Curves over time and value"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(160, 100))

    # What is painted again

    def spoil(self) -> None:
        """The view or what is behind the curves is another."""
        self._stale_ground = self._stale = True
        self.update()

    def spoil_curves(self) -> None:
        """Only curves, keys or the selection are others."""
        self._stale = True
        self.update()

    def move_playhead(self) -> None:
        for tick in (self._head, self.scene.studio.transport.at):
            x = round(self.scene.view.x_of(tick))
            self.update(QRect(x - _HEAD, 0, 2 * _HEAD + 1, self.height()))
        self._head = self.scene.studio.transport.at

    def paintEvent(self, event: QPaintEvent) -> None:
        self._refresh()
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            painter.drawPixmap(QPointF(), self._whole)
            theme = current_theme()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            paint_playhead(self.scene, painter, theme)
            if self.hand is not None and self.hand.rubber is not None:
                paint_rubber(painter, theme, self.hand.rubber)

    def resizeEvent(self, event: QResizeEvent) -> None:
        scene, untouched = self.scene, self.untouched
        scene.held_view.set(scene.view.resized(self.width(), self.height()))
        if untouched:
            self.frame()
        self.spoil()

    @property
    def untouched(self) -> bool:
        """Has nobody looked elsewhere since everything was shown?"""
        return self.scene.view == self._framed

    def frame(self) -> None:
        """Shows everything, and goes on doing so when the size changes, until somebody looks elsewhere."""
        self.scene.frame_all()
        self._framed = self.scene.view

    def _refresh(self) -> None:
        pixels, theme = self.size() * self.devicePixelRatio(), current_theme()
        if self._whole.size() != pixels or self._whole.devicePixelRatio() != self.devicePixelRatio():
            self._ground, self._whole = self._pixmap(), self._pixmap()
            self._stale_ground = self._stale = True
        if self._stale_ground:
            with QPainter(self._ground) as painter:
                paint_ground(self.scene, painter, theme)
        if self._stale or self._stale_ground:
            with QPainter(self._whole) as painter:
                painter.drawPixmap(QPointF(), self._ground)
                paint_curves(self.scene, painter, theme, self.over)
                paint_chosen(self.scene, painter, theme)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                paint_frame(self.scene, painter, theme)
            self.painted += 1
        self._stale_ground = self._stale = False

    def _pixmap(self) -> QPixmap:
        made = QPixmap(self.size() * self.devicePixelRatio())
        made.setDevicePixelRatio(self.devicePixelRatio())
        return made

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hand is None:
            self.hand = canvas_mouse.take(self, event)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        touch = Touch.of(event)
        if self.hand is None:
            canvas_mouse.hover(self, touch)
            return
        self.hand.drag(touch)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hand, self.hand = self.hand, None
        if hand is not None:
            hand.release(Touch.of(event))
            self.spoil_curves()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        canvas_mouse.double_click(self, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        touch = Touch(QPointF(event.pos()), event.modifiers())
        self.menuRequested.emit(event.globalPos(), touch)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_over(None)
        self.hovered.emit("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        canvas_mouse.turn(self, event)

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        # While something is dragged Escape breaks that off, and nothing else.
        if asks and self.hand is not None and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        hand, self.hand = self.hand, None
        if hand is not None:
            hand.cancel()
        else:
            selection = self.scene.studio.selection
            selection.set(selection.value.with_keys(frozenset()))
        self.spoil_curves()

    def set_over(self, key: KeyRef | None) -> None:
        """The key under the mouse."""
        self._set_over(key)

    def _set_over(self, key: KeyRef | None) -> None:
        if key != self.over:
            self.over = key
            self.spoil_curves()
