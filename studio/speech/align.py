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
from studio.speech.belief import ENGLISH, GOOD, RESEMBLING
from studio.speech.decoding import decode
from studio.speech.filling import fill
from studio.speech.graph import Pronunciation
from studio.speech.hearing import Hearing, hear
from studio.speech.insisting import insist
from studio.speech.passages import Placed, Task
from studio.speech.phones import base
from studio.speech.placing import place
from studio.speech.refining import Timed, refine_placed
from studio.speech.search import ENGLISH_PRICES, RESEMBLING_PRICES
from studio.speech.text import ScriptWord, read_script


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
    lexicon.check(language)
    words = read_script(script.text, language) if script else ()
    progress(0.0, "reading the script")
    pronunciations = lexicon.pronounce(words, language, log)
    progress(0.0, "listening")
    hearing = hear(audio, part_of(progress, 0.0, 0.2))
    if not hearing.active.any():
        log.warn("speech.silent", "nothing in the recording is loud enough to be speech", audio.path)
        source = "script" if words else "decoder"
        return Transcript(language, lexicon.phone_set(language) if words else "arpabet", source)
    if not words:
        return _without_script(audio, hearing, log, progress, language)
    timed = _timed(words, pronunciations, hearing, audio, log, progress, language)
    spoken = tuple(
        _word(number, words[one.word].text, words[one.word].tags, one) for number, one in enumerate(timed)
    )
    progress(1.0, "aligned")
    return Transcript(language, lexicon.phone_set(language), "script", spoken)


def _timed(
    words: Sequence[ScriptWord],
    pronunciations: Sequence[tuple[Pronunciation, ...]],
    hearing: Hearing,
    audio: Audio,
    log: ProblemLog,
    progress: Progress,
    language: str,
) -> tuple[Timed, ...]:
    manner = (ENGLISH_PRICES, ENGLISH) if lexicon.is_english(language) else (RESEMBLING_PRICES, RESEMBLING)
    phones = lexicon.phone_set(language)
    task = Task(hearing, pronunciations, load_model(), *manner, phones, lambda: progress(0.2, "aligning"))
    placed = place(task, part_of(progress, 0.2, 0.8))
    placed = insist(task, placed, part_of(progress, 0.8, 0.9))
    filled, lost = fill(placed, pronunciations, hearing.active, part_of(progress, 0.9, 0.91))
    _warn(words, filled, lost, audio, log)
    return refine_placed(filled, hearing.samples, audio.duration, part_of(progress, 0.9, 1.0))


def _without_script(
    audio: Audio, hearing: Hearing, log: ProblemLog, progress: Progress, language: str
) -> Transcript:
    """Syllables with no text but their sounds, named in ARPAbet whatever the language."""
    log.warn(
        "speech.no_script",
        "without a script the sounds are guessed by ear",
        audio.path,
        "Give the script for words and better lips",
    )
    decoded = decode(hearing, part_of(progress, 0.2, 0.9))
    heard = refine_placed(decoded, hearing.samples, audio.duration, part_of(progress, 0.9, 1.0))
    if not decoded:
        log.warn("speech.silent", "no sounds of speech were heard", audio.path)
    texts = ("-".join(base(sound.label).lower() for sound in one.pronunciation) for one in heard)
    spoken = tuple(
        _word(number, text, (), one) for number, (text, one) in enumerate(zip(texts, heard, strict=True))
    )
    return Transcript(language, "arpabet", "decoder", spoken)


def _warn(
    words: Sequence[ScriptWord],
    filled: Sequence[Placed],
    lost: Sequence[int],
    audio: Audio,
    log: ProblemLog,
) -> None:
    if lost:
        told = _told([words[n].text for n in lost], len(words), "does not fit", "do not fit", "fits")
        log.warn("speech.no_room", f"{told} into the recording", audio.path, "Give its own script alone")
    doubtful = [words[one.word].text for one in filled if one.confidence < GOOD]
    if doubtful:
        told = _told(doubtful, len(words), "was not", "were not", "was")
        hint = "Look at the words marked as doubtful" if len(doubtful) > 1 else "Look at it: it is marked"
        log.warn("speech.doubtful", f"{told} clearly heard", audio.path, hint)


def _told(found: Sequence[str], total: int, one: str, many: str, none: str) -> str:
    """Which words of a script something is said of. one, many, none: what, of as many words."""
    if len(found) == 1:
        return f"the word “{found[0]}” {one}"
    if len(found) == total:
        return f"none of the {total} words of the script {none}"
    return f"{len(found)} of {total} words of the script {many}"


def _word(number: int, text: str, tags: tuple[str, ...], one: Timed) -> Word:
    phones = tuple(
        Phone(sound.label, start, end)
        for sound, (start, end) in zip(one.pronunciation, pairwise(one.times), strict=True)
    )
    confidence = round(one.confidence, 3)
    return Word(
        f"w{number:05d}", text, one.times[0], one.times[-1], confidence, phones, confidence < GOOD, tags=tags
    )
