"""Gestures as tiles with pictures: a click chooses, a double click or Enter places, a drag carries one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.gui.kit.drags import gesture_data
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.performance.gestures.schema import Gesture
from studio.session.gesturing.search import told_name

Index = QModelIndex | QPersistentModelIndex
Stills = Callable[[str], QPixmap | None]
Motions = Callable[[str], Sequence[QPixmap] | None]

GESTURE_ROLE = int(Qt.ItemDataRole.UserRole)
_WIDEST, _TEXT = 128, 32
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
    """`gestureChosen(name)`, `placeRequested(name)`. stills, motions: pictures by name; None while drawn."""

    gestureChosen = Signal(str)
    placeRequested = Signal(str)

    def __init__(self, name: str, stills: Stills, motions: Motions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures = _Gestures(self)
        self._tiles = _TilePainter(self, stills)
        self._motions = motions
        self._moving = ""
        self._frame = 0
        self.empty = ""  # said when there is no gesture to show
        self.setAccessibleName(name)
        self.setModel(self._gestures)
        self.setItemDelegate(self._tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.placeRequested.emit(self._name(index)))
        self.selectionModel().currentChanged.connect(
            lambda index, _: self.gestureChosen.emit(self._name(index))
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PATIENCE)
        self._rest.timeout.connect(self._begin_motion)
        self._pace = QTimer(self)
        self._pace.setInterval(_PACE)
        self._pace.timeout.connect(self._step)

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
        text = _TEXT - 6 if low else _TEXT
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
        pictures = self._motions(self._moving) if self._moving else None
        if pictures:
            self._frame = 0
            self._pace.start()

    def _step(self) -> None:
        pictures = self._motions(self._moving) if self._moving else None
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


class _TilePainter(QStyledItemDelegate):
    def __init__(self, parent: QWidget, stills: Stills) -> None:
        super().__init__(parent)
        self._stills = stills
        self.cell = QSize(100, 130)
        self.small = False
        self.moving: tuple[str, QPixmap | None] = ("", None)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        gesture: Gesture = index.data(GESTURE_ROLE)
        theme = current_theme()
        box = QRectF(option.rect).adjusted(SPACE / 2, SPACE / 2, -SPACE / 2, -SPACE / 2)
        text = _TEXT - 6 if self.small else _TEXT
        picture = QRectF(box.left(), box.top(), box.width(), box.height() - text)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(picture, RADIUS, RADIUS)
        painter.fillPath(shape, QColor(theme.well))
        name, frame = self.moving
        pixmap = frame if name == gesture.name and frame is not None else self._stills(gesture.name)
        if pixmap is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(picture, pixmap, _middle(pixmap, picture))
            painter.setClipping(False)
        else:
            hand = QRectF(picture.center().x() - 14, picture.center().y() - 14, 28, 28)
            paint_icon(painter, hand, "hand-waving", "text_faint")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            pen = QPen(QColor(theme.accent if chosen else theme.text_faint), 2 if chosen else 1)
            painter.setPen(pen)
            painter.drawPath(shape)
        self._paint_name(
            painter, gesture, QRectF(box.left(), picture.bottom() + 1, box.width(), text), chosen
        )
        painter.restore()

    def _paint_name(self, painter: QPainter, gesture: Gesture, box: QRectF, chosen: bool) -> None:
        """The name on up to two lines; its kind below where there is room."""
        theme = current_theme()
        painter.setFont(ui_font(10 if self.small else 11, bold=chosen))
        painter.setPen(QColor(theme.text))
        metrics = QFontMetricsF(painter.font())
        area = box.adjusted(2, 0, -2, 0)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        text = told_name(gesture)
        used = metrics.boundingRect(area, flags, text).height()
        painter.drawText(area, flags, text)
        if used < 1.5 * metrics.height() and not self.small:
            painter.setFont(ui_font(10))
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(area.adjusted(0, metrics.height(), 0, 0), flags, gesture.kind)


def _middle(pixmap: QPixmap, box: QRectF) -> QRectF:
    """The part of a picture that fills a box of another shape."""
    wide, high = float(pixmap.width()), float(pixmap.height())
    scale = min(wide / box.width(), high / box.height())
    size = (box.width() * scale, box.height() * scale)
    return QRectF((wide - size[0]) / 2, (high - size[1]) / 2, *size)
