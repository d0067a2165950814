"""Sound as blocks, whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
import numpy.typing as npt

Block = npt.NDArray[np.float32]

BLOCK_SAMPLES = 65_536  # frames x channels of a block: bounded whatever a header claims
MAX_CHANNELS = 1024


class RefusedError(Exception):
    """A reader cannot open a file; the text says why in its own words."""


class BrokenError(Exception):
    """Reading stopped in the middle of a file; what came before is good."""


@attrs.define(frozen=True, eq=False)
class Stream:
    """`blocks` yields [n, channels] float32 at `rate` and may raise BrokenError; declared: promised
    frames, 0 when unknown."""

    rate: int
    channels: int
    declared: int
    blocks: Iterator[Block]


def frames_per_block(channels: int) -> int:
    """Frames that keep a block within its bounds."""
    return max(64, BLOCK_SAMPLES // channels)
