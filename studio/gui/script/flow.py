"""Where the words of the script lie: lines of chips under a heading for each recording."""

from __future__ import annotations

import bisect
from collections.abc import Callable

import attrs

from studio.document.schema import VoiceClip

ROW = 31
CHIP = 25
HEADING = 30
_PAD, _GAP, _AFTER = 7, 3, 10
MARKS = 8
"""Pixels at the right of a chip for the marks of gains."""

Measure = Callable[[str, bool], float]
"""Width of a text in pixels; True: in italics, as directions are."""


@attrs.frozen
class Item:
    """A word's chip (`tag` empty) or a direction before it; x and width in pixels."""

    word: int
    tag: str
    x: float
    width: float
    row: int


@attrs.frozen
class Block:
    """One recording. name: who speaks; hint: instead of words; rows: place of each row's first item."""

    clip: VoiceClip
    name: str
    character: str
    items: tuple[Item, ...]
    rows: tuple[int, ...]
    hint: str = ""

    @property
    def height(self) -> int:
        return HEADING + max(len(self.rows), 1) * ROW + _AFTER

    def row_items(self, row: int) -> tuple[Item, ...]:
        """The items of one row; none beyond the last."""
        if not 0 <= row < len(self.rows):
            return ()
        end = self.rows[row + 1] if row + 1 < len(self.rows) else len(self.items)
        return self.items[self.rows[row] : end]

    def item_of(self, word: int) -> Item | None:
        """The chip of a word."""
        at = bisect.bisect_left(self.items, word, key=lambda item: item.word)
        while at < len(self.items) and self.items[at].word == word:
            if not self.items[at].tag:
                return self.items[at]
            at += 1
        return None


def lay_out_block(
    clip: VoiceClip, name: str, character: str, width: float, measure: Measure, hint: str
) -> Block:
    """The chips of a recording over a width in pixels."""
    items: list[Item] = []
    rows: list[int] = []
    x = 0.0
    for number, word in enumerate(clip.said):
        for tag in (*word.tags, ""):
            shaped = not tag and (word.lip_gain, word.jaw_gain) != (1.0, 1.0)
            wide = measure(tag or word.text, bool(tag)) + 2 * _PAD + (MARKS if shaped else 0)
            if not rows or x + wide > width:
                rows.append(len(items))
                x = 0.0
            items.append(Item(number, tag, x, min(wide, width), len(rows) - 1))
            x += wide + _GAP
    return Block(clip, name, character, tuple(items), tuple(rows), "" if items else hint)


@attrs.frozen
class Page:
    """Blocks below one another; tops: where each begins, and at the end where all end."""

    blocks: tuple[Block, ...] = ()
    tops: tuple[int, ...] = (0,)

    @property
    def height(self) -> int:
        return self.tops[-1]

    def block_at(self, y: float) -> int:
        """Number of the block at a height; the nearest one beyond the ends."""
        at = bisect.bisect_right(self.tops, y) - 1
        return min(max(at, 0), max(len(self.blocks) - 1, 0))

    def item_at(self, x: float, y: float) -> tuple[int, Item] | None:
        """Block and item under a place; None beside them."""
        if not self.blocks:
            return None
        number = self.block_at(y)
        inside = y - self.tops[number] - HEADING
        if inside < 0 or inside % ROW > CHIP:
            return None
        row = self.blocks[number].row_items(int(inside // ROW))
        return next(((number, item) for item in row if item.x <= x < item.x + item.width), None)

    def place_of(self, block: int, item: Item) -> tuple[float, float, float, float]:
        """x, y, width and height of an item on the page."""
        return item.x, self.tops[block] + HEADING + item.row * ROW, item.width, float(CHIP)


def page_of(blocks: tuple[Block, ...]) -> Page:
    tops = [0]
    for block in blocks:
        tops.append(tops[-1] + block.height)
    return Page(blocks, tuple(tops))
