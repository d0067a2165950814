"""Curves by reference, of emotions and of handwork alike: found, changed, keys changed or taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import attrs

from studio.core.problems import fail
from studio.document.curves import Curve, Key
from studio.document.edits.layers import change_override_curve
from studio.document.edits.tree import in_part
from studio.document.schema import Character, EmotionTrack, Project
from studio.session.selection import CurveRef, KeyRef


def curve_of(character: Character, ref: CurveRef) -> Curve | None:
    """The curve a reference means; None when it is gone."""
    if not ref.channel:
        return next((t.curve for t in character.emotions if t.id == ref.owner), None)
    layer = next((o for o in character.overrides if o.id == ref.owner), None)
    return layer.curves.get(ref.channel) if layer is not None else None


def changed_curve(project: Project, ref: CurveRef, change: Callable[[Curve], Curve]) -> Project:
    """The project with one curve changed; an emotion stays within 0..1, handwork within -1..1."""
    low = -1.0 if ref.channel else 0.0

    def sound(curve: Curve) -> Curve:
        keys = (
            k if low <= k.value <= 1.0 else attrs.evolve(k, value=min(max(k.value, low), 1.0))
            for k in curve.keys
        )
        return attrs.evolve(curve, keys=tuple(keys))

    if ref.channel:
        return change_override_curve(project, ref.owner, ref.channel, lambda c: sound(change(c)))

    def edit(track: EmotionTrack) -> EmotionTrack:
        rest = {k: v for k, v in track.extra.items() if k != "planned"}
        return attrs.evolve(track, curve=sound(change(track.curve)), extra=rest)

    return in_part(project, EmotionTrack, ref.owner, edit)


def mapped(project: Project, times: Mapping[CurveRef, set[int]], change: Callable[[Key], Key]) -> Project:
    """The project with the keys at these times changed one by one; their times stay in order."""
    for ref, wanted in times.items():
        project = changed_curve(project, ref, lambda c, w=wanted: _mapped(c, w, change))  # type: ignore[misc]
    return project


def _mapped(curve: Curve, times: set[int], change: Callable[[Key], Key]) -> Curve:
    return attrs.evolve(curve, keys=tuple(change(k) if k.time in times else k for k in curve.keys))


def without_keys(project: Project, refs: Iterable[KeyRef]) -> Project:
    """The project without these keys. Raises ProblemError when there are none."""
    times: dict[CurveRef, set[int]] = defaultdict(set)
    for ref in refs:
        times[ref.curve].add(ref.time)
    if not times:
        raise fail("document.missing", "no key is chosen", "keys", "Choose keys first")
    for owner, gone in times.items():
        project = changed_curve(
            project,
            owner,
            lambda c, g=gone: attrs.evolve(c, keys=tuple(k for k in c.keys if k.time not in g)),  # type: ignore[misc]
        )
    return project
