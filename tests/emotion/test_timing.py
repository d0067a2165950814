import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.names import EMOTIONS, FACE_REGIONS
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import EmotionTrack
from studio.emotion.mix import emotion_mix
from studio.emotion.timing import timed_mix

REGION = {name: i for i, name in enumerate(FACE_REGIONS)}


def step(emotion, start=1.0, end=3.0, value=1.0, **fields):
    keys = ((0.0, 0.0), (start, value), (end, 0.0))
    curve = Curve(tuple(Key(ticks(t), v, Interpolation.STEPPED) for t, v in keys))
    return EmotionTrack(f"step-{emotion}", emotion, curve, **fields)


def crossing(at, values, level, rising):
    """Seconds at which the values first pass the level."""
    passed = values >= level if rising else values <= level
    return at[np.argmax(passed)] / 705_600_000


def shaped(track, seconds=6.0, rate=120):
    at = frame_ticks(TimeRange(0, ticks(seconds)), Rate(rate))
    return at, timed_mix([track], at).regional[:, 0]


@pytest.mark.parametrize("emotion", ["surprise", "fear"])
def test_lids_and_brows_lead_the_mouth(emotion):
    at, regional = shaped(step(emotion))
    half = {name: crossing(at, regional[:, REGION[name]], 0.5, True) for name in FACE_REGIONS}
    assert half["eyes"] + 0.05 < half["mouth"]
    assert half["brows"] + 0.05 < half["mouth"]


def test_in_a_smile_the_mouth_leads_the_cheeks():
    at, regional = shaped(step("joy"))
    half = {name: crossing(at, regional[:, REGION[name]], 0.5, True) for name in FACE_REGIONS}
    assert half["mouth"] + 0.08 < half["cheeks"] < half["eyes"]


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_an_expression_comes_faster_than_it_goes(emotion):
    at, regional = shaped(step(emotion))
    mouth = regional[:, REGION["mouth"]]
    rise = crossing(at, mouth, 0.95, True) - crossing(at, mouth, 0.05, True)
    later = at > ticks(2.5)
    fall = crossing(at[later], mouth[later], 0.05, False) - crossing(at[later], mouth[later], 0.95, False)
    assert 0.03 < rise < 0.75 * fall
    assert fall < 0.8


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_a_held_curve_is_reached_fully_and_a_flat_one_stays_flat(emotion):
    _, regional = shaped(step(emotion))
    assert regional.max() == pytest.approx(1.0, abs=1e-6)
    flat = EmotionTrack("flat", emotion, Curve((Key(ticks(2), 0.7),)))
    _, regional = shaped(flat)
    assert regional == pytest.approx(np.full(regional.shape, 0.7))


def test_a_micro_expression_is_still_seen():
    _, regional = shaped(step("fear", 1.0, 1.12))
    assert regional.max() > 0.8


@given(st.integers(0, 150), st.integers(1, 30), st.sampled_from([Rate(24), Rate(30), Rate(30000, 1001)]))
def test_a_range_has_the_values_of_the_whole(first, count, rate):
    tracks = [step("joy", regions={"mouth": 0.5}), step("anger", 1.5, 4.0)]
    at = frame_ticks(TimeRange(0, ticks(8)), rate)
    part = slice(first, first + count)
    whole, alone = timed_mix(tracks, at), timed_mix(tracks, at[part])
    assert np.array_equal(whole.regional[part], alone.regional)
    assert np.array_equal(whole.values[part], alone.values)


def test_no_frame_pops():
    for emotion in EMOTIONS:
        _, regional = shaped(step(emotion), rate=30)
        assert np.abs(np.diff(regional, axis=0)).max() < 0.5, emotion


def test_region_weights_and_muting():
    at = frame_ticks(TimeRange(0, ticks(4)), Rate(30))
    weighted = timed_mix([step("joy", regions={"mouth": 0.25, "brows": 0.0})], at)
    assert weighted.regional[60, 0, REGION["mouth"]] == pytest.approx(0.25)
    assert weighted.regional[60, 0, REGION["brows"]] == 0.0
    assert weighted.regional[60, 0, REGION["cheeks"]] == pytest.approx(1.0)
    assert weighted.values[60, 0] == pytest.approx(2 * 4.25 / 6 - 1)
    assert timed_mix([step("joy", muted=True)], at).names == ()


def test_tracks_of_one_emotion_add_up_to_one_and_variants_stand_beside_it():
    at = np.array([ticks(2)])
    tracks = [
        step("joy", value=0.7),
        step("joy", value=0.6),
        step("joy", value=0.3, extra={"variant": "social"}),
    ]
    mix = emotion_mix(tracks, at)
    assert mix.names == ("joy", "joy/social")
    assert mix.values[0] == pytest.approx([1.0, 0.3])
    assert mix.emotions()["joy"][0] == pytest.approx(1.0)
    assert mix.valence_arousal()[0] == pytest.approx((0.81, 0.51))


def test_curves_beyond_bounds_are_held_within_them():
    wild = EmotionTrack("w", "joy", Curve((Key(0, 7.0), Key(ticks(1), -3.0))), regions={"mouth": 4.0})
    mix = emotion_mix([wild], np.array([0, ticks(1)]))
    assert mix.values[:, 0].tolist() == [1.0, 0.0]
    assert mix.regional.max() <= 1.0


def test_no_tracks_and_no_frames():
    assert timed_mix([], np.array([0, 5])).values.shape == (2, 0)
    assert timed_mix([step("joy")], np.array([], np.int64)).regional.shape == (0, 1, len(FACE_REGIONS))
