"""A contact sheet: frames over time on one page, each with its time, its emotions and the words being said.

Pure layout: pictures in, picture out; nothing here draws a face.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from PIL import Image, ImageDraw

from studio.core.emotion_colours import emotion_colour
from studio.core.problems import fail
from studio.core.time import TICKS_PER_SECOND, Rate
from studio.render.lettering import anchor, font_for
from studio.render.sheet_style import DIM, PAGE, STRIP, TEXT, TRACK
from studio.render.view import Picture
from studio.render.word_strip import Spoken, line_height, word_strip

_SHOWN = 0.005  # weaker emotions are not drawn
_LARGEST = 200_000_000  # pixels of a page: 600 MB, beyond which viewers give up


@attrs.frozen
class Cell:
    """One frame of the sheet: its picture [H, W, 3], its tick, and emotion intensities 0..1 by name."""

    picture: Picture
    at: int
    emotions: Mapping[str, float] = attrs.field(factory=dict)


def contact_sheet(
    frames: Sequence[Picture],
    times: Sequence[int],
    words: Sequence[Spoken] = (),
    title: str = "",
    subtitle: str = "",
    emotions: Sequence[Mapping[str, float]] = (),
    rate: Rate | None = None,
    columns: int = 6,
) -> Image.Image:
    """Frames of one size at their ticks, row after row; words in order, in the ticks of `times`.

    With a rate the time code counts frames (0:03:12), without it hundredths (0:03.40). ProblemError for no
    frames or a page too large; ValueError where lengths or sizes disagree.
    """
    cells = _cells(frames, times, emotions)
    height, width = cells[0].picture.shape[:2]
    names = _shown(cells)
    layout = _Layout(
        len(cells), min(max(columns, 1), len(cells)), width, height, (title, subtitle, " ".join(names))
    )
    if layout.page[0] * layout.page[1] > _LARGEST:
        size = f"{layout.page[0]} x {layout.page[1]} pixels"
        raise fail("render.sheet", "the page would be too large", size, "Ask for fewer or smaller frames")
    sheet = Image.new("RGB", layout.page, PAGE)
    _draw_head(sheet, title, subtitle, names, layout)
    for k, cell in enumerate(cells):
        sheet.paste(_drawn(cell, words, layout.text_size, rate), layout.place(k))
    return sheet


@attrs.frozen
class _Layout:
    """Sizes in pixels; `head` holds the lines above the frames, empty ones take no room."""

    count: int
    columns: int
    width: int
    height: int
    head: tuple[str, str, str]

    @property
    def text_size(self) -> int:
        return min(max(self.width // 18, 9), 26)

    @property
    def gap(self) -> int:
        return max(self.width // 32, 4)

    @property
    def head_height(self) -> int:
        lines = sum(high for high, text in zip((2.4, 1.6, 1.8), self.head, strict=True) if text)
        return int(self.text_size * (lines + 0.8 * (lines > 0)))

    @property
    def page(self) -> tuple[int, int]:
        rows = -(-self.count // self.columns)
        left, top = self.place(self.columns * rows - 1)
        return left + self.width + self.gap, top + self._tall + self.gap

    @property
    def _tall(self) -> int:
        return self.height + 2 * line_height(self.text_size)

    def place(self, k: int) -> tuple[int, int]:
        """Left upper corner of a cell."""
        left = self.gap + (k % self.columns) * (self.width + self.gap)
        return left, max(self.head_height, self.gap) + (k // self.columns) * (self._tall + self.gap)


def _shown(cells: Sequence[Cell]) -> list[str]:
    """Every emotion that shows anywhere, in the order of first showing."""
    found = [name for cell in cells for name, level in cell.emotions.items() if level > _SHOWN]
    return list(dict.fromkeys(found))


def time_code(at: int, rate: Rate | None = None) -> str:
    """Minutes, seconds and either the frame within the second or hundredths."""
    whole, rest = divmod(max(at, 0), TICKS_PER_SECOND)
    stamp = f"{whole // 60}:{whole % 60:02d}"
    if rate is None:
        return f"{stamp}.{rest * 100 // TICKS_PER_SECOND:02d}"
    first = rate.frame_at(whole * TICKS_PER_SECOND)
    return f"{stamp}:{rate.frame_at(max(at, 0)) - first:02d}"


def _cells(
    frames: Sequence[Picture], times: Sequence[int], emotions: Sequence[Mapping[str, float]]
) -> list[Cell]:
    if not frames:
        raise fail("render.sheet", "there are no frames to lay out", "contact sheet", "Ask for one at least")
    if len(frames) != len(times) or (emotions and len(emotions) != len(frames)):
        raise ValueError(f"{len(frames)} frames, {len(times)} times, {len(emotions)} emotions")
    if any(frame.shape != frames[0].shape for frame in frames):
        raise ValueError("the frames of a sheet are of one size")
    felt = emotions or [{} for _ in frames]
    return [Cell(frame, at, here) for frame, at, here in zip(frames, times, felt, strict=True)]


def _draw_head(sheet: Image.Image, title: str, subtitle: str, names: Sequence[str], layout: _Layout) -> None:
    draw, size = ImageDraw.Draw(sheet), layout.text_size
    top = int(size * 0.6)
    if title:
        draw.text((layout.gap, top), title, TEXT, font_for(title, int(size * 1.6)))
        top += int(size * 2.4)
    if subtitle:
        draw.text((layout.gap, top), subtitle, DIM, font_for(subtitle, size))
        top += int(size * 1.6)
    left = float(layout.gap)
    for name in names:
        draw.rounded_rectangle((left, top, left + size, top + size), size * 0.25, fill=emotion_colour(name))
        draw.text((left + size * 1.4, top - size * 0.1), name, TEXT, font_for(name, size))
        left += size * 2.6 + draw.textlength(name, font_for(name, size))


def _drawn(cell: Cell, words: Sequence[Spoken], size: int, rate: Rate | None) -> Image.Image:
    height, width = cell.picture.shape[:2]
    line = line_height(size)
    drawn = Image.new("RGB", (width, height + 2 * line), STRIP)
    drawn.paste(Image.fromarray(np.ascontiguousarray(cell.picture)), (0, 0))
    drawn.paste(word_strip(words, cell.at, width, size), (0, height + line))
    draw, stamp = ImageDraw.Draw(drawn), time_code(cell.at, rate)
    small = max(int(size * 0.85), 8)
    font = font_for(stamp, small)
    draw.text((size * 0.5, height + size), stamp, TEXT, font, anchor=anchor(font))
    _draw_levels(draw, cell.emotions, (size + draw.textlength(stamp, font), height, width), size)
    return drawn


def _draw_levels(
    draw: ImageDraw.ImageDraw, felt: Mapping[str, float], place: tuple[float, int, int], size: int
) -> None:
    """Bars of the three strongest emotions to the right of the time code."""
    shown = {name: level for name, level in felt.items() if level > _SHOWN}
    strongest = sorted(shown, key=lambda name: (-shown[name], name))[:3]
    left, right = place[0] + size * 0.5, place[2] - size * 0.5
    thick, step = size * 0.36, size * 0.48
    first = place[1] + size - (step * len(strongest) - (step - thick)) / 2
    for row, name in enumerate(name for name in shown if name in strongest):
        top = first + row * step
        if right > left:
            draw.rectangle((left, top, right, top + thick), fill=TRACK)
            end = left + (right - left) * min(shown[name], 1.0)
            draw.rectangle((left, top, end, top + thick), fill=emotion_colour(name))
