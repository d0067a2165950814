"""Two rows of teeth with gums, built tooth by tooth along the arches of the base mesh's helper teeth."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np
from scipy.interpolate import CubicSpline

from bake import source
from bake.parts import Part, Surface
from bake.source import F64, I64

# From the middle outwards, millimetres: central, lateral, canine, two premolars, two molars.
_UPPER_WIDTHS = (8.6, 6.7, 7.6, 7.0, 6.9, 10.0, 9.5)
_UPPER_HEIGHTS = (10.2, 8.8, 9.8, 8.4, 8.0, 7.4, 7.0)
_UPPER_SHORT = (0.0, 0.7, 0.1, 0.5, 0.7, 0.9, 1.0)
_LOWER_WIDTHS = (5.5, 5.9, 6.8, 7.0, 7.2, 10.8, 10.4)
_LOWER_HEIGHTS = (8.6, 8.8, 9.6, 8.6, 8.0, 7.4, 7.0)
_LOWER_SHORT = (0.0, 0.1, 0.0, 0.3, 0.5, 0.6, 0.7)
_THICKNESS = (2.6, 2.4, 3.4, 6.0, 6.4, 8.5, 8.5)
_NARROWER = 0.95  # the helper's arch would show at the corners of an open mouth
_COLUMNS = np.array([0.0, 0.3, 0.7, 1.0])  # of each tooth's width; the last is the next tooth's first


@attrs.frozen
class Arch:
    """One row: helper vertices of its middle line (middle outwards, character's right), and how it is set."""

    name: str
    group: str
    line: tuple[int, ...]
    edge: tuple[int, ...]
    up: float  # from the biting edge to the gum: +1 upper, -1 lower
    lower_edge: float  # metres by which the biting edge is moved along y
    inset: float  # metres behind the helper's front
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    short: tuple[float, ...]


UPPER = Arch(
    "upper_teeth", "helper-upper-teeth",
    (15079, 15109, 15108, 15107, 15106, 15117, 15116, 15115, 15114),
    (15069, 15119, 15105, 15104, 15118, 15112, 15111, 15110, 15113),
    1.0, -0.0036, 0.0004, _UPPER_WIDTHS, _UPPER_HEIGHTS, _UPPER_SHORT,
)  # fmt: skip
LOWER = Arch(
    "lower_teeth", "helper-lower-teeth",
    (15012, 15046, 15047, 15048, 15045, 15049, 15050, 15051, 15044),
    (15010, 15036, 15037, 15038, 15039, 15040, 15041, 15042, 15043),
    -1.0, -0.0018, 0.0030, _LOWER_WIDTHS, _LOWER_HEIGHTS, _LOWER_SHORT,
)  # fmt: skip


@attrs.define(frozen=True, eq=False)
class _Columns:
    """Along the arch from right to left, C columns: places of the front, outward and tooth data (metres)."""

    front: F64  # [C, 3] at the height of the biting edge
    outward: F64  # [C, 3] unit, level
    gap: F64  # [C] 1 between two teeth, 0 on a tooth
    height: F64
    short: F64
    thick: F64


def _columns(arch: Arch) -> _Columns:
    vertices = source.base_mesh().vertices
    line, edge = vertices[list(arch.line)], vertices[list(arch.edge)]
    both = np.concatenate([line[:0:-1], line * [-1, 1, 1]]) * [_NARROWER, 1, 1]
    heights = np.concatenate([edge[:0:-1, 1], edge[:, 1]]) + arch.lower_edge
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(both[:, [0, 2]], axis=0), axis=1))])
    run -= run[len(line) - 1]
    curve = CubicSpline(run, np.stack([both[:, 0], heights, both[:, 2]], axis=1))
    ends = np.concatenate([[0.0], np.cumsum(arch.widths)]) * 1e-3
    ends *= run[-1] * 0.985 / ends[-1]
    at, gap, tooth = [0.0], [1.0], [0]
    for k, (a, b) in enumerate(pairwise(ends.tolist())):
        at += (a + (b - a) * _COLUMNS[1:]).tolist()
        gap += [0.0, 0.0, 1.0]
        tooth += [k] * 3
    mirrored = np.concatenate([-np.array(at)[:0:-1], at])
    ids = np.array(tooth[:0:-1] + tooth)
    tangent = curve(mirrored, 1)
    outward = np.stack([tangent[:, 2], np.zeros(len(ids)), -tangent[:, 0]], axis=1)
    outward *= -1.0 if outward[len(ids) // 2, 2] < 0 else 1.0
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    tables = (np.array(t)[ids] * 1e-3 for t in (arch.heights, arch.short, _THICKNESS))
    front = curve(mirrored) - arch.inset * outward
    return _Columns(front, outward, np.array(gap[:0:-1] + gap), *tables)


def _row(c: _Columns, arch: Arch, rise: F64, out: F64) -> F64:
    places = c.front + c.outward * out[:, None]
    places[:, 1] += arch.up * rise
    return places


def _crowns(c: _Columns, arch: Arch) -> F64:
    """[6, C, 3]: gum line, belly, lip-side edge, biting edge, tongue-side edge, back."""
    neck = c.short + c.height - 0.0018 * c.gap
    groove = -0.0009 * c.gap
    corner = c.short + 0.0005 * c.gap
    rows = (
        (neck, groove - 0.0004),
        (c.short + 0.45 * c.height, groove + 0.0003),
        (corner + 0.0007, groove),
        (corner, groove - 0.25 * c.thick),
        (corner + 0.0009, -0.8 * c.thick),
        (c.short + 0.8 * c.height, -1.1 * c.thick),
    )
    return np.stack([_row(c, arch, rise, out) for rise, out in rows])


def _gums(c: _Columns, arch: Arch) -> F64:
    """[4, C, 3]: rim over the teeth's necks, swelling, upper end, back."""
    neck = c.short + c.height - 0.0018 * c.gap
    rows = (
        (neck - 0.0005, np.full_like(neck, -0.0008)),
        (neck + 0.0009, np.full_like(neck, 0.0004)),
        (c.short + c.height + 0.0060, np.full_like(neck, -0.0004)),
        (c.short + c.height + 0.0065, np.full_like(neck, -0.0080)),
    )
    return np.stack([_row(c, arch, rise, out) for rise, out in rows])


def _strip(rows: F64, flipped: bool) -> I64:
    count, columns = rows.shape[:2]
    a = (np.arange(count - 1)[:, None] * columns + np.arange(columns - 1)[None]).ravel()
    b, c, d = a + 1, a + columns, a + columns + 1
    triangles = np.concatenate([np.stack([a, c, b], axis=1), np.stack([b, c, d], axis=1)])
    return triangles[:, ::-1] if flipped else triangles


def _affine(from_: F64, to: F64) -> F64:
    """[4, 3] best affine map of points to points."""
    solution, *_ = np.linalg.lstsq(np.c_[from_, np.ones(len(from_))], to, rcond=None)
    return np.asarray(solution)


def _tint(c: _Columns) -> F64:
    """[6, C, 3] of the crowns: warmer at the neck and far back, cooler at the edge."""
    depth = np.clip((c.front[:, 2].max() - c.front[:, 2]) / 0.045, 0.0, 1.0)
    rows = np.array([[0.86, 0.76, 0.60], [0.97, 0.93, 0.85], [1, 1, 1], [0.95, 0.95, 0.96], [0.8, 0.75, 0.68],
                     [0.6, 0.5, 0.42]])  # fmt: skip
    shade = (1.0 - 0.35 * depth) * (1.0 - 0.28 * c.gap)
    return rows[:, None] * shade[None, :, None]


def _carried(designed: F64, surface: Surface, group: str) -> tuple[F64, F64]:
    """Places [n, 3] and deltas [52, n, 3]: what the helper's rows do on this face, done in one piece."""
    helper = source.vertex_group(group)
    to_face = _affine(source.base_mesh().vertices[helper], surface.vertices[helper])
    places = np.c_[designed, np.ones(len(designed))] @ to_face
    moves = np.stack([_affine(surface.vertices[helper], d[helper]) for d in surface.deltas])
    return places, np.einsum("nk,mkc->mnc", np.c_[places, np.ones(len(places))], moves)


def _uv(rows: F64) -> F64:
    """Along the arch and across a strip of rows [R, C, 3]."""
    count, columns = rows.shape[:2]
    v, u = np.meshgrid(np.linspace(0.0, 1.0, count), np.linspace(0.0, 1.0, columns), indexing="ij")
    return np.stack([u, v], axis=2).reshape(-1, 2)


def build(surface: Surface, arch: Arch, head: int) -> Part:
    """One row of teeth and its gums; crowns come first, row by row (see `edge_vertices`)."""
    c = _columns(arch)
    crowns, gums = _crowns(c, arch), _gums(c, arch)
    designed = np.concatenate([crowns.reshape(-1, 3), gums.reshape(-1, 3)])
    places, deltas = _carried(designed, surface, arch.group)
    white, pink = _strip(crowns, arch.up < 0), _strip(gums, arch.up > 0)
    weights = np.zeros((len(places), surface.weights.shape[1]))
    weights[:, head] = 1.0
    fading = np.broadcast_to(np.linspace(1.0, 0.7, len(gums))[:, None, None], gums.shape)
    return Part(
        name=arch.name,
        places=places,
        home=designed,
        uv=np.concatenate([_uv(crowns), _uv(gums)]),
        triangles=np.concatenate([white, pink + crowns[..., 0].size]),
        materials=("teeth",) * len(white) + ("gums",) * len(pink),
        colours=np.concatenate([_tint(c), fading]).reshape(-1, 3),
        weld=np.arange(len(places)),
        base=np.full(len(places), -1),
        weights=weights,
        deltas=deltas,
    )


def edge_vertices(arch: Arch, teeth: int) -> I64:
    """Rows within the part of the biting edge of the middle `teeth`, right to left."""
    columns = 2 * 3 * len(arch.widths) + 1
    middle = columns // 2
    reach = 3 * teeth // 2
    return 3 * columns + np.arange(middle - reach, middle + reach + 1)
