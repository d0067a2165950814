"""Takes of several lines: those of the line that is chosen."""

from __future__ import annotations

import attrs
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from studio.document.edits.clips import add_clip
from studio.document.edits.takes import add_take
from studio.document.schema import Character
from studio.gui.records.takes import TakesPanel
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio
from studio.session.taking import takes


@pytest.fixture
def panel(qtbot: QtBot, demo_studio: Studio) -> TakesPanel:
    """The demo's Nora with four lines, each with its take."""
    nora = demo_studio.project.scenes[0].characters[0]
    line = nora.clips[0]
    take = takes.active_take(nora, line.id)
    assert take is not None
    for n in (1, 2, 3):
        start = line.start + n * line.media.duration
        later = attrs.evolve(line, id=f"later{n}", start=start)
        made = attrs.evolve(take, id=f"take-later{n}-1", start=start, locked=())
        demo_studio.apply("more", lambda p, c=later, t=made: add_take(add_clip(p, nora.id, c), nora.id, t))
    panel = TakesPanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(280, 300)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def nora_of(panel: TakesPanel) -> Character:
    return panel.studio.project.scenes[0].characters[0]


def test_with_a_line_chosen_variations_are_of_that_line(panel: TakesPanel, monkeypatch):
    asked = []
    monkeypatch.setattr(takes, "vary", lambda _studio, _who, _count, clip_id: asked.append(clip_id))
    nora = nora_of(panel)
    transcript = nora.clips[0].transcript
    assert transcript is not None
    for kind, id_ in (
        (Kind.CHARACTER, nora.id),
        (Kind.CLIP, nora.clips[1].id),
        (Kind.WORD, transcript.words[1].id),
        (Kind.TAKE, "take-later2-1"),
    ):
        panel.studio.selection.set(Selected(character=nora.id).of(kind, id_))
        panel.vary()
    assert asked == [None, nora.clips[1].id, nora.clips[0].id, "later2"]


def test_the_takes_of_the_line_that_is_chosen_come_in_sight(panel: TakesPanel, qtbot: QtBot):
    assert panel._list.verticalScrollBar().value() == 0
    panel.studio.selection.set(Selected(character=nora_of(panel).id).of(Kind.CLIP, "later3"))
    panel.refresh()
    qtbot.waitUntil(lambda: panel._list.verticalScrollBar().value() > 0)
    card, shown = panel._cards["take-later3-1"], panel._list.viewport()
    top = card.mapTo(shown, QPoint(0, 0)).y()
    assert top >= 0
    assert top + card.height() <= shown.height()
