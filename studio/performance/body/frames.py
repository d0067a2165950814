"""Turns by joint name, gathered into poses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, PoseFrames, continuous, normalise
from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate


def gathered(turns: dict[str, Array], moved: npt.NDArray[np.float64], rate: Rate, start: int) -> PoseFrames:
    """turns: local [F, 4] by SMPL-X name, identity for the rest; moved [F, 3]: the pelvis from its rest
    place."""
    rotations = np.zeros((len(moved), len(SMPLX_JOINTS), 4))
    rotations[..., 3] = 1.0
    for j, name in enumerate(SMPLX_JOINTS):
        if name in turns:
            rotations[:, j] = turns[name]
    return PoseFrames(rate, start, continuous(normalise(rotations)), moved)
