"""Which words stand out, where the voice rests, and how phrases end."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent, watched
from studio.core.time import TICKS_PER_SECOND, TimeRange, ticks
from studio.document.schema import Phone, Transcript, Word
from studio.speech.phones import VOWELS
from studio.speech.prosody_function_words import is_function_word
from studio.speech.punctuation import closing_marks

Array = npt.NDArray[np.float32]

STRESS = "stress"
"""Where a word's `extra` keeps the stress 0..1 that the artist gave it."""

_PAUSE = ticks(0.18)
_PHRASE_PAUSE = ticks(0.25)
_NEIGHBOURS = 4  # words on either side that a word is compared with
_IPA_VOWELS = frozenset("aeiouyæøœɐɑɒɔəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏɘᵻäöü")
_RISE = 1.5  # semitones


@attrs.frozen
class WordProsody:
    """One word. prominence 0..1: how much it stands out; loudness 0..1 at its nucleus, relative to the
    recording; pitch_semitones of the nucleus from the median pitch (0 unvoiced); nucleus: tick of the
    stressed vowel's middle."""

    word_id: str
    start: int
    end: int
    prominence: float
    loudness: float
    pitch_semitones: float
    nucleus: int


@attrs.frozen
class PhraseEnd:
    """The voice comes to rest after a word; `rising` as in an open question."""

    time: int
    rising: bool
    word_id: str


