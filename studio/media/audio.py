"""A loaded recording as the analysis hears it."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TICKS_PER_SECOND

ANALYSIS_RATE = 16_000


@attrs.define(frozen=True, eq=False)
class Audio:
    """samples [n] float32 mono in -1..1 at `rate` Hz (may be a read-only memory map for long recordings).

    content_hash: sha256 of the file's bytes; source_rate and source_channels: as recorded.
    """

    samples: npt.NDArray[np.float32]
    rate: int
    content_hash: str
    path: str
    source_rate: int
    source_channels: int

    @property
    def duration(self) -> int:
        """Length in ticks."""
        return len(self.samples) * TICKS_PER_SECOND // self.rate

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate
