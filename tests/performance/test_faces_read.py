"""What an expression does to the face that shows it: read on each character's own mesh, as an eye would."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.names import ARKIT_CHANNELS
from studio.emotion.facs import channels
from studio.rig import characters
from studio.rig.blendshapes import dense_deltas
from studio.rig.contacts import MouthModel

MILLIMETRE = 1000.0


@pytest.fixture(scope="module", params=characters.names())
def rig(request):
    return characters.load(request.param)


def weights(rig, **emotions):
    """[52] in the order of the rig's shapes."""
    shown = channels(tuple(emotions), np.array([list(emotions.values())]))[0]
    return np.array([shown[ARKIT_CHANNELS.index(name)] for name in rig.morph_names])


def corner_rise(rig, **emotions):
    """Millimetres that the corners of the mouth come up, against the middle of the lips."""
    lips = np.concatenate([rig.vertex_sets["upper_lip_inner"], rig.vertex_sets["lower_lip_inner"]])
    places = rig.vertices[lips].astype(float)
    moved = np.einsum("m,mvc->vc", weights(rig, **emotions), dense_deltas(rig, lips))
    across = places[:, 0] - places[:, 0].mean()
    corners, middle = np.abs(across) > 0.97 * np.abs(across).max(), np.abs(across) < 0.002
    return float(moved[corners, 1].mean() - moved[middle, 1].mean()) * MILLIMETRE


@pytest.mark.parametrize("style", ["anger", "anger/pressed", "sadness", "disgust"])
def test_no_mouth_of_ill_feeling_turns_up_at_its_corners(rig, style):
    assert corner_rise(rig, **{style: 1.0}) < -2.5


@pytest.mark.parametrize("strength", [0.3, 0.6, 1.0])
def test_anger_presses_its_lips_without_smiling_however_strong(rig, strength):
    assert corner_rise(rig, anger=strength) < -2.5 * strength


def test_a_smile_turns_up(rig):
    assert corner_rise(rig, joy=1.0) > 5.0


def test_the_fullest_joy_shows_teeth_and_a_little_shows_none(rig):
    mouth = MouthModel.of(rig)
    full, little = (mouth.lip_gaps(weights(rig, joy=level)[None])[0] for level in (1.0, 0.25))
    assert full[mouth.central].max() * MILLIMETRE > 7.0
    assert little[mouth.central].max() * MILLIMETRE < 1.5


def test_disgust_with_surprise_is_disgusted_about_the_mouth_and_surprised_about_the_eyes():
    both = dict(zip(ARKIT_CHANNELS, channels(("disgust", "surprise"), np.ones((1, 2)))[0], strict=True))
    disgust = dict(zip(ARKIT_CHANNELS, channels(("disgust",), np.ones((1, 1)))[0], strict=True))
    for side in ("Left", "Right"):
        assert both[f"noseSneer{side}"] > 0.7
        assert both[f"mouthUpperUp{side}"] > disgust[f"mouthUpperUp{side}"]
        assert both[f"eyeWide{side}"] > 0.5
        assert both[f"browOuterUp{side}"] > 0.5
    assert both["jawOpen"] < 0.1


def eye_opening(rig, **emotions):
    """Height of the left eye's opening, as a share of that at rest."""
    lids = [rig.vertex_sets[f"{lid}_lid_left"] for lid in ("upper", "lower")]
    rest = [rig.vertices[lid].astype(float) for lid in lids]
    moved = [np.einsum("m,mvc->vc", weights(rig, **emotions), dense_deltas(rig, lid)) for lid in lids]
    upper, lower = (place + by for place, by in zip(rest, moved, strict=True))
    widest = np.linalg.norm(rest[0] - rest[1], axis=1).max()
    return float(np.linalg.norm(upper - lower, axis=1).max() / widest)


def test_eyes_in_pain_narrow_with_its_strength_and_are_not_shut_for_a_whole_line(rig):
    some, much, most = (eye_opening(rig, pain=level) for level in (0.4, 0.7, 1.0))
    assert 0.6 < some < 0.9
    assert some > much > most
    assert 0.22 < most < 0.45
