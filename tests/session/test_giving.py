"""A recording given to somebody else is performed by them, unasked."""

from __future__ import annotations

import pytest
from staged import House

from studio.document.edits.speakers import give_clip
from studio.session.staging.rehearsing import takes_of


@pytest.fixture
def house():
    made = House()
    made.open_demo()
    yield made
    made.close()


def test_who_speaks_a_recording_from_now_on_performs_it_and_the_other_listens(house):
    studio = house.studio
    nora, jonas = studio.project.scenes[0].characters
    line = nora.clips[0]
    assert studio.apply("Set speaker", lambda p: give_clip(p, line.id, jonas.id))
    house.settle()
    before, after = studio.project.scenes[0].characters
    assert line.id in {clip.id for clip in after.clips}
    assert takes_of(after, line)
    assert not any(line.id in take.id for take in before.takes)
    span = range(line.start, line.start + line.media.duration)
    assert any(e.kind == "gesture" and e.start in span for e in after.events)
    studio.store.undo()
    house.settle()
    assert studio.project.scenes[0].characters[0].clips[0] == line
    assert takes_of(studio.project.scenes[0].characters[0], line)
