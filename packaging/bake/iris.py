"""Paints the picture of an eyeball: white with a few veins, limbus, iris with its fibres, pupil."""

from __future__ import annotations

import numpy as np
from PIL import Image

from bake.eyes import IRIS_ANGLE

_SIZE = 512
_RIM = IRIS_ANGLE / np.pi * 0.5 * _SIZE  # pixels from the middle to the limbus
Colour = tuple[float, float, float]


def encoded(linear: np.ndarray) -> np.ndarray:
    """Linear light 0..1 as 8-bit sRGB."""
    low = linear * 12.92
    high = 1.055 * np.power(np.maximum(linear, 0.0031308), 1 / 2.4) - 0.055
    return np.clip(np.where(linear <= 0.0031308, low, high) * 255.0 + 0.5, 0, 255).astype(np.uint8)


def picture(colour: Colour) -> Image.Image:
    y, x = np.mgrid[0:_SIZE, 0:_SIZE] + 0.5 - _SIZE / 2
    reach = np.hypot(x, y) / _RIM  # 1 at the limbus
    white = np.array([0.72, 0.68, 0.64])
    iris = np.array(colour)
    image = np.broadcast_to(white, (_SIZE, _SIZE, 3)).copy()
    inside = np.clip((1.0 - reach) / 0.06, 0, 1)[..., None]
    image = image * (1 - inside) + iris * inside
    pupil = np.clip((0.36 - reach) / 0.05, 0, 1)[..., None]
    return Image.fromarray(encoded(image * (1 - pupil) + 0.002 * pupil))
