"""Recordings laid out as blocks of words, kept as long as they look the same."""

from __future__ import annotations

import attrs
from PySide6.QtGui import QFontMetricsF

from studio.document.schema import VoiceClip
from studio.gui.kit.theming import ui_font
from studio.gui.script.flow import Block, lay_out_block


class Measuring:
    """Widths of words in the chips' type, each measured once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool], float] = {}
        italic = ui_font(12)
        italic.setItalic(True)
        self._words, self._tags = QFontMetricsF(ui_font(13)), QFontMetricsF(italic)

    def width(self, text: str, tag: bool) -> float:
        """Logical pixels of a word, or of a stage direction in its brackets."""
        key = (text, tag)
        if key not in self._kept:
            shown = f"({text})" if tag else text
            self._kept[key] = (self._tags if tag else self._words).horizontalAdvance(shown)
        return self._kept[key]


class Blocks:
    """Lays recordings out and keeps what did not change: a drag of one word's time lays out nothing again."""

    def __init__(self) -> None:
        self._measuring = Measuring()
        self._kept: dict[str, tuple[tuple[object, ...], Block]] = {}

    def block(self, clip: VoiceClip, name: str, character: str, width: float, hint: str) -> Block:
        """The block of a recording; the same object while words, tags, name and width stay."""
        said = tuple((w.text, w.tags, w.lip_gain == 1.0 == w.jaw_gain) for w in clip.said)
        shape = (said, name, width, hint)
        kept = self._kept.get(clip.id)
        if kept is not None and kept[0] == shape:
            block = kept[1] if kept[1].clip is clip else attrs.evolve(kept[1], clip=clip)
        else:
            block = lay_out_block(clip, name, character, width, self._measuring.width, hint)
        self._kept[clip.id] = (shape, block)
        return block
