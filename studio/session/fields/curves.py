"""Curves by reference, of emotions and of handwork alike: found, and changed as keys are everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from studio.document.curves import Curve, Key
from studio.document.schema import Character, Project
from studio.session.keying import keys
from studio.session.selection import CurveRef, KeyRef


def curve_of(character: Character, ref: CurveRef) -> Curve | None:
    """The curve a reference means; None when it is gone."""
    if not ref.channel:
        return next((t.curve for t in character.emotions if t.id == ref.owner), None)
    layer = next((o for o in character.overrides if o.id == ref.owner), None)
    return layer.curves.get(ref.channel) if layer is not None else None


def changed_curve(project: Project, ref: CurveRef, change: Callable[[Curve], Curve]) -> Project:
    """The project with one curve changed, its values within what they may be. Raises ProblemError for one
    that is locked."""
    if keys.is_locked(project, ref):
        raise keys.locked_lane()
    return keys.with_curve(project, ref, change(keys.curve_of(project, ref)))


def mapped(project: Project, times: Mapping[CurveRef, set[int]], change: Callable[[Key], Key]) -> Project:
    """The project with the keys at these times changed one by one; their times stay in order. Locked curves
    are passed over. Raises ProblemError when all are locked."""

    def edit(_: CurveRef, curve: Curve, there: frozenset[int]) -> keys.Placed:
        new = tuple(change(key) if key.time in there else key for key in curve.keys)
        return keys.Placed(attrs.evolve(curve, keys=new), {time: time for time in there})

    chosen = [KeyRef(ref, time) for ref, row in times.items() for time in row]
    return keys.change(project, chosen, edit).project
