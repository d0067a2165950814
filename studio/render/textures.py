"""Pictures of characters: loading them, and knowing where they are clear."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from studio.core.problems import fail
from studio.core.resources import assets
from studio.rig.schema import F32

_KEPT = 8  # pictures, some 4 MB each: those of two characters
DENSE = 0.8  # alpha from which hair is drawn solid, see studio.render.surfaces
_AGAIN = "Install Moodline again, or bake the character anew"

Pixels = npt.NDArray[np.uint8]


def load(character: str, name: str) -> Pixels | None:
    """[H, W, 4], bottom row first, not to be written to. None when it is missing; ProblemError when it is
    broken. On any thread; the last ones are kept.

    Colours come multiplied by alpha, so that what is hidden under clear texels does not bleed into others.
    """
    path = assets() / "characters" / character / Path(name).name
    return _read(path) if name and path.is_file() else None


@functools.lru_cache(maxsize=_KEPT)
def _read(path: Path) -> Pixels:
    from PIL import Image  # noqa: PLC0415 - only characters with textures need it

    try:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGBA"))[::-1]
    except OSError as error:
        raise fail(
            "render.texture", f"the character's picture is broken ({error})", str(path), _AGAIN
        ) from error
    alpha = pixels[..., 3:].astype(np.uint16)
    colour = (pixels[..., :3] * alpha + 127) // 255
    return np.concatenate([colour.astype(np.uint8), pixels[..., 3:]], axis=2)


def share_thin(pixels: Pixels, uv: F32) -> F32:
    """[T] share of thin texels in the box about each triangle's corners uv [T, 3, 2]."""
    height, width = pixels.shape[:2]
    thin = np.zeros((height + 1, width + 1))
    thin[1:, 1:] = (pixels[..., 3] < 255 * DENSE).cumsum(axis=0).cumsum(axis=1)
    size = np.array([width, height])
    low = np.clip(np.floor(uv.min(axis=1) * size - 0.5).astype(int), 0, size - 1)
    high = np.clip(np.ceil(uv.max(axis=1) * size + 0.5).astype(int), low + 1, size)
    inside = thin[high[:, 1], high[:, 0]] - thin[low[:, 1], high[:, 0]] - thin[high[:, 1], low[:, 0]]
    inside += thin[low[:, 1], low[:, 0]]
    share: F32 = (inside / np.prod(high - low, axis=1)).astype(np.float32)
    return share
