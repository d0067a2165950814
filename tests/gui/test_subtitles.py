"""Subtitles over the picture, however narrow it is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from studio.gui.viewport.overlays import paint_subtitles
from studio.session.staging.subtitles import Spoken

WORDS = ["nobody", "ever", "imagined", "anything", "comparable", "happening", "here", "before", "yesterday"]


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("width", [120, 320, 900])
@pytest.mark.parametrize("named", [False, True])
def test_the_word_that_is_said_is_always_seen(width: int, named: bool):
    for k, word in enumerate(WORDS):
        image = QImage(width, 80, QImage.Format.Format_RGB32)
        image.fill(0)
        line = Spoken("Nora", tuple(WORDS[:k]), word, tuple(WORDS[k + 1 :]))
        with QPainter(image) as painter:
            paint_subtitles(painter, image.rect(), [line], named)
        seen = {image.pixel(x, y) for x in range(width) for y in range(80)}
        assert any(abs(QColor(c).red() - 255) < 9 and abs(QColor(c).blue() - 0x6A) < 9 for c in seen), word
