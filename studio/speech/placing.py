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
from studio.speech.graph import Pronunciation, ScoreTable, ScriptStates, build
from studio.speech.hearing import Hearing
from studio.speech.search import Path, Prices, Stretch, search

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
_LOST = 0.4  # share of words heard well under which a window is searched again
_SLOPE, _OFFSET = 1.4, 2.4  # of the confidence curve
GOOD = 0.5  # confidence of a word heard well


@attrs.frozen
class Placed:
    """word: index in the script; pronunciation as heard; starts, end: frames of its phones; confidence."""

    word: int
    pronunciation: Pronunciation
    starts: tuple[int, ...]
    end: int
    confidence: float


def place(
    hearing: Hearing, words: Words, model: AcousticModel, prices: Prices, progress: Progress = silent
) -> tuple[Placed, ...]:
    """The words that are in the recording, in order."""
    found: list[Placed] = []
    frame, word = 0, 0
    while frame < hearing.frames and word < len(words):
        end = _window_end(hearing, frame)
        heard = _window(hearing, words, model, prices, frame, end, word)
        kept = _kept(heard, end, last=end == hearing.frames)
        found += kept
        word = kept[-1].word + 1 if kept else word
        frame = max(kept[-1].end, frame + 1) if kept and end < hearing.frames else end
        progress(frame / hearing.frames, "aligning")
    return tuple(found)


def _window_end(hearing: Hearing, start: int) -> int:
    """The middle of the quietest pause after the earliest end of a window."""
    if hearing.frames - start <= _WINDOW:
        return hearing.frames
    level = hearing.cepstra[start + _EARLIEST : start + _WINDOW, 0]
    smooth = np.convolve(level, np.ones(_PAUSE) / _PAUSE, "valid")
    return start + _EARLIEST + int(np.argmin(smooth)) + _PAUSE // 2


def _window(
    hearing: Hearing, words: Words, model: AcousticModel, prices: Prices, start: int, end: int, word: int
) -> tuple[Placed, ...]:
    left = len(words) - word
    most = max(_CELLS // ((end - start) * _STATES_PER_WORD), 1)
    ahead = min(left, most, int((end - start) / 100 * _FASTEST) + _SPARE)
    heard = _search(hearing, words[word : word + ahead], model, prices, start, end, ahead < left)
    wider = min(left, most)
    if wider > ahead and _lost(heard):
        again = _search(hearing, words[word : word + wider], model, prices, start, end, wider < left)
        heard = max(heard, again, key=_good)
    return tuple(attrs.evolve(placed, word=placed.word + word) for placed in heard)


def _search(
    hearing: Hearing, words: Words, model: AcousticModel, prices: Prices, start: int, end: int, free_end: bool
) -> tuple[Placed, ...]:
    states = build(words, model)
    table = hearing.scores(model, start, end, states.members)
    path = search(table.columns, table.silence, np.zeros(end - start, np.float32), states.graph, prices,
                  free_end or end < hearing.frames)  # fmt: skip
    return _placed(path, states, table, start)


def _placed(path: Path, states: ScriptStates, table: ScoreTable, start: int) -> tuple[Placed, ...]:
    found = []
    for stretch in path.stretches:
        confidence = _confidence(stretch, states, table)
        starts = tuple(frame + start for frame in stretch.starts)
        chain = states.chains[stretch.chain]
        found.append(Placed(stretch.word, chain, starts, stretch.end + start, confidence))
    return tuple(found)


def _confidence(stretch: Stretch, states: ScriptStates, table: ScoreTable) -> float:
    """How likely the word is there: a logistic curve over the mean score of its sounds against the best
    sound of each frame, fitted to right and wrong scripts of read and acted English."""
    graph, ends = states.graph, (*stretch.starts[1:], stretch.end)
    own = slice(graph.first_state[stretch.chain], graph.last_state[stretch.chain] + 1)
    columns, places = graph.columns[own], graph.place[own]
    means = [
        float(table.columns[first:end][:, columns[places == place]].max(axis=1).mean())
        for place, (first, end) in enumerate(zip(stretch.starts, ends, strict=True))
    ]
    return float(1 / (1 + np.exp(-(_SLOPE * np.clip(np.mean(means), -8, 2) + _OFFSET))))


def _good(heard: tuple[Placed, ...]) -> float:
    return sum(placed.confidence > GOOD for placed in heard)


def _lost(heard: tuple[Placed, ...]) -> bool:
    return _good(heard) < _LOST * max(len(heard), 4)


def _kept(heard: tuple[Placed, ...], end: int, last: bool) -> tuple[Placed, ...]:
    if last:
        return heard
    kept = [placed for placed in heard if placed.end <= end - _UNSURE]
    while kept and kept[-1].confidence <= GOOD:
        kept.pop()
    return tuple(kept)
