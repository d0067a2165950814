"""Gestures as moves from key to key, of each hand and of the trunk: when each begins and ends, and what it
leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.gestures import goals as columns
from studio.performance.gestures.goals import CENTRE, Ask
from studio.performance.gestures.performed import LINK, Performed
from studio.performance.gestures.schema import Oscillation, Pose

F64 = npt.NDArray[np.float64]
_Lull = Callable[[F64], F64]  # what a key's values become while nothing is said with them

_LULL = 0.3  # share of the way to the middle that hands sink between two gestures
_LULL_SECONDS, _BACK_SECONDS = 0.6, 0.45  # at the least
_EARLY, _LATE = 0.3, 0.3  # shares of a move that fluidity begins it before, and power after, the last one


@attrs.define(frozen=True, eq=False)
class Move:
    """From `start` to `end` in seconds towards a key's values, of which the last is its weight, 0 at rest;
    bow [3]: arm lengths that the middle of the way is off the straight line."""

    start: float
    end: float
    goal: F64
    bow: F64 = attrs.field(factory=lambda: np.zeros(3))


@attrs.define(frozen=True, eq=False)
class Shake:
    """A to and fro from `start` to `end` in seconds: `count` times by `size` [6], place and wrist angles."""

    start: float
    end: float
    count: float
    size: F64


@attrs.define(frozen=True, eq=False)
class Plan:
    """All moves of one hand, or of the trunk, in the order of time, each ending later than the one before."""

    moves: tuple[Move, ...] = ()
    shakes: tuple[Shake, ...] = ()


def asked_of(gestures: Sequence[Performed], side: int) -> tuple[Ask, ...]:
    """Every pose that a hand, 0 left or 1 right, is asked for."""
    mine = [(g, share, k == 0) for g in gestures for k, (s, share) in enumerate(g.sides) if s == side]
    return tuple(Ask(g, pose, share, leads) for g, share, leads in mine for pose in g.gesture.poses)


def hand_plan(asked: Sequence[Ask], values: F64) -> Plan:
    """The plan of one hand for the values of its keys."""
    mine = [(ask.g, ask.share) for ask in asked if ask.pose is ask.g.gesture.poses[0]]
    shakes = [shake for g, share in mine for shake in _shakes(g, share)]
    return Plan(_linked([g for g, _ in mine], values, _lull), tuple(shakes))


def trunk_plan(gestures: Sequence[Performed]) -> Plan:
    """Degrees of pitch, yaw to the left and roll of torso and head, then the weight."""
    rows = []
    for g in gestures:
        out = 1.0 if g.leads == 0 else -1.0
        size = float(np.clip(g.manner.extent, 0.5, 1.4))
        for pose in g.gesture.poses:
            turns = [(t.pitch, out * t.yaw, -out * t.roll) for t in (pose.torso, pose.head)]
            rows.append([*(size * np.ravel(turns)).tolist(), 1.0])
    return Plan(_linked(gestures, np.array(rows).reshape(-1, 7), _quieter))


def _linked(gestures: Sequence[Performed], values: F64, lull: _Lull) -> tuple[Move, ...]:
    """From gesture to gesture: hands go back to rest only where there is time for it."""
    found: list[Move] = []
    row = 0
    for n, g in enumerate(gestures):
        following = gestures[n + 1] if n + 1 < len(gestures) else None
        until = following.start if following else np.inf
        before = g.start
        for pose, time in zip(g.gesture.poses, g.poses, strict=True):
            if before < until:
                found.append(_move(before, time, values[row], g, pose))
            before, row = time, row + 1
        found += _leaving(g, values[row - 1], following, lull)
    return tuple(_in_order(found))


def _move(before: float, time: float, goal: F64, g: Performed, pose: Pose) -> Move:
    """Fluid moves begin before the last one has ended; hard strokes begin late and are fast."""
    length = max(time - before, 0.08)
    early = _EARLY * float(g.manner.fluidity) * min(length, 0.4)
    if pose.phase == "stroke":
        early -= _LATE * max(float(g.manner.power) - 0.3, 0.0) * length
    return Move(max(before - early, g.start), time, goal)


def _leaving(g: Performed, last: F64, following: Performed | None, lull: _Lull) -> list[Move]:
    back = (g.end - g.held) / float(np.clip(g.manner.leave, 0.5, 2.0))
    if following is None or following.start > g.end + LINK:
        rest = last.copy()
        rest[-1] = 0.0
        return [Move(g.held, g.held + max(back, _BACK_SECONDS), rest)]
    if following.start <= g.held + 0.1:
        return []
    return [Move(g.held, g.held + max(back, _LULL_SECONDS), lull(last))]


def _lull(last: F64) -> F64:
    """A hand that waits for the next gesture sinks a little and lets go of what it touched."""
    goal = last.copy()
    goal[columns.PLACE] += _LULL * (CENTRE - last[columns.PLACE])
    goal[columns.FRAME] *= 1 - _LULL
    goal[columns.SHOULDER] *= 0.3
    return goal


def _quieter(last: F64) -> F64:
    return np.append(0.3 * last[:-1], last[-1])


def _in_order(found: list[Move]) -> list[Move]:
    """Moves that a later one overtakes are left out, so that ends grow."""
    kept: list[Move] = []
    for move in sorted(found, key=lambda m: m.start):
        while kept and kept[-1].end >= move.end - 0.02:
            kept.pop()
        kept.append(move)
    return kept


def _shakes(g: Performed, share: float) -> list[Shake]:
    """The to and fro of poses that have one, each until the next pose is reached."""
    found = []
    for k, pose in enumerate(g.gesture.poses):
        end = g.poses[k + 1] if k + 1 < len(g.poses) else g.held
        if pose.oscillate and end > g.poses[k] + 0.15:
            found.append(_shake(pose.oscillate, g.poses[k], end, share * float(g.manner.extent)))
    return found


def _shake(how: Oscillation, start: float, end: float, extent: float) -> Shake:
    axis = np.array(how.axis) / max(float(np.linalg.norm(how.axis)), 1e-6)
    size = np.concatenate([how.size * axis, np.radians(how.turn)])
    return Shake(start, end, how.count, size * min(extent, 1.3))
