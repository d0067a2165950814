"""A passage of a script searched for in a passage of a recording."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.speech.acoustic_model import AcousticModel
from studio.speech.belief import Belief, confidences, match
from studio.speech.graph import Pronunciation, ScoreTable, build
from studio.speech.hearing import Hearing
from studio.speech.phones import IPA_OF, UNREAD, VOWELS, Sound
from studio.speech.search import Prices, Stretch, search

Floats = npt.NDArray[np.float32]
Words = Sequence[tuple[Pronunciation, ...]]

_BY_EAR = 0.45  # most confidence of a word whose sounds could not be read


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
    ask: Callable[[], None] = go_on  # called now and then: raises Cancelled when the work should stop


def find(task: Task, start: int, end: int, word: int, count: int, *, free_end: bool) -> tuple[Placed, ...]:
    """`count` words from `word` on, in frames start..end.

    With `free_end` the recording may go on in the script; else every word is there or paid for.
    """
    states = build(task.words[word : word + count], task.model)
    task.ask()
    table = task.hearing.scores(task.model, start, end, states.members, task.ask)
    task.ask()
    path = search(table.columns, table.silence, states.graph, task.prices, free_end=free_end)
    task.ask()
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
