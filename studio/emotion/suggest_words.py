"""What a line's words suggest to feel, each at its place in the recording."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TimeRange
from studio.document.schema import Transcript, Word
from studio.emotion.affect import VAD
from studio.emotion.feelings import Feelings, feelings_of, valence_of

Point = tuple[float, float, float]
F64 = npt.NDArray[np.float64]

_EDGES = " \n\t\"'“”„‘’()[]«».,;:!?…-–—"
_REACH = 3  # words back that a negation or a strengthening word is looked for
_NEGATED = -0.6  # of a valence; a negated feeling is weaker than its opposite
_STRONGER, _WEAKER = 1.35, 0.6
_BEFORE_TURN, _AFTER_TURN = 0.5, 1.3  # around a "but", after Hutto and Gilbert (2014)
_EXCITED = 0.22  # arousal of an exclamation mark, up to three of them
_ASKING = 0.08
_DIRECTED = 1.6  # weight of a stage direction against a word that names an emotion


@attrs.frozen(eq=False)
class WordFeeling:
    """One word that says something. within: its sentence; point: valence, arousal, dominance, -1..1; weight:
    how much it counts, 0 for the mark that ends the sentence; emotions: those it names; directed: said by a
    stage direction, which holds until the sentence's end."""

    start: int
    end: int
    within: TimeRange
    point: Point
    weight: float
    emotions: tuple[str, ...] = ()
    directed: bool = False


def word_feelings(transcript: Transcript, marks: Sequence[str], excited: Sequence[int]) -> list[WordFeeling]:
    """Feelings of the words, in ticks of the recording. marks: what each word's sentence ends with (`.`, `!`,
    `?` or nothing, at its last word); excited: how many exclamation marks end it."""
    feelings = feelings_of(transcript.language)
    words = [word.text.casefold().replace("’", "'").strip(_EDGES) for word in transcript.words]
    found: list[WordFeeling] = []
    first = 0
    for i, mark in enumerate(marks):
        if mark or i == len(words) - 1:
            span = range(first, i + 1)
            found += _sentence(feelings, transcript.words, words, span)
            found += _mark(transcript.words, span, mark, excited[i])
            first = i + 1
    return found


def _sentence(feelings: Feelings, spoken: Sequence[Word], words: list[str], span: range) -> list[WordFeeling]:
    within = _time(spoken, span)
    turn = next((i for i in reversed(span) if i != span.start and words[i] in feelings.turns), None)
    found = []
    for i in span:
        word = spoken[i]
        found += _directions(feelings, spoken, i, within)
        point, weight, named = _meaning(feelings, words[i])
        if weight == 0.0:
            continue
        before = words[max(i - _REACH, span.start) : i]
        if any(w in feelings.negations for w in before):
            point, weight, named = (point[0] * _NEGATED, 0.0, 0.0), weight * 0.7, ()
        weight *= _STRONGER if any(w in feelings.stronger for w in before) else 1.0
        weight *= _WEAKER if any(w in feelings.weaker for w in before) else 1.0
        if turn is not None:
            weight *= _BEFORE_TURN if i < turn else _AFTER_TURN
        found.append(WordFeeling(word.start, word.end, within, point, weight, named))
    return found


def _meaning(feelings: Feelings, word: str) -> tuple[Point, float, tuple[str, ...]]:
    emotions, valence = feelings.emotions.of(word), valence_of(feelings, word)
    if emotions:
        point = np.mean([VAD[name] for name in emotions], axis=0)
        return (float(point[0]), float(point[1]), float(point[2])), 1.0, emotions
    return (valence, 0.25 * abs(valence), 0.0), min(abs(valence) * 1.5, 1.0), ()


def _directions(feelings: Feelings, spoken: Sequence[Word], i: int, within: TimeRange) -> list[WordFeeling]:
    """Stage directions before a word: they hold for the rest of its sentence."""
    named = [
        name
        for tag in spoken[i].tags
        for part in tag.casefold().split()
        for name in feelings.directions.of(part.strip(_EDGES))
    ]
    if not named:
        return []
    points = [VAD.get(name, (0.0, 0.0, 0.0)) for name in named]
    point = np.mean(points, axis=0)
    place = (float(point[0]), float(point[1]), float(point[2]))
    emotions = tuple(name for name in named if name in VAD)
    return [WordFeeling(spoken[i].start, within.end, within, place, _DIRECTED, emotions, directed=True)]


def _mark(spoken: Sequence[Word], span: range, mark: str, count: int) -> list[WordFeeling]:
    """Arousal of a sentence that is called or asked."""
    lift = _EXCITED * min(max(count, 1), 3) if mark == "!" else _ASKING if mark == "?" else 0.0
    if lift == 0.0:
        return []
    within = _time(spoken, span)
    return [WordFeeling(within.start, within.end, within, (lift / 2, lift, 0.0), 0.0)]


def _time(spoken: Sequence[Word], span: range) -> TimeRange:
    first, last = spoken[span[0]], spoken[span[-1]]
    return TimeRange(first.start, max(first.start, last.end))
