"""Emotions an artist wants no suggestions of."""

import pytest

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, Project, Scene
from studio.session.inbox import Inbox
from studio.session.palette.suggesting import left_out, with_left_out
from studio.session.studio import Studio

CURVES = {
    name: Curve((Key(0, 0.0), Key(ticks(1), 0.8), Key(ticks(2), 0.0))) for name in ("joy", "fear", "anger")
}


@pytest.fixture
def studio(monkeypatch):
    made = Studio(Inbox().post)
    made.open(Project("p", "P", (Scene("s", "S", characters=(Character("c", "C", "nora"),)),)), None)
    monkeypatch.setattr(made.suggestions, "_all", lambda _: CURVES)
    return made


def shown(studio):
    return {t.emotion for t in studio.character.emotions}


def test_what_is_left_out_is_neither_ghost_nor_performed_and_one_undo_brings_it_back(studio):
    studio.suggestions.set_blend("c", 0.5)
    assert shown(studio) == {"joy", "fear", "anger"}
    studio.suggestions.leave_out("c", ["fear"])
    assert shown(studio) == set(studio.suggestions.ghosts("c")) == {"joy", "anger"}
    assert set(studio.suggestions.every("c")) == set(CURVES)
    studio.store.undo()
    assert shown(studio) == {"joy", "fear", "anger"}


def test_accepting_takes_only_what_is_wanted(studio):
    studio.suggestions.leave_out("c", ["fear"])
    studio.suggestions.accept("c")
    assert shown(studio) == {"joy", "anger"}


def test_nothing_left_out_leaves_no_trace(studio):
    before = studio.project
    studio.apply("x", lambda p: with_left_out(p, "c", ["joy"]))
    studio.apply("x", lambda p: with_left_out(p, "c", []))
    assert studio.project == before


@pytest.mark.parametrize("kept", [None, 3, "joy", [1, 2]])
def test_nonsense_leaves_nothing_out(kept):
    assert left_out(Character("c", "C", "nora", extra={"suggestion_left_out": kept})) == frozenset()
