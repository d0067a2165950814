"""A list of records: lines of two texts, an icon, a badge, a bar, a small button; by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.gui.records.row import Row
from studio.gui.records.row_paint import ROW_ROLE, RowPainter, button_rect

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title if not row.detail else f"{row.title}\n{row.detail}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (row.title, row.detail, row.badge) if text)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        rows = self.rows
        if 0 <= index.row() < len(rows) and rows[index.row()].head:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def show_rows(self, rows: list[Row]) -> bool:
        """True when lines came or went; else only what they say is another."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if same:
            changed = [i for i, row in enumerate(rows) if row != self.rows[i]]
            self.rows = rows
            for i in changed:
                self.dataChanged.emit(self.index(i), self.index(i))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        return not same


class RowList(QListView):
    """`rowChosen(id)` at a click, Enter or Space; `buttonPressed(id)` at its button or Delete. empty: said
    when nothing is in the list."""

    rowChosen = Signal(str)
    buttonPressed = Signal(str)

    def __init__(self, name: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self._painter = RowPainter(self)
        self.empty = empty
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setProperty("class", "rows")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows.rows)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Other lines; the chosen one and the scroll stay where they can."""
        chosen = self.chosen_id
        place = self.verticalScrollBar().value()
        if self._rows.show_rows(list(rows)):
            self.choose(chosen)
            self.verticalScrollBar().setValue(place)
            self.viewport().update()
        else:
            self.scheduleDelayedItemsLayout()

    @property
    def chosen_id(self) -> str:
        index = self.currentIndex()
        return self._rows.rows[index.row()].id if index.isValid() else ""

    def choose(self, id_: str, *, reveal: bool = False) -> None:
        """Marks a line; tells nobody."""
        for i, row in enumerate(self._rows.rows):
            if row.id == id_ and id_:
                index = self._rows.index(i)
                self.setCurrentIndex(index)
                if reveal:
                    self.scrollTo(index)
                return

    def row_box(self, id_: str) -> tuple[int, int]:
        """A point within a line, for tests: x, y in the viewport."""
        for i, row in enumerate(self._rows.rows):
            if row.id == id_:
                centre = self.visualRect(self._rows.index(i)).center()
                return centre.x(), centre.y()
        raise KeyError(id_)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = self._rows.rows[index.row()]
        if row.button and button_rect(self.visualRect(index)).contains(event.position().toPoint()):
            self.buttonPressed.emit(row.id)
        elif not row.head:
            self.rowChosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self._rows.rows[index.row()] if index.isValid() else None
        if row is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.rowChosen.emit(row.id)
        elif row is not None and row.button and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.buttonPressed.emit(row.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._painter.width != self.viewport().width():
            self._painter.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rows or not self.empty:
            return
        with QPainter(self.viewport()) as painter:
            painter.setFont(ui_font(12))
            painter.setPen(current_theme().text_faint)
            box = self.viewport().rect().adjusted(4 * SPACE, 4 * SPACE, -4 * SPACE, -4 * SPACE)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), self.empty)
