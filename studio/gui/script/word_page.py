"""The script on screen: only the rows in sight are painted, so ten thousand words scroll as ten do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from studio.core.time import seconds
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme, digits_font, ui_font
from studio.gui.script.chip_paint import Look, paint_direction, paint_word
from studio.gui.script.flow import HEADING, ROW, Block, Item, Page, page_of

Felt = Callable[[Block, tuple[int, ...]], Mapping[int, tuple[str, float, float | None]]]
"""For words of a block: the strongest emotion over each, how strong, and its stress."""

_SIDE = 2 * SPACE


class WordPage(QAbstractScrollArea):
    """Paints a `Page` and knows where its words are; hands come with its child class."""

    def __init__(self, felt: Felt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._felt = felt
        self.page = Page()
        self._selected: frozenset[str] = frozenset()
        self._playing: tuple[int, int] | None = None  # block and word
        self._hover: tuple[int, Item] | None = None
        self._cursor: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Words of the script"))

    @property
    def room(self) -> float:
        """Pixels for a row of words."""
        return float(max(self.viewport().width() - 2 * _SIDE, 60))

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Another page; stays at the place that is seen."""
        same = len(blocks) == len(self.page.blocks)
        if same and all(a is b for a, b in zip(blocks, self.page.blocks, strict=True)):
            self.viewport().update()
            return
        self.page = page_of(blocks)
        self._hover = None
        self._fit_bar()
        self.viewport().update()

    def show_selected(self, ids: frozenset[str]) -> None:
        if ids != self._selected:
            self._selected = ids
            self.viewport().update()

    def show_playing(self, place: tuple[int, int] | None, *, follow: bool) -> None:
        """Lights the word that is heard; follow: brings it into view."""
        if place == self._playing:
            return
        before, self._playing = self._playing, place
        for each in (before, place):
            if each is not None:
                self._update_word(*each)
        if place is not None and follow:
            self.reveal(*place)

    def reveal(self, block: int, word: int) -> None:
        """Scrolls as little as needed; a word beyond the edge comes to the upper third."""
        place = self.rect_of(block, word)
        if place is None:
            return
        high = self.viewport().height()
        if place.top() < 0 or place.bottom() > high:
            bar = self.verticalScrollBar()
            bar.setValue(int(bar.value() + place.top() - high / 3))

    def reveal_block(self, block: int) -> None:
        """The heading of a recording at the top."""
        if 0 <= block < len(self.page.blocks):
            self.verticalScrollBar().setValue(self.page.tops[block])

    def rect_of(self, block: int, word: int) -> QRectF | None:
        """A word's chip in the viewport's pixels; None when it is not there."""
        if not 0 <= block < len(self.page.blocks):
            return None
        item = self.page.blocks[block].item_of(word)
        return None if item is None else self._rect(block, item)

    def place_of_word(self, word_id: str) -> tuple[int, int] | None:
        """Block and number of a word by its id."""
        for number, block in enumerate(self.page.blocks):
            for k, word in enumerate(block.clip.said):
                if word.id == word_id:
                    return number, k
        return None

    def item_under(self, point: QPoint) -> tuple[int, Item] | None:
        """Block and item under a place of the viewport."""
        return self.page.item_at(point.x() - _SIDE, point.y() + self._top)

    def block_under(self, point: QPoint) -> int:
        return self.page.block_at(point.y() + self._top)

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _rect(self, block: int, item: Item) -> QRectF:
        x, y, wide, high = self.page.place_of(block, item)
        return QRectF(x + _SIDE, y - self._top, wide, high)

    def _update_word(self, block: int, word: int) -> None:
        place = self.rect_of(block, word)
        if place is not None:
            self.viewport().update(place.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _fit_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(self.page.height - self.viewport().height(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._hover = None
        self.viewport().update()

    # looks

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = event.rect()
            first = self.page.block_at(area.top() + self._top)
            for number in range(first, len(self.page.blocks)):
                if self.page.tops[number] - self._top > area.bottom():
                    break
                self._paint_block(painter, number, area)

    def _paint_block(self, painter: QPainter, number: int, area: QRect) -> None:
        block, top = self.page.blocks[number], self.page.tops[number] - self._top
        self._paint_heading(painter, block, QRectF(_SIDE, top, self.room, HEADING))
        if block.hint:
            painter.setFont(ui_font(12))
            painter.setPen(QColor(current_theme().text_faint))
            place = QRectF(_SIDE, top + HEADING, self.room, ROW)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), block.hint)
            return
        low = max(int((area.top() - top - HEADING) // ROW), 0)
        high = int((area.bottom() - top - HEADING) // ROW) + 1
        items = [item for row in range(low, high + 1) for item in block.row_items(row)]
        felt = self._felt(block, tuple(item.word for item in items if not item.tag))
        for item in items:
            self._paint_item(painter, number, item, felt)

    def _paint_heading(self, painter: QPainter, block: Block, place: QRectF) -> None:
        theme = current_theme()
        painter.setFont(ui_font(11, bold=True))
        painter.setPen(QColor(theme.text_dim))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, left, block.name)
        used = painter.fontMetrics().horizontalAdvance(block.name) + 8
        painter.setFont(digits_font(11))
        painter.setPen(QColor(theme.text_faint))
        time = f"{clock(block.clip.begin)} – {clock(block.clip.end)}"
        painter.drawText(place.adjusted(used, 0, 0, 0), left, time)
        line = QColor(theme.hover)
        painter.setPen(QPen(line, 0))
        wide = used + painter.fontMetrics().horizontalAdvance(time) + 8
        y = round(place.center().y())
        painter.drawLine(round(place.left() + wide), y, round(place.right()), y)

    def _paint_item(
        self,
        painter: QPainter,
        number: int,
        item: Item,
        felt: Mapping[int, tuple[str, float, float | None]],
    ) -> None:
        box = self._rect(number, item)
        block = self.page.blocks[number]
        hovered = self._hover == (number, item)
        if item.tag:
            paint_direction(painter, box, item.tag, hovered=hovered)
            return
        word = block.clip.said[item.word]
        emotion, strength, stress = felt.get(item.word, ("", 0.0, None))
        look = Look(
            selected=word.id in self._selected,
            playing=self._playing == (number, item.word),
            hovered=hovered,
            focused=self.hasFocus() and self._cursor == (number, item.word),
            felt=emotion,
            strength=strength,
            stress=stress,
        )
        paint_word(painter, box, word, look)


def clock(at: int) -> str:
    """`1:02.5` of a tick."""
    whole = seconds(at)
    minutes, rest = divmod(whole, 60)
    return f"{int(minutes)}:{rest:04.1f}"
