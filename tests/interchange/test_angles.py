"""Angle tracks: the same turns in any order, and no swing between keys."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation.poses import about, from_axis_angle, from_euler, multiply, normalise, slerp
from studio.interchange.parts.angles import angle_tracks, swing


def apart(a, b):
    """Degrees between turns, exact for small ones."""
    away = multiply(a * [-1, -1, -1, 1], b)
    return np.degrees(2 * np.arctan2(np.linalg.norm(away[..., :3], axis=-1), np.abs(away[..., 3])))


def turns_of(tracks):
    columns = [from_euler(np.radians(tracks.degrees[:, j]), order) for j, order in enumerate(tracks.orders)]
    return np.stack(columns, axis=1)


@given(seed=st.integers(0, 10_000), order=st.sampled_from(["ZYX", "ZXY", "XYZ"]), frames=st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_angles_give_the_turns_back(seed, order, frames):
    rotations = normalise(np.random.default_rng(seed).normal(size=(frames, 3, 4)))
    tracks = angle_tracks(rotations, order)
    assert apart(turns_of(tracks), rotations).max() < 1e-6


@given(
    seed=st.integers(0, 10_000),
    order=st.sampled_from(["ZYX", "ZXY", "YXZ", "XZY"]),
    size=st.floats(0.01, 0.2),
)
@settings(max_examples=40, deadline=None)
def test_the_bound_on_swing_holds(seed, order, size):
    rng = np.random.default_rng(seed)
    angles = np.cumsum(rng.normal(size=(20, 2, 3)) * size, axis=0)
    turns = from_euler(angles, order)
    middle = from_euler((angles[:-1] + angles[1:]) / 2, order)
    true = slerp(turns[:-1], turns[1:], np.full((19, 2), 0.5))
    # The bound is of second order; what is left out grows with the cube of the step.
    assert (
        apart(middle, true).max(axis=0) <= swing(np.degrees(angles)).max(axis=0) * (1 + 4 * size) + 1e-6
    ).all()


def test_small_motion_keeps_the_order_asked_for():
    rng = np.random.default_rng(1)
    waves = np.sin(np.arange(300)[:, None, None] / 30 + rng.uniform(0, 6, (20, 3)))
    assert set(angle_tracks(from_axis_angle(0.5 * waves), "ZYX").orders) == {"ZYX"}


@pytest.mark.parametrize("order", ["ZYX", "ZXY"])
def test_a_joint_near_the_gimbal_lock_gets_another_order(order):
    """Its last axis passes close by its first one, so that two angles race to change places."""
    lock = {"ZYX": [0, 1, 0], "ZXY": [1, 0, 0]}[order]
    t = np.arange(200) / 30
    rotations = multiply(about(lock, 0.5 * np.pi + 0.02), about([0, 0, 1], 0.3 * np.sin(2 * t)))
    steady = from_axis_angle(0.1 * np.sin(t)[:, None] * np.ones(3))
    tracks = angle_tracks(np.stack([rotations, steady], axis=1), order)
    assert tracks.orders[0] != order
    assert tracks.orders[1] == order
    assert swing(tracks.degrees).max() < 0.1


def test_a_cut_is_no_reason_for_another_order():
    steady = from_axis_angle(0.1 * np.sin(np.arange(60) / 9)[:, None] * np.ones(3))
    after = multiply(from_axis_angle(np.array([1.0, 0.8, -0.6])), steady)
    tracks = angle_tracks(np.concatenate([steady, after])[:, None], "ZYX")
    assert tracks.orders == ("ZYX",)


def test_turns_run_on_past_half_a_turn():
    t = np.arange(400) / 30
    tracks = angle_tracks(about([0, 0, 1], 2 * t)[:, None], "ZYX")
    np.testing.assert_allclose(np.diff(tracks.degrees[:, 0, 0]), np.degrees(2 / 30), atol=1e-9)


def test_joints_are_worked_on_in_blocks_without_a_difference(monkeypatch):
    rotations = from_axis_angle(np.random.default_rng(3).normal(size=(50, 7, 3)).cumsum(axis=0) * 0.1)
    whole = angle_tracks(rotations, "ZYX")
    monkeypatch.setattr("studio.interchange.parts.angles._BLOCK", 60)
    parted = angle_tracks(rotations, "ZYX")
    assert parted.orders == whole.orders
    assert (parted.degrees == whole.degrees).all()
