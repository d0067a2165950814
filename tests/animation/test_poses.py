from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.transform import Rotation

from studio.animation import poses

ORDERS = ["".join(p) for p in permutations("XYZ")]


def quaternions(count=5):
    parts = arrays(np.float64, (count, 4), elements=st.floats(-1, 1, allow_subnormal=False))
    return parts.filter(lambda q: np.linalg.norm(q, axis=-1).min() > 0.1).map(poses.normalise)


def vectors(count=5, size=3.0):
    return arrays(np.float64, (count, 3), elements=st.floats(-size, size, allow_subnormal=False))


def turn_between(a, b):
    """Largest angle between two sets of turns, in radians."""
    return np.linalg.norm(poses.to_axis_angle(poses.multiply(poses.conjugate(a), b)), axis=-1).max()


@given(quaternions(), quaternions(), vectors())
def test_products_and_turned_vectors_agree_with_scipy(a, b, v):
    ra, rb = Rotation.from_quat(a), Rotation.from_quat(b)
    assert turn_between(poses.multiply(a, b), (ra * rb).as_quat()) < 1e-12
    np.testing.assert_allclose(poses.rotate(a, v), ra.apply(v), atol=1e-12)
    np.testing.assert_allclose(poses.to_matrix(a), ra.as_matrix(), atol=1e-12)


@given(quaternions())
def test_matrices_and_rotation_vectors_come_back(q):
    assert turn_between(poses.from_matrix(poses.to_matrix(q)), q) < 1e-12
    assert turn_between(poses.from_axis_angle(poses.to_axis_angle(q)), q) < 1e-12
    assert np.linalg.norm(poses.to_axis_angle(q), axis=-1).max() <= np.pi + 1e-12


@given(vectors(size=10.0))
def test_rotation_vectors_agree_with_scipy(v):
    assert turn_between(poses.from_axis_angle(v), Rotation.from_rotvec(v).as_quat()) < 1e-12


@pytest.mark.parametrize("order", ORDERS)
@given(q=quaternions())
def test_euler_angles_give_the_turn_back_and_match_the_matrix_product(order, q):
    angles = poses.to_euler(q, order)
    assert turn_between(poses.from_euler(angles, order), q) < 1e-6
    expected = Rotation.from_euler(order, angles)  # upper case: turned axes, so the product in reading order
    assert turn_between(expected.as_quat(), q) < 1e-6
    assert np.abs(angles[..., 1]).max() <= np.pi / 2 + 1e-9


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("middle", [np.pi / 2, -np.pi / 2, np.pi / 2 - 1e-9])
def test_gimbal_lock_keeps_the_turn(order, middle):
    q = poses.from_euler(np.array([[0.4, middle, -1.1]]), order)
    assert turn_between(poses.from_euler(poses.to_euler(q, order), order), q) < 1e-6


def test_an_order_names_every_axis_once():
    with pytest.raises(ValueError, match="each of X, Y and Z"):
        poses.to_euler(poses.IDENTITY, "XYX")


@pytest.mark.parametrize("order", ORDERS)
def test_unrolled_angles_run_through_full_circles_and_past_the_pole(order):
    frames = np.linspace(0, 1, 400)
    angles = np.stack([7 * frames, 0.3 + 2.6 * frames, -4 * frames], axis=-1)  # the middle passes pi / 2
    q = poses.from_euler(angles, order)[:, None] * np.where(np.arange(400) % 7 == 0, -1, 1)[:, None, None]
    unrolled = poses.unrolled_euler(q, order)
    np.testing.assert_allclose(unrolled[:, 0], angles, atol=1e-6)


def test_the_free_angle_holds_inside_gimbal_lock():
    middle = np.concatenate([np.linspace(0, np.pi / 2, 20), np.full(10, np.pi / 2)])
    angles = np.stack([np.full(30, 0.5), middle, np.full(30, 0.2)], axis=-1)
    unrolled = poses.unrolled_euler(poses.from_euler(angles, "ZXY"), "ZXY")
    np.testing.assert_allclose(unrolled, angles, atol=1e-6)


@given(quaternions(), quaternions(), st.floats(0, 1))
def test_slerp_turns_evenly_the_short_way(a, b, t):
    middle = poses.slerp(a, b, t)
    whole = np.linalg.norm(poses.to_axis_angle(poses.multiply(poses.conjugate(a), b)), axis=-1)
    part = np.linalg.norm(poses.to_axis_angle(poses.multiply(poses.conjugate(a), middle)), axis=-1)
    np.testing.assert_allclose(part, t * whole, atol=1e-6)


@given(quaternions(), vectors(1).filter(lambda v: np.linalg.norm(v) > 0.1))
def test_swing_and_twist_multiply_back(q, v):
    axis = v[0] / np.linalg.norm(v[0])
    swing, twist = poses.swing_twist(q, axis)
    assert turn_between(poses.multiply(swing, twist), q) < 1e-7
    np.testing.assert_allclose(np.cross(twist[:, :3], axis), 0, atol=1e-9)
    if np.hypot(q[:, :3] @ axis, q[:, 3]).min() > 1e-6:
        np.testing.assert_allclose(swing[:, :3] @ axis, 0, atol=1e-9)


@given(vectors().filter(lambda v: np.linalg.norm(v, axis=-1).min() > 0.1), vectors(1))
def test_between_takes_one_direction_to_another(a, b):
    b = b + np.array([0.0, 0.0, 4.0])
    turned = poses.rotate(poses.between(a, b), a / np.linalg.norm(a, axis=-1, keepdims=True))
    np.testing.assert_allclose(turned, np.broadcast_to(b / np.linalg.norm(b), turned.shape), atol=1e-6)


def test_between_opposite_directions_is_half_a_turn():
    for v in np.vstack([np.eye(3), -np.eye(3)]):
        np.testing.assert_allclose(poses.rotate(poses.between(v, -v), v), -v, atol=1e-12)


@given(quaternions(20))
def test_continuous_never_leaves_the_hemisphere(q):
    smooth = poses.continuous(q)
    assert (np.sum(smooth[1:] * smooth[:-1], axis=-1) >= 0).all()
    np.testing.assert_allclose(np.abs(np.sum(smooth * q, axis=-1)), 1, atol=1e-12)
