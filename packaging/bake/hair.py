"""Hair as shells: surfaces that rise from the hairline and run to a pole, in strands by their picture."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from bake import binding, ribbons, scalp, skeleton
from bake.parts import Part, Surface
from bake.scalp import Boundary, Polar
from bake.source import F64, I64

Lift = Callable[[F64, F64], F64]


@attrs.define(frozen=True, eq=False)
class Shell:
    """`lift(along, places)` is the height in metres above the skin, [rows, columns], at 0 (pole) .. 1
    (hairline) over skin points [rows, columns, 3]; `ridges` are the depth in metres of locks that run along
    the strands."""

    name: str
    polar: Polar
    boundary: Boundary
    lift: Lift
    right: Boundary | None = None
    columns: int = 112
    rows: int = 16
    ridges: float = 0.0008
    locks: int = 40
    seed: int = 51


def _grid(shell: Shell) -> tuple[F64, F64, F64]:
    """(share of the way [R], directions [R, C, 3], skin reach [R, C]); rows crowd towards the hairline."""
    turn, away = shell.polar.angles(scalp.closed_curve(shell.boundary, shell.columns, shell.right))
    t = np.linspace(0.0, 1.0, shell.rows)
    along = 1.0 - (1.0 - t) ** 1.6
    turns = np.broadcast_to(turn, (shell.rows, shell.columns))
    directions = shell.polar.directions(turns, np.outer(along, away))
    reach = scalp.reach(directions.reshape(-1, 3)).reshape(shell.rows, shell.columns)
    return along, directions, reach


def _locks(shell: Shell) -> F64:
    """-1..1 [R, C]: raised and sunken locks that wander a little on their way."""
    rng = np.random.default_rng(shell.seed)
    table = rng.standard_normal((5, shell.locks)) * 0.6
    fine = rng.standard_normal((7, 2 * shell.locks)) * 0.35
    at = np.meshgrid(np.linspace(0, 1, shell.rows), np.arange(shell.columns) / shell.columns, indexing="ij")
    values = np.zeros((shell.rows, shell.columns))
    for noise in (table, fine):
        rows, columns = noise.shape
        padded = np.concatenate([noise, noise, noise], axis=1)
        where = [at[0] * (rows - 1), (at[1] + 1.0) * columns]
        values += map_coordinates(padded, where, order=3, mode="nearest")
    return values


def grid_triangles(rows: int, columns: int) -> I64:
    """Of a grid whose last column repeats the first: [.., 3], outside towards growing rows x columns."""
    a = (np.arange(rows - 1)[:, None] * (columns + 1) + np.arange(columns)[None]).ravel()
    b, c, d = a + 1, a + columns + 1, a + columns + 2
    return np.concatenate([np.stack([a, c, b], axis=1), np.stack([b, c, d], axis=1)])


def build(surface: Surface, shell: Shell) -> Part:
    along, directions, reach = _grid(shell)
    smooth: F64 = gaussian_filter(reach, sigma=(1.2, shell.columns / 50), mode=("nearest", "wrap"))
    edge = along[:, None] ** 10
    skin = edge * reach + (1 - edge) * np.maximum(smooth, reach - 0.002)
    places = scalp.CENTRE + directions * skin[..., None]
    height = shell.lift(np.broadcast_to(along[:, None], skin.shape), places)
    height = height + shell.ridges * _locks(shell) * np.clip(height / 0.004, 0.0, 1.0)
    height[-1] = -0.0012
    grid = places + directions * height[..., None]
    grid[0] = grid[0].mean(axis=0)  # the pole
    closed = np.concatenate([grid, grid[:, :1]], axis=1)
    return bound_part(surface, shell.name, closed, along, grid_triangles(shell.rows, shell.columns))


def bound_part(surface: Surface, name: str, grid: F64, along: F64, triangles: I64) -> Part:
    """A part from a grid of points [R, C + 1, 3] of the unshaped space, carried to the shaped head and bound.

    Hair close to the skin moves with it; hair away from it follows the head alone.
    """
    designed = grid.reshape(-1, 3)
    bound = binding.bind(designed)
    places = binding.carried(designed, bound, surface)
    close = np.exp(-((np.maximum(bound.height, 0.0) / 0.006) ** 2))[:, None]
    stiff = np.zeros(surface.weights.shape[1])
    stiff[skeleton.skeleton().names.index("head")] = 1.0
    across = np.linspace(0.0, 1.0, grid.shape[1])
    uv = np.stack(np.broadcast_arrays(across[None, :], 1.0 - along[:, None]), axis=2)
    return Part(
        name=name,
        places=places,
        home=designed,
        uv=uv.reshape(-1, 2),
        triangles=triangles,
        materials=("hair",) * len(triangles),
        colours=np.ones((len(places), 3)),
        weld=_welded(grid),
        base=np.full(len(places), -1),
        weights=close * bound.mixed(surface.weights) + (1.0 - close) * stiff,
        deltas=close * bound.mixed(surface.deltas),
    )


def _welded(grid: F64) -> I64:
    """Where the grid's last column repeats the first and its first row is one point they share normals."""
    weld = np.arange(grid.shape[0] * grid.shape[1]).reshape(grid.shape[:2])
    if np.allclose(grid[:, 0], grid[:, -1]):
        weld[:, -1] = weld[:, 0]
    if np.allclose(grid[0], grid[0, 0]):
        weld[0] = weld[0, 0]
    return weld.ravel()


def loose_strands(surface: Surface, paths: F64, width: float = 0.0014) -> Part:
    """Tapered strands along paths [n, k, 3] of the unshaped space, stiff with the head."""
    count, steps = paths.shape[:2]
    out = paths - [0.0, 0.0, 0.045]
    out[..., 1] = 0.0
    sides = np.cross(np.gradient(paths, axis=1), out)
    sides /= np.linalg.norm(sides, axis=2, keepdims=True)
    designed, triangles = ribbons.ribbons(paths, sides, np.full(count, width))
    bound = binding.bind(designed)
    weights = np.zeros((len(designed), surface.weights.shape[1]))
    weights[:, skeleton.skeleton().names.index("head")] = 1.0
    part = ribbons.part("wisps", "hair", (binding.carried(designed, bound, surface), triangles), weights,
                        np.zeros((len(surface.deltas), len(designed), 3)))  # fmt: skip
    along = np.append(np.repeat(np.linspace(0.95, 0.25, steps - 1), 2), 0.2)
    across = np.append(np.tile([0.0, 0.012], steps - 1), 0.006)
    starts = np.random.default_rng(55).uniform(0.05, 0.9, count)
    uv = np.stack([starts[:, None] + across, np.broadcast_to(along, (count, len(along)))], axis=2)
    return attrs.evolve(part, uv=uv.reshape(-1, 2), home=designed)
