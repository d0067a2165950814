import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.names import EMOTIONS
from studio.emotion.affect import VAD, mix_of_point, point_of_mix
from studio.emotion.affect_path import AffectPoint, tracks_of_path
from studio.emotion.mix import emotion_mix

AXIS = st.floats(-1, 1)


@pytest.mark.parametrize("axes", [2, 3])
@pytest.mark.parametrize("name", EMOTIONS)
def test_the_point_of_a_label_is_that_label_alone(name, axes):
    mix = mix_of_point(np.array(VAD[name][:axes]))
    assert mix == pytest.approx(np.eye(len(EMOTIONS))[EMOTIONS.index(name)], abs=1e-9)
    assert point_of_mix(mix)[:axes] == pytest.approx(VAD[name][:axes])


@pytest.mark.parametrize("axes", [2, 3])
def test_neutral_is_the_absence_of_all(axes):
    assert not mix_of_point(np.zeros(axes)).any()
    assert not point_of_mix(np.zeros(len(EMOTIONS))).any()


@given(st.sampled_from(EMOTIONS), st.floats(0, 1))
def test_half_the_way_to_an_emotion_gives_emotions_of_its_point(name, share):
    point = share * np.array(VAD[name])
    assert point_of_mix(mix_of_point(point)) == pytest.approx(point, abs=1e-7)


@given(st.lists(AXIS, min_size=2, max_size=3))
def test_mixes_are_sparse_and_within_bounds(point):
    mix = mix_of_point(np.array(point))
    assert (mix >= 0).all()
    assert mix.sum() <= 1 + 1e-9
    assert np.count_nonzero(mix > 1e-9) <= len(point) + 1


@given(st.lists(AXIS, min_size=2, max_size=3), st.integers(0, 2**32 - 1))
def test_nearby_points_have_nearby_mixes(point, seed):
    step = np.random.default_rng(seed).normal(size=len(point))
    step *= 1e-7 / np.linalg.norm(step)
    assert mix_of_point(np.array(point) + step) == pytest.approx(mix_of_point(np.array(point)), abs=1e-4)


def test_a_point_has_two_or_three_numbers():
    with pytest.raises(ValueError, match="valence"):
        mix_of_point(np.zeros(4))


def test_two_full_emotions_lie_between_their_centres():
    both = np.zeros(len(EMOTIONS))
    both[:2] = 1.0
    assert point_of_mix(both) == pytest.approx(np.mean([VAD[EMOTIONS[0]], VAD[EMOTIONS[1]]], axis=0))


def test_a_path_follows_its_points_and_the_line_between_them():
    points = (AffectPoint(0, *VAD["sadness"]), AffectPoint(705_600_000 * 3, *VAD["joy"]))
    tracks = tracks_of_path(points)
    at = np.linspace(0, points[1].time, 61).astype(np.int64)
    totals = emotion_mix(tracks, at).emotions()
    assert totals["sadness"][0] == pytest.approx(1.0)
    assert totals["joy"][-1] == pytest.approx(1.0)
    found = point_of_mix(np.stack([totals[name] for name in EMOTIONS], axis=1))
    line = np.array(VAD["sadness"]) + np.linspace(0, 1, 61)[:, None] * np.subtract(VAD["joy"], VAD["sadness"])
    inside = mix_of_point(line)
    assert np.abs(found - point_of_mix(inside)).max() < 0.02


def test_a_single_point_holds_and_no_point_gives_nothing():
    assert tracks_of_path(()) == ()
    (track,) = tracks_of_path((AffectPoint(5, *VAD["anger"][:2]),))
    assert (track.emotion, track.curve.keys[0].value) == ("anger", pytest.approx(1.0))
