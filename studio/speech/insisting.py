"""A second search, which leaves no word out, where words were not heard although somebody speaks.

A voice that the model hardly knows (a cartoon's, a machine's, one sung or changed) still says its words in
order; they are placed by what little they resemble, and marked as doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs

from studio.core.progress import Progress, silent
from studio.speech.passages import Placed, Task, find
from studio.speech.search import Prices

_FIRM = Prices(foreign=1000.0, foreign_frame=20.0, gap=1000.0, gap_word=1000.0, long_gap=1e6)
_PER_SOUND = 7  # frames a sound takes in easy speech
_SLOWEST, _FASTEST = 3.0, 0.4  # spoken time, in units of easy speech, that the words may have
_LONGEST = 6000  # frames searched at once
_DOUBT = 0.45  # most confidence of a word placed like this


def insist(task: Task, placed: Sequence[Placed], progress: Progress = silent) -> tuple[Placed, ...]:
    """The words placed already, and those between them that fit the time in which somebody speaks."""
    firm = attrs.evolve(task, prices=_FIRM)
    found: list[Placed] = []
    for before, after in pairwise([None, *placed, None]):
        progress(before.end / task.hearing.frames if before else 0.0)
        first, end = before.word + 1 if before else 0, after.word if after else len(task.words)
        low, high = before.end if before else 0, after.starts[0] if after else task.hearing.frames
        if first < end and _fits(task, first, end, low, high):
            heard = find(firm, low, high, first, end - first, free_end=False)
            found += [attrs.evolve(one, confidence=min(one.confidence, _DOUBT)) for one in heard]
        if after is not None:
            found.append(after)
    return tuple(found)


def _fits(task: Task, first: int, end: int, low: int, high: int) -> bool:
    spoken = int(task.hearing.active[low:high].sum())
    easy = _PER_SOUND * sum(len(word[0]) for word in task.words[first:end])
    return high - low <= _LONGEST and _FASTEST * easy <= spoken <= _SLOWEST * easy
