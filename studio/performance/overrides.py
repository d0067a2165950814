"""The strongest layer: the artist's handwork."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from studio.animation.sample import sample
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import TickArray
from studio.document.edits.layers import MUTED_CHANNELS
from studio.document.schema import OverrideLayer

F64 = npt.NDArray[np.float64]

_INDEX = {name: i for i, name in enumerate(ARKIT_CHANNELS)}


def overridden(face: F64, layers: Iterable[OverrideLayer], at: TickArray, log: ProblemLog) -> F64:
    """Channels [frames, 52] with the layers laid on in order, each blended by its weight; within 0..1.

    A layer replaces or adds, over the whole scene: a curve's end values hold. Curves without keys do nothing.
    """
    result = face.copy()
    for layer in layers:
        weight = min(max(layer.weight, 0.0), 1.0)
        if layer.muted or weight == 0.0:
            continue
        for name in sorted(layer.curves):
            curve = layer.curves[name]
            if name not in _INDEX:
                log.warn("performance.override", "is not a channel of the face", f"{layer.name}: {name}")
            elif curve.keys:
                drawn = sample(curve, at)
                before = result[:, _INDEX[name]]
                after = before + weight * drawn if layer.additive else before + weight * (drawn - before)
                result[:, _INDEX[name]] = np.clip(after, 0.0, 1.0)
        result[:, _silent(layer)] = 0.0
    return result


def _silent(layer: OverrideLayer) -> list[int]:
    """Columns of the channels that a layer silences."""
    names = layer.extra.get(MUTED_CHANNELS)
    return [_INDEX[n] for n in names if n in _INDEX] if isinstance(names, list | tuple) else []
