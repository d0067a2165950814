"""Paints the picture of an eyeball: white with a few veins, limbus, iris with its fibres, pupil."""

from __future__ import annotations

import attrs
import numpy as np
from PIL import Image
from scipy.ndimage import map_coordinates

from bake.complexion import Colour
from bake.curves import soft
from bake.eyes import IRIS_ANGLE
from bake.source import F64

_SIZE = 768
_RIM = IRIS_ANGLE / np.pi * 0.5 * _SIZE  # pixels from the middle to the limbus
_PUPIL = 0.34  # of the iris' radius


@attrs.frozen
class IrisLook:
    """Colour near the pupil, of the iris at large, and of its dark outer ring; linear."""

    inner: Colour
    outer: Colour
    ring: Colour


def encoded(linear: F64) -> np.ndarray:
    """Linear light 0..1 as 8-bit sRGB."""
    high = 1.055 * np.power(np.maximum(linear, 0.0031308), 1 / 2.4) - 0.055
    low = np.where(linear <= 0.0031308, linear * 12.92, high)
    return np.clip(low * 255.0 + 0.5, 0, 255).astype(np.uint8)


def _wave(turn: F64, reach: F64, spokes: int, seed: int) -> F64:
    """Noise -1..1 that runs outwards in `spokes` fibres round the pupil."""
    table = np.random.default_rng(seed).standard_normal((spokes, 8)) * 0.6
    at = np.stack([(turn / (2 * np.pi)) % 1.0 * spokes, np.clip(reach, 0, 1) * 7])
    values: F64 = map_coordinates(table, at.reshape(2, -1), order=2, mode="grid-wrap").reshape(turn.shape)
    return values


def _white(turn: F64, reach: F64) -> F64:
    """[..., 3] the sclera, yellower and redder towards the back, with faint veins."""
    far = soft(reach, 1.2, 3.2)
    colour = np.array([0.70, 0.665, 0.63]) + far[..., None] * np.array([0.02, -0.13, -0.14])
    bent = turn + 0.25 * np.sin(reach * 3.0 + turn * 5.0) * 0.3
    vein = soft(np.abs(_wave(bent, reach * 0.2, 26, 21)), 0.10, 0.0) * soft(reach, 1.35, 2.4)
    return colour + 0.35 * vein[..., None] * (np.array([0.55, 0.20, 0.17]) - colour)


def _iris(turn: F64, reach: F64, look: IrisLook) -> F64:
    fibres = 0.6 * _wave(turn, reach, 110, 22) + 0.5 * _wave(turn + 0.2 * reach, reach, 46, 23)
    collar = 0.52 + 0.05 * _wave(turn, reach * 0, 18, 24)
    outwards = soft(reach, 0.0, 0.12) * soft(reach - collar, -0.10, 0.12)
    colour = np.array(look.inner) + outwards[..., None] * (np.array(look.outer) - np.array(look.inner))
    bright = (1.0 + 0.42 * fibres) * (1.0 + 0.35 * soft(np.abs(reach - collar), 0.06, 0.0))
    colour = colour * bright[..., None]
    ring = soft(reach, 0.80, 0.97)[..., None]
    return np.clip(colour + ring * (np.array(look.ring) - colour), 0.0, 1.0)


def picture(look: IrisLook) -> Image.Image:
    y, x = np.mgrid[0:_SIZE, 0:_SIZE] + 0.5 - _SIZE / 2
    reach, turn = np.hypot(x, y) / _RIM, np.arctan2(y, x)
    image = _white(turn, reach)
    image *= (1.0 - 0.45 * soft(np.abs(reach - 1.0), 0.16, 0.0))[..., None]
    image += soft(reach, 1.05, 0.95)[..., None] * (_iris(turn, reach, look) - image)
    image += soft(reach, _PUPIL + 0.04, _PUPIL - 0.03)[..., None] * (np.array([0.004, 0.004, 0.005]) - image)
    return Image.fromarray(encoded(image))
