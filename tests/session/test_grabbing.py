"""Keys taken up by hands on the keyboard: moved, copied and scaled without a window."""

from __future__ import annotations

import pytest

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Project, Scene
from studio.session.inbox import Inbox
from studio.session.keying.choosing import choose_after, choose_before, choose_next, choose_none
from studio.session.keying.grabbing import Grab, Way
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

JOY = CurveRef("joy")
KEYS = (Key(ticks(1.0), 0.0), Key(ticks(2.0), 0.8), Key(ticks(3.0), 0.4))


@pytest.fixture
def studio() -> Studio:
    studio = Studio(Inbox().post)
    member = Character("c", "C", "nobody", emotions=(EmotionTrack("joy", "joy", Curve(KEYS)),))
    studio.open(Project("p", "P", (Scene("s", "S", characters=(member,)),)), None)
    choose(studio, 2.0, 3.0)
    return studio


def choose(studio: Studio, *seconds: float) -> None:
    keys = frozenset(KeyRef(JOY, ticks(at)) for at in seconds)
    studio.selection.set(studio.selection.value.with_keys(keys))


def now(studio: Studio) -> list[tuple[float, float]]:
    keys = studio.project.scenes[0].characters[0].emotions[0].curve.keys
    return [(round(key.time / ticks(1.0), 4), round(key.value, 4)) for key in keys]


def press(grab: Grab, *keys: str) -> None:
    for key in keys:
        grab.press(key)


def test_a_typed_number_is_frames_and_all_of_it_one_step(studio: Studio) -> None:
    grab = Grab(studio, Way.MOVE)
    press(grab, "1", "5", "Return")
    assert not grab.running
    assert now(studio) == [(1.0, 0.0), (2.5, 0.8), (3.5, 0.4)]
    studio.store.undo()
    assert now(studio) == [(1.0, 0.0), (2.0, 0.8), (3.0, 0.4)]


def test_a_minus_goes_back_and_backspace_takes_a_digit_away(studio: Studio) -> None:
    press(Grab(studio, Way.MOVE), "1", "5", "9", "Backspace", "-")
    assert now(studio)[1:] == [(1.5, 0.8), (2.5, 0.4)]


def test_arrows_step_and_an_axis_keeps_the_other_still(studio: Studio) -> None:
    grab = Grab(studio, Way.MOVE)
    press(grab, "Shift+Right", "Right", "Right", "Right", "Right", "Right", "Shift+Down")
    assert now(studio)[1:] == [(2.5, 0.7), (3.5, 0.3)]
    press(grab, "Y")
    assert now(studio)[1:] == [(2.0, 0.7), (3.0, 0.3)]
    press(grab, "1", "0")
    assert now(studio)[1:] == [(2.0, 0.9), (3.0, 0.5)]
    press(grab, "Esc")
    assert now(studio)[1:] == [(2.0, 0.8), (3.0, 0.4)]
    assert len(studio.selection.value.keys) == 2


def test_the_mouse_moves_by_whole_frames(studio: Studio) -> None:
    grab = Grab(studio, Way.MOVE)
    grab.move(ticks(0.51), -0.2)
    assert now(studio)[1:] == [(2.5, 0.6), (3.5, 0.2)]
    assert "+15 frames" in grab.text
    assert "-20%" in grab.text


def test_scaled_in_time_around_the_playhead_and_in_value_around_nothing(studio: Studio) -> None:
    studio.transport.seek(ticks(2.0))
    press(Grab(studio, Way.SCALE), "2", "Enter")
    assert now(studio)[1:] == [(2.0, 0.8), (4.0, 0.4)]
    press(Grab(studio, Way.SCALE), "Y", ".", "5", "Enter")
    assert now(studio)[1:] == [(2.0, 0.4), (4.0, 0.2)]


def test_copies_leave_the_originals(studio: Studio) -> None:
    choose(studio, 2.0)
    press(Grab(studio, Way.COPY), "6", "0", "Return")
    assert now(studio) == [(1.0, 0.0), (2.0, 0.8), (3.0, 0.4), (4.0, 0.8)]


def test_keys_that_mean_nothing_change_nothing(studio: Studio) -> None:
    before = now(studio)
    press(Grab(studio, Way.MOVE), "Ctrl+Z", "Q", "F5", ".")
    assert now(studio) == before


def test_keys_before_and_after_the_playhead_are_chosen(studio: Studio) -> None:
    studio.transport.seek(ticks(2.0))
    choose_before(studio, [JOY])
    assert sorted(key.time for key in studio.selection.value.keys) == [ticks(1.0), ticks(2.0)]
    choose_after(studio, [JOY])
    assert sorted(key.time for key in studio.selection.value.keys) == [ticks(2.0), ticks(3.0)]
    choose_none(studio)
    assert not studio.selection.value.keys


def test_keys_of_a_curve_one_by_one(studio: Studio) -> None:
    choose_none(studio)
    studio.transport.seek(ticks(1.5))
    assert choose_next(studio, JOY, 1) == KeyRef(JOY, ticks(2.0))
    assert choose_next(studio, JOY, 1) == KeyRef(JOY, ticks(3.0))
    assert choose_next(studio, JOY, 1) == KeyRef(JOY, ticks(3.0))
    assert studio.transport.at == ticks(3.0)
    assert choose_next(studio, JOY, -1, extend=True) == KeyRef(JOY, ticks(2.0))
    assert len(studio.selection.value.keys) == 2
    choose_none(studio)
    studio.transport.seek(ticks(1.5))
    assert choose_next(studio, JOY, -1) == KeyRef(JOY, ticks(1.0))
    assert choose_next(studio, CurveRef("nothing"), 1) is None
