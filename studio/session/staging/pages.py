"""Bodies of a character as they are kept: by stretches of frames that were composed together."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]


@attrs.define(eq=False)
class Page:
    """A stretch of PAGE frames: rotations [n, J, 4], roots [n, 3], heads [n, 4] (where the head stands in the
    world); holds: whether it is the body that would be composed now."""

    rotations: F32
    roots: F32
    heads: F32
    holds: bool = True


@attrs.frozen(eq=False)
class PlacedBody:
    """A frame of a page; own: it is the very frame that was asked for."""

    page: Page
    place: int
    own: bool

    @property
    def heads(self) -> F32:
        """[1, 4]."""
        return self.page.heads[self.place : self.place + 1]
