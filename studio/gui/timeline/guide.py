"""Snapping on the canvas, and the line that shows what was snapped to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Qt

from studio.gui.timeline.axis import Axis
from studio.gui.timeline.lane import NO_MODIFIER
from studio.gui.timeline.lanes import LaneTree
from studio.session.keying.snapping import Ticks, places_of, range_places, snapped
from studio.session.studio import Studio

REACH = 8  # pixels


class Guide:
    """`at`: the tick that attracted something last, while something is dragged."""

    def __init__(self, studio: Studio, axis: Axis, tree: LaneTree) -> None:
        self._studio, self._axis, self._tree = studio, axis, tree
        self.at: int | None = None
        self.moved: Callable[[], None] = lambda: None

    def snap(
        self,
        tick: int,
        modifiers: Qt.KeyboardModifier = NO_MODIFIER,
        without: frozenset[int] = frozenset(),
        also: Sequence[int] = (),
    ) -> int:
        """Where a dragged tick goes."""
        found = self.find(tick, modifiers, without, also)
        self._show(found)
        return tick if found is None else found

    def find(
        self,
        tick: int,
        modifiers: Qt.KeyboardModifier = NO_MODIFIER,
        without: frozenset[int] = frozenset(),
        also: Sequence[int] = (),
    ) -> int | None:
        """The place that attracts a tick; None when it stays. Shows nothing."""
        snapping, scene = self._studio.snapping.value, self._studio.scene
        inverted = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if scene is None or snapping.on == inverted:
            return None
        reach = REACH * self._axis.view.value.scale
        transport = self._studio.transport
        places: list[Ticks] = [*places_of(scene, snapping), range_places(transport.range)]
        places += [np.array([transport.at], np.int64), np.array(also, np.int64)]
        if snapping.keys:
            places.append(self._keys(tick, reach))
        without = without.difference(also)
        return snapped(tick, reach, places, scene.rate if snapping.frames else None, without)

    def clear(self) -> None:
        self._show(None)

    def _keys(self, tick: int, reach: float) -> Ticks:
        span = (int(tick - reach), int(tick + reach) + 1)
        found = {at for lane in self._tree.shown() for at in lane.snap_ticks(span)}
        return np.array(sorted(found), np.int64)

    def _show(self, at: int | None) -> None:
        if at != self.at:
            self.at = at
            self.moved()
