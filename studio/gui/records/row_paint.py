"""Paints a line of a list of records and says how high it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.theme import SPACE, Theme
from studio.gui.kit.theming import current_theme, digits_font, ui_font
from studio.gui.records.row import Row

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_LEFT, _ICON, _BUTTON = 2 * SPACE, 16, 20
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Rows are `Row` values under ROW_ROLE. width: of the list's viewport, which wraps the details."""

    width = 240

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return QSize(self.width, row_height(row, self.width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        theme, box = current_theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        _paint_ground(painter, box, row, theme, chosen, over)
        if row.strong:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(theme.accent))
        text = _texts(painter, box, row, theme)
        if row.button and (over or chosen or row.progress is not None):
            rect = button_rect(option.rect)
            paint_icon(painter, QRectF(rect).adjusted(4, 4, -4, -4), row.button, "text_dim")
        if row.progress is not None:
            _paint_bar(painter, text, row.progress, theme)
        if bool(option.state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(QColor(theme.accent), 0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.restore()


def row_height(row: Row, width: int) -> int:
    """Pixels that a row takes at a width."""
    if row.head:
        return 26
    height = _title_height(row, width) + 2 * SPACE + 2
    if row.detail:
        room = QRectF(0, 0, _text_width(row, width), 1000)
        height += QFontMetricsF(ui_font(11)).boundingRect(room, _WRAP, row.detail).height() + 1
    return round(height + (SPACE + 3 if row.progress is not None else 0))


def _title_height(row: Row, width: float) -> float:
    metrics = QFontMetricsF(ui_font(12))
    if not row.wrap:
        return metrics.height()
    return metrics.boundingRect(QRectF(0, 0, _text_width(row, int(width)), 1000), _WRAP, row.title).height()


def button_rect(box: QRect) -> QRect:
    """Where the button of a row is."""
    return QRect(box.right() - _BUTTON - SPACE, box.top() + 3, _BUTTON, _BUTTON)


def _text_width(row: Row, width: int) -> float:
    left = _LEFT + (_ICON + 2 * SPACE if row.icon else 0)
    return max(width - left - 2 * SPACE - (_BUTTON if row.button else 0), 40)


def _paint_ground(painter: QPainter, box: QRectF, row: Row, theme: Theme, chosen: bool, over: bool) -> None:
    if row.head:
        painter.fillRect(box, QColor(theme.window))
    elif chosen or over:
        colour = QColor(theme.accent if chosen else theme.hover)
        colour.setAlphaF(0.22 if chosen else 0.6)
        painter.fillRect(box, colour)


def _texts(painter: QPainter, box: QRectF, row: Row, theme: Theme) -> QRectF:
    """Icon, title, badge and detail; where texts begin and end."""
    left = box.left() + _LEFT
    line = QFontMetricsF(ui_font(12)).height() + 2 * SPACE
    if row.icon:
        paint_icon(
            painter, QRectF(left, box.top() + (line - _ICON) / 2 + 1, _ICON, _ICON), row.icon, row.tone
        )
        left += _ICON + 2 * SPACE
    area = QRectF(left, box.top() + 1, _text_width(row, int(box.width())), line)
    painter.setFont(digits_font(11))
    badge = QFontMetricsF(painter.font()).horizontalAdvance(row.badge)
    painter.setPen(QColor(theme.text_faint if row.dim else theme.text_dim))
    painter.drawText(area, _RIGHT, row.badge)
    painter.setFont(ui_font(11 if row.head else 12, bold=row.strong or row.head))
    painter.setPen(QColor(theme.text_dim if row.head else theme.text_faint if row.dim else theme.text))
    room = area.width() - (badge + 2 * SPACE if row.badge else 0)
    if row.wrap:
        painter.drawText(area.adjusted(0, SPACE, 0, 1000), _WRAP, row.title)
    else:
        title = QFontMetricsF(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, _MIDDLE, title)
    if row.detail:
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.text_faint if row.dim else theme.text_dim))
        below = _title_height(row, box.width()) + SPACE + 1
        painter.drawText(area.adjusted(0, below, 0, 1000), _WRAP, row.detail)
    return QRectF(left, box.top(), area.width(), box.height())


def _paint_bar(painter: QPainter, text: QRectF, share: float, theme: Theme) -> None:
    bar = QRectF(text.left(), text.bottom() - SPACE - 3, text.width(), 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.well))
    painter.drawRoundedRect(bar, 1.5, 1.5)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(
        QRectF(bar.left(), bar.top(), bar.width() * min(max(share, 0.0), 1.0), 3), 1.5, 1.5
    )
