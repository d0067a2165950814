"""The words of a moment on one line: the one being spoken lit up in the middle, its neighbours beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from PIL import Image, ImageDraw

from studio.render.lettering import Font, anchor, font_for
from studio.render.sheet_style import DIM, SPOKEN, SPOKEN_TEXT, STRIP


class Spoken(Protocol):
    """A word with its times in ticks (studio.document.schema.Word is one)."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def spoken_at(words: Sequence[Spoken], at: int) -> tuple[int, bool]:
    """(index, is it being spoken) of the last of the ordered words begun at a tick; -1 before the first."""
    index = bisect_right([word.start for word in words], at) - 1
    return index, index >= 0 and at < words[index].end


def word_strip(words: Sequence[Spoken], at: int, width: int, size: int) -> Image.Image:
    """Picture [width, about 2 size] of the words about a tick."""
    strip = Image.new("RGB", (width, line_height(size)), STRIP)
    if not words:
        return strip
    index, spoken = spoken_at(words, at)
    draw = ImageDraw.Draw(strip)
    centre = max(index, 0)
    font = font_for("".join(word.text for word in words[max(centre - 8, 0) : centre + 9]), size)
    gap = max(size // 3, 2)
    if spoken:
        half = draw.textlength(words[index].text, font) / 2
        _boxed(draw, words[index].text, width / 2 - half, font, size)
        before, after = width / 2 - half - 2 * gap, width / 2 + half + 2 * gap
    else:
        before, after = width / 2 - gap, width / 2 + gap
        draw.line([(width / 2, size * 0.5), (width / 2, size * 1.5)], fill=DIM)
    _written(draw, [word.text for word in words[index + 1 : index + 9]], after, gap * 1.3, font, size)
    earlier = words[max(index - 8, 0) : index + (0 if spoken else 1)] if index >= 0 else []
    _written_back(draw, [word.text for word in earlier], before, gap * 1.3, font, size)
    return strip


def line_height(size: int) -> int:
    return size * 2


def _boxed(draw: ImageDraw.ImageDraw, text: str, left: float, font: Font, size: int) -> None:
    right = left + draw.textlength(text, font)
    box = (left - size * 0.25, size * 0.28, right + size * 0.25, size * 1.72)
    draw.rounded_rectangle(box, radius=size * 0.3, fill=SPOKEN)
    draw.text((left, size), text, SPOKEN_TEXT, font, anchor=anchor(font))


def _written(
    draw: ImageDraw.ImageDraw, texts: Sequence[str], left: float, gap: float, font: Font, size: int
) -> None:
    for text in texts:
        draw.text((left, size), text, DIM, font, anchor=anchor(font))
        left += draw.textlength(text, font) + gap


def _written_back(
    draw: ImageDraw.ImageDraw, texts: Sequence[str], right: float, gap: float, font: Font, size: int
) -> None:
    for text in reversed(texts):
        right -= draw.textlength(text, font)
        draw.text((right, size), text, DIM, font, anchor=anchor(font))
        right -= gap
