from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation.channels import ChannelFrames
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError
from studio.core.time import Rate, ticks
from studio.rig import characters
from studio.rig.blendshapes import shaped
from studio.rig.contacts import CLOSED, TOUCHING, LidModel, MouthModel
from studio.rig.lips import Lips, Patch, to_segments


@attrs.frozen
class Sound:
    kind: str
    start: int
    end: int
    label: str = "p"
    word_id: str = "w1"


@pytest.fixture(scope="module", params=characters.names())
def rig(request):
    return characters.load(request.param)


@pytest.fixture(scope="module")
def mouth(rig):
    return MouthModel.of(rig)


def face_of(rows, rate=None, start=0):
    """Frames of channel dictionaries."""
    values = np.zeros((len(rows), 52), np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            values[i, ARKIT_CHANNELS.index(name)] = value
    return ChannelFrames(ARKIT_CHANNELS, rate or Rate(30), start, values)


def weights_of(**channels):
    return face_of([channels]).values


def test_gaps_are_the_distances_of_the_shaped_vertices(rig, mouth):
    weights = np.random.default_rng(0).random((6, 52))
    upper = shaped(rig, weights, rig.vertex_sets["upper_lip_inner"])
    lower = shaped(rig, weights, rig.vertex_sets["lower_lip_inner"])
    gaps = mouth.lip_gaps(weights)
    # The mouth's up axis is world up on a symmetric face.
    np.testing.assert_allclose(gaps, (upper - lower)[..., 1], atol=2e-4)
    np.testing.assert_allclose(gaps, mouth.lip_gap_rest + weights @ mouth.lip_gap_matrix.T, atol=1e-12)


def test_a_mouth_at_rest_is_closed_and_the_jaw_opens_it(mouth):
    rest, open_, held = weights_of(), weights_of(jawOpen=0.4), weights_of(jawOpen=0.4, mouthClose=0.4)
    assert mouth.lip_opening(rest)[0] < CLOSED
    assert mouth.lip_opening(open_)[0] > 0.008
    assert mouth.lip_opening(held)[0] < 0.002
    for measure in (mouth.apertures, mouth.lip_distances, mouth.tooth_gap):
        assert measure(open_)[0] > measure(rest)[0] + 0.001


def test_the_central_pairs_leave_the_corners_out(mouth):
    central = mouth.central
    assert 3 <= central.sum() < len(central)
    assert not central[0]
    assert not central[-1]
    assert central[len(central) // 2]


def test_the_way_to_the_teeth_is_linear_and_shortens_with_the_tuck(rig, mouth):
    weights = np.random.default_rng(1).random((4, 52))
    middle = rig.vertex_sets["lower_lip_inner"][len(rig.vertex_sets["lower_lip_inner"]) // 2]
    moved = shaped(rig, weights, np.array([middle]))[:, 0] - rig.vertices[middle]
    np.testing.assert_allclose(weights @ mouth.tooth_matrix.T, moved, atol=1e-6)
    # The distance over the whole top of the lip can only be smaller than that of one of its points.
    way = np.linalg.norm(mouth.tooth_rest + weights @ mouth.tooth_matrix.T, axis=1)
    assert (mouth.tooth_gap(weights) <= way + 1e-6).all()


def plate(y, z=0.0, tilt=0.0):
    """A sheet of 4 x 4 cm in x and z around (y, z)."""
    x, depth = np.meshgrid(np.linspace(-0.02, 0.02, 7), np.linspace(-0.02, 0.02, 7))
    rest = np.stack([x.ravel(), y + tilt * depth.ravel(), z + depth.ravel()], axis=1)
    a = np.arange(49).reshape(7, 7)
    lower = np.stack([a[:-1, :-1], a[:-1, 1:], a[1:, :-1]], axis=-1).reshape(-1, 3)
    upper = np.stack([a[:-1, 1:], a[1:, 1:], a[1:, :-1]], axis=-1).reshape(-1, 3)
    triangles = np.concatenate([lower, upper])
    pairs = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1
    )
    return Patch(rest, np.zeros((1, 49, 3)), triangles, np.unique(pairs, axis=0))


def lips(upper, lower):
    corners = Patch(
        np.array([[-0.02, 0, 0], [0.02, 0, 0]]),
        np.zeros((1, 2, 3)),
        np.zeros((0, 3), int),
        np.zeros((0, 2), int),
    )
    return Lips(upper, lower, corners, np.linspace(0.15, 0.85, 5))


@given(st.floats(0.0005, 0.01))
@settings(max_examples=20)
def test_plates_are_as_far_apart_as_they_were_laid(distance):
    pair = lips(plate(distance), plate(0.0))
    np.testing.assert_allclose(pair.apertures(np.zeros((1, 1))), distance, atol=1e-9)
    np.testing.assert_allclose(pair.distances(np.zeros((1, 1))), distance, atol=1e-9)


def test_a_lip_far_behind_hides_the_opening_but_does_not_touch():
    pair = lips(plate(-0.002, z=0.05), plate(0.0))
    np.testing.assert_allclose(pair.apertures(np.zeros((1, 1))), -0.002, atol=1e-9)
    np.testing.assert_allclose(pair.distances(np.zeros((1, 1))), np.hypot(0.002, 0.01), atol=1e-9)


def test_plates_that_run_through_each_other_touch():
    pair = lips(plate(0.0, tilt=0.3), plate(0.0))
    np.testing.assert_allclose(pair.distances(np.zeros((1, 1))), 0.0, atol=1e-12)


def test_distance_to_a_segment_is_to_its_nearest_point():
    segment = np.array([[[0.0, 0, 0], [2.0, 0, 0]]])
    points = np.array([[1.0, 3, 0], [-4, 3, 0], [2, 0, 0]])
    np.testing.assert_allclose(to_segments(points, segment)[:, 0], [3, 5, 0])


def test_a_closure_is_seen_by_the_frame_that_shows_it(mouth):
    apart, shut = {"jawOpen": 0.3}, {}
    face = face_of([apart] * 5 + [shut] + [apart] * 5)
    frame = ticks(1 / 30)
    at = Sound("bilabial", 5 * frame - frame // 4, 5 * frame + frame // 4)
    between = Sound("bilabial", 5 * frame + frame // 3, 5 * frame + frame // 2, "b")
    missed = Sound("bilabial", 8 * frame, 9 * frame, "m", "w7")
    result = mouth.measure([at, between, missed], face, 0)
    assert (result.bilabial.total, result.bilabial.met) == (3, 2)
    assert result.bilabial.rate == pytest.approx(2 / 3)
    (worst,) = result.bilabial.worst
    assert (worst.label, worst.word_id) == ("m", "w7")
    assert worst.gap == pytest.approx(mouth.lip_opening(weights_of(**apart))[0], abs=1e-9)
    assert result.as_dict()["bilabial_met"] == 2


def test_times_count_from_the_clip_and_lost_closures_are_told(mouth):
    frame = ticks(1 / 30)
    face = face_of([{"jawOpen": 0.3}] * 5 + [{}] + [{"jawOpen": 0.3}] * 5, start=100 * frame)
    sound = Sound("bilabial", 5 * frame, 5 * frame)
    assert mouth.measure([sound], face, 100 * frame).bilabial.met == 1
    assert mouth.measure([sound], face, 0).unseen == 1


def test_lips_that_are_shut_show_no_teeth(mouth):
    frame = ticks(1 / 30)
    result = mouth.measure([Sound("labiodental", 0, 2 * frame, "f")], face_of([{}] * 3), 0)
    assert (result.labiodental.total, result.labiodental.met) == (1, 0)
    assert result.labiodental.worst[0].gap == np.inf


def test_the_lower_lip_of_every_character_can_reach_its_teeth(mouth):
    """A face on which no f can be shown cannot be performed: some tuck with the mouth open must touch."""
    tucks = face_of(
        [
            {"jawOpen": jaw, "mouthRollLower": roll, "mouthUpperUpLeft": lift, "mouthUpperUpRight": lift}
            for jaw in np.linspace(0, 0.2, 9)
            for roll in np.linspace(0.4, 1.0, 7)
            for lift in (0.1, 0.2, 0.3)
        ]
    ).values
    met = (mouth.tooth_gap(tucks) < TOUCHING) & (mouth.lip_opening(tucks) >= CLOSED)
    assert met.any()


def test_nothing_asked_is_all_met(mouth):
    result = mouth.measure([], face_of([{}]), 0)
    assert result.bilabial.rate == result.labiodental.rate == 1.0


def test_a_face_without_named_lips_is_refused_in_words(rig):
    bare = attrs.evolve(rig, vertex_sets={})
    with pytest.raises(ProblemError, match="upper_lip_inner"):
        MouthModel.of(bare)
    with pytest.raises(ProblemError, match="upper_lid_left"):
        LidModel.of(bare)


def test_lids_close_with_a_blink(rig):
    lids = LidModel.of(rig)
    assert not lids.closed(weights_of()).any()
    assert lids.closed(weights_of(eyeBlinkLeft=1.0, eyeBlinkRight=1.0)).all()
    assert lids.closed(weights_of(eyeBlinkLeft=1.0)).tolist() == [[True, False]]