@attrs.define(frozen=True, eq=False)
class Sounds:
    """Arrays [n] every `hop` ticks of a recording of `duration` ticks."""

    hop: int
    level: Array
    loudness: Array
    pitch: Array
    duration: int

    def span(self, start: int, end: int) -> slice:
        """Frames of a stretch of time, one at least."""
        first = min(max(-(-start // self.hop), 0), len(self.level) - 1)
        return slice(first, max(first + 1, min(end // self.hop + 1, len(self.level))))

    def semitones(self, part: slice, reference: float) -> npt.NDArray[np.float64]:
        """Heights of the voiced frames of a part above a pitch in Hz."""
        voiced = self.pitch[part]
        return np.asarray(12 * np.log2(voiced[voiced > 0].astype(np.float64) / reference))


def speech_mask(level: Array, words: tuple[Word, ...], hop: int) -> npt.NDArray[np.bool_]:
    """[n] frames that are speech: inside words, or without any words what is not far below the loudest."""
    if not words:
        return np.asarray(level > np.percentile(level, 99) - 25.0)
    mask = np.zeros(len(level), np.bool_)
    for word in words:
        mask[max(word.start // hop, 0) : max(word.end // hop + 1, 0)] = True
    return mask


def find_pauses(sounds: Sounds, words: tuple[Word, ...]) -> tuple[TimeRange, ...]:
    """Rests of 0.18 s and more, between words or, where there are none, between loud stretches."""
    if words:
        within = [(min(max(w.start, 0), sounds.duration), min(w.end, sounds.duration)) for w in words]
        spans = sorted((start, end) for start, end in within if end > start)
    else:
        loud = np.concatenate([[False], sounds.loudness > 0.15, [False]])
        edges = np.flatnonzero(np.diff(loud)) * sounds.hop
        spans = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    pauses, done = [], 0
    for start, end in [*spans, (sounds.duration, sounds.duration)]:
        if start - done >= _PAUSE:
            pauses.append(TimeRange(int(done), int(start)))
        done = max(done, end)
    return tuple(pauses)


def find_phrase_ends(
    sounds: Sounds,
    words: tuple[Word, ...],
    pauses: tuple[TimeRange, ...],
    script: str = "",
    progress: Progress = silent,
) -> tuple[PhraseEnd, ...]:
    """Words followed by a rest, ending a sentence (by their own text or the script), or being the last."""
    rests = [pause.start for pause in pauses if pause.duration >= _PHRASE_PAUSE]
    ends = []
    for i, (word, mark) in enumerate(
        zip(watched(words, progress), closing_marks(script, words), strict=True)
    ):
        rest = any(abs(rest - word.end) <= sounds.hop for rest in _around(rests, word.end, sounds.hop))
        if rest or mark or i == len(words) - 1:
            ends.append(PhraseEnd(word.end, _rises(sounds, word, mark == "?"), word.id))
    return tuple(ends)


def _around(sorted_times: list[int], at: int, reach: int) -> list[int]:
    low, high = np.searchsorted(sorted_times, [at - reach, at + reach + 1])
    return sorted_times[low:high]


def _rises(sounds: Sounds, word: Word, asks: bool) -> bool:
    """Does the voice go up over the last 0.3 s of its voiced part? Without enough voice the text decides."""
    part = sounds.span(max(word.start, word.end - ticks(0.6)), word.end)
    heights = sounds.semitones(part, 100.0)[-30:]
    if len(heights) < 8:
        return asks
    third = len(heights) // 3
    rise = float(np.median(heights[-third:]) - np.median(heights[:-third]))
    return rise > (0.5 * _RISE if asks else _RISE)


def word_prosody(
    sounds: Sounds, transcript: Transcript, pauses: tuple[TimeRange, ...], progress: Progress = silent
) -> tuple[WordProsody, ...]:
    """Prominence from loudness, pitch movement and length of the stressed vowel against the words around,
    and from what kind of word it is."""
    words = transcript.words
    if not words:
        return ()
    voiced = sounds.pitch[sounds.pitch > 0]
    median = float(np.median(voiced)) if len(voiced) else 100.0
    vowels = [_nucleus(word, sounds) for word in watched(words, progress)]
    scores = _scores(sounds, transcript, vowels, median, {pause.start for pause in pauses}, progress)
    return tuple(
        _word(word, vowel, sounds, median, float(score))
        for word, vowel, score in zip(watched(words, progress), vowels, scores, strict=True)
    )


def _word(word: Word, vowel: Phone, sounds: Sounds, median: float, score: float) -> WordProsody:
    part = sounds.span(vowel.start, vowel.end)
    heights = sounds.semitones(part, median)
    return WordProsody(
        word_id=word.id,
        start=word.start,
        end=word.end,
        prominence=_chosen(word, 1.0 / (1.0 + float(np.exp(-1.4 * (score - 0.5))))),
        loudness=float(sounds.loudness[part].max()),
        pitch_semitones=float(np.median(heights)) if len(heights) else 0.0,
        nucleus=(vowel.start + vowel.end) // 2,
    )


def _chosen(word: Word, heard: float) -> float:
    """The stress that the artist gave a word, else what was heard."""
    stress = word.extra.get(STRESS)
    if not isinstance(stress, int | float) or not np.isfinite(stress):
        return heard
    return min(max(float(stress), 0.0), 1.0)


def _nucleus(word: Word, sounds: Sounds) -> Phone:
    """The stressed vowel; without phones the loudest 80 ms."""
    vowels = [phone for phone in word.phones if _is_vowel(phone.label)]
    if vowels:
        return max(
            vowels, key=lambda p: (_stress(p.label), sounds.loudness[sounds.span(p.start, p.end)].max())
        )
    part = sounds.span(word.start, word.end)
    near = np.flatnonzero(sounds.level[part] >= sounds.level[part].max() - 2.0)
    middle = (part.start + int(np.median(near))) * sounds.hop
    reach = min(ticks(0.04), max(word.end - word.start, 0) // 2)
    middle = min(max(middle, word.start + reach), max(word.end - reach, word.start))
    return Phone("", middle - reach, middle + reach)


def _is_vowel(label: str) -> bool:
    bare = label.rstrip("012")
    return bare in VOWELS or (not bare.isupper() and any(letter in _IPA_VOWELS for letter in bare))


def _stress(label: str) -> int:
    """2 main, 1 side, 0 none."""
    if label.endswith("1") or "ˈ" in label:
        return 2
    return 1 if label.endswith("2") or "ˌ" in label else 0


def _scores(
    sounds: Sounds,
    transcript: Transcript,
    vowels: list[Phone],
    median: float,
    rests: set[int],
    progress: Progress,
) -> npt.NDArray[np.float64]:
    words = transcript.words
    loud = np.array([float(sounds.level[sounds.span(v.start, v.end)].max()) for v in vowels])
    height = np.array([_reach(sounds, word, median) for word in watched(words, progress)])
    length = np.array([np.log2(max(v.end - v.start, TICKS_PER_SECOND // 100)) for v in vowels], np.float64)
    # The last syllable before a rest is long whether it matters or not.
    length -= np.array([0.5 if word.end in rests or word is words[-1] else 0.0 for word in words])
    content = np.array([0.0 if is_function_word(w.text, transcript.language) else 1.0 for w in words])
    stands_out = (
        0.45 * np.clip(_against_neighbours(loud) / 4.0, -2, 2)
        + 0.45 * np.clip(_against_neighbours(height) / 3.0, -2, 2)
        + 0.30 * np.clip(_against_neighbours(length) / 0.6, -2, 2)
    )
    return np.asarray(stands_out + 1.4 * content - 0.9, np.float64)


def _reach(sounds: Sounds, word: Word, median: float) -> float:
    """How high the voice goes in a word, in semitones; a low guess for voiceless ones."""
    heights = sounds.semitones(sounds.span(word.start, word.end), median)
    return float(np.percentile(heights, 90)) if len(heights) >= 3 else -2.0


def _against_neighbours(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Each value less the median of those around it."""
    padded = np.pad(values, _NEIGHBOURS, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEIGHBOURS + 1)
    return np.asarray(values - np.nanmedian(around, axis=1), np.float64)
