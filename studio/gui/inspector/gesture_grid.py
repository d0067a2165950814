"""Gestures as tiles with pictures: a click chooses, a double click or Enter places, a drag carries one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from studio.gui.inspector.gesture_pixmaps import GesturePixmaps
from studio.gui.inspector.gesture_tile import GESTURE_ROLE, TEXT, GestureTiles, Index
from studio.gui.kit.drags import gesture_data
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.performance.gestures.schema import Gesture
from studio.session.gesturing.search import told_name

_WIDEST = 128
_LOW = 280  # pixels: in a list as low as this, smaller tiles
_PACE = 90  # milliseconds a picture of a motion
_PATIENCE = 350  # milliseconds of rest over a tile before it moves


class _Gestures(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.gestures: tuple[Gesture, ...] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.gestures)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not 0 <= index.row() < len(self.gestures):
            return None
        gesture = self.gestures[index.row()]
        if role == GESTURE_ROLE:
            return gesture
        if role == Qt.ItemDataRole.DisplayRole:
            return told_name(gesture)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{told_name(gesture)}: {gesture.summary}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{told_name(gesture)}, {gesture.kind}, {gesture.summary}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return gesture_data(self.gestures[indexes[0].row()].name)

    def mimeTypes(self) -> list[str]:
        return gesture_data("").formats()


class GestureGrid(QListView):
    """`gestureChosen(name)`, `placeRequested(name)`."""

    gestureChosen = Signal(str)
    placeRequested = Signal(str)

    def __init__(self, name: str, pictures: GesturePixmaps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures = _Gestures(self)
        self._tiles = GestureTiles(self, lambda gesture: pictures.still(gesture, self.picture_size))
        self._pictures = pictures
        self._moving = ""
        self._frame = 0
        self.empty = ""  # said when there is no gesture to show
        self.setAccessibleName(name)
        self._rest = self._timer(_PATIENCE, self._begin_motion, once=True)
        self._pace = self._timer(_PACE, self._step)
        self._set_up()
        self.doubleClicked.connect(lambda index: self.placeRequested.emit(self._name(index)))
        self.selectionModel().currentChanged.connect(
            lambda index, _: self.gestureChosen.emit(self._name(index))
        )

    def _set_up(self) -> None:
        self.setModel(self._gestures)
        self.setItemDelegate(self._tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(SPACE + SPACE // 2, 0, 0, 0)  # pictures begin where the search begins
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _timer(self, milliseconds: int, then: Callable[[], None], once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def picture_size(self) -> tuple[int, int]:
        """Physical pixels of a still picture: the same at every width of the panel, so that each is drawn
        once."""
        ratio = self.devicePixelRatioF()
        return round(_WIDEST * ratio), round(_WIDEST * 1.05 * ratio)

    @property
    def chosen(self) -> str:
        return self._name(self.currentIndex())

    def show_gestures(self, gestures: Sequence[Gesture]) -> None:
        """Other gestures; the chosen one stays chosen where it is among them."""
        if tuple(gestures) == self._gestures.gestures:
            return
        chosen = self.chosen
        self._stop()
        self._gestures.beginResetModel()
        self._gestures.gestures = tuple(gestures)
        self._gestures.endResetModel()
        self.choose(chosen)

    def choose(self, name: str) -> None:
        for row, gesture in enumerate(self._gestures.gestures):
            if gesture.name == name:
                self.setCurrentIndex(self._gestures.index(row))
                self.scrollTo(self._gestures.index(row))

    def repaint_gesture(self, name: str) -> None:
        """A picture of it is there."""
        self.viewport().update()
        if name == self._moving and not self._pace.isActive():
            self._begin_motion()

    def _name(self, index: Index) -> str:
        return self._gestures.gestures[index.row()].name if index.isValid() else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        name = self._name(self.indexAt(event.position().toPoint()))
        if name != self._moving:
            self._stop()
            self._moving = name
            if name:
                self._rest.start()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen:
            self.placeRequested.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2
        low = self.viewport().height() < _LOW
        columns = max(round(room / (68 if low else 100)), 1)
        wide = min(room // columns, _WIDEST + 2 * SPACE)
        text = TEXT - 6 if low else TEXT
        self._tiles.small = low
        self._tiles.cell = QSize(wide, round((wide - SPACE) * 1.05) + text + SPACE)
        self.setGridSize(self._tiles.cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._gestures.gestures:
            with QPainter(self.viewport()) as painter:
                painter.setFont(ui_font(12))
                painter.setPen(QColor(current_theme().text_faint))
                box = self.viewport().rect().adjusted(3 * SPACE, 0, -3 * SPACE, 0)
                painter.drawText(
                    box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.empty
                )

    def _begin_motion(self) -> None:
        pictures = self._motion()
        if pictures:
            self._frame = 0
            self._pace.start()

    def _motion(self) -> Sequence[QPixmap] | None:
        return self._pictures.motion(self._moving, self.picture_size) if self._moving else None

    def _step(self) -> None:
        pictures = self._motion()
        if not pictures:
            self._stop()
            return
        self._tiles.moving = (self._moving, pictures[self._frame % len(pictures)])
        self._frame += 1
        self.viewport().update()

    def _stop(self) -> None:
        self._rest.stop()
        self._pace.stop()
        self._moving, self._tiles.moving = "", ("", None)
        self.viewport().update()
