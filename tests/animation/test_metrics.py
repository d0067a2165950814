"""Scores against cases small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.animation import metrics, metrics_contact, metrics_face
from studio.animation.metrics_beats import beat_consistency, motion_beats


def line(values, axis=0):
    """One joint that goes along an axis."""
    places = np.zeros((len(values), 1, 3))
    places[:, 0, axis] = values
    return places


def test_jerk_and_acceleration_know_the_real_rate():
    t = np.arange(60) / 50.0
    assert metrics.accel(line(t**2), 50.0) == pytest.approx(2.0)
    assert metrics.jerk(line(t**3), 50.0) == pytest.approx(6.0)
    assert metrics.jerk(line(t[:3]), 50.0) is None


def test_l1div_sums_over_coordinates_and_leaves_its_input():
    x = line([0.0, 2.0, 4.0])
    before = x.copy()
    # |0-2| + |2-2| + |4-2| over three frames
    assert metrics.l1div(x) == pytest.approx(4.0 / 3.0)
    assert np.array_equal(x, before)
    assert metrics.l1div(np.concatenate([x, x], axis=1)) == pytest.approx(8.0 / 3.0)


def test_diversity_is_the_mean_over_pairs():
    assert metrics.diversity(np.array([[0.0], [1.0], [3.0]])) == pytest.approx((1 + 3 + 2) / 3)
    assert metrics.diversity(np.zeros((1, 4))) is None


def test_extent_is_the_diagonal_of_the_middle_nine_tenths():
    assert metrics.extent(line(np.linspace(0, 1, 101))) == pytest.approx(0.9)


def test_hellinger_from_same_to_nothing_in_common():
    slow, fast = line(np.arange(20) * 0.001), line(np.arange(20) * 0.1)
    assert metrics.hellinger(slow, slow, 10.0) == pytest.approx(0.0)
    assert metrics.hellinger(slow, fast, 10.0) == pytest.approx(1.0)
    half = line(np.concatenate([np.arange(11) * 0.001, 0.01 + np.arange(1, 11) * 0.1]))
    # half of the steps are slow and half fast: 1 - sqrt(1/2 * 1)
    assert metrics.hellinger(slow, half, 10.0) == pytest.approx(np.sqrt(1 - np.sqrt(0.5)))


def test_distances_to_the_truth():
    g = line([0.0, 1.0, 2.0])
    assert metrics.mpjpe(g + np.array([0.3, 0.0, 0.4]), g) == pytest.approx(0.5)
    assert metrics.ave(g * 2, g) == pytest.approx(4 * 2 / 3 - 2 / 3)
    assert metrics.velocity_difference(g * 2, g) == pytest.approx(1 / 3)
    assert metrics.speed_difference(-g, g) == pytest.approx(0.0)
    with pytest.raises(ValueError, match="one shape"):
        metrics.mpjpe(g[1:], g)


def test_srgr_tells_its_two_norms_apart():
    g = np.zeros((2, 3, 3))
    p = g + np.array([0.07, 0.07, 0.0])  # 0.14 in sum, 0.099 in length
    assert metrics.srgr(p, g, np.ones(2), norm=1) == 0.0
    assert metrics.srgr(p, g, np.ones(2), norm=2) == pytest.approx(1 / 0.165)


def test_canonical_correlation_ignores_linear_maps():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 1, 3))
    assert metrics.canonical_correlation(x @ rng.standard_normal((3, 3)) + 5.0, x) == pytest.approx(1.0)
    assert metrics.canonical_correlation(np.zeros((200, 1, 3)), x) is None
    assert metrics.canonical_correlation(rng.standard_normal((200, 1, 3)), x) < 0.4


def test_frechet_of_two_lines_of_numbers():
    rng = np.random.default_rng(2)
    x = rng.standard_normal((50, 4))
    assert metrics.frechet(x, x) == pytest.approx(0.0, abs=1e-9)
    assert metrics.frechet(x + np.array([3.0, 0, 0, 0]), x) == pytest.approx(9.0)
    # one dimension: (m1 - m2)^2 + (s1 - s2)^2
    a = np.array([[-1.0], [1.0]])
    assert metrics.frechet(2 * a, a) == pytest.approx((2 * np.sqrt(2) - np.sqrt(2)) ** 2)


def dips(times, fps=30.0, seconds=10.0):
    """Speeds of 1 with a dip to 0.5 at each time, as places of one joint."""
    t = np.arange(int(seconds * fps)) / fps
    speed = np.ones(len(t))
    for at in times:
        # a step lies between two frames
        speed -= 0.5 * np.exp(-0.5 * ((t - 0.5 / fps - at) / 0.08) ** 2)
    return line(np.cumsum(speed) / fps)


def test_beats_are_where_speed_dips_but_does_not_stop():
    (found,) = motion_beats(dips([3.0, 5.0]), 30.0, 0.3)
    assert found == pytest.approx([3.0, 5.0], abs=0.05)
    (none,) = motion_beats(dips([3.0, 5.0]), 30.0, 0.8)
    assert len(none) == 0


def test_beat_consistency_falls_with_the_distance_to_the_sound():
    exact = beat_consistency(np.array([3.0, 5.0]), dips([3.0, 5.0]), 30.0)
    late = beat_consistency(np.array([3.3, 5.3]), dips([3.0, 5.0]), 30.0)
    assert exact.heard == pytest.approx(1.0, abs=0.01)
    assert late.heard == pytest.approx(np.exp(-0.5), abs=0.05)
    assert exact.beats_per_second == pytest.approx(2 / 6)
    assert exact.onsets_per_second == pytest.approx(2 / 6)


def test_both_ways_differ_and_trembling_shows_in_the_beats_a_second():
    calm = beat_consistency(np.array([3.0]), dips([3.0]), 30.0)
    busy = beat_consistency(np.array([3.0]), dips(np.arange(2.5, 8, 0.5)), 30.0)
    assert busy.heard == pytest.approx(calm.heard, abs=0.02)
    assert busy.moved < 0.5 < calm.moved
    assert busy.beats_per_second > 5 * calm.beats_per_second


def test_nothing_to_compare_is_none_and_no_division_by_zero():
    silent = beat_consistency(np.zeros(0), dips([3.0]), 30.0)
    frozen = beat_consistency(np.array([3.0]), np.zeros((300, 2, 3)), 30.0)
    short = beat_consistency(np.array([3.0]), np.zeros((3, 2, 3)), 30.0)
    assert silent.heard is silent.moved is frozen.heard is short.heard is None
    assert frozen.beats_per_second == 0.0
    assert short.beats_per_second == 0.0


def test_depth_within_a_capsule():
    starts, ends = np.zeros((1, 1, 3)), np.array([[[0.0, 1.0, 0.0]]])
    points = np.array([[[0.04, 0.5, 0.0], [0.3, 0.0, 0.0]]])
    assert metrics_contact.capsule_depths(points, starts, ends, np.array([0.1])) == pytest.approx([0.06])
    above = np.array([[[0.0, 1.08, 0.0]]])
    assert metrics_contact.capsule_depths(above, starts, ends, np.array([0.1])) == pytest.approx([0.02])


def test_feet_that_slide_while_they_stand():
    still = np.zeros((20, 2, 3))
    sliding = still.copy()
    sliding[:, 0, 0] = np.arange(20) * 0.01
    lifted = sliding + np.array([0.0, 0.2, 0.0]) * (np.arange(20) > 0)[:, None, None]
    assert metrics_contact.feet(still).largest == 0.0
    assert metrics_contact.feet(sliding).mean == pytest.approx(0.01)
    assert metrics_contact.feet(sliding).share_over == 1.0
    assert metrics_contact.feet(lifted).largest == 0.0


def test_face_scores_as_the_facts_work_them_out():
    g = np.random.default_rng(3).standard_normal((5, 6, 3)) * 0.01
    lips, upper, rest = np.array([1, 2]), np.array([3, 4]), np.zeros((6, 3))
    p = g.copy()
    p[:, lips] += [0.003, 0.0, 0.0]
    assert metrics_face.lip_error_squared(p, g, lips) == pytest.approx(9e-6)
    assert metrics_face.lip_error(p, g, lips) == pytest.approx(3e-3)
    assert metrics_face.vertex_error(p, g) == pytest.approx(1e-3)
    assert metrics_face.upper_face_dynamics(g, g, rest, upper) == 0.0
    assert metrics_face.upper_face_dynamics(np.repeat(g[:1], 5, axis=0), g, rest, upper) > 0.0


@given(st.integers(0, 2**31), st.floats(0.1, 10.0))
def test_scores_scale_as_their_units_say(seed, scale):
    x = np.random.default_rng(seed).standard_normal((12, 2, 3))
    assert metrics.jerk(x * scale, 30.0) == pytest.approx(scale * metrics.jerk(x, 30.0))
    assert metrics.l1div(x * scale) == pytest.approx(scale * metrics.l1div(x))
    assert 0.0 <= metrics.hellinger(x, x * scale, 30.0) <= 1.0
