"""Hands on the words: choosing, editing in place, menus, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.line_over import LineOver
from studio.gui.kit.own_keys import ARROWS, ENTER
from studio.gui.script.flow import Item
from studio.gui.script.word_choice import Place, WordChoice
from studio.gui.script.word_page import Felt
from studio.session.scripting.directions import read_direction


class WordView(WordChoice):
    """Words are told by clip and word id. `pressed(clip, word)`: a doubtful one was clicked, which plays it;
    `edited(clip, word, text)`, `directed(clip, word, text)`: typed in place; `directionPressed(clip, word,
    tag, twice)`; `confirmed()`: Enter on the choice; `menuRequested(clip, word, tag, place)`, word and tag
    may be empty.
    """

    own_keys = ARROWS | ENTER | {"Ctrl+A", "F2"}

    pressed = Signal(str, str)
    edited = Signal(str, str, str)
    directed = Signal(str, str, str)
    directionPressed = Signal(str, str, str, bool)
    confirmed = Signal()
    menuRequested = Signal(str, str, str, QPoint)

    def __init__(self, felt: Felt, parent: QWidget | None = None) -> None:
        super().__init__(felt, parent)
        self._dragging = False
        self._field: QLineEdit | None = None

    # mouse, on the viewport

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.item_under(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if found is None:
            self._choose_none()
            return
        number, item = found
        block = self.page.blocks[number]
        word = self._word(number, item.word)
        if item.tag:
            self.directionPressed.emit(block.clip.id, word.id, item.tag, False)
            return
        place, modifiers = (number, item.word), event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            self._choose_to(place)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._toggle(place)
        else:
            self._anchor, self._dragging = place, True
            self._choose_to(place)
            if word.doubtful:
                self.pressed.emit(block.clip.id, word.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.item_under(event.position().toPoint())
        if self._dragging and event.buttons() & Qt.MouseButton.LeftButton:
            if found is not None and not found[1].tag and (found[0], found[1].word) != self._cursor:
                self._choose_to((found[0], found[1].word))
            return
        if found != self._hover:
            self._hover = found
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.item_under(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragging = False
        number, item = found
        clip, word = self.page.blocks[number].clip, self._word(number, item.word)
        if item.tag:
            self.directionPressed.emit(clip.id, word.id, item.tag, True)
        else:
            self.edit_word((number, item.word))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        found = self.item_under(event.pos()) if by_mouse else self._item_at_cursor()
        if found is None:
            if self.page.blocks:
                clip = self.page.blocks[self.block_under(event.pos())].clip
                self.menuRequested.emit(clip.id, "", "", event.globalPos())
            return
        number, item = found
        word = self._word(number, item.word)
        if not item.tag and word.id not in self._selected:
            self._anchor = (number, item.word)
            self._choose_to(self._anchor)
        self.menuRequested.emit(self.page.blocks[number].clip.id, word.id, item.tag, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.item_under(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(*found) if found else "", self)
            return True
        return super().viewportEvent(event)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.walk(event):
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._selected:
            self.confirmed.emit()
        elif key == Qt.Key.Key_F2 and self._cursor is not None:
            self.edit_word(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # fields in place

    def edit_word(self, place: Place) -> None:
        """Opens a field over a word."""
        clip, word = self.page.blocks[place[0]].clip, self._word(*place)

        def done(text: str) -> None:
            if text.strip() and text.strip() != word.text:
                self.edited.emit(clip.id, word.id, text.strip())

        self._open_field(place, word.text, "", done)

    def ask_direction(self, place: Place) -> None:
        """Opens a field for a stage direction before a word."""
        clip, word = self.page.blocks[place[0]].clip, self._word(*place)

        def done(text: str) -> None:
            if text.strip():
                self.directed.emit(clip.id, word.id, text.strip())

        self._open_field(place, "", tr("sadly, very angry..."), done)

    def _open_field(self, place: Place, text: str, hint: str, done: Callable[[str], None]) -> None:
        self.reveal(*place)
        box = self.rect_of(*place)
        if box is None:
            return
        self._close_field()
        field = LineOver(text, self.viewport())
        field.setPlaceholderText(hint)
        field.setAccessibleName(tr("Word") if text else tr("Stage direction"))
        wide = int(max(box.width() + 30, 150 if hint else 80))
        left = min(int(box.left()), max(self.viewport().width() - wide, 0))
        field.setGeometry(left, int(box.top()) - 1, wide, int(box.height()) + 2)
        field.selectAll()
        field.finished.connect(lambda kept: self._on_field(done if kept else None))
        self._field = field
        field.show()
        field.setFocus()

    def _on_field(self, done: Callable[[str], None] | None) -> None:
        field = self._field
        if field is None:
            return
        text = field.text()
        self._close_field()
        self.setFocus()
        if done is not None:
            done(text)

    def _close_field(self) -> None:
        if self._field is not None:
            field, self._field = self._field, None
            field.hide()
            field.deleteLater()

    def _item_at_cursor(self) -> tuple[int, Item] | None:
        if self._cursor is None or self._cursor[0] >= len(self.page.blocks):
            return None
        item = self.page.blocks[self._cursor[0]].item_of(self._cursor[1])
        return None if item is None else (self._cursor[0], item)

    def _tip(self, block: int, item: Item) -> str:
        if item.tag:
            reading = read_direction(item.tag)
            does = tr("Means {0}", reading.title) if reading.understood else tr("A note: it changes nothing")
            return f"<b>{escape(item.tag)}</b><br>{does}<br>" + tr("Double click: lay it over its words")
        word = self._word(block, item.word)
        lines = [f"<b>{escape(word.text)}</b>"]
        if word.doubtful:
            lines.append(tr("Doubtful: script and sound may differ. Click plays it, Enter confirms it"))
        if (word.lip_gain, word.jaw_gain) != (1.0, 1.0):
            lines.append(tr("Lips {0}%, jaw {1}%", round(100 * word.lip_gain), round(100 * word.jaw_gain)))
        return "<br>".join(lines)
