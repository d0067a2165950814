"""How a gesture looks in its grid: a picture, still or moving, and its name below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.performance.gestures.schema import Gesture
from studio.session.gesturing.search import told_name

Index = QModelIndex | QPersistentModelIndex
Stills = Callable[[str], QPixmap | None]
"""The still picture of a gesture by name; None while it is drawn."""

GESTURE_ROLE = int(Qt.ItemDataRole.UserRole)
TEXT = 32
"""Logical pixels below a picture for its name and kind."""


class GestureTiles(QStyledItemDelegate):
    """`cell`: logical pixels of a tile with its name; `small`: without the kind; `moving`: a name and the
    picture of its motion that is shown instead of the still one."""

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
        text = TEXT - 6 if self.small else TEXT
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
        area = box
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
