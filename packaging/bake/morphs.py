"""The 52 face shapes as offsets of the base mesh's vertices."""

from __future__ import annotations

import numpy as np

from bake import source
from bake.source import F64
from studio.core.names import ARKIT_CHANNELS


def base_deltas() -> F64:
    """[52, 19158, 3] metres in Live Link order; the eyeballs stay where they are, for joints turn them."""
    deltas = np.stack(
        [source.target(f"faceunits01/targets/faceunits/{name}.target") for name in ARKIT_CHANNELS]
    )
    for group in ("helper-l-eye", "helper-r-eye"):
        deltas[:, source.vertex_group(group)] = 0.0
    return deltas
