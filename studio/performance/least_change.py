"""The smallest change of channels that brings measured distances within bounds, for all frames at once."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]

_STIFFNESS = 4.0
_OVERSHOOT = 1.6
_STEPS = 150


@attrs.define(frozen=True, eq=False)
class Linkage:
    """How distances follow channels: distance = rest + matrix @ channels. cost [channels] > 0 is what a
    unit of change of each channel spoils; matrix [distances, channels] in a unit in which 1 is a large
    error."""

    cost: F64
    rest: F64
    matrix: F64

    def distances(self, channels: F64) -> F64:
        """[frames, distances] at channels [frames, channels]."""
        return np.asarray(self.rest + channels @ self.matrix.T)


def least_change(linkage: Linkage, channels: F64, low: F64, high: F64) -> F64:
    """Channels [frames, channels] in 0..1, nearest (by cost) to those given, with low <= distances <= high.

    Bounds [frames, distances] that cannot all be met are missed by as little as possible. The quadratic
    programme is solved by a fixed number of steps of the alternating direction method of multipliers (Boyd et
    al. 2011; over-relaxed as in OSQP): one small matrix serves every frame, and the result depends
    continuously on the input, so that smooth motion stays smooth.
    """
    if not len(channels):
        return channels
    scale = 1.0 / np.sqrt(linkage.cost)  # every unknown then weighs the same, which speeds the steps up
    rows = np.vstack([linkage.matrix * scale, np.diag(scale)])
    distances = linkage.distances(channels)
    floor = np.hstack([low - distances, -channels])
    ceiling = np.hstack([high - distances, 1.0 - channels])
    inverse = np.linalg.inv(np.eye(len(scale)) + _STIFFNESS * rows.T @ rows)
    to_change = rows @ inverse
    met = np.clip(0.0, floor, ceiling)
    strain = np.zeros_like(met)
    change = np.zeros_like(channels)
    for _ in range(_STEPS):
        change = (_STIFFNESS * met - strain) @ to_change
        reached = _OVERSHOOT * (change @ rows.T) + (1.0 - _OVERSHOOT) * met
        met = np.clip(reached + strain / _STIFFNESS, floor, ceiling)
        strain += _STIFFNESS * (reached - met)
    return np.clip(channels + change * scale, 0.0, 1.0)
