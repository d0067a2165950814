"""The T-pose in which SMPL-X joints have no rotation: places of its joints in metres from the pelvis.

Round figures of our own for an upright adult with level arms, flat hands and palms down; they serve as the
directions of bones, not as anybody's measures.
"""

from __future__ import annotations

import numpy as np

from studio.core.names import SMPLX_JOINTS, SMPLX_PARENTS
from studio.rig.schema import F64, I32

_BODY = {
    "pelvis": (0.0, 0.0, 0.0),
    "spine1": (0.0, 0.11, -0.02),
    "spine2": (0.0, 0.24, -0.02),
    "spine3": (0.0, 0.30, 0.0),
    "neck": (0.0, 0.51, -0.02),
    "head": (0.0, 0.66, 0.02),
    "jaw": (0.0, 0.65, 0.03),
}

_LEFT = {
    "hip": (0.06, -0.09, -0.01),
    "knee": (0.11, -0.47, -0.02),
    "ankle": (0.08, -0.88, -0.06),
    "foot": (0.11, -0.94, 0.07),
    "collar": (0.05, 0.42, -0.01),
    "shoulder": (0.17, 0.44, -0.02),
    "elbow": (0.42, 0.43, -0.05),
    "wrist": (0.67, 0.43, -0.05),
    "eye": (0.03, 0.70, 0.09),
    "index1": (0.77, 0.42, -0.03),
    "index2": (0.80, 0.42, -0.03),
    "index3": (0.825, 0.42, -0.03),
    "middle1": (0.775, 0.425, -0.05),
    "middle2": (0.81, 0.425, -0.05),
    "middle3": (0.835, 0.425, -0.05),
    "ring1": (0.765, 0.425, -0.072),
    "ring2": (0.795, 0.425, -0.075),
    "ring3": (0.82, 0.425, -0.078),
    "pinky1": (0.75, 0.415, -0.092),
    "pinky2": (0.77, 0.415, -0.097),
    "pinky3": (0.79, 0.415, -0.102),
    "thumb1": (0.70, 0.415, -0.02),
    "thumb2": (0.725, 0.405, 0.005),
    "thumb3": (0.745, 0.40, 0.03),
}


def _place(name: str) -> tuple[float, float, float]:
    if name in _BODY:
        return _BODY[name]
    side, part = name.split("_")
    x, y, z = _LEFT[part]
    return (x if side == "left" else -x, y, z)


REST: F64 = np.array([_place(name) for name in SMPLX_JOINTS])  # [55, 3]
PARENTS: I32 = np.array(SMPLX_PARENTS, np.int32)
INDEX: dict[str, int] = {name: i for i, name in enumerate(SMPLX_JOINTS)}


def way(start: str, end: str) -> F64:
    """[3] from one joint to another in the T-pose."""
    step: F64 = REST[INDEX[end]] - REST[INDEX[start]]
    return step
