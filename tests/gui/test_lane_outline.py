"""What a stroke makes the timeline look at again: its own lane, not the tree of all of them."""

from __future__ import annotations

import attrs
import pytest

from studio.core.time import ticks
from studio.document.curves import Key
from studio.document.edits.emotions import set_keys
from studio.document.edits.tree import in_part
from studio.document.schema import EmotionTrack
from studio.gui.timeline.outline import same_but_curves
from studio.gui.timeline.panel import TimelinePanel


@pytest.fixture
def track(demo_studio):
    return next(t for t in demo_studio.character.emotions if not t.extra.get("planned"))


def painted(project, track):
    return set_keys(project, track.id, [Key(ticks(1.0), 0.42)])


def test_only_the_course_of_curves_is_left_out(demo_studio, track):
    before = demo_studio.project
    muted = in_part(before, EmotionTrack, track.id, lambda t: attrs.evolve(t, muted=not t.muted))
    assert same_but_curves(before.scenes[0], painted(before, track).scenes[0])
    assert not same_but_curves(before.scenes[0], muted.scenes[0])
    member = before.scenes[0].characters[0]
    fewer = attrs.evolve(member, emotions=member.emotions[1:])
    people = (fewer, *before.scenes[0].characters[1:])
    assert not same_but_curves(before.scenes[0], attrs.evolve(before.scenes[0], characters=people))


def test_a_stroke_does_not_build_the_lanes_anew(qtbot, demo_studio, track, monkeypatch):
    panel = TimelinePanel(demo_studio)
    qtbot.addWidget(panel)
    built = []
    real = panel.tree.rebuild
    monkeypatch.setattr(panel.tree, "rebuild", lambda: built.append(True) or real())
    demo_studio.apply("Paint", lambda project: painted(project, track), "stroke")
    assert not built
    mute = lambda project: in_part(project, EmotionTrack, track.id, lambda t: attrs.evolve(t, muted=True))  # noqa: E731 - an edit
    demo_studio.apply("Mute", mute)
    assert built
    panel.release()
