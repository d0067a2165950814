"""Some words of a clip aligned again, between those around them."""

from __future__ import annotations

import attrs

from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress
from studio.core.time import TICKS_PER_SECOND
from studio.document.schema import Script, VoiceClip, Word
from studio.media.audio import Audio
from studio.speech.align import align

_LEAST = 0.1  # seconds of sound


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
        raise fail("speech.no_room", "there is no room between their neighbours", "the chosen words", _HINT)
    piece = attrs.evolve(
        audio, samples=audio.samples[low:high], content_hash=f"{audio.content_hash}:{low}:{high}"
    )
    chosen = transcript.words[first:end]
    text = " ".join(word.text for word in chosen)
    found = align(piece, Script(text, clip.script.language), log, progress, clip.script.language)
    fresh = tuple(_later(word, start) for word in found.words)
    if len(fresh) == len(chosen):
        fresh = tuple(
            attrs.evolve(new, id=old.id, tags=old.tags) for new, old in zip(fresh, chosen, strict=True)
        )
    else:
        fresh = tuple(attrs.evolve(new, id=f"{chosen[0].id}+{k}") for k, new in enumerate(fresh))
    words = (*before, *fresh, *after)
    return attrs.evolve(clip, transcript=attrs.evolve(transcript, words=words))


_HINT = "Choose more words, or move those around them"


def _later(word: Word, by: int) -> Word:
    phones = tuple(attrs.evolve(p, start=p.start + by, end=p.end + by) for p in word.phones)
    return attrs.evolve(word, start=word.start + by, end=word.end + by, phones=phones)
