"""A gesture's event on the timeline, read as times and manner.

params of such an event: `stroke` seconds from its start to the stroke's end, `hold` seconds from there to the
hold's end, `side` -1 right, 1 left, 0 both; `extent`, `tempo`, `amplitude` factors, `power`, `fluidity`,
`tension` added to what the mood asks for (-1..1), `swivel` degrees more. What is absent follows the gesture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from studio.core.time import seconds, ticks
from studio.document.schema import EmotionTrack, Event
from studio.performance.body.motion import feeling
from studio.performance.gestures.expressivity import Expressivity, expressivity
from studio.performance.gestures.library import Library
from studio.performance.gestures.schema import Gesture

LINK = 0.8  # seconds: hands that would be at rest for less stay up


@attrs.define(frozen=True, eq=False)
class Performed:
    """Seconds of scene time: where it starts, where each pose is reached, where the hold ends and where the
    hands are back; sides: the hands that take part, the leading one first, with their shares."""

    event: Event
    gesture: Gesture
    start: float
    poses: tuple[float, ...]
    held: float
    end: float
    leads: int  # 0 left, 1 right
    sides: tuple[tuple[int, float], ...]
    manner: Expressivity


def performed(
    events: Iterable[Event], library: Library, tracks: Sequence[EmotionTrack]
) -> tuple[Performed, ...]:
    """The gestures among events that are neither muted nor unknown, in the order of time."""
    known = sorted(
        (e for e in events if e.kind == "gesture" and not e.muted and library.get(e.name)),
        key=lambda e: (e.start, e.end, e.id),
    )
    if not known:
        return ()
    at = np.array([e.start + ticks(_stroke(e, library.gestures[e.name])) for e in known], np.int64)
    order = np.argsort(at, kind="stable")
    felt = feeling(tracks, at[order]).emotions
    back = np.argsort(order, kind="stable")
    manner = expressivity({name: level[back] for name, level in felt.items()}, len(known))
    return tuple(_performed(e, library.gestures[e.name], _of(manner, k, e)) for k, e in enumerate(known))


def _performed(event: Event, gesture: Gesture, manner: Expressivity) -> Performed:
    stroke, hold = _stroke(event, gesture), _hold(event, gesture)
    before, after = gesture.stroke or 1e-3, gesture.hold or 1e-3
    start, length = seconds(event.start), seconds(event.end - event.start)
    times = []
    for pose in gesture.poses:
        late = pose.at * gesture.duration - gesture.stroke
        times.append(start + stroke + (late / before * stroke if late <= 0 else late / after * hold))
    held = start + stroke + hold
    lead, sides = _sides(event, gesture)
    end = max(start + length, held + 0.25)
    return Performed(event, gesture, start, tuple(times), held, end, lead, sides, manner)


def _stroke(event: Event, gesture: Gesture) -> float:
    given = event.params.get("stroke", gesture.stroke / max(event.params.get("tempo", 1.0), 0.1))
    return float(np.clip(given, 0.1, max(seconds(event.end - event.start) - 0.1, 0.12)))


def _hold(event: Event, gesture: Gesture) -> float:
    left = seconds(event.end - event.start) - _stroke(event, gesture)
    given = event.params.get("hold", min(gesture.hold / max(event.params.get("tempo", 1.0), 0.1), 0.6 * left))
    return float(np.clip(given, 0.0, max(left, 0.0)))


def _sides(event: Event, gesture: Gesture) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The leading hand, and which take part. A gesture of both hands leads with the right one."""
    side = event.params.get("side", {"left": 1.0, "both": 0.0}.get(gesture.hands, -1.0))
    lead = 0 if side > 0 else 1
    if gesture.hands == "none":
        return lead, ()
    amplitude = float(np.clip(event.params.get("amplitude", 1.0), 0.0, 1.0))
    joins = gesture.second_hand
    if gesture.hands == "both":
        joins = max(joins, 0.9) if joins == 0.0 else joins
    elif side == 0:
        joins = max(joins, 0.9)
    if any(pose.other for pose in gesture.poses):
        joins = max(joins, 1.0)
    both = ((lead, amplitude), (1 - lead, amplitude * joins))
    return lead, both if joins > 0 else both[:1]


def _of(manner: Expressivity, k: int, event: Event) -> Expressivity:
    """The manner at one time, with what the event itself asks for."""
    own = {name: float(np.asarray(value)[k]) for name, value in attrs.asdict(manner).items()}
    own["extent"] *= event.params.get("extent", 1.0)
    for name in ("power", "fluidity", "tension"):
        own[name] = float(np.clip(own[name] + event.params.get(name, 0.0), 0.0, 1.0))
    return Expressivity(**own)
