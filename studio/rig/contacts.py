"""Where a face touches itself: lip to lip, lower lip to upper teeth, lid to lid, measured on the real mesh.

Morphs are linear and the head moves as one piece, so all of it is measured on the bind pose, and each gap
between paired points is `rest + matrix @ weights`: a solver may take the rows as they are. Gaps are metres
along the mouth's own up axis, negative where the upper point lies below the lower one.

Vertex sets a face needs: upper_lip_inner and lower_lip_inner (paired, from the character's right corner to
its left), upper_teeth_edge, and for the lids upper_lid_left, lower_lid_left, upper_lid_right,
lower_lid_right (paired).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.quaternions import unit
from studio.core.problems import fail
from studio.rig.blendshapes import dense_deltas
from studio.rig.contact_report import Closure, ContactReport, Shown, report
from studio.rig.lips import Lips, distances, patch, to_segments
from studio.rig.schema import F64, I32, Rig

CLOSED = 0.001  # metres: lips nearer than this read as closed
TOUCHING = 0.0015  # metres from the lower lip to the upper teeth that read as f
CENTRAL = 0.7  # share of the mouth's width that must close; the corners fold and are never apart
_INCISORS = 0.009  # metres from the middle: the edge that the lower lip can meet
_LIP_TOP = 0.004  # metres along the surface from where the lips meet: the part that can rest under the teeth

Weights = npt.NDArray[np.floating[Any]]


@attrs.define(frozen=True, eq=False, slots=False)
class Gaps:
    """P pairs of points: gap[p] = rest[p] + matrix[p] @ weights, in metres; `across` is each pair's place
    at rest."""

    rest: F64  # [P]
    matrix: F64  # [P, M]
    across: F64  # [P] metres from the middle, the character's left positive

    def __call__(self, weights: Weights) -> F64:
        """[F, P] of weights [F, M]."""
        return self.rest + np.asarray(weights, np.float64) @ self.matrix.T


@attrs.define(frozen=True, eq=False, slots=False)
class MouthModel:
    """A character's mouth. `lip_gap_rest` [P], `lip_gap_matrix` [P, M] and `central` [P] (bool) are for
    solvers; so are `tooth_rest` [3] and `tooth_matrix` [3, M], the way from the edge of the upper incisors
    to the middle of the lower lip's inner margin (x to the left, y up, z to the front)."""

    rig: Rig
    lips: Gaps
    tooth_rest: F64
    tooth_matrix: F64

    @classmethod
    def of(cls, rig: Rig) -> MouthModel:
        """Raises ProblemError when the character names no lips or teeth."""
        upper, lower, teeth = (
            _named(rig, n) for n in ("upper_lip_inner", "lower_lip_inner", "upper_teeth_edge")
        )
        middle = np.argsort(np.abs(rig.vertices[lower, 0]), kind="stable")[:1]
        edge = teeth[np.argmin(np.abs(rig.vertices[teeth, 0]))]
        way = rig.vertices[lower[middle[0]]].astype(np.float64) - rig.vertices[edge]
        return cls(rig, _gaps(rig, upper, lower), way, dense_deltas(rig, lower[middle])[:, 0].T)

    @property
    def lip_gap_rest(self) -> F64:
        return self.lips.rest

    @property
    def lip_gap_matrix(self) -> F64:
        return self.lips.matrix

    @cached_property
    def central(self) -> npt.NDArray[np.bool_]:
        """[P] pairs within the middle share of the mouth's width."""
        inside: npt.NDArray[np.bool_] = (
            np.abs(self.lips.across) <= CENTRAL * np.abs(self.lips.across).max() + 1e-9
        )
        return inside

    def lip_gaps(self, weights: Weights) -> F64:
        """[F, P] signed metres per pair across the mouth, right corner first."""
        return self.lips(weights)

    def lip_opening(self, weights: Weights) -> F64:
        """[F] metres: the largest gap of the central pairs. Lips are closed below `CLOSED`."""
        opening: F64 = self.lip_gaps(weights)[:, self.central].max(axis=1)
        return opening

    def tooth_gap(self, weights: Weights) -> F64:
        """[F] metres in space from the top of the lower lip to the edge of the upper incisors; never
        negative."""
        rest, deltas = self._lip_top
        values = np.asarray(weights, np.float64)
        gaps = np.empty(len(values))
        for start in range(0, len(values), 256):
            part = values[start : start + 256]
            points = rest + (part @ deltas.reshape(len(deltas), -1)).reshape(len(part), *rest.shape)
            gaps[start : start + 256] = to_segments(points, self._incisors).min(axis=(1, 2))
        return gaps

    def apertures(self, weights: Weights) -> F64:
        """[F] metres: the largest opening over the central columns as a viewer in front sees it
        (rig.lips)."""
        apertures: F64 = self._surfaces.apertures(np.asarray(weights, np.float64)).max(axis=1)
        return apertures

    def lip_distances(self, weights: Weights) -> F64:
        """[F] metres: the largest distance in space from lip to lip over the central columns. Slow: for
        few frames."""
        apart: F64 = self._surfaces.distances(np.asarray(weights, np.float64)).max(axis=1)
        return apart

    def measure(self, contacts: Sequence[Closure], face: ChannelFrames, clip_start: int) -> ContactReport:
        """How many closures of a clip that begins at tick `clip_start` are seen in these frames."""
        weights = face.reordered(self.rig.morph_names).values
        opening = self.lip_opening(weights)
        shown = Shown(face.ticks(), face.rate, opening, lambda frames: self.tooth_gap(weights[frames]))
        return report(
            contacts, shown, clip_start, CLOSED, TOUCHING, lambda frames: self.lip_distances(weights[frames])
        )

    @cached_property
    def _surfaces(self) -> Lips:
        return Lips.of(self.rig, CENTRAL)

    @cached_property
    def _incisors(self) -> F64:
        """[S, 2, 3] segments of the incisal edge."""
        edge = self.rig.vertices[_named(self.rig, "upper_teeth_edge")].astype(np.float64)
        edge = edge[np.argsort(edge[:, 0], kind="stable")]
        segments = np.stack([edge[:-1], edge[1:]], axis=1)
        front = np.abs(segments[..., 0]).min(axis=1) < _INCISORS
        incisors: F64 = segments[front]
        return incisors

    @cached_property
    def _lip_top(self) -> tuple[F64, F64]:
        """Points [n, 3] over the top of the lower lip before the incisors, and what morphs do to them [M,
        n, 3]: corners, edge middles and centres of its triangles, half a millimetre or so apart."""
        near = distances(self.rig, _named(self.rig, "lower_lip_inner")) < _LIP_TOP
        upper = distances(self.rig, _named(self.rig, "upper_lip_inner")) < _LIP_TOP
        piece = patch(self.rig, near & ~upper & (np.abs(self.rig.vertices[:, 0]) < _INCISORS + 0.002))
        share = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [2, 2, 0], [0, 2, 2], [2, 0, 2], [1, 1, 1]], float)
        share /= share.sum(axis=1, keepdims=True)
        rest = np.einsum("sc,tcx->tsx", share, piece.rest[piece.triangles]).reshape(-1, 3)
        deltas = np.einsum("sc,mtcx->mtsx", share, piece.deltas[:, piece.triangles])
        _, once = np.unique(
            np.round(rest, 6), axis=0, return_index=True
        )  # neighbours share corners and edges
        return rest[once], deltas.reshape(len(deltas), -1, 3)[:, once]


