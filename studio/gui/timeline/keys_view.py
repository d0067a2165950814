"""The keys of a lane on screen: where they are, what of them is under the mouse, how they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from studio.animation.tangents import Side, handles_of
from studio.document.curves import Curve, Handle, Interpolation, Key
from studio.gui.kit.theme import Theme
from studio.gui.timeline.keys_hands import SelectionBox
from studio.gui.timeline.painting_curve import NEAR, KeySpot, keys_between, paint_handles, paint_keys
from studio.session.selection import KeyRef

if TYPE_CHECKING:
    from studio.gui.timeline.lanes_curve import CurveLane

_MOST_TANGENTS = 60  # chosen keys whose tangents are drawn
_DENSE = 4  # pixels from one key to the next on average, below which single keys are not drawn
_GRIP = 5  # pixels around a grip or the end of a tangent

Tangents = list[tuple[KeyRef, Side, QPointF, QPointF]]


class KeyView:
    """Of one lane."""

    def __init__(self, lane: CurveLane) -> None:
        self._lane = lane

    @property
    def chosen_times(self) -> set[int]:
        """Of the chosen keys of this lane."""
        lane = self._lane
        return {k.time for k in lane.studio.selection.value.keys if k.curve == lane.ref}

    def spots(self) -> list[KeySpot]:
        """Keys on screen, in rising time."""
        view, margin = self._lane.view, round(12 * self._lane.view.scale)
        return self._spots(keys_between(self._lane.curve, view.span.start - margin, view.span.end + margin))

    def _spots_to_paint(self, over: int | None) -> list[KeySpot]:
        """Those on screen; too dense to be told apart, only what is chosen or under the mouse."""
        lane = self._lane
        keys = keys_between(lane.curve, lane.view.span.start, lane.view.span.end)
        if len(keys) <= lane.view.width / _DENSE:
            return self.spots()
        chosen = self.chosen_times
        return self._spots([key for key in keys if key.time in chosen or key.time == over])

    def _spots(self, keys: Sequence[Key]) -> list[KeySpot]:
        lane, chosen = self._lane, self.chosen_times
        view, axis = lane.view, lane.axis
        shown = lane.shown_values(keys)
        return [
            KeySpot(k.time, view.x_of(k.time), axis.y_of(v), k.time in chosen, k.anchor is not None)
            for k, v in zip(keys, shown, strict=True)
        ]

    def key_near(self, x: float, y: float) -> KeyRef | None:
        """The key under the mouse."""
        near = ((max(abs(s.x - x), abs(s.y - y)), s) for s in self.spots())
        best = min(near, key=lambda pair: pair[0], default=None)
        return KeyRef(self._lane.ref, best[1].time) if best is not None and best[0] <= NEAR else None

    def keys_in(self, box: QRectF) -> list[KeyRef]:
        """Keys within a rectangle."""
        return [KeyRef(self._lane.ref, spot.time) for spot in self.spots() if box.contains(spot.x, spot.y)]

    def box(self) -> SelectionBox | None:
        """Around the chosen keys, when there are several and some of them are here."""
        lane, times = self._lane, self.chosen_times
        chosen = lane.studio.selection.value.keys
        here = [key for key in lane.curve.keys if key.time in times] if times else []
        if len(chosen) < 2 or not here:
            return None
        values = lane.shown_values(here)
        return SelectionBox(
            min(k.time for k in chosen), max(k.time for k in chosen), min(values), max(values)
        )

    def grips(self, box: SelectionBox) -> dict[str, QPointF]:
        """What one scales the box by: the middles of its edges."""
        grips: dict[str, QPointF] = {}
        area = self._rect(box)
        middle = area.center()
        if box.end > box.start:
            grips |= {"left": QPointF(area.left(), middle.y()), "right": QPointF(area.right(), middle.y())}
        if box.high - box.low > 1e-6:
            grips |= {"top": QPointF(middle.x(), area.top()), "bottom": QPointF(middle.x(), area.bottom())}
        return grips

    def edge_near(self, x: float, y: float) -> str:
        """The edge of the selection's box under the mouse; empty when there is none."""
        box = self.box()
        grips = self.grips(box) if box is not None else {}
        near = (e for e, p in grips.items() if max(abs(p.x() - x), abs(p.y() - y)) <= _GRIP)
        return next(near, "")

    def tangents(self) -> Tangents:
        """Tangents of chosen keys: key, side, the key's place and that of the end."""
        times = self.chosen_times
        if not times or len(times) > _MOST_TANGENTS:
            return []
        keys = self._lane.curve.keys
        around = [i for i, key in enumerate(keys) if key.time in times]
        if not around:
            return []
        part = Curve(keys[max(around[0] - 2, 0) : around[-1] + 3])
        drawn = handles_of(part)
        chosen = [i for i, key in enumerate(part.keys) if key.time in times]
        return [end for i in chosen for end in self._ends(part, i, drawn[i])]

    def tangent_near(self, x: float, y: float) -> tuple[KeyRef, Side] | None:
        """The end of a tangent under the mouse."""
        for key, side, place, end in self.tangents():
            apart = abs(end.x() - place.x()) + abs(end.y() - place.y()) > NEAR
            if apart and max(abs(end.x() - x), abs(end.y() - y)) <= _GRIP:
                return key, side
        return None

    def paint(self, painter: QPainter, theme: Theme, colour: QColor, over: KeyRef | None) -> None:
        """The selection's box, tangents and keys. over: the key under the mouse."""
        if not self._lane.curve.keys:
            return
        box = self.box()
        if box is not None:
            self._paint_box(painter, theme, box)
        paint_handles(painter, theme, [(place, end) for _, _, place, end in self.tangents()], colour)
        time = over.time if over is not None else None
        paint_keys(painter, theme, self._spots_to_paint(time), colour, self._lane.axis.height, time)

    def _ends(self, part: Curve, i: int, pair: tuple[Handle, Handle]) -> Tangents:
        lane, key = self._lane, part.keys[i]
        bent = (
            i > 0 and part.keys[i - 1].interpolation is Interpolation.BEZIER,
            i < len(part.keys) - 1 and key.interpolation is Interpolation.BEZIER,
        )
        value, view = lane.shown_values([key])[0], lane.view
        place = QPointF(view.x_of(key.time), lane.axis.y_of(value))
        ends = (QPointF(view.x_of(key.time + h.dt), lane.axis.y_of(value + h.dv)) for h in pair)
        sides = zip((Side.LEFT, Side.RIGHT), bent, ends, strict=True)
        return [(KeyRef(lane.ref, key.time), side, place, end) for side, shown, end in sides if shown]

    def _rect(self, box: SelectionBox) -> QRectF:
        """A selection's box on screen, a little wider than its keys."""
        lane = self._lane
        left, right = lane.view.x_of(box.start), lane.view.x_of(box.end)
        top, bottom = lane.axis.y_of(box.high), lane.axis.y_of(box.low)
        room = lane.axis.height - 4.0
        area = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-9, -8, 9, 8)
        area.setTop(max(area.top(), 4.0))
        area.setBottom(min(area.bottom(), room))
        return area

    def _paint_box(self, painter: QPainter, theme: Theme, box: SelectionBox) -> None:
        colour = QColor(theme.selection)
        painter.setPen(QPen(colour, 0))
        colour.setAlphaF(0.08)
        painter.setBrush(colour)
        painter.drawRect(self._rect(box))
        painter.setBrush(QColor(theme.selection))
        painter.setPen(QPen(QColor(theme.well), 0))
        for place in self.grips(box).values():
            painter.drawRect(QRectF(place.x() - 3, place.y() - 3, 6, 6))
