"""Every line of the scene in a compact list: who speaks, what, how long; with a filter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.time import seconds
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme, digits_font, ui_font
from studio.session.scripting.words import Line

_ROW = 24
_MOST = 5  # rows in sight
_FILTER_FROM = 5  # lines from which there is a filter

_Index = QModelIndex | QPersistentModelIndex


class LineList(QWidget):
    """`chosen(clip id)` when a line is pressed or reached by the arrow keys."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._model = _Lines(self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(tr("Filter lines"))
        self.filter.setAccessibleName(tr("Filter lines"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("funnel"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._show)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(tr("Lines of the scene"))
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._telling = True
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 0)
        rows.setSpacing(SPACE)
        rows.addWidget(self.filter)
        rows.addWidget(self.view)

    def show_lines(self, lines: tuple[Line, ...], current: str) -> None:
        """Every line, and the one that is worked on."""
        if [(id(a.clip), a.character.name) for a in lines] != [
            (id(a.clip), a.character.name) for a in self._lines
        ]:
            self._lines = lines
            self._show()
        self.filter.setVisible(len(lines) > _FILTER_FROM)
        row = self._model.row_of(current)
        self._telling = False
        if row >= 0:
            self.view.setCurrentIndex(self._model.index(row, 0))
        self._telling = True

    def _show(self) -> None:
        wanted = self.filter.text().strip().casefold()
        found = tuple(
            line for line in self._lines
            if all(part in f"{line.character.name} {line.text}".casefold() for part in wanted.split())
        )  # fmt: skip
        self._telling = False
        self._model.show(found)
        self._telling = True
        self.view.setFixedHeight(max(min(len(found), _MOST), 1) * _ROW + 4)

    def _on_current(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None and self._telling:
            self.chosen.emit(line.clip.id)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, index: _Index) -> Line | None:
        return self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None

    def row_of(self, clip_id: str) -> int:
        return next((k for k, line in enumerate(self._lines) if line.clip.id == clip_id), -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{line.character.name}: {line.text[:200]}"
        return line.text[:400] if role == Qt.ItemDataRole.ToolTipRole else None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        line = model.line(index) if isinstance(model, _Lines) else None
        if line is None:
            return
        theme, place = current_theme(), QRect(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            colour = QColor(theme.selection if state & QStyle.StateFlag.State_Selected else theme.text)
            colour.setAlphaF(0.22 if state & QStyle.StateFlag.State_Selected else 0.07)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        _paint_texts(painter, QRectF(place).adjusted(8, 0, -8, 0), line)
        painter.restore()


def _paint_texts(painter: QPainter, place: QRectF, line: Line) -> None:
    theme = current_theme()
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(digits_font(11))
    painter.setPen(QColor(theme.text_faint))
    length = f"{seconds(line.clip.span.duration):.1f} s"
    painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignRight), length)
    end = painter.fontMetrics().horizontalAdvance(length) + 8
    painter.setFont(ui_font(11, bold=True))
    painter.setPen(QColor(theme.text_dim))
    name = painter.fontMetrics().elidedText(line.character.name, Qt.TextElideMode.ElideRight, 70)
    painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignLeft), name)
    start = painter.fontMetrics().horizontalAdvance(name) + 8
    room = place.adjusted(start, 0, -end, 0)
    painter.setFont(ui_font(12))
    painter.setPen(QColor(theme.text))
    text = painter.fontMetrics().elidedText(line.text[:300], Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), text)
