"""Half-way poses follow from their keys, slow motion stays, and a piece is softened as the whole is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation import poses
from studio.animation.poses import PoseFrames
from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate
from studio.performance.body.carried import LIMIT, REACH, carried, straying

ARM = [
    i
    for i, n in enumerate(SMPLX_JOINTS)
    if n.startswith("right_") and n.split("_")[1][:5] not in ("hip", "knee", "ankle", "foot", "eye")
]
FRAMES = 120


def flick(start: int, frames: float, degrees: float, more: float = 40.0) -> PoseFrames:
    """Elbow and fingers turn about crossing axes within so many frames."""
    share = np.clip((np.arange(FRAMES) - start) / frames, 0, 1)
    ease = np.radians(degrees) * (share * share * (3 - 2 * share))
    body = poses.still(Rate(30), 0, FRAMES)
    rotations = body.rotations.copy()
    rotations[:, SMPLX_JOINTS.index("right_elbow")] = poses.from_axis_angle(ease[:, None] * [0.0, 1.0, 0.0])
    rotations[:, SMPLX_JOINTS.index("right_index1")] = poses.from_axis_angle(
        (more / degrees) * ease[:, None] * [0.0, 0.0, 1.0]
    )
    return PoseFrames(body.rate, 0, rotations, body.translation)


def worst(body: PoseFrames) -> float:
    return float(straying(body.rotations, ARM, np.arange(body.frame_count - 1)).max())


@settings(max_examples=30, deadline=None)
@given(start=st.integers(20, 80), frames=st.floats(1.5, 8), degrees=st.floats(20, 90), more=st.floats(10, 80))
def test_fast_flicks_come_within_the_limit(start: int, frames: float, degrees: float, more: float):
    before = flick(start, frames, degrees, more)
    after = carried(before)
    assert worst(after) <= max(1.6 * LIMIT, 0.25 * worst(before))
    np.testing.assert_allclose(np.linalg.norm(after.rotations, axis=-1), 1, atol=1e-9)
    # what was meant is still reached
    np.testing.assert_allclose(after.rotations[-1], before.rotations[-1], atol=1e-6)
    np.testing.assert_allclose(after.rotations[0], before.rotations[0], atol=1e-6)


def test_slow_motion_is_left_alone():
    slow = flick(20, 60, 60)
    np.testing.assert_array_equal(carried(slow).rotations, slow.rotations)


def test_a_piece_is_softened_as_the_whole():
    whole = flick(60, 2, 80)
    soft = carried(whole).rotations
    part = slice(60 - REACH - 10, FRAMES)
    piece = carried(PoseFrames(whole.rate, 0, whole.rotations[part], whole.translation[part])).rotations
    np.testing.assert_allclose(piece[REACH:-REACH], soft[part][REACH:-REACH], atol=1e-9)


def test_other_joints_and_the_shortest_clips_are_untouched():
    body = flick(60, 2, 80)
    others = [i for i in range(len(SMPLX_JOINTS)) if i not in ARM]
    np.testing.assert_array_equal(carried(body).rotations[:, others], body.rotations[:, others])
    short = PoseFrames(body.rate, 0, body.rotations[60:62], body.translation[60:62])
    np.testing.assert_array_equal(carried(short).rotations, short.rotations)
