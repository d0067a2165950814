"""An emotion of a few regions moves the face there; only one of the whole face moves the whole person."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.names import EMOTIONS, FACE_REGIONS
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack
from studio.emotion.mix import emotion_mix
from studio.performance.body.motion import feeling
from studio.performance.compose import compose
from studio.performance.life import mood_of
from studio.rig.characters import load
from studio.session.palette.point import trail

AT = np.array([0, ticks(1.0)], np.int64)
HELD = Curve((Key(0, 0.8),))
weights = st.floats(0.0, 1.0)
regional = st.fixed_dictionaries(dict.fromkeys(FACE_REGIONS, weights))


def track(emotion="anger", **regions):
    return EmotionTrack("t", emotion, HELD, regions)


def only(*regions):
    return {name: float(name in regions) for name in FACE_REGIONS}


def felt(one):
    return emotion_mix([one], AT).values[0, 0]


@given(st.sampled_from(EMOTIONS), weights)
def test_an_emotion_alike_everywhere_is_felt_as_it_shows(emotion, weight):
    assert felt(track(emotion)) == 0.8
    assert felt(track(emotion, **dict.fromkeys(FACE_REGIONS, weight))) == pytest.approx(0.8 * weight)


@given(regional)
def test_nobody_feels_more_than_shows_and_more_of_the_face_is_never_felt_less(some):
    shown = emotion_mix([track(**some)], AT)
    assert 0.0 <= shown.values[0, 0] <= shown.regional[0, 0].max() + 1e-12
    top = max(some.values())
    for region in FACE_REGIONS:
        assert felt(track(**{**some, region: top})) >= felt(track(**some)) - 1e-12


@given(st.sets(st.sampled_from(FACE_REGIONS), max_size=len(FACE_REGIONS) // 2))
def test_half_a_face_moves_nothing_else(regions):
    one = track(**only(*regions))
    assert not any(level.any() for level in feeling([one], AT).emotions.values())
    mood = mood_of(emotion_mix([one], AT), AT)
    assert not mood.arousal.any()
    assert not mood.valence.any()


def composed(*tracks):
    who = Character("c", "C", "nora", 3, emotions=tracks)
    return compose(who, load("nora"), TimeRange(0, ticks(1.0)), Rate(30), ProblemLog())


def test_brows_alone_leave_gaze_and_body_as_they_were():
    nothing, brows, all_of_it = composed(), composed(track(**only("brows"))), composed(track())
    names = nothing.face.names
    for column, name in enumerate(names):
        moved = np.abs(brows.face.values[:, column] - nothing.face.values[:, column]).max()
        assert (moved > 0.05) if name.startswith("browDown") else (moved < 1e-6 or "brow" in name), name
    assert np.array_equal(brows.body.rotations, nothing.body.rotations)
    assert np.abs(all_of_it.body.rotations - nothing.body.rotations).max() > 1e-3


def test_the_pad_shows_a_hand_what_it_feels_on_a_few_regions():
    def end(one):
        return trail(Character("c", "C", "nora", 3, emotions=(one,)), ticks(2.0))[-1]

    assert end(track(**only("brows"))) == pytest.approx(end(track()))
    assert not end(track(**only())).any()
