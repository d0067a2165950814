"""The picture of the stage under the mouse: camera, face, menus and drops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.kit.drags import EMOTION_MIME
from studio.gui.viewport.navigation import wheel_factor
from studio.gui.viewport.stage_picture import StagePicture
from studio.session.held import Held
from studio.session.staging.viewing import Viewing
from studio.session.studio import Studio

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class StageView(StagePicture):
    """The left button turns the camera, or works on the face where the hand may do that."""

    menuRequested = Signal(QPointF)
    picked = Signal(QPointF)  # a click on the picture that was no drag
    framed = Signal(QPointF)  # a double click
    emotionDropped = Signal()

    def __init__(self, studio: Studio, viewing: Held[Viewing], parent: QWidget | None = None) -> None:
        super().__init__(studio, viewing, parent)
        self.setAcceptDrops(True)
        self._held = False  # a face, by the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, plain = event.position(), not event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._held = False
        if event.button() == LEFT and plain and self.hand.active and self.shooting is not None:
            self._held = self.hand.press(self.shooting, self.projection, at)
        if not self._held:
            self.navigation.press(event.button(), event.modifiers(), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not event.buttons():
            over = self.shooting is not None and self.hand.hover(self.shooting, self.projection, at)
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            if over:
                self.update()
        elif self._held:
            self.hand.drag(at)
        else:
            self.navigation.drag(at, self.projection)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.hand.release(event.modifiers())
        elif not self.navigation.dragged:
            self._clicked(event)
        self.navigation.release()

    def _clicked(self, event: QMouseEvent) -> None:
        if event.button() == RIGHT:
            self.menuRequested.emit(event.globalPosition())
        elif event.button() == LEFT and self.hand.active:
            self.hand.clear()
        elif event.button() == LEFT:
            self.picked.emit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == LEFT and not self.hand.hovered:
            self.framed.emit(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        place = self.projection.share(event.position().x(), event.position().y())
        self.navigation.zoom(wheel_factor(notches), place, self.projection.aspect)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hand.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.hand.cancel():
            self._held = False
            self.refresh()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By a key at once; by the mouse when the right button is let go, for it also pans."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menuRequested.emit(QPointF(self.mapToGlobal(self.rect().center())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _take_emotion(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take_emotion(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(EMOTION_MIME):
            event.acceptProposedAction()
            self.emotionDropped.emit()
        else:
            event.ignore()


def _take_emotion(event: QDragMoveEvent) -> None:
    if event.mimeData().hasFormat(EMOTION_MIME):
        event.acceptProposedAction()
    else:
        event.ignore()