@attrs.define(frozen=True, eq=False)
class LidModel:
    """A character's eyelids: paired points of the upper and lower margin of each eye."""

    left: Gaps
    right: Gaps

    @classmethod
    def of(cls, rig: Rig) -> LidModel:
        """Raises ProblemError when the character names no lids."""
        left, right = (
            _gaps(rig, _named(rig, f"upper_lid_{side}"), _named(rig, f"lower_lid_{side}"))
            for side in ("left", "right")
        )
        return cls(left, right)

    def openings(self, weights: Weights) -> F64:
        """[F, 2] metres: the largest gap of the left and of the right eye; the corners never open."""
        return np.stack([self.left(weights).max(axis=1), self.right(weights).max(axis=1)], axis=1)

    def closed(self, weights: Weights) -> npt.NDArray[np.bool_]:
        """[F, 2] whether the left and the right eye are shut."""
        return self.openings(weights) < CLOSED


def _gaps(rig: Rig, upper: I32, lower: I32) -> Gaps:
    if len(upper) != len(lower):
        raise fail("rig.unpaired", f"{len(upper)} upper points face {len(lower)} lower ones", rig.name)
    over = rig.vertices[upper].astype(np.float64)
    under = rig.vertices[lower].astype(np.float64)
    up = _up(over)
    moved = dense_deltas(rig, upper) - dense_deltas(rig, lower)
    middle = 0.5 * (over[:, 0].min() + over[:, 0].max())
    return Gaps((over - under) @ up, (moved @ up).T, 0.5 * (over[:, 0] + under[:, 0]) - middle)


def _up(line: F64) -> F64:
    """Unit axis upwards across a line of points from one corner to the other."""
    across = line[-1] - line[0]
    across /= np.linalg.norm(across)
    up: F64 = np.array([0.0, 1.0, 0.0]) - across[1] * across
    return unit(up)


def _named(rig: Rig, name: str) -> I32:
    if not len(rig.vertex_sets.get(name, ())):
        raise fail(
            "rig.vertex_set", f"the character does not name its {name}", rig.name, "Bake the character again"
        )
    return rig.vertex_sets[name]
