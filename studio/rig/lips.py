"""The lips' own surfaces around the mouth: what a viewer sees open, and how far apart flesh really is.

The linear gaps of `rig.contacts` are taken between paired points. The measures here look at the whole
surface of both lips, wherever on it the nearest places lie, and are for reports: they are not linear in
the weights.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.rig.blendshapes import dense_deltas
from studio.rig.schema import F64, I32, Rig

Indices = npt.NDArray[np.int64]

REACH = 0.012  # metres along the surface from where the lips meet that still count as lip


@attrs.define(frozen=True, eq=False)
class Patch:
    """A piece of the mesh that morphs move: n vertices, their triangles and edges by local index."""

    rest: F64  # [n, 3]
    deltas: F64  # [M, n, 3]
    triangles: Indices  # [t, 3]
    edges: Indices  # [e, 2]

    def places(self, weights: F64) -> F64:
        """[F, n, 3] metres under weights [F, M]."""
        moved = weights @ self.deltas.reshape(len(self.deltas), -1)
        return self.rest + moved.reshape(len(weights), *self.rest.shape)


@attrs.define(frozen=True, eq=False)
class Lips:
    """Both lips, and the columns across the mouth at which they are looked at."""

    upper: Patch
    lower: Patch
    corners: Patch  # two vertices: the character's right corner and its left one
    columns: F64  # [C] shares of the way from the right corner to the left one

    @classmethod
    def of(cls, rig: Rig, central: float, count: int = 11) -> Lips:
        """`central`: the share of the mouth's width that counts, about its middle."""
        upper, lower = rig.vertex_sets["upper_lip_inner"], rig.vertex_sets["lower_lip_inner"]
        to_upper, to_lower = distances(rig, upper), distances(rig, lower)
        ends = np.array([upper[0], upper[-1]])
        return cls(
            patch(rig, (to_upper < REACH) & (to_upper <= to_lower)),
            patch(rig, (to_lower < REACH) & (to_lower <= to_upper)),
            Patch(
                rig.vertices[ends].astype(float),
                dense_deltas(rig, ends),
                np.zeros((0, 3), int),
                np.zeros((0, 2), int),
            ),
            0.5 + np.linspace(-central / 2, central / 2, count),
        )

    def apertures(self, weights: F64) -> F64:
        """[F, C] metres between the lowest point of the upper lip and the highest of the lower one, seen
        from the front, at each column; negative where they overlap and hide the mouth."""
        columns = self._columns(weights)
        lowest = _profile(self.upper, weights, columns, -1.0)
        highest = _profile(self.lower, weights, columns, 1.0)
        return lowest - highest

    def distances(self, weights: F64) -> F64:
        """[F, C] metres from lip to lip in space, in the plane of each column; 0 where they run into each
        other."""
        columns = self._columns(weights)
        upper, lower = self.upper.places(weights), self.lower.places(weights)
        found = np.empty(columns.shape)
        for f, row in enumerate(columns):
            for c, x in enumerate(row):
                found[f, c] = _apart(
                    _cut(upper[f], self.upper.triangles, x), _cut(lower[f], self.lower.triangles, x)
                )
        return found

    def _columns(self, weights: F64) -> F64:
        x = self.corners.places(weights)[..., 0]
        columns: F64 = x[:, :1] + (x[:, 1:] - x[:, :1]) * self.columns
        return columns


