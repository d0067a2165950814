"""Curves as points on screen, as many as there are columns, prepared once for each curve."""

from __future__ import annotations

import itertools
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtGui import QPolygonF

from studio.animation.sample import Sampler, sample
from studio.document.curves import Curve, Interpolation
from studio.gui.curves.graph_view import GraphView
from studio.gui.curves.lines import Scaling
from studio.session.selection import CurveRef

F64 = npt.NDArray[np.float64]

_BYTES = 16  # of a QPointF
_DENSE = 2.0  # keys a column beyond which columns show what they span
_SELDOM = 3


@attrs.define(eq=False)
class Prepared:
    """times, values [keys] of a curve; corners: ticks at which a step falls; anchored: times of keys that are
    tied to words."""

    curve: Curve
    times: npt.NDArray[np.int64]
    values: F64
    corners: npt.NDArray[np.int64]
    anchored: frozenset[int]
    _sampler: Sampler | None = None
    _asked: int = 0

    def values_at(self, at: npt.NDArray[np.int64]) -> F64:
        """Values [n] at ticks [n]. A curve under the hand is another at every move: it is made ready to be
        asked often only once it has been asked several times."""
        self._asked += 1
        if self._sampler is None and self._asked <= _SELDOM:
            return sample(self.curve, at)
        if self._sampler is None:
            self._sampler = Sampler(self.curve)
        return self._sampler(at)


class Polylines:
    """Keeps what was worked out for each curve until it is another."""

    def __init__(self) -> None:
        self._kept: dict[CurveRef, Prepared] = {}

    def prepared(self, ref: CurveRef, curve: Curve) -> Prepared:
        kept = self._kept.get(ref)
        if kept is None or kept.curve is not curve:
            kept = _prepare(curve)
            self._kept[ref] = kept
        return kept

    def line(self, ref: CurveRef, curve: Curve, view: GraphView, scaling: Scaling) -> QPolygonF:
        """The curve on screen, its held ends included."""
        if not curve.keys:
            return QPolygonF()
        ready = self.prepared(ref, curve)
        xs, values = _points(ready, view)
        return polygon(xs, (view.high - (values * scaling.gain + scaling.offset)) / view.pixel)


def polygon(xs: F64, ys: F64) -> QPolygonF:
    """Points [n] as Qt draws them, without a loop."""
    made = QPolygonF()
    if len(xs):
        made.resize(len(xs))
        # The stubs know neither the size nor that the first point stands for all of them.
        memory: Any = shiboken6.VoidPtr(made.data(), len(xs) * _BYTES, True)  # type: ignore[arg-type, call-arg]
        points = np.frombuffer(memory, np.float64).reshape(-1, 2)
        points[:, 0], points[:, 1] = xs, ys
    return made


def _prepare(curve: Curve) -> Prepared:
    steps = [
        b.time - 1 for a, b in itertools.pairwise(curve.keys) if a.interpolation is Interpolation.STEPPED
    ]
    return Prepared(
        curve,
        np.array([key.time for key in curve.keys], np.int64),
        np.array([key.value for key in curve.keys], np.float64),
        np.array(steps, np.int64),
        frozenset(key.time for key in curve.keys if key.anchor is not None),
    )


def _points(ready: Prepared, view: GraphView) -> tuple[F64, F64]:
    columns = np.rint(view.start + np.arange(-1, view.width + 2) * view.scale).astype(np.int64)
    low, high = np.searchsorted(ready.times, [columns[0], columns[-1]])
    if high - low > _DENSE * len(columns):
        return _spans(ready, columns, int(low), int(high), view)
    low_step, high_step = np.searchsorted(ready.corners, [columns[0], columns[-1]])
    at = np.concatenate([columns, ready.times[low:high], ready.corners[low_step:high_step]])
    at.sort()
    return np.asarray((at - view.start) / view.scale, np.float64), ready.values_at(at)


def _spans(
    ready: Prepared, columns: npt.NDArray[np.int64], low: int, high: int, view: GraphView
) -> tuple[F64, F64]:
    """Highest and lowest key of each column in turn: nothing is lost where keys are denser than pixels."""
    times, values = ready.times[low:high], ready.values[low:high]
    bounds = np.unique(np.searchsorted(times, columns))
    bounds = bounds[bounds < len(times)]
    top, bottom = np.maximum.reduceat(values, bounds), np.minimum.reduceat(values, bounds)
    xs = np.repeat((times[bounds] - view.start) / view.scale, 2)
    return np.asarray(xs, np.float64), np.stack([top, bottom], axis=1).ravel()
