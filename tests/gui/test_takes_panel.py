"""Takes: cards, ranges by dragging, choosing, by turns."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.time import TimeRange, ticks
from studio.document.edits.takes import add_take
from studio.document.schema import Take
from studio.gui.records.take_card import TakeCard
from studio.gui.records.takes import TakesPanel
from studio.session.selection import Kind
from studio.session.studio import Studio
from studio.session.taking import takes


@pytest.fixture
def panel(qtbot: QtBot, demo_studio: Studio) -> TakesPanel:
    """The demo, with two variations of Nora's line: all channels a little and a lot larger."""
    nora = demo_studio.project.scenes[0].characters[0]
    active = takes.active_take(nora, nora.clips[0].id)
    assert active is not None
    for seed, more in ((8, 0.05), (9, 0.3)):
        id_ = f"variation-{nora.clips[0].id}-{seed:012d}"
        made = attrs.evolve(
            active,
            id=id_,
            values=np.minimum(active.values + np.float32(more), 1),
            locked=(),
            provenance=attrs.evolve(active.provenance, seed=seed),
        )
        demo_studio.apply("vary", lambda p, t=made: add_take(p, nora.id, t))
    panel = TakesPanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(280, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def cards(panel: TakesPanel) -> list[TakeCard]:
    return list(panel._cards.values())


def active(panel: TakesPanel) -> Take:
    character = panel.studio.character
    assert character is not None
    found = takes.active_take(character, character.clips[0].id)
    assert found is not None
    return found


def test_a_card_for_each_take(panel: TakesPanel):
    assert [(card.active, card.take.provenance.seed) for card in cards(panel)] == [
        (True, 7),
        (False, 8),
        (False, 9),
    ]


def test_a_range_dragged_on_a_variation_goes_into_the_take(panel: TakesPanel):
    before = active(panel)
    strip = cards(panel)[2].strip
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(60, 15))
    QTest.mouseMove(strip, QPoint(100, 15))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(140, 15))
    QTest.mouseMove(strip, QPoint(140, 15))
    after = active(panel)
    assert len(takes.laid_in(after)) == 1
    unlike = np.flatnonzero(np.abs(after.values - before.values).max(axis=1) > 0.1)
    middle = round(100 / strip.width() * len(before.values))
    assert unlike.min() > 0
    assert unlike.min() < middle < unlike.max() < len(before.values) - 1 or len(unlike) > 5
    panel.studio.store.undo()
    np.testing.assert_array_equal(active(panel).values, before.values)


def test_a_range_dragged_on_the_take_can_be_locked(panel: TakesPanel):
    panel.studio.selection.set(attrs.evolve(panel.studio.selection.value, span=TimeRange(ticks(1), ticks(2))))
    panel.refresh()
    cards(panel)[0]._tools["lock"].click()
    assert active(panel).locked == ((ticks(1), ticks(2)),)
    panel.refresh()
    cards(panel)[0]._tools["unlock"].click()
    assert active(panel).locked == ()


def test_by_turns_and_choosing(panel: TakesPanel):
    held, deeds = panel.studio.stage.audition, {a.id: a for a in panel.actions_offered()}
    deeds["takes.audition"].run()
    first = next(iter(held.value))
    deeds["takes.next"].run()
    second = next(iter(held.value))
    assert first != second
    deeds["takes.audition"].run()
    assert not held.value
    deeds["takes.audition"].run()
    assert held.value == {second}
    deeds["takes.choose"].run()
    assert not held.value
    assert active(panel).provenance.seed == 9
    panel.refresh()
    assert cards(panel)[0].take.provenance.seed == 9
    assert len(cards(panel)) == 3


def test_keys_on_a_card(panel: TakesPanel):
    card = cards(panel)[1]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert panel.studio.stage.audition.value == {card.take.id}
    QTest.keyClick(card, Qt.Key.Key_Delete)
    panel.refresh()
    assert len(cards(panel)) == 2
    assert not panel.studio.stage.audition.value


def test_a_name_that_is_typed_only_names(panel: TakesPanel):
    """Enter takes the name and Escape does not; neither chooses the variation."""
    before, card = active(panel), cards(panel)[1]
    for end, named in ((Qt.Key.Key_Escape, None), (Qt.Key.Key_Return, "Softer")):
        card.setFocus()
        QTest.keyClick(card, Qt.Key.Key_F2)
        QTest.keyClicks(card._name, "Softer")
        QTest.keyClick(card._name, end)
        kept = next(t for t in panel.studio.character.takes if t.id == card.take.id)
        assert kept.extra.get("name") == named
        assert active(panel).id == before.id
        assert card._name is None


def test_a_variation_is_laid_in_on_the_chosen_words_by_a_key(panel: TakesPanel):
    deeds, studio = {a.id: a for a in panel.actions_offered()}, panel.studio
    assert not deeds["takes.lay"].enabled()
    deeds["takes.audition"].run()
    assert not deeds["takes.lay"].enabled()
    clip = studio.character.clips[0]
    word = clip.transcript.words[1]
    studio.selection.set(studio.selection.value.of(Kind.WORD, word.id))
    assert deeds["takes.lay"].enabled()
    deeds["takes.lay"].run()
    [(start, end, *_)] = takes.laid_in(active(panel))
    assert start <= clip.start + word.start < end


def test_cards_say_what_they_are(panel: TakesPanel):
    names = [card.accessibleName() for card in cards(panel)]
    assert all("seed" in name or "Variation" in name for name in names)
    assert len(set(names)) == len(names)