def distances(rig: Rig, sources: I32) -> F64:
    """[V] metres along the surface to the nearest of `sources`; infinite beyond 3 x REACH and on other
    pieces."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - heavy, only measuring needs it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - heavy, only measuring needs it

    corners = rig.weld[rig.triangles]
    a, b = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]).T
    length = np.linalg.norm(rig.vertices[a] - rig.vertices[b], axis=1) + 1e-9
    count = len(rig.vertices)
    # Both triangles of an edge name it: the smaller of the two entries is kept by taking each edge once.
    edges, first = np.unique(np.minimum(a, b).astype(np.int64) * count + np.maximum(a, b), return_index=True)
    graph = coo_array((length[first], (edges // count, edges % count)), shape=(count, count)).tocsr()
    found: F64 = dijkstra(graph, directed=False, indices=rig.weld[sources], min_only=True, limit=3 * REACH)
    return found[rig.weld]


def patch(rig: Rig, inside: npt.NDArray[np.bool_]) -> Patch:
    """The triangles whose corners all lie inside."""
    triangles = rig.weld[rig.triangles[inside[rig.triangles].all(axis=1)]]
    used, local = np.unique(triangles, return_inverse=True)
    local = local.reshape(-1, 3).astype(np.int64)
    pairs = np.sort(np.concatenate([local[:, [0, 1]], local[:, [1, 2]], local[:, [2, 0]]]), axis=1)
    return Patch(
        rig.vertices[used].astype(np.float64), dense_deltas(rig, used), local, np.unique(pairs, axis=0)
    )


def _profile(piece: Patch, weights: F64, columns: F64, side: float) -> F64:
    """[F, C] the highest (side 1) or lowest (side -1) place of a surface at each column."""
    out = np.empty(columns.shape)
    for start in range(0, len(weights), 128):  # bounds the memory of long recordings
        part = slice(start, start + 128)
        places = piece.places(weights[part])
        a, b = places[:, piece.edges[:, 0], None], places[:, piece.edges[:, 1], None]
        span = b[..., 0] - a[..., 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (columns[part, None] - a[..., 0]) / span
        crosses = (share >= 0) & (share <= 1)
        height = a[..., 1] + np.where(crosses, share, 0.0) * (b[..., 1] - a[..., 1])
        out[part] = side * np.where(crosses, side * height, -np.inf).max(axis=1)
    return out


def _cut(places: F64, triangles: Indices, x: float) -> F64:
    """[s, 2, 2] segments (y, z) in which the plane at `x` cuts a surface."""
    beyond = places[:, 0] >= x
    cut = triangles[beyond[triangles].any(axis=1) & ~beyond[triangles].all(axis=1)]
    # The corner that lies alone on its side begins both cut edges.
    alone = np.where(beyond[cut].sum(axis=1) == 1, beyond[cut].argmax(axis=1), beyond[cut].argmin(axis=1))
    rows = np.arange(len(cut))
    tip = places[cut[rows, alone]]
    ends = [places[cut[rows, (alone + k) % 3]] for k in (1, 2)]
    shares = [((x - tip[:, 0]) / (end[:, 0] - tip[:, 0]))[:, None] for end in ends]
    points = [tip[:, 1:] + t * (end[:, 1:] - tip[:, 1:]) for t, end in zip(shares, ends, strict=True)]
    return np.stack(points, axis=1)


def _apart(upper: F64, lower: F64) -> float:
    """Smallest distance between two sets of segments in a plane; 0 where any two cross, inf where one is
    empty."""
    if not len(upper) or not len(lower):
        return float("inf")
    a, b, c, d = upper[:, None, 0], upper[:, None, 1], lower[None, :, 0], lower[None, :, 1]
    apart = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
    if apart.any():
        return 0.0
    near = [to_segments(lower.reshape(-1, 2), upper), to_segments(upper.reshape(-1, 2), lower)]
    return float(min(n.min() for n in near))


def _side(a: F64, b: F64, p: F64) -> F64:
    side: F64 = (b[..., 0] - a[..., 0]) * (p[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        p[..., 0] - a[..., 0]
    )
    return side


def to_segments(points: F64, segments: F64) -> F64:
    """[..., p, s] distances of points [..., p, k] to segments [s, 2, k]."""
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    towards = points[..., :, None, :] - start
    share = np.clip((towards * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-18), 0.0, 1.0)
    found: F64 = np.linalg.norm(towards - share[..., None] * along, axis=-1)
    return found
