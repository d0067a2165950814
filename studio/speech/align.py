"""A script laid on its recording: when each word and each sound of it is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.document.schema import Phone, Script, Transcript, Word
from studio.media.audio import Audio
from studio.speech import lexicon
from studio.speech.acoustic_model import load_model
from studio.speech.features import TICKS_PER_FRAME
from studio.speech.filling import fill
from studio.speech.hearing import hear
from studio.speech.placing import GOOD, Placed, place
from studio.speech.search import Prices
from studio.speech.text import ScriptWord, read_script

_HALF_FRAME = TICKS_PER_FRAME // 2  # a frame is heard around its middle


def align(
    audio: Audio,
    script: Script | None,
    log: ProblemLog,
    progress: Progress = silent,
    language: str = "en",
) -> Transcript:
    """Words and phones of `audio` in ticks of the recording; without a script the phones alone.

    A script that does not match gives doubtful words, never an error. Raises ProblemError for a language
    that nobody here speaks and for a script of more than 200,000 characters.
    """
    words = read_script(script.text, language) if script else ()
    pronunciations = lexicon.pronounce(words, language, log)
    hearing = hear(audio, part_of(progress, 0.0, 0.2))
    if not words:
        return Transcript(language=language, source="decoder")
    placed = place(hearing, pronunciations, load_model(), Prices(), part_of(progress, 0.2, 0.9))
    filled, lost = fill(placed, pronunciations, hearing.active)
    _warn(words, placed, filled, lost, audio, log)
    spoken = _words(words, filled, audio)
    progress(1.0, "aligned")
    return Transcript(language=language, phone_set=lexicon.phone_set(language), words=spoken)


def _warn(
    words: Sequence[ScriptWord],
    placed: Sequence[Placed],
    filled: Sequence[Placed],
    lost: Sequence[int],
    audio: Audio,
    log: ProblemLog,
) -> None:
    if lost:
        log.warn(
            "speech.no_room",
            f"{len(lost)} of {len(words)} words of the script do not fit into the recording",
            audio.path,
            "Give the script of this recording alone",
        )
    doubtful = sum(one.confidence < GOOD for one in filled)
    if doubtful:
        log.warn(
            "speech.doubtful",
            f"{doubtful} of {len(words)} words of the script were not clearly heard",
            audio.path,
            "Look at the words marked as doubtful",
        )


def _words(words: Sequence[ScriptWord], filled: Sequence[Placed], audio: Audio) -> tuple[Word, ...]:
    return tuple(
        _word(f"w{number:05d}", words[one.word], one, audio.duration) for number, one in enumerate(filled)
    )


def _word(name: str, word: ScriptWord, one: Placed, duration: int) -> Word:
    bounds = [
        min(max(frame * TICKS_PER_FRAME - _HALF_FRAME, 0), duration) for frame in (*one.starts, one.end)
    ]
    phones = tuple(
        Phone(sound.label, start, end)
        for sound, (start, end) in zip(one.pronunciation, pairwise(bounds), strict=True)
    )
    return Word(
        name, word.text, bounds[0], bounds[-1], round(one.confidence, 3), phones, one.confidence < GOOD,
        tags=word.tags,
    )  # fmt: skip
