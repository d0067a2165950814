"""The command palette: a few letters, Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.gui.kit.actions import key_text
from studio.gui.kit.icons import has_icon, icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme
from studio.session.actions import Action
from studio.session.finding import found
from studio.session.studio import Studio

_RECENT = "commands.recent"
_MOST_RECENT = 12
_SIZE = (560, 420)
_ROW = 32
_ID, _WHERE, _KEY = (Qt.ItemDataRole.UserRole + k for k in range(3))

# By menu, for commands without an icon of their own.
_ICONS = {
    "File": "file", "Edit": "pencil-simple", "View": "monitor", "Timeline": "rows", "Keys": "diamond",
    "Character": "user", "Playback": "play-circle", "Window": "app-window", "Help": "question",
}  # fmt: skip


def _of_menu(path: str) -> str:
    return _ICONS.get(path.partition("/")[0], "terminal")


class Finder(QDialog):
    """Closes when a command was chosen, with Escape, or when another window is used."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("finder")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._studio = studio
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find a command"))
        self.field.setAccessibleName(tr("Find a command"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        rows.setSpacing(2 * SPACE)
        rows.addWidget(self.field)
        rows.addWidget(self.list, 1)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.field.installEventFilter(self)
        self._fill("")

    def open_over(self, window: QWidget) -> None:
        """In the upper middle of a window."""
        width = min(_SIZE[0], window.width() - 40)
        place = window.mapToGlobal(window.rect().topLeft())
        self.setGeometry(QRect(place.x() + (window.width() - width) // 2, place.y() + 60, width, _SIZE[1]))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = moves.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                row = self.list.currentRow() + step
                row = row % self.list.count() if abs(step) == 1 else min(max(row, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return False

    def _fill(self, query: str) -> None:
        self.list.clear()
        recent = self._studio.settings.get(_RECENT, [])
        for action in found(self._studio.actions, query, recent):
            self.list.addItem(self._item(action))
        self.list.setCurrentRow(0)

    def _item(self, action: Action) -> QListWidgetItem:
        item = QListWidgetItem(tr(action.title.removesuffix("...")))
        item.setIcon(icon(action.icon if has_icon(action.icon) else _of_menu(action.menu)))
        item.setData(_ID, action.id)
        place = action.menu or ("" if action.scope == "window" else action.scope.capitalize())
        item.setData(_WHERE, tr(place).replace("/", " \u203a "))
        item.setData(_KEY, key_text(self._studio, action))
        if not action.enabled():
            item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(tr(action.tip))
        return item

    def _run(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        id_ = str(item.data(_ID))
        recent = [id_, *(r for r in self._studio.settings.get(_RECENT, []) if r != id_)]
        self._studio.settings.set(_RECENT, recent[:_MOST_RECENT])
        self.close()
        self._studio.actions.run(id_)


class _Row(QStyledItemDelegate):
    """Icon and title at the left, the menu or panel after them, the key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        data = index.data  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        glyph = data(Qt.ItemDataRole.DecorationRole)
        if glyph is not None:
            glyph.paint(painter, QRect(rect.left() + 2 * SPACE, rect.center().y() - 8, 17, 17))
        left = rect.adjusted(9 * SPACE, 0, -2 * SPACE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        title = str(data(Qt.ItemDataRole.DisplayRole))
        painter.setPen(QColor(theme.text if enabled else theme.text_faint))
        painter.drawText(left, middle, title)
        left.setLeft(left.left() + painter.fontMetrics().horizontalAdvance(title) + 3 * SPACE)
        painter.setPen(QColor(theme.text_faint))
        painter.drawText(left, middle, str(data(_WHERE)))
        painter.setPen(QColor(theme.text_dim))
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, str(data(_KEY)))
        painter.restore()
