"""Interpolation and tangents of chosen keys."""

from __future__ import annotations

import itertools
from types import MappingProxyType

import attrs

from studio.animation.tangents import Side, Tangent, with_handle, with_tangents, with_weights
from studio.document.curves import Curve, Interpolation
from studio.document.schema import Project
from studio.session.keying.keys import Keyed, Keys, Placed, change, commit, curve_of, with_curve
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

_DRAGS = itertools.count(1)

TANGENT_TITLES: MappingProxyType[Tangent, str] = MappingProxyType(
    {
        Tangent.CLAMPED: "Clamped auto",
        Tangent.AUTO: "Auto",
        Tangent.FLAT: "Flat",
        Tangent.LINEAR: "Linear",
        Tangent.ALIGNED: "Aligned",
        Tangent.BROKEN: "Broken",
    }
)
"""What artists call them, the most used first."""


def set_interpolation(project: Project, keys: Keys, interpolation: Interpolation) -> Keyed:
    """How each key leads to the next one."""

    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        new = (attrs.evolve(k, interpolation=interpolation) if k.time in times else k for k in curve.keys)
        return _same_places(attrs.evolve(curve, keys=tuple(new)), times)

    return change(project, keys, edit)


def set_tangents(project: Project, keys: Keys, mode: Tangent) -> Keyed:
    """Tangents of another kind, the keys' segments made smooth."""
    return change(
        project, keys, lambda _, curve, times: _same_places(with_tangents(curve, times, mode), times)
    )


def set_weighted(project: Project, keys: Keys, weighted: bool) -> Keyed:
    """Handles with lengths of their own, or all of a third of their segment."""
    return change(
        project, keys, lambda _, curve, times: _same_places(with_weights(curve, times, weighted), times)
    )


def drag_handle(project: Project, key: KeyRef, side: Side, dt: int, dv: float) -> Keyed:
    """One handle at (dt, dv) from its key; the other turns along unless the key is broken."""

    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        return _same_places(with_handle(curve, key.time, side, dt, dv), times)

    return change(project, [key], edit)


class HandleDrag:
    """A drag of one handle, as KeyDrag."""

    def __init__(self, studio: Studio, key: KeyRef, side: Side) -> None:
        self.key, self.side = key, side
        self._studio = studio
        self._merge = f"handle-{next(_DRAGS)}"
        self._curve = curve_of(studio.project, key.curve)
        self._selected = studio.selection.value

    def move(self, dt: int, dv: float, broken: bool = False) -> bool:
        """The handle at (dt, dv) from its key. broken: the other one stays, now and afterwards."""

        def edit(project: Project) -> Keyed:
            project = with_curve(project, self.key.curve, self._curve)
            if broken:
                project = set_tangents(project, [self.key], Tangent.BROKEN).project
            keyed = drag_handle(project, self.key, self.side, dt, dv)
            return attrs.evolve(keyed, keys=self._selected.keys)

        return commit(self._studio, "Move a tangent", edit, self._merge)

    def cancel(self) -> None:
        """Everything as it was before the drag."""
        self._studio.take_back(self._merge)
        self._studio.selection.set(self._selected)


def _same_places(curve: Curve, times: frozenset[int]) -> Placed:
    return Placed(curve, {time: time for time in times})
