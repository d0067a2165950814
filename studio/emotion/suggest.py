"""Proposes emotion curves for a recording: how it is said and what it says.

Valence comes mostly from the words, arousal mostly from the voice, both as a path through the affect space
that is turned into a mix of emotions at every word. Emotions that words or stage directions name are
believed more than the place they have there, and rarer ones are proposed only where they are named. The mix
becomes few keys that stand at words.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.sample import sample
from studio.core.names import EMOTIONS
from studio.core.progress import Progress, part_of, silent, watched
from studio.core.time import TICKS_PER_SECOND, TickArray, ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.schema import Transcript, Word
from studio.emotion.affect import mix_of_point
from studio.emotion.suggest_voice import Sound, Usual, usual_voice, voice_points
from studio.emotion.suggest_words import WordFeeling, word_feelings

F64 = npt.NDArray[np.float64]

_CARRY = 1.1  # seconds over which what a word says fades, within its sentence
_BEYOND = 1.5  # seconds that count more outside it
_LEAD = 0.25  # seconds by which a face is ahead of its word
_ONSET = ticks(0.35)  # before the first word and after the last the face comes and goes
_VOICE = np.array([0.3, 0.85, 0.7])  # how far the voice is believed, of valence, arousal and dominance
_ALONE = 0.5  # share of its valence that a voice keeps where words do not say the same: it guesses badly
_GAIN = 1.25  # acted feelings are shown more than they are heard
_LEAST = 0.14  # emotions that never pass this are not worth a lane
_ERROR = 0.035
_NAMED = 0.85  # intensity of an emotion that words name beyond doubt
_SOFT = 0.9  # seconds over which the path is smoothed

# Where the place in the affect space says one of the rarer emotions, the likelier ones beside it.
_STAND_INS = {
    "disgust": {"anger": 0.5, "sadness": 0.3},
    "contempt": {"anger": 0.35, "sadness": 0.2},
    "pain": {"sadness": 0.5, "fear": 0.5},
}
_SPREAD: F64 = np.array(
    [[_STAND_INS.get(a, {a: 1.0}).get(b, 0.0) for b in EMOTIONS] for a in EMOTIONS], np.float64
)


def suggest(
    prosody: Sound,
    transcript: Transcript,
    marks: Sequence[str],
    script: str = "",
    usual: Usual | None = None,
    progress: Progress = silent,
) -> dict[str, Curve]:
    """Curves 0..1 by emotion, in ticks of the recording; keys stand at words and are tied to them. Without
    words nothing is suggested.

    marks: for each word `.`, `!` or `?` where it ends a sentence, else nothing; script: the text as written,
    for how many marks there are; usual: how the speaker usually sounds, by default as in this recording, so
    that it says nothing of a voice that never changes.
    """
    words = transcript.words
    if not words:
        return {}
    at = _places(words)
    path = _Path(prosody, transcript, marks, script, usual, part_of(progress, 0.0, 0.6))
    mix = path.mix(at, part_of(progress, 0.6, 0.6))
    mix[0] = mix[-1] = 0.0
    return {
        emotion: _curve(at, mix[:, e], words, part_of(progress, 0.6, 1.0))
        for e, emotion in enumerate(EMOTIONS)
        if mix[:, e].max() >= _LEAST
    }


class _Path:
    """What a recording suggests every tenth of a second: a point in the affect space, and named emotions."""

    def __init__(
        self,
        prosody: Sound,
        transcript: Transcript,
        marks: Sequence[str],
        script: str,
        usual: Usual | None,
        progress: Progress = silent,
    ) -> None:
        words = transcript.words
        step = TICKS_PER_SECOND // 10
        self._grid = np.arange(words[0].start, words[-1].end + step, step, dtype=np.int64)
        own = usual or usual_voice([(prosody, transcript)], progress)
        said = word_feelings(transcript, marks, _exclamations(script, words, marks))
        voice = _VOICE * voice_points(prosody, transcript, self._grid, own, progress)
        points, named = _said(said, self._grid, progress)
        voice[:, 0] *= np.where(points[:, 0] * voice[:, 0] > 0.0, 1.0, _ALONE)
        self._points = np.clip(_smooth((points + voice) * _GAIN, round(_SOFT * 10)), -1.0, 1.0)
        self._named = _smooth(named, round(_SOFT * 10))

    def mix(self, at: TickArray, progress: Progress = silent) -> F64:
        """[n, emotions] in the order of EMOTIONS."""
        points, named = self._at(at, self._points), self._at(at, self._named)
        mixed = mix_of_point(points, progress) @ _SPREAD
        sure = named.sum(axis=1, keepdims=True)
        return np.asarray(np.clip(mixed * (1.0 - sure) + _NAMED * named, 0.0, 1.0))

    def points(self, at: TickArray) -> F64:
        """[n, 3] valence, arousal and dominance."""
        return self._at(at, self._points)

    def _at(self, at: TickArray, rows: F64) -> F64:
        led = np.asarray(at, np.float64) + _LEAD * TICKS_PER_SECOND
        columns = [np.interp(led, self._grid, rows[:, k]) for k in range(rows.shape[1])]
        return np.stack(columns, axis=1)


def _said(said: Sequence[WordFeeling], grid: TickArray, progress: Progress) -> tuple[F64, F64]:
    """[n, 3] the point words suggest at each tick, the mean of what was said around it, fading with distance;
    and [n, emotions] how surely they name an emotion, 0..1 in all."""
    total, weight, lift = np.zeros((len(grid), 3)), np.full(len(grid), 0.35), np.zeros((len(grid), 3))
    named = np.zeros((len(grid), len(EMOTIONS)))
    for word in watched(said, progress):
        away = np.maximum(np.maximum(word.start - grid, grid - word.end), 0) / TICKS_PER_SECOND
        if word.weight == 0.0:  # a mark of its sentence
            lift += (away == 0.0)[:, None] * np.array(word.point)
            continue
        away = away + np.where(_inside(grid, word), 0.0, _BEYOND)
        near = word.weight * np.exp(-away / (0.35 if word.directed else _CARRY))
        total += near[:, None] * np.array(word.point)
        weight += near
        for emotion in word.emotions:
            named[:, EMOTIONS.index(emotion)] += near / len(word.emotions)
    points = np.asarray(total / weight[:, None], np.float64)
    lift[:, 0] *= 0.35 / weight  # calling out is good news only where no word says otherwise
    points += lift
    return points, named / (named.sum(axis=1, keepdims=True) + 0.7)


def _inside(grid: TickArray, word: WordFeeling) -> npt.NDArray[np.bool_]:
    return np.asarray((grid >= word.within.start) & (grid <= word.within.end), np.bool_)


def _smooth(points: F64, length: int) -> F64:
    window = np.hanning(max(length, 1) + 2)[1:-1]
    padded = np.pad(points, ((length, length), (0, 0)), mode="edge")
    columns = [np.convolve(padded[:, k], window / window.sum(), "same") for k in range(points.shape[1])]
    return np.stack(columns, axis=1)[length : length + len(points)]


def _places(words: Sequence[Word]) -> TickArray:
    """Where keys may stand: the starts of the words, the end of each that a pause follows, and a little
    before the first and after the last."""
    starts = [word.start for word in words]
    ends = [a.end for a, b in itertools.pairwise(words) if b.start - a.end > ticks(0.25)]
    outside = [words[0].start - _ONSET, words[-1].end, words[-1].end + _ONSET]
    return np.unique(np.array([*starts, *ends, *outside], np.int64))


def _curve(at: TickArray, values: F64, words: Sequence[Word], progress: Progress) -> Curve:
    """Keys without handles, which are easiest to edit, at as few of the places as keep the line."""
    values = np.clip(values, 0.0, 1.0)
    kept = np.array([0, len(at) - 1])
    while True:
        progress(0.5)
        curve = Curve(tuple(Key(int(at[i]), float(values[i])) for i in kept))
        missed = np.abs(sample(curve, at) - values)
        worst = np.maximum.reduceat(missed, kept[:-1])
        bad = np.flatnonzero(worst > _ERROR)
        if not len(bad):
            break
        peaks = [kept[s] + int(missed[kept[s] : kept[s + 1]].argmax()) for s in bad]
        kept = np.union1d(kept, np.array(peaks))
    starts = [word.start for word in words]
    return Curve(tuple(attrs.evolve(key, anchor=_anchor(key.time, words, starts)) for key in curve.keys))


def _anchor(at: int, words: Sequence[Word], starts: Sequence[int]) -> WordAnchor | None:
    """The first word at whose start or end, or within which, a key stands; words one after another, and
    their starts."""
    place = bisect_right(starts, at)
    while place > 0 and words[place - 1].end >= at:
        place -= 1
    for word in words[place : bisect_right(starts, at)]:
        if word.end > word.start:
            return WordAnchor(word.id, (at - word.start) / (word.end - word.start))
    return None


def _exclamations(script: str, words: Sequence[Word], marks: Sequence[str]) -> list[int]:
    """How many exclamation marks follow each word that ends a sentence."""
    counts, at, lower = [], 0, script.lower()
    for word, mark in zip(words, marks, strict=True):
        bare = word.text.strip(".!?… ").lower()
        place = lower.find(bare, at) if bare else -1
        if 0 <= place < at + 200:
            at = place + len(bare)
        following = script[at : at + 8] if place >= 0 else word.text
        counts.append(following.split("\n")[0].partition(" ")[0].count("!") if mark == "!" else 0)
    return counts
