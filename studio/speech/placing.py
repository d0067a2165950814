"""Words of a script placed in a recording of any length, a window of half a minute at a time.

Each window ends at a pause and may end anywhere in the script; what was heard well is kept, and the next
window goes on from there. Where little was heard well, the window is searched again for much more of the
script, so that a long passage that was left out, or one that is not in the script, does not lose the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent
from studio.speech.acoustic_model import AcousticModel
from studio.speech.belief import GOOD, Belief, confidences, match
from studio.speech.features import FRAMES_PER_SECOND
from studio.speech.graph import Pronunciation, ScoreTable, build
from studio.speech.hearing import Hearing
from studio.speech.phones import IPA_OF, UNREAD, VOWELS, Sound
from studio.speech.search import Prices, Stretch, search

Floats = npt.NDArray[np.float32]
Words = Sequence[tuple[Pronunciation, ...]]

_WINDOW = 3000  # frames
_EARLIEST = 1500  # frames after which a window may end at a pause
_PAUSE = 15  # frames over which a pause is quiet
_UNSURE = 30  # frames before the end of a window in which words are not believed
_FASTEST = 8.0  # words a second
_SPARE = 40  # words
_CELLS = 60_000_000  # states times frames of one search
_STATES_PER_WORD = 18
_BY_EAR = 0.45  # most confidence of a word whose sounds could not be read
_COMPANY = 3  # words heard well, within two of a word and itself among them, that make it believed
_LOST = 0.4  # share of words heard well under which a window is searched again


@attrs.frozen
class Placed:
    """word: index in the script; pronunciation as heard; starts, end: frames of its phones; heard: found by
    the search, not only supposed to be there."""

    word: int
    pronunciation: Pronunciation
    starts: tuple[int, ...]
    end: int
    confidence: float
    heard: bool = True


@attrs.frozen(eq=False)
class Task:
    """What is laid on what: the pronunciations of each word of the script, and the recording."""

    hearing: Hearing
    words: Words
    model: AcousticModel
    prices: Prices
    belief: Belief
    phone_set: str


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
    heard = _search(task, start, end, word, ahead)
    wider = min(left, most)
    if wider > ahead and _lost(heard):
        heard = max(heard, _search(task, start, end, word, wider), key=_good)
    return heard


def _search(task: Task, start: int, end: int, word: int, count: int) -> tuple[Placed, ...]:
    """`count` words from `word` on in frames start..end; at the very end all must be accounted for."""
    states = build(task.words[word : word + count], task.model)
    table = task.hearing.scores(task.model, start, end, states.members)
    last = end == task.hearing.frames and word + count == len(task.words)
    path = search(table.columns, table.silence, states.graph, task.prices, free_end=not last)
    matches = [match(stretch, states, table) for stretch in path.stretches]
    sure = confidences(matches, task.belief)
    return tuple(
        Placed(
            stretch.word + word,
            _named(states.chains[stretch.chain], stretch, table, task),
            tuple(frame + start for frame in stretch.starts),
            stretch.end + start,
            min(confidence, _BY_EAR) if _by_ear(states.chains[stretch.chain]) else confidence,
        )
        for stretch, confidence in zip(path.stretches, sure, strict=True)
    )


def _by_ear(pronunciation: Pronunciation) -> bool:
    return any(sound.label == UNREAD for sound in pronunciation)


def _named(pronunciation: Pronunciation, stretch: Stretch, table: ScoreTable, task: Task) -> Pronunciation:
    """The pronunciation, sounds known only by hearing named after the best of what they may be."""
    if not _by_ear(pronunciation):
        return pronunciation
    ends = (*stretch.starts[1:], stretch.end)
    return tuple(
        _heard(sound, table.sounds[first:end].mean(axis=0), task) if sound.label == UNREAD else sound
        for sound, first, end in zip(pronunciation, stretch.starts, ends, strict=True)
    )


def _heard(sound: Sound, scores: Floats, task: Task) -> Sound:
    best = max(sound.segments[0], key=lambda phone: float(scores[task.model.phone_id(phone)]))
    label = IPA_OF[best] if task.phone_set == "ipa" else f"{best}0" if best in VOWELS else best
    return Sound(label, 0, ((best,),))


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
