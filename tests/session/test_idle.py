"""A long scene is composed to its end while nobody does anything, and only then."""

from __future__ import annotations

import time

import attrs
import numpy as np
import pytest
from staged import House

from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, MediaRef, Project, Scene, VoiceClip
from studio.session.staging import idle
from studio.session.staging.composed import PAGE


@pytest.fixture
def house(monkeypatch, tmp_path):
    """400 seconds at five frames a second: 16 pages, of which seven lie near the playhead."""
    monkeypatch.setattr(idle, "IDLE", 0.3)
    monkeypatch.setattr(idle, "_BREATH", 0.01)
    clip = VoiceClip("v", MediaRef(str(tmp_path / "none.wav"), "", ticks(400.0)))
    joy = EmotionTrack("joy", "joy", Curve((Key(0, 0.0), Key(ticks(400.0), 1.0))))
    member = Character("c", "C", "nora", clips=(clip,), emotions=(joy,))
    built = House()
    built.studio.open(Project("p", "P", (Scene("s", "S", Rate(5), (member,)),)), None)
    built.settle()
    yield built
    built.close()


def composed(house):
    return house.studio.stage.composed("c")


def test_what_nobody_looks_at_is_composed_when_nobody_is_there(house):
    known = composed(house).known
    assert known[: 7 * PAGE].all()
    assert not known.all()
    assert house.inbox.settle(lambda: not composed(house).known.all(), 300.0)
    assert house.worst_error(house.studio.scene.characters[0]) <= 1e-6
    assert len(house.studio.stage._performers["c"].pages) <= 8, "bodies of the rest are not kept"


def test_nothing_is_composed_ahead_while_it_plays(house):
    house.studio.transport.play()
    before = int(composed(house).known.sum())
    end = time.monotonic() + 0.8
    house.inbox.settle(lambda: time.monotonic() < end, 5.0)
    assert int(composed(house).known.sum()) == before
    house.studio.transport.stop()


def test_an_edit_puts_it_off_and_what_is_composed_then_holds(house):
    def painted(project):
        scene = project.scenes[0]
        member = scene.characters[0]
        joy = attrs.evolve(member.emotions[0], curve=Curve((Key(0, 1.0), Key(ticks(400.0), 0.0))))
        member = attrs.evolve(member, emotions=(joy,))
        return attrs.evolve(project, scenes=(attrs.evolve(scene, characters=(member,)),))

    house.inbox.settle(lambda: composed(house).known.sum() < 9 * PAGE, 300.0)
    house.studio.apply("Paint", painted)
    performer = house.studio.stage._performers["c"]
    assert not performer.holds.any()
    assert house.inbox.settle(lambda: not performer.holds.all(), 300.0)
    assert house.worst_error(house.studio.scene.characters[0]) <= 1e-6


def test_looking_somewhere_comes_first(house):
    far = TimeRange(ticks(390.0), ticks(400.0))
    house.studio.stage.want(far)
    house.settle()
    frames = composed(house).frame_range(far)
    assert composed(house).known[frames].all()
    assert not np.all(composed(house).known)
