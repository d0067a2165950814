"""Which words are chosen, by hand or by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from studio.document.schema import Word
from studio.gui.script.word_page import Felt, WordPage

Place = tuple[int, int]
"""A block and a word in it, by number."""


class WordChoice(WordPage):
    """`chosen(character, ids, word)`: these words are chosen now, `word` is the one the hand is on; all empty
    when nothing is."""

    chosen = Signal(str, tuple, str)

    def __init__(self, felt: Felt, parent: QWidget | None = None) -> None:
        super().__init__(felt, parent)
        self._anchor: Place | None = None

    def walk(self, event: QKeyEvent) -> bool:
        """Arrow keys (Shift: on from the first), Ctrl+A, Escape; False when it is another key."""
        key, extend = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._go(self._beside(1 if key == Qt.Key.Key_Right else -1), extend)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._go(self._over(1 if key == Qt.Key.Key_Down else -1), extend)
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose_line()
        elif key == Qt.Key.Key_Escape and self._selected:
            self._choose_none()
        else:
            return False
        return True

    def _word(self, block: int, word: int) -> Word:
        return self.page.blocks[block].clip.said[word]

    def _choose_to(self, place: Place) -> None:
        anchor = self._anchor or place
        if anchor[0] != place[0]:  # a choice stays within a line
            anchor = self._anchor = place
        low, high = sorted((anchor[1], place[1]))
        self._tell(place, tuple(self._word(place[0], k).id for k in range(low, high + 1)))

    def _toggle(self, place: Place) -> None:
        self._anchor = place
        words = range(len(self._words_of(place[0])))
        wanted = self._selected ^ {self._word(*place).id}
        self._tell(place, tuple(i for k in words if (i := self._word(place[0], k).id) in wanted))

    def _choose_line(self) -> None:
        block = self._cursor[0] if self._cursor else 0
        words = self._words_of(block) if self.page.blocks else ()
        if words:
            self._anchor = (block, 0)
            self._choose_to((block, len(words) - 1))

    def _choose_none(self) -> None:
        self._anchor = self._cursor = None
        self.chosen.emit("", (), "")

    def _tell(self, place: Place, ids: tuple[str, ...]) -> None:
        self._cursor = place
        self.chosen.emit(self.page.blocks[place[0]].character, ids, self._word(*place).id)

    def _words_of(self, block: int) -> tuple[Word, ...]:
        return self.page.blocks[block].clip.said

    def _beside(self, step: int) -> Place | None:
        if self._cursor is None or self._cursor[0] >= len(self.page.blocks):
            first = next((k for k in range(len(self.page.blocks)) if self._words_of(k)), None)
            return None if first is None else (first, 0)
        block, word = self._cursor[0], self._cursor[1] + step
        while 0 <= block < len(self.page.blocks):
            count = len(self._words_of(block))
            if 0 <= word < count:
                return block, word
            block += step
            if 0 <= block < len(self.page.blocks):
                word = 0 if step > 0 else len(self._words_of(block)) - 1
        return None

    def _over(self, step: int) -> Place | None:
        """The word above or below the cursor."""
        here = self.rect_of(*self._cursor) if self._cursor else None
        if self._cursor is None or here is None:
            return self._beside(step)
        block, item = self._cursor[0], self.page.blocks[self._cursor[0]].item_of(self._cursor[1])
        row = (item.row if item else 0) + step
        if not 0 <= row < len(self.page.blocks[block].rows):
            block += step
            if not 0 <= block < len(self.page.blocks):
                return None
            row = 0 if step > 0 else len(self.page.blocks[block].rows) - 1
        words = [i for i in self.page.blocks[block].row_items(row) if not i.tag]
        middle = here.center().x()
        nearest = min(words, key=lambda i: abs(i.x + i.width / 2 - middle), default=None)
        return None if nearest is None else (block, nearest.word)

    def _go(self, place: Place | None, extend: bool) -> None:
        if place is not None:
            if not extend or self._anchor is None:
                self._anchor = place
            self._choose_to(place)
            self.reveal(*place)
