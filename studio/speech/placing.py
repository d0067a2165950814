"""Words of a script placed in a recording of any length, a window of half a minute at a time.

Each window ends at a pause and may end anywhere in the script; what was heard well is kept, and the next
window goes on from there. Where little was heard well, the window is searched again for much more of the
script, so that a long passage that was left out, or one that is not in the script, does not lose the rest.
"""

from __future__ import annotations

import numpy as np

from studio.core.progress import Progress, silent
from studio.speech.belief import GOOD
from studio.speech.features import FRAMES_PER_SECOND
from studio.speech.hearing import Hearing
from studio.speech.passages import Placed, Task, find

_WINDOW = 3000  # frames
_EARLIEST = 1500  # frames after which a window may end at a pause
_PAUSE = 15  # frames over which a pause is quiet
_UNSURE = 30  # frames before the end of a window in which words are not believed
_FASTEST = 5.0  # words a second; what is said faster is left to the next window
_SPARE = 40  # words
_CELLS = 60_000_000  # states times frames of one search
_STATES_PER_WORD = 18
_COMPANY = 3  # words heard well, within two of a word and itself among them, that make it believed
_LOST = 0.4  # share of words heard well under which a window is searched again


def place(task: Task, progress: Progress = silent) -> tuple[Placed, ...]:
    """The words that are in the recording, in order."""
    found: list[Placed] = []
    frame, word, frames = 0, 0, task.hearing.frames
    while frame < frames and word < len(task.words):
        end = _window_end(task.hearing, frame)
        kept = _kept(_window(task, frame, end, word), end, last=end == frames)
        found += kept
        word = kept[-1].word + 1 if kept else word
        frame = max(kept[-1].end, frame + 1) if kept and end < frames else end
        progress(frame / frames, "aligning")
    return tuple(found)


def _window_end(hearing: Hearing, start: int) -> int:
    """The middle of the quietest pause after the earliest end of a window."""
    if hearing.frames - start <= _WINDOW:
        return hearing.frames
    level = hearing.cepstra[start + _EARLIEST : start + _WINDOW, 0]
    smooth = np.convolve(level, np.ones(_PAUSE) / _PAUSE, "valid")
    return start + _EARLIEST + int(np.argmin(smooth)) + _PAUSE // 2


def _window(task: Task, start: int, end: int, word: int) -> tuple[Placed, ...]:
    left = len(task.words) - word
    most = max(_CELLS // ((end - start) * _STATES_PER_WORD), 1)
    ahead = min(left, most, int((end - start) / FRAMES_PER_SECOND * _FASTEST) + _SPARE)
    heard = find(task, start, end, word, ahead, free_end=end < task.hearing.frames or ahead < left)
    wider = min(left, most)
    if wider > ahead and _lost(heard):
        again = find(task, start, end, word, wider, free_end=end < task.hearing.frames or wider < left)
        heard = max(heard, again, key=_good)
    return heard


def _good(heard: tuple[Placed, ...]) -> float:
    return sum(placed.confidence > GOOD for placed in heard)


def _lost(heard: tuple[Placed, ...]) -> bool:
    return _good(heard) < _LOST * max(len(heard), 4)


def _kept(heard: tuple[Placed, ...], end: int, last: bool) -> tuple[Placed, ...]:
    """The words of a window that are believed: up to the last that stands among well-heard neighbours.

    A single chance likeness far down the script must not carry the search past what is still to come.
    """
    if last:
        return heard
    sure = [k for k, placed in enumerate(heard) if placed.end <= end - _UNSURE and _anchored(heard, k)]
    return heard[: sure[-1] + 1] if sure else ()


def _anchored(heard: tuple[Placed, ...], k: int) -> bool:
    near = [
        one
        for one in heard[max(k - 2, 0) : k + 3]
        if abs(one.word - heard[k].word) <= 2 and one.confidence > GOOD
    ]
    return heard[k].confidence > GOOD and len(near) >= _COMPANY
