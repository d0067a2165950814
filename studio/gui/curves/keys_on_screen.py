"""Keys, tangents and the box around chosen keys, as they lie on screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtCore import QPointF, QRectF

from studio.animation.tangents import Side, handles_of
from studio.document.curves import Curve, Interpolation
from studio.gui.curves.graph_view import GraphView
from studio.gui.curves.lines import Line, Scaling
from studio.session.selection import CurveRef, KeyRef

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

NEAR = 7.0  # pixels within which the mouse takes hold
_MOST_TANGENTS = 200  # chosen keys whose tangents are drawn
_AROUND = 3


@attrs.frozen(eq=False)
class Tip:
    """The end of a tangent: `place` of its key and `end` on screen; `shown`: another colour when it is one of
    its own (broken)."""

    key: KeyRef
    side: Side
    place: QPointF
    end: QPointF


@attrs.frozen
class KeyBox:
    """Around the chosen keys: ticks, and values as they are drawn."""

    first: int
    last: int
    low: float
    high: float


def places(
    scene: GraphScene, line: Line, between: tuple[float, float] | None = None
) -> Iterator[tuple[int, float, float]]:
    """Tick and pixel of every key of a curve on screen, or between two pixels from the left."""
    ready = scene.polylines.prepared(line.ref, scene.curve(line.ref))
    view, scaling = scene.view, scene.scaling(line.ref)
    left, right = (-8.0, view.width + 8.0) if between is None else between
    ends = [view.start + left * view.scale, view.start + right * view.scale]
    low, high = np.searchsorted(ready.times, ends)
    times = ready.times[low:high]
    xs = ((times - view.start) / view.scale).tolist()
    ys = ((view.high - (ready.values[low:high] * scaling.gain + scaling.offset)) / view.pixel).tolist()
    yield from zip(times.tolist(), xs, ys, strict=True)


def are_close(scene: GraphScene, line: Line, pixels: float) -> bool:
    """Are a curve's keys on screen less than that apart, in the mean?"""
    ready, view = scene.polylines.prepared(line.ref, scene.curve(line.ref)), scene.view
    low, high = np.searchsorted(ready.times, [view.start, view.end])
    span = (int(ready.times[high - 1]) - int(ready.times[low])) / view.scale if high > low else 0.0
    return bool(high - low > 8 and span / (high - low) < pixels)


def key_near(scene: GraphScene, at: QPointF) -> KeyRef | None:
    """The key under the mouse; chosen ones before others, the active curve's before the rest."""
    best: tuple[float, KeyRef] | None = None
    for line in scene.visible():
        if line.locked:
            continue
        for time, x, y in places(scene, line, (at.x() - NEAR, at.x() + NEAR)):
            away = max(abs(x - at.x()), abs(y - at.y()))
            ref = KeyRef(line.ref, time)
            away -= 2.0 if ref in scene.chosen else 0.0
            if away <= NEAR and (best is None or away < best[0]):
                best = (away, ref)
    return best[1] if best else None


def keys_in(scene: GraphScene, box: QRectF) -> frozenset[KeyRef]:
    """Keys of unlocked curves within a rectangle."""
    return frozenset(
        KeyRef(line.ref, time)
        for line in scene.visible()
        if not line.locked
        for time, x, y in places(scene, line, (box.left(), box.right()))
        if box.contains(x, y)
    )


def line_near(scene: GraphScene, at: QPointF, reach: float = 6.0) -> Line | None:
    """The curve under the mouse."""
    found: tuple[float, Line] | None = None
    xs = np.array([at.x() - 2, at.x() - 1, at.x(), at.x() + 1, at.x() + 2])
    ticks = np.rint(scene.view.start + xs * scene.view.scale).astype(np.int64)
    for line in scene.visible():
        curve = scene.curve(line.ref)
        if not curve.keys:
            continue
        scaling = scene.scaling(line.ref)
        values = scene.polylines.prepared(line.ref, curve).values_at(ticks) * scaling.gain + scaling.offset
        ys = (scene.view.high - values) / scene.view.pixel
        inside = float(ys.min()) - reach <= at.y() <= float(ys.max()) + reach
        away = float(np.abs(ys - at.y()).min())
        if inside and (found is None or away < found[0]):
            found = (away, line)
    return found[1] if found else None


