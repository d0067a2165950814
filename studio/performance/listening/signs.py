"""Answers without a voice: nods, tilts and shakes where the other's phrases end and weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from studio.core.progress import Progress, silent
from studio.core.time import TimeRange, ticks
from studio.document.schema import Event
from studio.performance.gestures.library import Library
from studio.performance.gestures.plan_limits import HEAD, LEFT, RIGHT, Limits
from studio.performance.gestures.schema import Gesture
from studio.performance.listening.attitude import Attitude
from studio.performance.listening.partner import Partner

_GAP = ticks(1.5)  # between two answers
_SILENT = ticks(3.0)  # after so long without an answer, any cue weighs this:
_OVERDUE = 1.2
_STORY, _LONGEST = ticks(3.0), ticks(2.2)  # listening that has to be answered; no answer is longer than this
_POSE_GAP, _LONG = ticks(14.0), ticks(6.0)  # between two postures of the hands; listening that earns one
_POSES = 0.6  # chance of one where it is earned
_NOD = {"pitch": 5.0, "yaw": 0.0, "roll": 0.0, "brow": 0.0, "peak": 0.4}


@attrs.frozen
class Cue:
    """A moment that asks for an answer: `weight` scales the chance; rising as in a question."""

    time: int
    weight: float
    rising: bool = False


def plan_signs(
    spans: Sequence[TimeRange],
    partner: Partner,
    attitude: Attitude,
    library: Library,
    limits: Limits,
    rng: np.random.Generator,
    progress: Progress = silent,
) -> tuple[Event, ...]:
    """Events of kind `gesture` (of the library's kind `listening`), or nods of kind `head` where the library
    has none of the attitude's signs."""
    found: list[Event] = []
    for k, span in enumerate(spans):
        progress(k / len(spans))
        last = begun = span.start - _GAP // 2
        cues = list(_cues(span, partner))
        early = span.end - _LONGEST
        closing = max((c.time for c in cues if c.weight >= 1.0 and c.time < early), default=0)
        for cue in cues:
            late = ticks(float(rng.uniform(0.12, 0.38)))
            chance = attitude.answers * (cue.weight if cue.time - last < _SILENT else _OVERDUE)
            # nobody is told a whole story without any answer
            due = cue.time == closing and last == begun and span.duration > _STORY
            if (rng.random() >= chance and not due) or cue.time + late - last < _GAP:
                continue
            sign = _sign(cue, attitude, library, limits, rng)
            made = _event(len(found), cue.time + late, sign, rng)
            if made is not None and made.end <= span.end + ticks(0.6):
                found.append(made)
                last = made.end - ticks(0.4)
    return tuple(found)


def _cues(span: TimeRange, partner: Partner) -> Iterator[Cue]:
    cues = [Cue(e.time, 1.0, e.rising) for e in partner.voice.phrase_ends]
    cues += [Cue(a.time, 0.18) for a in partner.voice.accents if a.prominence > 0.72]
    yield from sorted((c for c in cues if c.time in span), key=lambda c: (c.time, -c.weight))


def _sign(
    cue: Cue, attitude: Attitude, library: Library, limits: Limits, rng: np.random.Generator
) -> Gesture | None:
    if HEAD in limits.busy(cue.time, cue.time + ticks(1.0)):
        return None
    known = [(library.gestures[n], w) for n, w in attitude.signs.items() if n in library.gestures]
    known = [(g, w) for g, w in known if g.hands == "none"]
    luck = rng.random()
    if not known:
        return None
    # what weighs only a little gets a small answer
    weights = np.array([w / (1.0 if cue.weight > 0.5 else max(g.duration, 0.3) ** 2) for g, w in known])
    place = int(np.searchsorted(np.cumsum(weights) / weights.sum(), luck))
    return known[min(place, len(known) - 1)][0]


def _event(number: int, start: int, sign: Gesture | None, rng: np.random.Generator) -> Event | None:
    size, back = float(rng.uniform(0.8, 1.2)), 0.45
    if sign is None:
        params = _NOD | {"pitch": _NOD["pitch"] * size}
        return Event(f"listening-{number:05d}", "head", start, start + ticks(0.6), params, "nod")
    params = {"stroke": sign.stroke, "hold": sign.hold, "side": -1.0, "extent": size}
    end = start + ticks(sign.duration + back)
    return Event(f"listening-{number:05d}", "gesture", start, end, params, sign.name)


def plan_stances(
    spans: Sequence[TimeRange], library: Library, limits: Limits, rng: np.random.Generator
) -> tuple[Event, ...]:
    """Where the hands are during long listening: at the chin, folded, before the body; now and then."""
    found: list[Event] = []
    choice = [g for g in library if g.kind == "listening" and g.hands != "none"]
    before = -_POSE_GAP
    for span in spans:
        start = span.start + ticks(float(rng.uniform(1.2, 2.5)))
        room = span.end - start
        luck = rng.random()
        if not choice or room < _LONG or start - before < _POSE_GAP or luck > _POSES:
            continue
        if limits.busy(span.start, span.end) & {LEFT, RIGHT}:
            continue
        weights = np.array([g.weight for g in choice])
        g = choice[int(rng.choice(len(choice), p=weights / weights.sum()))]
        hold = min(float(rng.uniform(4.0, 8.0)), (room / ticks(1.0)) - g.stroke - 1.0)
        params = {"stroke": g.stroke * 1.15, "hold": hold, "side": -1.0 if rng.random() < 0.7 else 1.0}
        end = start + ticks(params["stroke"] + hold + 1.0)
        found.append(Event(f"stance-{len(found):05d}", "gesture", start, end, params, g.name))
        before = end
    return tuple(found)
