"""Some words of a clip aligned again, between those around them."""

from __future__ import annotations

import attrs

from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress
from studio.core.time import TICKS_PER_SECOND
from studio.document.schema import Phone, Script, VoiceClip, Word
from studio.media.audio import Audio
from studio.speech import lexicon
from studio.speech.align import align
from studio.speech.filling import guessed
from studio.speech.text import read_script

_LEAST = 0.1  # seconds of sound in which a word can be heard


def respliced(
    clip: VoiceClip, span: tuple[int, int], audio: Audio, log: ProblemLog, progress: Progress
) -> VoiceClip:
    """The clip with words span[0]..span[1] of its transcript found again in the sound between their
    neighbours. Raises ProblemError when there is no room for them."""
    transcript = clip.transcript
    assert transcript is not None, "there are words to be aligned again"
    first, end = span
    before, after = transcript.words[:first], transcript.words[end:]
    start = before[-1].end if before else 0
    stop = after[0].start if after else audio.duration
    low, high = (at * audio.rate // TICKS_PER_SECOND for at in (start, stop))
    if high - low < _LEAST * audio.rate:
        if end - first == 1 and stop > start:
            return _with_words(
                clip, (*before, _spread(transcript.words[first], clip.script.language, log), *after)
            )
        raise fail("speech.no_room", "there is no room between their neighbours", "the chosen words", _HINT)
    piece = attrs.evolve(
        audio, samples=audio.samples[low:high], content_hash=f"{audio.content_hash}:{low}:{high}"
    )
    chosen = transcript.words[first:end]
    text = " ".join(word.text for word in chosen)
    found = align(piece, Script(text, clip.script.language), log, progress, clip.script.language)
    fresh = tuple(_later(word, start) for word in found.words)
    return _with_words(clip, (*before, *_in_place_of(chosen, fresh), *after))


def _in_place_of(old: tuple[Word, ...], new: tuple[Word, ...]) -> tuple[Word, ...]:
    """The new words; where they are as many, with all that was set of the old ones."""
    if len(new) != len(old):
        return tuple(attrs.evolve(word, id=f"{old[0].id}+{k}") for k, word in enumerate(new))
    heard = ("start", "end", "phones", "confidence", "doubtful")
    return tuple(
        attrs.evolve(before, **{name: getattr(now, name) for name in heard})
        for before, now in zip(old, new, strict=True)
    )


_HINT = "Choose more words, or move those around them"


def _with_words(clip: VoiceClip, words: tuple[Word, ...]) -> VoiceClip:
    assert clip.transcript is not None, "it has words"
    return attrs.evolve(clip, transcript=attrs.evolve(clip.transcript, words=words))


def _spread(word: Word, language: str, log: ProblemLog) -> Word:
    """A word too short to be heard: its sounds as one says it, evenly where it stands."""
    ways = lexicon.pronounce(read_script(word.text, language), language, log)
    sounds = [guessed(sound).label for ways_of_one in ways for sound in ways_of_one[0]]
    at = [word.start + (word.end - word.start) * k // max(len(sounds), 1) for k in range(len(sounds) + 1)]
    phones = tuple(Phone(sound, at[k], at[k + 1]) for k, sound in enumerate(sounds))
    return attrs.evolve(word, phones=phones) if phones else word


def _later(word: Word, by: int) -> Word:
    phones = tuple(attrs.evolve(p, start=p.start + by, end=p.end + by) for p in word.phones)
    return attrs.evolve(word, start=word.start + by, end=word.end + by, phones=phones)