def tips(scene: GraphScene) -> list[Tip]:
    """Ends of the tangents of chosen keys that shape something."""
    if not scene.chosen or len(scene.chosen) > _MOST_TANGENTS:
        return []
    found: list[Tip] = []
    for line in scene.visible():
        times = {key.time for key in scene.chosen if key.curve == line.ref}
        if times and not line.locked:
            found += _tips_of(line.ref, scene.curve(line.ref), times, scene.view, scene.scaling(line.ref))
    return found


def tip_near(scene: GraphScene, at: QPointF) -> Tip | None:
    """The end of a tangent under the mouse, where it stands clear of its key."""
    for tip in tips(scene):
        clear = (tip.end - tip.place).manhattanLength() > NEAR
        if clear and max(abs(tip.end.x() - at.x()), abs(tip.end.y() - at.y())) <= NEAR - 1:
            return tip
    return None


def box_of(scene: GraphScene) -> KeyBox | None:
    """Around the chosen keys on visible curves, when there are several."""
    rows = [
        (key.time, scene.scaling(line.ref).shown(key.value))
        for line in scene.visible()
        for key in scene.chosen_of(line.ref)
    ]
    if len(rows) < 2:
        return None
    times, values = [row[0] for row in rows], [row[1] for row in rows]
    return KeyBox(min(times), max(times), min(values), max(values))


def rect_of(box: KeyBox, view: GraphView) -> QRectF:
    """The box on screen, a little wider than its keys."""
    corner = QPointF(view.x_of(box.first), view.y_of(box.high))
    return QRectF(corner, QPointF(view.x_of(box.last), view.y_of(box.low))).adjusted(-12, -12, 12, 12)


def grips_of(box: KeyBox, view: GraphView) -> dict[str, QPointF]:
    """What one scales the box by: `w`, `e`, `n`, `s` and its corners."""
    area, wide, tall = rect_of(box, view), box.last > box.first, box.high - box.low > 1e-6
    middle = area.center()
    grips: dict[str, QPointF] = {}
    if wide:
        grips |= {"w": QPointF(area.left(), middle.y()), "e": QPointF(area.right(), middle.y())}
    if tall:
        grips |= {"n": QPointF(middle.x(), area.top()), "s": QPointF(middle.x(), area.bottom())}
    if wide and tall:
        grips |= {
            "nw": area.topLeft(),
            "ne": area.topRight(),
            "sw": area.bottomLeft(),
            "se": area.bottomRight(),
        }
    return grips


def grip_near(scene: GraphScene, at: QPointF) -> str:
    """The grip of the box under the mouse; empty when there is none."""
    box = box_of(scene)
    if box is None:
        return ""
    near = (name for name, p in grips_of(box, scene.view).items() if (p - at).manhattanLength() <= NEAR)
    return next(near, "")


def _tips_of(
    ref: CurveRef, curve: Curve, times: set[int], view: GraphView, scaling: Scaling
) -> Iterator[Tip]:
    chosen = [i for i, key in enumerate(curve.keys) if key.time in times]
    if not chosen:
        return
    first = max(chosen[0] - _AROUND, 0)
    part = Curve(curve.keys[first : chosen[-1] + _AROUND + 1])
    drawn = handles_of(part)
    for i in chosen:
        key = curve.keys[i]
        place = QPointF(view.x_of(key.time), view.y_of(scaling.shown(key.value)))
        into = i > 0 and curve.keys[i - 1].interpolation is Interpolation.BEZIER
        out = i < len(curve.keys) - 1 and key.interpolation is Interpolation.BEZIER
        for side, shapes, handle in zip(Side, (into, out), drawn[i - first], strict=True):
            if shapes:
                value = scaling.shown(key.value + handle.dv)
                end = QPointF(view.x_of(key.time + handle.dt), view.y_of(value))
                yield Tip(KeyRef(ref, key.time), side, place, end)
