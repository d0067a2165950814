"""Camera presets fitted to a character at rest."""

from __future__ import annotations

import itertools

import numpy as np

from studio.core.problems import fail
from studio.render.camera import Camera, fitted
from studio.rig.schema import F64, Rig

PRESETS: tuple[str, ...] = (
    "face", "three_quarter", "profile", "mouth", "eyes", "bust", "half", "body",
    "body_three_quarter", "body_side",
)  # fmt: skip

# The key light comes from the character's right: these views show the side it falls on.
_YAWS = {"three_quarter": -32.0, "profile": -90.0, "body_three_quarter": -35.0, "body_side": -90.0}


def preset(name: str, rig: Rig) -> Camera:
    """The named view of a character at rest. ProblemError for a name that is none."""
    if name not in PRESETS:
        raise fail("render.camera", "there is no such camera", name, f"Choose one of {', '.join(PRESETS)}")
    yaw = _YAWS.get(name, 0.0)
    if name.startswith("body"):
        return fitted(rig.vertices.astype(np.float64), yaw, pitch=4.0)
    head = head_points(rig)
    low, high = head.min(axis=0), head.max(axis=0)
    if name in ("face", "three_quarter", "profile"):
        return fitted(np.concatenate([head, [low - [0.0, 0.1 * (high - low)[1], 0.0]]]), yaw, margin=1.1)
    return fitted(_corners(*_region(name, low, high)), yaw)


def _region(name: str, low: F64, high: F64) -> tuple[F64, F64]:
    """Box of a part of the head, or about it, in shares of the head's own box."""
    shares = {
        "mouth": ((0.24, 0.06, 1.0), (0.76, 0.38, 1.0)),
        "eyes": ((0.08, 0.38, 1.0), (0.92, 0.64, 1.0)),
        "bust": ((-0.9, -0.75, 0.5), (1.9, 1.03, 0.5)),
        "half": ((-1.5, -2.7, 0.5), (2.5, 1.1, 0.5)),
    }
    one, other = (np.array(share) for share in shares[name])
    return low + one * (high - low), low + other * (high - low)


def _corners(low: F64, high: F64) -> F64:
    return np.array(list(itertools.product(*zip(low, high, strict=True))))


def head_points(rig: Rig) -> F64:
    """[N, 3] vertices in metres of all that the head and its child joints carry, hair included."""
    carried = np.zeros(len(rig.joint_names), bool)
    for j, name in enumerate(rig.joint_names):
        parent = rig.parents[j]
        carried[j] = name.lower() == "head" or (parent >= 0 and carried[parent])
    share = np.where(carried[rig.skin_joints], rig.skin_weights, 0.0).sum(axis=1)
    points = rig.vertices[share > 0.75]
    if not len(points):  # a rig that names no head: the top seventh of the body
        top = rig.vertices[:, 1].max()
        points = rig.vertices[rig.vertices[:, 1] > top - np.ptp(rig.vertices[:, 1]) / 7]
    found: F64 = points.astype(np.float64)
    return found
