"""Where a captured gesture has its key poses: at the speed minima of its hands, and at the bends between."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from studio.session.gesturing.capture_paths import BodyPath, HandPath

F64 = npt.NDArray[np.float64]

_CALM = 0.05  # seconds: shorter trembling is smoothed away before minima are looked for
_MOVING = 0.12  # share of the top speed above which a hand is on its way
_FAR = 0.08  # arm lengths between two key poses that are worth both
_BEND = 0.14  # arm lengths that a path may leave the straight line before it gets a pose of its own
_BACK = 0.2  # arm lengths from its first place within which a hand is back
_MOST = 8


@attrs.frozen
class Key:
    """A pose by its frame; phase as in gesture files."""

    frame: int
    phase: str


def key_frames(body: BodyPath, leads: int, fps: float) -> tuple[int, tuple[Key, ...]]:
    """(frame in which the gesture begins, its key poses: prep, stroke and hold; the way back is left out).

    The stroke ends at the first minimum of speed after the fastest movement that does not lead back.
    """
    hand = body.hands[leads]
    speed = _smooth(hand.speed(fps), _CALM * fps)
    top = float(speed.max(initial=0.0))
    moving = np.flatnonzero(speed > _MOVING * top) if top > 0 else np.zeros(0, np.intp)
    if len(moving) < 2:
        last = len(speed) - 1
        return 0, (Key(max(last // 2, 1), "stroke"), Key(max(last, 2), "hold"))
    start = int(moving[0])
    legs = _movements(speed, _MOVING * top)
    while len(legs) > 1 and _leads_back(hand, start, *legs[-1]):
        legs.pop()
    # The first movement raises the hand; the stroke is the fastest of those after it, if there are any.
    after = range(1, len(legs)) if len(legs) > 1 else range(1)
    stroke = max(after, key=lambda k: float(speed[legs[k][0] : legs[k][1] + 1].max()))
    keys = _poses(hand, legs, stroke)
    still = _held_until(speed, legs[-1][1], _MOVING * top)
    return start, _with_hold(keys, still)


def _movements(speed: F64, slow: float) -> list[tuple[int, int]]:
    """First and last frame of each movement: where the hand is faster than `slow`, parted where it slows to
    less than half of what it does on either side."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], speed > slow, [False]]).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for first, beyond in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        last, since = min(beyond, len(speed) - 1), first
        inner = speed[first : last + 1]
        least = np.flatnonzero((inner[1:-1] <= inner[:-2]) & (inner[1:-1] < inner[2:])) + 1 + first
        for k in least.tolist():
            if speed[k] < 0.5 * min(float(speed[since : k + 1].max()), float(speed[k : last + 1].max())):
                found.append((since, int(k)))
                since = int(k)
        found.append((since, last))
    return found


def _leads_back(hand: HandPath, start: int, first: int, last: int) -> bool:
    """Whether a movement brings the hand to where it came from."""
    place = hand.place
    home = np.linalg.norm(place[last] - place[start])
    return bool(home < _BACK and np.linalg.norm(place[first] - place[start]) > 1.5 * home)


def _poses(hand: HandPath, legs: list[tuple[int, int]], stroke: int) -> list[Key]:
    keys: list[Key] = []
    for k, (first, last) in enumerate(legs):
        phase = "prep" if k <= stroke else "stroke"
        keys += [Key(bend, phase) for bend in _bends(hand, first, last)]
        ends = "stroke" if k >= stroke else "prep"
        keys.append(Key(last, ends))
    return _fewer(hand, keys, stroke_frame=legs[stroke][1])


def _bends(hand: HandPath, first: int, last: int) -> list[int]:
    """Frames where the way from one stop to the next leaves the straight line most, if it does; at most
    three."""
    if last - first < 4:
        return []
    a, b = hand.place[first], hand.place[last]
    line, off = b - a, hand.place[first : last + 1] - a
    share = np.clip(off @ line / max(float(line @ line), 1e-12), 0.0, 1.0)
    aside = np.linalg.norm(off - share[:, None] * line, axis=1)
    most = first + int(np.argmax(aside))
    if aside.max() <= _BEND or not first + 1 < most < last - 1:
        return []
    parts = [*_bends(hand, first, most), most, *_bends(hand, most, last)]
    return parts if len(parts) <= 3 else [most]


def _fewer(hand: HandPath, keys: list[Key], stroke_frame: int) -> list[Key]:
    """Without poses that hardly differ from the one before, and at most so many."""
    kept: list[Key] = []
    for key in keys:
        near = kept and np.linalg.norm(hand.place[key.frame] - hand.place[kept[-1].frame]) < _FAR
        if near and kept[-1].phase == "stroke" and key.frame != stroke_frame:
            continue
        if near and kept[-1].frame != stroke_frame:
            kept.pop()
        kept.append(key)
    while len(kept) > _MOST:
        steps = [
            (float(np.linalg.norm(hand.place[k.frame] - hand.place[before.frame])), n)
            for n, (before, k) in enumerate(pairwise(kept), 1)
            if k.frame != stroke_frame
        ]
        kept.pop(min(steps)[1])
    return kept


def _held_until(speed: F64, last: int, slow: float) -> int:
    """The frame up to which the hand stays where the last movement left it."""
    on = np.flatnonzero(speed[last + 1 :] > slow)
    return last + int(on[0]) if len(on) else len(speed) - 1


def _with_hold(keys: list[Key], still: int) -> tuple[Key, ...]:
    return (*keys, Key(still, "hold")) if still > keys[-1].frame else tuple(keys)


def _smooth(values: F64, frames: float) -> F64:
    reach = int(3 * frames)
    if reach < 1 or len(values) < 3:
        return values
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / frames) ** 2)
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(np.convolve(padded, bell / bell.sum(), mode="valid"), np.float64)
