"""Eyebrows: hairs lying on the skin, and the shadow painted beneath them."""

from __future__ import annotations

import attrs
import numpy as np

from bake import binding, ribbons, source
from bake.curves import resampled, soft
from bake.parts import Part, Surface
from bake.source import F64


@attrs.frozen
class BrowLook:
    """The brow's middle line on the unshaped face (x, y in millimetres, from the nose outwards), and its
    hairs: millimetres; `unruly` is how far their directions stray, in radians."""

    line: tuple[tuple[float, float], ...] = (
        (8.0, 742.5), (16, 745.5), (25, 748.2), (33.5, 749.2), (41, 747), (48, 742),
    )  # fmt: skip
    thick: float = 6.0  # millimetres where it is thickest
    hairs: int = 170
    length: float = 6.5
    width: float = 0.34
    unruly: float = 0.12


def _thickness(along: F64, look: BrowLook) -> F64:
    """Metres at 0 (nose) .. 1 (temple)."""
    stops = [0.0, 0.08, 0.3, 0.65, 0.9, 1.0]
    return np.interp(along, stops, np.array([0.55, 0.85, 1.0, 0.78, 0.36, 0.12]) * look.thick * 1e-3)


def _line(look: BrowLook) -> tuple[F64, F64]:
    """Dense middle line [k, 2] in metres, and its unit directions."""
    dense = resampled(np.array(look.line) * 1e-3, 0.0005)
    kernel = np.ones(9) / 9
    padded = np.pad(dense, ((4, 4), (0, 0)), mode="reflect", reflect_type="odd")
    smooth = np.stack([np.convolve(padded[:, k], kernel, "valid") for k in range(2)], axis=1)
    ahead = np.gradient(smooth, axis=0)
    return smooth, ahead / np.linalg.norm(ahead, axis=1, keepdims=True)


def shade(places: F64, look: BrowLook) -> F64:
    """0..1 [n]: how much of the brow's colour lies on points of the unshaped face."""
    line, _ = _line(look)
    near = np.flatnonzero((np.abs(places[:, 1] - 0.75) < 0.02) & (places[:, 2] > 0.08))
    folded = np.c_[np.abs(places[near, 0]), places[near, 1]]
    gaps = np.linalg.norm(folded[:, None] - line[None, ::4], axis=2)
    along = np.argmin(gaps, axis=1) * 4 / (len(line) - 1)
    half = _thickness(along, look) / 2
    shaded = np.zeros(len(places))
    shaded[near] = soft(gaps.min(axis=1) / half, 1.15, 0.35) * soft(along, -0.02, 0.12)
    return shaded


def front(xy: F64) -> F64:
    """Points [n, 3] of the unshaped face's front at (x, y) [n, 2]."""
    base = source.base_mesh().vertices
    rough = np.c_[xy, np.full(len(xy), 0.14)]
    for _ in range(5):
        rough = np.c_[xy, binding.bind(rough).mixed(base)[:, 2]]
    return rough


def _hairs(look: BrowLook, seed: int) -> tuple[F64, F64]:
    """Roots and tips [n, 2] in metres, right half folded to x > 0."""
    rng = np.random.default_rng(seed)
    line, ahead = _line(look)
    along = np.sort((np.arange(look.hairs) + rng.uniform(0, 1, look.hairs)) / look.hairs) ** 1.05
    at = np.minimum((along * (len(line) - 1)).astype(int), len(line) - 1)
    across = rng.permutation(np.linspace(-1, 1, look.hairs)) * 0.92
    direction = ahead[at]
    normal = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    roots = line[at] + normal * (across * _thickness(along, look) / 2)[:, None]
    lift = np.interp(along, [0, 0.12, 0.35, 0.7, 1], [1.1, 0.75, 0.38, 0.12, 0.0])
    lift = lift - 0.35 * across * (along > 0.1) + rng.normal(0, look.unruly, look.hairs)
    grown = look.length * 1e-3 * np.interp(along, [0, 0.2, 0.7, 1], [0.7, 1.0, 0.95, 0.7])
    grown *= rng.uniform(0.8, 1.1, look.hairs)
    heading = direction * np.cos(lift)[:, None] + normal * np.sin(lift)[:, None]
    return roots - heading * grown[:, None] * 0.35, roots + heading * grown[:, None] * 0.65


def build(surface: Surface, side: str, look: BrowLook) -> Part:
    """One brow; each hair's points are bound to the skin, so that it follows the brow shapes."""
    roots, tips = _hairs(look, 31)
    flip = np.array([1.0 if side == "left" else -1.0, 1.0])
    paths = np.stack([roots, tips], axis=1) * flip
    designed = front(paths.reshape(-1, 2))
    bound = binding.bind(designed)
    up = binding.skin_normals(source.base_mesh().vertices)
    lifted = designed + bound.mixed(up) * np.tile([0.0005, 0.0009], look.hairs)[:, None]
    lines = lifted.reshape(-1, 2, 3)
    sides = np.cross(np.gradient(lines, axis=1), bound.mixed(up).reshape(-1, 2, 3))
    sides /= np.linalg.norm(sides, axis=2, keepdims=True)
    places, triangles = ribbons.ribbons(lines, sides, np.full(look.hairs, look.width * 1e-3))
    skin = binding.bind(places)
    mesh = (binding.carried(places, skin, surface), triangles)
    return ribbons.part(f"brow_{side}", "brow", mesh, skin.mixed(surface.weights), skin.mixed(surface.deltas))
