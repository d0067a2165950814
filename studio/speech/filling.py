"""Words that were not heard get a plausible place between those that were."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent
from studio.speech.graph import Pronunciation
from studio.speech.passages import Placed, Words
from studio.speech.phones import UNREAD, Sound

Bools = npt.NDArray[np.bool_]

_PER_SOUND = 7  # frames a sound takes in easy speech
_LEAST = 1  # frames a word must have
_ROOMY = 4  # frames a word may have before its neighbours need give any
_LENT = 0.5  # share of its last or first sound that a neighbour gives up
_SEEN = 0.2  # confidence of a word laid over speech that was not understood
_UNSEEN = 0.05  # ... and of one squeezed between its neighbours


def fill(
    placed: Sequence[Placed], words: Words, active: Bools, progress: Progress = silent
) -> tuple[tuple[Placed, ...], tuple[int, ...]]:
    """Every word in order, and the indices of those for which there was no room at all.

    active [frames]: where there is speech.
    """
    known = list(placed)
    found: list[Placed] = []
    lost: list[int] = []
    edges = [None, *known, None]
    for before, following in pairwise(edges):
        after = following
        progress(before.end / len(active) if before else 0.0)
        first = before.word + 1 if before else 0
        end = after.word if after else len(words)
        low = before.end if before else 0
        high = after.starts[0] if after else len(active)
        if high - low < _ROOMY * (end - first):
            if found:
                found[-1] = _shortened_end(found[-1])
                low = found[-1].end
            if after is not None:
                after = _shortened_start(after)
                high = after.starts[0]
        laid = _lay(range(first, end), words, low, high, active, hug_end=before is None)
        found += laid
        lost += [index for index in range(first, end) if index not in {one.word for one in laid}]
        if after is not None:
            found.append(after)
    return tuple(found), tuple(lost)


def _shortened_end(one: Placed) -> Placed:
    spare = int((one.end - one.starts[-1]) * _LENT)
    return attrs.evolve(one, end=one.end - spare)


def _shortened_start(one: Placed) -> Placed:
    second = one.starts[1] if len(one.starts) > 1 else one.end
    spare = int((second - one.starts[0]) * _LENT)
    return attrs.evolve(one, starts=(one.starts[0] + spare, *one.starts[1:]))


def _lay(indices: range, words: Words, low: int, high: int, active: Bools, *, hug_end: bool) -> list[Placed]:
    """Words in a row over the speech between two frames; what there is no room for is left out."""
    spoken = np.flatnonzero(active[low:high]) + low
    room = spoken if len(spoken) >= _LEAST * len(indices) else np.arange(low, high)
    fitting = list(indices)[: len(room) // _LEAST]
    if not fitting:
        return []
    pronunciations = [words[index][0] for index in fitting]
    sizes = np.array([len(p) for p in pronunciations], np.float64)
    wanted = min(len(room), int(sizes.sum() * _PER_SOUND))
    room = room[len(room) - wanted :] if hug_end else room[:wanted]
    cuts = _cuts(sizes, len(room))
    heard = len(spoken) >= _LEAST * len(indices) and wanted >= sizes.sum() * _PER_SOUND / 2
    confidence = _SEEN if heard else _UNSEEN
    return [
        _spread(index, pronunciation, int(room[a]), int(room[b - 1]) + 1, confidence)
        for index, pronunciation, a, b in zip(fitting, pronunciations, cuts[:-1], cuts[1:], strict=True)
    ]


def _cuts(sizes: npt.NDArray[np.float64], room: int) -> npt.NDArray[np.intp]:
    """Bounds of shares of `room` in proportion to sizes, none under the least."""
    spare = room - _LEAST * len(sizes)
    ends = np.cumsum(sizes) / sizes.sum() * spare
    return np.concatenate([[0], np.rint(ends) + _LEAST * np.arange(1, len(sizes) + 1)]).astype(np.intp)


def guessed(sound: Sound) -> Sound:
    """A sound that could be anything is shown as one that hardly moves the mouth."""
    return (
        attrs.evolve(sound, label="T" if "T" in sound.segments[0] else "AH0")
        if sound.label == UNREAD
        else sound
    )


def _spread(index: int, pronunciation: Pronunciation, start: int, end: int, confidence: float) -> Placed:
    """A word whose sounds share its time evenly; it has as many as there are frames for."""
    kept = tuple(guessed(sound) for sound in pronunciation[: end - start])
    starts = tuple(int(x) for x in np.linspace(start, end, len(kept) + 1)[:-1])
    return Placed(index, kept, starts, end, confidence, heard=False)
