"""Fewer joints a vertex than the character was bound with, for readers that keep four or eight."""

from __future__ import annotations

import numpy as np

from studio.core.problems import fail
from studio.rig.schema import F32, I32, Rig


def limited(rig: Rig, count: int) -> tuple[I32, F32]:
    """The strongest influences of each vertex: joints and weights [V, min(count, K)], rows summing to 1.

    Of equal weights the one listed first is kept. Raises ProblemError when `count` is below 1.
    """
    if count < 1:
        raise fail(
            "interchange.influences", f"{count} influences a vertex leave no skin", rig.name, "Choose 4 or 8"
        )
    order = np.argsort(-rig.skin_weights, axis=1, kind="stable")[:, :count]
    joints = np.take_along_axis(rig.skin_joints, order, axis=1)
    weights = np.take_along_axis(rig.skin_weights, order, axis=1).astype(np.float64)
    total = weights.sum(axis=1, keepdims=True)
    if (total <= 0).any():
        vertex = int(np.argmin(total))
        raise fail(
            "interchange.unbound", f"vertex {vertex} hangs on no joint", rig.name, "Bake the character again"
        )
    return joints.astype(np.int32), (weights / total).astype(np.float32)
