import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.names import ARKIT_CHANNELS, EMOTIONS, FACE_REGIONS, REGION_OF_CHANNEL
from studio.emotion.asymmetry import drift, side_gains
from studio.emotion.compounds import COMPOUNDS, shares
from studio.emotion.facs import channels, regional_channels, unit_activations
from studio.emotion.prototypes import PARTS, STYLES
from studio.emotion.units import UNIT_INDEX, UNITS, saturate

INTENSITIES = st.lists(st.floats(0, 1), min_size=8, max_size=8)


def face(**emotions):
    names = tuple(emotions)
    values = channels(names, np.array([[emotions[n] for n in names]]))[0]
    return dict(zip(ARKIT_CHANNELS, values, strict=True))


def unit(units, number, side=0):
    return units[0, UNIT_INDEX[number], side]


@given(INTENSITIES)
def test_channels_stay_within_bounds_whatever_is_up(values):
    result = channels(EMOTIONS, np.array([values]))
    assert (result >= 0).all()
    assert (result < 1.0).all()


@given(INTENSITIES, st.integers(0, 7), st.floats(0, 1))
def test_a_small_change_of_one_emotion_changes_the_face_little(values, which, other):
    changed = list(values)
    changed[which] = values[which] + 1e-4 * (other - values[which])
    before, after = channels(EMOTIONS, np.array([values, changed]))
    assert np.abs(after - before).max() < 2e-3


def test_neutral_moves_nothing():
    assert not channels(EMOTIONS, np.zeros((2, 8))).any()
    assert not channels((), np.zeros((2, 0))).any()


def test_a_name_without_a_face_shows_nothing():
    assert not channels(("levity",), np.ones((1, 1))).any()


@pytest.mark.parametrize(
    ("emotion", "shown"),
    [
        ("joy", ["mouthSmileLeft", "cheekSquintRight"]),
        ("sadness", ["browInnerUp", "mouthFrownLeft", "browDownRight"]),
        ("anger", ["browDownLeft", "eyeSquintLeft", "mouthPressLeft"]),
        ("fear", ["eyeWideLeft", "browInnerUp", "mouthStretchRight", "jawOpen"]),
        ("disgust", ["noseSneerLeft", "mouthUpperUpLeft"]),
        ("surprise", ["browOuterUpLeft", "eyeWideRight", "jawOpen"]),
        ("pain", ["browDownLeft", "eyeBlinkLeft", "cheekSquintLeft"]),
    ],
)
def test_prototypes_show_their_signs(emotion, shown):
    result = face(**{emotion: 1.0})
    assert all(result[name] > 0.12 for name in shown)


def test_contempt_is_one_sided():
    right, left = face(contempt=1.0), face(**{"contempt/left": 1.0})
    assert right["mouthDimpleRight"] > 0.5 > right["mouthDimpleLeft"] == 0
    assert left["mouthDimpleLeft"] == right["mouthDimpleRight"]


def test_all_other_prototypes_are_even():
    for style in STYLES:
        if not style.startswith("contempt"):
            result = face(**{style: 1.0})
            for name in ARKIT_CHANNELS:
                if name.endswith("Left") and name not in ("jawLeft", "mouthLeft"):
                    assert result[name] == pytest.approx(result[name.removesuffix("Left") + "Right"])


def test_joy_with_surprise_is_their_compound_and_not_the_sum():
    both = unit_activations(("joy", "surprise"), np.ones((1, 2)))
    wanted = {part.unit: part.strength for part in COMPOUNDS["joy", "surprise"]}
    for number in UNITS:
        assert unit(both, number) == pytest.approx(wanted.get(number, 0.0))


def test_a_compound_fades_in_with_the_smaller_emotion():
    some = unit_activations(("surprise", "joy"), np.array([[0.4, 1.0]]))
    compound = {part.unit: part.strength for part in COMPOUNDS["joy", "surprise"]}
    alone = {part.unit: part for part in PARTS["joy"]}
    assert unit(some, 12) == pytest.approx(0.4 * compound[12] + 0.6 * alone[12].strength)
    assert unit(some, 2) == pytest.approx(0.4 * compound[2])


@given(INTENSITIES)
def test_no_emotion_is_spent_twice(values):
    pairs = ((0, 5), (0, 4), (1, 3), (1, 2), (2, 3), (4, 5))
    taken, rest = shares(np.array([values]), pairs)
    for e in range(8):
        spent = sum(taken[0, p] for p, pair in enumerate(pairs) if e in pair)
        assert spent + rest[0, e] == pytest.approx(values[e], abs=1e-9)
    assert (taken >= 0).all()


def test_every_emotion_pair_of_the_study_has_its_compound():
    basic = ("joy", "sadness", "anger", "fear", "disgust", "surprise")
    missing = {frozenset(p) for p in (("joy", "sadness"), ("joy", "anger"), ("joy", "fear"))}
    pairs = {frozenset((a, b)) for a in basic for b in basic if a < b}
    assert {frozenset(pair) for pair in COMPOUNDS} == pairs - missing


@given(st.floats(0, 50), st.floats(1e-6, 1))
def test_saturation_keeps_order_and_the_low_part(value, step):
    low, high = saturate(np.array([value, value + step]))
    assert low <= high <= 1.0
    if value <= 0.8:
        assert low == value


def test_regions_follow_their_own_intensity():
    regional = np.zeros((1, 1, len(FACE_REGIONS)))
    regional[0, 0, FACE_REGIONS.index("brows")] = 1.0
    result = regional_channels(("sadness",), regional)[0]
    whole = channels(("sadness",), np.ones((1, 1)))[0]
    for i, name in enumerate(ARKIT_CHANNELS):
        assert result[i] == pytest.approx(whole[i] if REGION_OF_CHANNEL[name] == "brows" else 0.0)


def test_even_regions_give_the_whole_face():
    values = np.random.default_rng(3).uniform(size=(5, 8))
    regional = np.repeat(values[:, :, None], len(FACE_REGIONS), axis=2)
    gains = side_gains(4)
    assert regional_channels(EMOTIONS, regional, gains) == pytest.approx(channels(EMOTIONS, values, gains))


def test_sides_differ_a_little_and_the_same_way_each_time():
    gains = side_gains(7)
    assert np.array_equal(gains, side_gains(7))
    assert not np.array_equal(gains, side_gains(8))
    assert np.abs(gains - 1).max() < 0.12
    assert gains.mean(axis=1) == pytest.approx(np.ones(len(UNITS)))
    uneven = channels(("joy",), np.ones((1, 1)), gains)[0]
    left, right = (uneven[ARKIT_CHANNELS.index(f"mouthSmile{side}")] for side in ("Left", "Right"))
    assert 0 < abs(left - right) < 0.2


def test_drift_is_a_slow_function_of_time_alone():
    at = np.arange(0, 705_600_000 * 20, 705_600_000 // 30)
    whole = drift(1, at)
    assert np.array_equal(whole[100:200], drift(1, at[100:200]))
    assert np.abs(whole - 1).max() < 0.1
    assert np.abs(np.diff(whole, axis=0)).max() < 0.012
    assert whole.std() > 0.01
