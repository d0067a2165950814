"""Single channels on the stage: the face without the artist's handwork, and channels seen alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from staged import House

from studio.core.names import ARKIT_CHANNELS
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character
from studio.session.keying.handwork import with_muted
from studio.session.keying.keys import handwork_ref, with_curve
from studio.session.studio import Studio

JAW, SMILE = ARKIT_CHANNELS.index("jawOpen"), ARKIT_CHANNELS.index("mouthSmileLeft")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    built = House()
    built.open_demo()
    yield built
    built.close()


def nora(studio: Studio) -> Character:
    return studio.scene.characters[0]


def test_bare_is_the_face_without_handwork(house: House):
    """Where handwork reaches 0 or 1, taking it away again from what is shown would not give that back."""
    studio, member = house.studio, nora(house.studio)
    plain = studio.stage.composed(member.id).values.copy()
    much = Curve((Key(0, 0.9), Key(ticks(2.0), -0.9), Key(ticks(4.0), 0.9)))
    studio.apply("x", lambda p: with_curve(p, handwork_ref(member.id, "jawOpen"), much))
    house.settle()
    composed = studio.stage.composed(member.id)
    assert np.abs(composed.values[:, JAW] - plain[:, JAW]).max() > 0.5
    assert np.abs(composed.bare - plain).max() < 1e-6
    studio.apply("y", lambda p: with_muted(p, nora(studio), ("jawOpen",), True))
    house.settle()
    assert composed.values[:, JAW].max() == 0.0
    assert np.abs(composed.bare - plain).max() < 1e-6
    assert house.worst_error(nora(studio)) < 1e-6
    studio.store.undo()
    studio.store.undo()
    house.settle()
    assert np.abs(studio.stage.composed(member.id).values - plain).max() < 1e-6


def test_a_channel_is_seen_alone_and_nothing_of_that_is_saved(house: House):
    studio, member = house.studio, nora(house.studio)
    plain, project = studio.stage.composed(member.id).values.copy(), studio.project
    studio.stage.channels.set(frozenset({handwork_ref(member.id, "jawOpen")}))
    house.settle()
    alone = studio.stage.composed(member.id)
    assert np.abs(alone.values[:, JAW] - plain[:, JAW]).max() < 1e-6
    assert np.delete(alone.values, JAW, axis=1).max() == 0.0
    assert np.abs(alone.bare - plain).max() < 1e-6
    assert studio.project is project
    studio.stage.channels.set(frozenset())
    house.settle()
    assert np.abs(studio.stage.composed(member.id).values - plain).max() < 1e-6
    assert plain[:, SMILE].max() > 0.0
