"""Log likelihoods of the model's states at every frame."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.speech.acoustic_model import AcousticModel

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_FRAMES_AT_ONCE = 32  # so that the densities of a block stay in the processor's cache


def score(model: AcousticModel, streams: Floats, senones: Ints, ask: Callable[[], object] = go_on) -> Floats:
    """[frames, len(senones)] natural log likelihoods. `senones` must be grouped by their phone."""
    from studio.speech import kernels  # noqa: PLC0415 - numba takes a while to load

    owner = model.senone_phone[senones]
    if np.any(np.diff(owner) < 0):
        raise ValueError("senones must be grouped by their phone")
    books, starts = np.unique(owner, return_index=True)
    bounds = np.append(starts, len(senones)).astype(np.int32)
    weights = np.ascontiguousarray(model.weights[:, :, senones])
    out = np.empty((len(streams), len(senones)), np.float32)
    for start in range(0, len(streams), _FRAMES_AT_ONCE):
        ask()
        block = np.ascontiguousarray(streams[start : start + _FRAMES_AT_ONCE])
        logs, tops = kernels.densities(
            block, books.astype(np.int32), model.means, model.precisions, model.offsets
        )
        kernels.mix(logs, tops, bounds, weights, out[start : start + len(block)])
    return out
