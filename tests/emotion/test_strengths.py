"""Strengths of action units that an artist chose, and tracks that hold two emotions up together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.document.curves import Curve, Key
from studio.document.schema import EmotionTrack
from studio.emotion.facs import channels, unit_activations
from studio.emotion.mix import emotion_mix, strengths_of_track
from studio.emotion.prototypes import PARTS, STYLES
from studio.emotion.timing import timed_mix
from studio.emotion.units import UNIT_INDEX, UNITS
from studio.performance.expression import mix_channels, warn_faceless

FULL = np.ones((1, 1))
AT = np.array([0, 1000], np.int64)


def track(emotion="joy", **extra):
    return EmotionTrack(f"{emotion}-{len(extra)}", emotion, Curve((Key(0, 1.0),)), extra=extra)


def face(*tracks):
    return dict(zip(ARKIT_CHANNELS, mix_channels(timed_mix(tracks, AT), AT, 3)[0], strict=True))


def raised(units, number, side=0):
    return units[0, UNIT_INDEX[number], side]


def test_a_chosen_strength_is_what_the_face_shows():
    weak, plain = face(track(units={"12": 0.3})), face(track())
    assert weak["mouthSmileLeft"] < 0.5 * plain["mouthSmileLeft"]
    assert weak["cheekSquintLeft"] == pytest.approx(plain["cheekSquintLeft"])


def test_a_unit_that_the_emotion_lacks_comes_in():
    assert face(track())["browOuterUpLeft"] == 0.0
    assert face(track(units={"2": 0.6}))["browOuterUpLeft"] > 0.4


def test_a_one_sided_unit_stays_on_its_side():
    plain = unit_activations(("contempt",), FULL)
    chosen = unit_activations(("contempt",), FULL, (((14, 0.5),),))
    assert raised(plain, 14, 0) == raised(chosen, 14, 0) == 0.0
    assert raised(chosen, 14, 1) == pytest.approx(0.5)


@settings(deadline=None)
@given(st.sampled_from(STYLES), st.sampled_from(UNITS), st.floats(0.0, 1.5))
def test_any_strength_of_any_unit_is_met_at_full_intensity(style, unit, strength):
    chosen = unit_activations((style,), FULL, (((unit, strength),),))
    assert chosen[0, UNIT_INDEX[unit]].max() == pytest.approx(strength, abs=1e-12)
    assert channels((style,), FULL).max() < 1.0


def test_the_prototypes_own_strengths_change_nothing():
    own = tuple(sorted({part.unit: part.strength for part in PARTS["joy"]}.items()))
    assert unit_activations(("joy",), FULL, (own,)) == pytest.approx(unit_activations(("joy",), FULL))


def test_lanes_of_one_emotion_with_unlike_strengths_both_show():
    half = Curve((Key(0, 0.5),))
    both = [EmotionTrack("a", "joy", half), EmotionTrack("b", "joy", half, extra={"units": {"12": 0.0}})]
    mix = emotion_mix(both, AT)
    assert mix.names == ("joy", "joy")
    assert mix.emotions()["joy"] == pytest.approx(1.0)
    assert 0.0 < face(*both)["mouthSmileLeft"] < face(track())["mouthSmileLeft"]


def test_two_emotions_in_one_track_make_their_compound_face():
    together = face(track("joy+surprise"))
    apart = face(track("joy"), track("surprise"))
    assert together == pytest.approx(apart)
    mix = emotion_mix([track("joy+surprise")], AT)
    assert mix.names == ("joy", "surprise")
    log = ProblemLog()
    warn_faceless(mix, log)
    assert not len(log)


def test_strengths_reach_compounds():
    plain = unit_activations(("joy", "surprise"), np.ones((1, 2)))
    off = unit_activations(("joy", "surprise"), np.ones((1, 2)), (((12, 0.0),), ()))
    assert raised(plain, 12) > 0.5
    assert raised(off, 12) == 0.0


@pytest.mark.parametrize("units", [None, 3, [], {"x": 1}, {"12": "much"}, {"999": 1.0}, {"12": float("nan")}])
def test_nonsense_is_left_out(units):
    assert strengths_of_track(track(units=units)) == ()


def test_strengths_stay_within_reason():
    assert strengths_of_track(track(units={"12": 99, "1": -4})) == ((1, 0.0), (12, 1.5))
