"""Between places of the scene and pixels of the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtCore import QPointF

from studio.render.camera import Camera, ray

if TYPE_CHECKING:
    from studio.rig.schema import F64


@attrs.frozen
class Projection:
    """width, height: logical pixels of the picture."""

    camera: Camera
    width: int
    height: int

    @property
    def aspect(self) -> float:
        return self.width / max(self.height, 1)

    def pixels(self, points: F64) -> F64:
        """[N, 2] pixels of points [N, 3]; those behind the camera are not a number."""
        eye = (np.asarray(points, np.float64) - self.camera.eye) @ self.camera.axes().T
        depth = -eye[:, 2]
        depth = np.where(depth > 1e-3, depth, np.nan)
        high = self.camera.half_height(self.aspect)
        x = eye[:, 0] / (depth * high * self.aspect)
        y = eye[:, 1] / (depth * high)
        return np.stack([(x + 1.0) * self.width / 2, (1.0 - y) * self.height / 2], axis=1)

    def point(self, place: F64) -> QPointF | None:
        """The pixel of one place; None behind the camera."""
        x, y = self.pixels(np.asarray(place)[None])[0].tolist()
        return QPointF(x, y) if np.isfinite(x) and np.isfinite(y) else None

    def share(self, x: float, y: float) -> tuple[float, float]:
        """A pixel as -1..1 from the left lower corner."""
        return 2.0 * x / max(self.width, 1) - 1.0, 1.0 - 2.0 * y / max(self.height, 1)

    def ray(self, x: float, y: float) -> tuple[F64, F64]:
        """(eye, direction) through a pixel."""
        return ray(self.camera, *self.share(x, y), self.aspect)
