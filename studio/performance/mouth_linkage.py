"""A character's own mouth as the contact solver needs it: lip gaps and lip to teeth, linear in its
channels."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS
from studio.performance.least_change import Linkage, least_change
from studio.rig.blendshapes import dense_deltas
from studio.rig.contacts import MouthModel
from studio.rig.lips import distances
from studio.rig.schema import I32, Rig

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# What a unit of change spoils: corners carry the emotion and are dear; partings, presses and rolls are what
# lips close with and are cheap; the jaw's unit is some ten times as long as any other.
_COSTS: MappingProxyType[str, float] = MappingProxyType(
    {
        "jawOpen": 45.0, "mouthClose": 45.0, "mouthFunnel": 2.5, "mouthPucker": 3.0,
        "mouthSmile": 10.0, "mouthFrown": 8.0, "mouthDimple": 4.0, "mouthStretch": 4.0,
        "mouthRollLower": 2.0, "mouthRollUpper": 2.0, "mouthShrugLower": 2.5, "mouthShrugUpper": 2.5,
        "mouthPress": 2.0, "mouthLowerDown": 1.0, "mouthUpperUp": 1.0,
    }
)  # fmt: skip
_STEMS = [name.removesuffix("Left").removesuffix("Right") for name in ARKIT_CHANNELS]
COLUMNS = np.array([i for i, stem in enumerate(_STEMS) if stem in _COSTS], np.intp)
"""The columns of the 52 that the solver may change."""

MILLIMETRE = 1000.0
_JAW_ROW = 20.0
_LIP_DEPTH = 0.006  # metres behind the line where the lips meet: lip that may rest under the teeth
TUCK_LOW = (-0.9, -0.8)
TUCK_HIGH = (0.7, 1.0)
PARTED = 1.5


@attrs.define(frozen=True, eq=False)
class MouthLinkage:
    """Distances in millimetres, by rows of `linkage` over COLUMNS: first the lip pairs from corner to corner,
    then the way of the tucking lip point from the incisors' edge (up, forward), then how far mouthClose stays
    behind jawOpen. `central` and `middle` [pairs] mark the part that must close and the part that f leaves
    open.
    """

    linkage: Linkage
    central: Bools
    middle: Bools

    @property
    def pairs(self) -> int:
        return len(self.central)


@lru_cache(maxsize=8)
def mouth_linkage(rig: Rig) -> MouthLinkage:
    """Measured on the character's mesh. Raises ProblemError when it names no lips or teeth."""
    model = MouthModel.of(rig)
    order = [rig.morph_names.index(ARKIT_CHANNELS[c]) for c in COLUMNS]
    lips = model.lip_gap_matrix[:, order] * MILLIMETRE
    across = np.abs(model.lips.across)
    middle = across <= max(0.25 * across.max(), float(np.sort(across)[0]))
    cost = np.array([_COSTS[_STEMS[c]] for c in COLUMNS])
    found = [
        _linkage(cost, model.lip_gap_rest * MILLIMETRE, lips, way, deltas[:, order] * MILLIMETRE)
        for way, deltas in _tuck_candidates(rig)
    ]
    best = min(found, key=lambda linkage: _tuck_effort(linkage, middle))
    return MouthLinkage(best, model.central, middle)


def _linkage(cost: F64, lip_rest: F64, lips: F64, way: F64, tuck: F64) -> Linkage:
    jaw_stays = np.zeros((1, len(COLUMNS)))
    jaw_stays[0, _place("jawOpen")], jaw_stays[0, _place("mouthClose")] = _JAW_ROW, -_JAW_ROW
    return Linkage(cost, np.concatenate([lip_rest, way, [0.0]]), np.vstack([lips, tuck, jaw_stays]))


def _place(channel: str) -> int:
    return int(np.flatnonzero(ARKIT_CHANNELS.index(channel) == COLUMNS)[0])


def _tuck_candidates(rig: Rig) -> list[tuple[F64, F64]]:
    """Points of the lower lip's top near the middle: way [2] mm (up, forward) from the incisor edge in
    front of them, and what morphs do to it [2, M]."""
    margin = rig.vertex_sets["lower_lip_inner"]
    middle = float(rig.vertices[margin, 0].min() + rig.vertices[margin, 0].max()) / 2
    near = (distances(rig, margin) < _LIP_DEPTH) & (np.abs(rig.vertices[:, 0] - middle) < 0.002)
    near &= distances(rig, rig.vertex_sets["upper_lip_inner"]) > _LIP_DEPTH
    points: I32 = np.unique(rig.weld[np.flatnonzero(near)])
    edge = rig.vertices[rig.vertex_sets["upper_teeth_edge"]]
    incisor = edge[np.argmin(np.abs(edge[:, 0] - middle))].astype(np.float64)
    deltas = dense_deltas(rig, points)
    return [
        ((rig.vertices[point] - incisor)[1:] * MILLIMETRE, deltas[:, i, 1:].T)
        for i, point in enumerate(points)
    ]


def _tuck_effort(linkage: Linkage, middle: Bools) -> float:
    """What it costs this lip point to reach the teeth from rest with the lips parted."""
    rest = np.zeros((1, len(COLUMNS)))
    low, high = np.full((1, len(linkage.rest)), -np.inf), np.full((1, len(linkage.rest)), np.inf)
    low[0, : len(middle)][middle] = PARTED
    low[0, -3:], high[0, -3:] = (*TUCK_LOW, 0.0), (*TUCK_HIGH, np.inf)
    reached = least_change(linkage, rest, low, high)
    place = linkage.distances(reached)
    missed = np.maximum(low - place, 0.0) + np.maximum(place - high, 0.0)
    return float(linkage.cost @ (reached[0] ** 2) + 100.0 * missed.sum())
