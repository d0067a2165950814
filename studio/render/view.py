"""What a view of the stage can be told, on and off screen: plain verbs, plain values."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.render.camera import Camera
from studio.render.lights import Lights
from studio.rig.schema import Geometry, Rig

Picture = npt.NDArray[np.uint8]


class View(Protocol):
    """A picture of up to a few characters; `actor` tells them apart."""

    def set_rig(self, rig: Rig, actor: str = "") -> None:
        """Load a character's surfaces; drawn at rest until geometry comes."""

    def set_geometry(self, geometry: Geometry, actor: str = "") -> None:
        """Move a loaded character; buffers are updated in place."""

    def remove(self, actor: str = "") -> None:
        """Take a character off the stage; fine when none is there."""

    def set_camera(self, camera: Camera) -> None: ...

    def set_lights(self, lights: Lights) -> None: ...

    def resize(self, width: int, height: int) -> None:
        """Size of the picture in physical pixels."""

    def draw(self) -> None: ...

    def read_pixels(self) -> Picture:
        """[H, W, 3] of what was drawn last, top row first."""

    def close(self) -> None:
        """Give everything on the graphics card back; closing twice is fine."""
