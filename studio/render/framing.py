"""Camera presets fitted to a character: face, profile, three-quarter, bust, body."""

from __future__ import annotations

import numpy as np

from studio.core.problems import fail
from studio.render.camera import Camera, fitted
from studio.rig.schema import F64, Rig

PRESETS: tuple[str, ...] = ("face", "three_quarter", "profile", "mouth", "eyes", "bust", "body", "body_side")


def preset(name: str, rig: Rig) -> Camera:
    """The named view of a character at rest. ProblemError for a name that is none."""
    if name not in PRESETS:
        raise fail("render.camera", "there is no such camera", name, f"Choose one of {', '.join(PRESETS)}")
    if name.startswith("body"):
        low, high = rig.vertices.min(axis=0).astype(np.float64), rig.vertices.max(axis=0).astype(np.float64)
        return fitted(low, high, yaw=90.0 if name == "body_side" else 0.0)
    return _head_camera(name, *head_box(rig))


def _head_camera(name: str, low: F64, high: F64) -> Camera:
    tall, centre = high - low, (low + high) / 2
    if name in ("mouth", "eyes"):
        middle = low[1] + tall[1] * (0.22 if name == "mouth" else 0.5)
        reach = tall[1] * (0.17 if name == "mouth" else 0.14)
        half = np.array([tall[0] * (0.3 if name == "mouth" else 0.42), reach, 0.0])
        focus = np.array([centre[0], middle, high[2]])
        return fitted(focus - half, focus + half)
    if name == "bust":
        return fitted(
            np.array([low[0] - tall[0], low[1] - tall[1] * 0.85, low[2]]),
            np.array([high[0] + tall[0], high[1] + tall[1] * 0.08, high[2]]),
        )
    yaw = {"face": 0.0, "three_quarter": 35.0, "profile": 90.0}[name]
    return fitted(low - [0, tall[1] * 0.12, 0], high, yaw=yaw)


def head_box(rig: Rig) -> tuple[F64, F64]:
    """(lowest, highest) corner in metres of all that the head and its child joints carry, hair included."""
    carried = np.zeros(len(rig.joint_names), bool)
    for j, name in enumerate(rig.joint_names):
        parent = rig.parents[j]
        carried[j] = name.lower() == "head" or (parent >= 0 and carried[parent])
    share = np.where(carried[rig.skin_joints], rig.skin_weights, 0.0).sum(axis=1)
    points = rig.vertices[share > 0.75]
    if not len(points):  # a rig that names no head: the top seventh of the body
        top = rig.vertices[:, 1].max()
        points = rig.vertices[rig.vertices[:, 1] > top - np.ptp(rig.vertices[:, 1]) / 7]
    return points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
