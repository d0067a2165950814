"""On which words hands strike: those that stand out or show something, spaced as a person's habit has it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent, watched
from studio.core.time import TimeRange, seconds, ticks
from studio.performance.gestures.meaning import Meaning
from studio.performance.gestures.plan_words import SaidWord
from studio.performance.life import Voice

F64 = npt.NDArray[np.float64]

CLOSEST = 0.8  # seconds between the ends of two strokes
_FIRST = 0.45  # seconds of a scene in which no hand can have got ready yet
_UNEVEN = 0.3  # how much a distance that is not the usual one costs
_FURTHEST = 14.0  # seconds: distances beyond cost no more
_ROUNDS = 14


def chosen_words(
    words: Sequence[SaidWord],
    meant: Sequence[Meaning],
    voice: Voice,
    span: TimeRange,
    rate: float,
    taken: Sequence[TimeRange],
    rng: np.random.Generator,
    progress: Progress = silent,
) -> tuple[int, ...]:
    """Indices of the words that get a stroke, `rate` of them a second of fluent speech, none in `taken`.

    The best row of words by stress, meaning and even spacing, found by dynamic programming; a price on each
    stroke is tuned until there are as many as wanted.
    """
    unrest = rng.normal(0.0, 0.12, len(words))
    worth = np.array([_worth(w, m) for w, m in zip(watched(words, progress), meant, strict=True)]) + unrest
    free = [k for k, w in enumerate(watched(words, progress)) if _free(w, span, taken)]
    talk = _talk(voice, span, taken)
    wanted = round(rate * talk)
    if not free or wanted < 1:
        return tuple(free[:1]) if free and talk > 0.5 / rate else ()
    at = np.array([seconds(words[k].nucleus) for k in free])
    clock = _spoken(voice, at)
    return tuple(free[i] for i in _best_count(at, clock, worth[free], 1.0 / rate, wanted, progress))


def _worth(word: SaidWord, meant: Meaning) -> float:
    return 1.5 * word.prominence + 0.8 * meant.strength + 0.15 * abs(meant.contrast)


def _free(word: SaidWord, span: TimeRange, taken: Sequence[TimeRange]) -> bool:
    inside = span.start + ticks(_FIRST) <= word.nucleus < span.end
    return inside and not any(word.nucleus in held for held in taken)


def _talk(voice: Voice, span: TimeRange, taken: Sequence[TimeRange]) -> float:
    """Seconds of speech in a span that nothing has taken."""
    total = 0
    for part in voice.speech:
        start, end = max(part.start, span.start), min(part.end, span.end)
        total += max(end - start, 0)
        total -= sum(max(min(end, t.end) - max(start, t.start), 0) for t in taken)
    return max(seconds(total), 0.0)


def _spoken(voice: Voice, at: F64) -> F64:
    """Seconds of speech before each time in seconds: pauses do not count as time without a gesture."""
    if not voice.speech:
        return np.zeros(len(at))
    starts = np.array([seconds(part.start) for part in voice.speech])
    lengths = np.array([seconds(part.duration) for part in voice.speech])
    before = np.concatenate([[0.0], np.cumsum(lengths)])
    last = np.searchsorted(starts, at, side="right") - 1
    inside = np.clip(at - starts[last], 0.0, lengths[last])
    return np.asarray(np.where(last < 0, 0.0, before[np.maximum(last, 0)] + inside))


def _best_count(at: F64, clock: F64, worth: F64, usual: float, wanted: int, progress: Progress) -> list[int]:
    low, high = -6.0, 8.0
    best: list[int] = []
    before = _reachable(at, clock, usual, progress)
    for _ in range(_ROUNDS):
        progress(0.0)
        price = 0.5 * (low + high)
        row = _best_row(worth - price, before, _uneven(clock + 0.5 * usual, usual))
        if not best or abs(len(row) - wanted) < abs(len(best) - wanted):
            best = row
        if len(row) == wanted:
            break
        low, high = (price, high) if len(row) > wanted else (low, price)
    return best


def _reachable(at: F64, clock: F64, usual: float, progress: Progress) -> list[tuple[int, F64]]:
    """For each place the first one that the stroke before it may be on, and what each from there on costs."""
    first = np.searchsorted(at, at - _FURTHEST)
    last = np.maximum(np.searchsorted(at, at - CLOSEST, side="right"), first)
    return [
        (int(i), _uneven(clock[k] - clock[i:j], usual))
        for k, (i, j) in enumerate(zip(watched(first.tolist(), progress), last, strict=True))
    ]


def _best_row(gain: F64, reachable: list[tuple[int, F64]], opening: F64) -> list[int]:
    """The row of places of greatest gain, less what uneven distances cost; opening: what each costs as the
    first of a row."""
    total, before = gain - opening, np.full(len(gain), -1)
    for k, (i, costs) in enumerate(reachable):
        if len(costs):
            sums = total[i : i + len(costs)] - costs
            best = int(sums.argmax())
            if sums[best] > -opening[k]:
                total[k], before[k] = gain[k] + sums[best], i + best
    k = int(np.argmax(total))
    row: list[int] = []
    while k >= 0 and (row or total[k] > 0):
        row.append(k)
        k = int(before[k])
    return row[::-1]


def _uneven(distance: F64, usual: float) -> F64:
    ratio = np.clip(distance, 0.3, _FURTHEST) / usual
    return np.asarray(_UNEVEN * np.log(ratio) ** 2)
