"""What keys on the graph snap to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.session.keying.snapping import places_of, range_places, snapped

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

_REACH = 7  # pixels
_SOFT = 4  # pixels within which a value goes to a quarter
_QUARTERS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
_NONE: frozenset[int] = frozenset()


def snap_time(
    scene: GraphScene,
    tick: int,
    inverted: bool,
    *,
    without: frozenset[int] = _NONE,
    playhead: bool = True,
) -> int:
    """Where a dragged tick goes. inverted: the artist holds the key that turns snapping round."""
    studio, document = scene.studio, scene.studio.scene
    snapping = studio.snapping.value
    if document is None or snapping.on == inverted:
        return tick
    reach = _REACH * scene.view.scale
    places = [*places_of(document, snapping), range_places(studio.transport.range)]
    if playhead:
        places.append(np.array([studio.transport.at], np.int64))
    if snapping.keys:
        places += [
            scene.polylines.prepared(line.ref, scene.curve(line.ref)).times for line in scene.visible()
        ]
    found = snapped(tick, reach, places, document.rate if snapping.frames else None, without)
    return tick if found is None else found


def snap_value(scene: GraphScene, shown: float, inverted: bool) -> float:
    """A value near a quarter is that quarter."""
    if scene.studio.snapping.value.on == inverted:
        return shown
    near = min(_QUARTERS, key=lambda quarter: abs(quarter - shown))
    return near if abs(near - shown) <= _SOFT * scene.view.pixel else shown
