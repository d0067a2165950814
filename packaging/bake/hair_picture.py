"""The picture of strands that hair shells wear: V runs from the tips at the hairline (0) to the pole (1)."""

from __future__ import annotations

import numpy as np
from PIL import Image
from scipy.ndimage import map_coordinates

from bake.complexion import Colour
from bake.curves import soft
from bake.iris import encoded
from bake.source import F64

_WIDTH, _HEIGHT = 1024, 512


def _strands(across: F64, along: F64, count: int, seed: int) -> F64:
    """Noise -1..1 of `count` strands that tile at the picture's sides."""
    table = np.random.default_rng(seed).standard_normal((9, count)) * 0.6
    tiled = np.concatenate([table] * 3, axis=1)
    values: F64 = map_coordinates(tiled, [along * 8, (across + 1.0) * count], order=2, mode="nearest")
    return values


def picture(colour: Colour, contrast: float, white: float, ragged: float) -> Image.Image:
    """colour: linear; contrast: how much strands differ, 0..1; white: how white single strands are;
    ragged: the share of V with open tips."""
    y, x = np.mgrid[0:_HEIGHT, 0:_WIDTH]
    across, along = (x + 0.5) / _WIDTH, 1.0 - (y + 0.5) / _HEIGHT
    wander = across + 0.003 * np.sin(along * 7.0 + 40.0 * across)
    fine = _strands(wander, along, 420, 61)
    broad = _strands(wander, along, 90, 62)
    shade = 0.72 + contrast * (0.22 * fine + 0.20 * broad)
    shade += white * soft(_strands(wander, along, 300, 64), 0.2, 0.9)
    shade *= 1.0 - 0.25 * soft(along, 0.12, 0.0)
    ends = ragged * (0.5 + 0.5 * np.clip(0.8 * _strands(wander, along * 0.15, 500, 63) + 0.25 * broad, -1, 1))
    alpha = soft(along - ends, -0.01, 0.012)
    strands = encoded(np.clip(shade, 0.02, 1.2)[..., None] * np.array(colour))
    return Image.fromarray(np.concatenate([strands, (alpha * 255).astype(np.uint8)[..., None]], axis=2))
