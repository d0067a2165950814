"""A script laid on its recording: when each word and each sound of it is spoken."""

from __future__ import annotations

import re

import numpy as np
from pocketsphinx import Decoder

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, silent
from studio.core.time import TICKS_PER_SECOND
from studio.document.schema import Phone, Script, Transcript, Word
from studio.media.audio import Audio

_FRAME = TICKS_PER_SECOND // 100


def align(
    audio: Audio,
    script: Script | None,
    log: ProblemLog,
    progress: Progress = silent,
    language: str = "en",
) -> Transcript:
    """Words and phones of `audio` in ticks of the recording; without a script the phones alone."""
    progress(0.0, "aligning")
    words = _spoken(script.text) if script else []
    decoder = Decoder(lm=None, loglevel="FATAL", beam=1e-300, wbeam=1e-300, pbeam=1e-300)
    known = [word for word in words if decoder.lookup_word(word)]
    for missing in sorted(set(words) - set(known)):
        log.warn("speech.unknown_word", "is not in the dictionary and was left out", missing)
    if not known:
        return Transcript(language=language, source="decoder")
    samples = (np.clip(audio.samples, -1, 1) * 32767).astype(np.int16).tobytes()
    try:
        spoken = _decode(decoder, " ".join(known), samples)
    except RuntimeError:
        log.warn("speech.no_match", "the script does not match the recording", audio.path)
        spoken = ()
    progress(1.0, "aligning")
    return Transcript(language=language, words=spoken)


def _spoken(text: str) -> list[str]:
    return re.findall(r"[a-z']+", re.sub(r"[\[(<{].*?[\])>}]", " ", text).lower())


def _decode(decoder: Decoder, text: str, samples: bytes) -> tuple[Word, ...]:
    decoder.set_align_text(text)
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    decoder.set_alignment()
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    words = []
    for entry in decoder.get_alignment():
        if entry.name.startswith("<"):
            continue
        phones = tuple(Phone(p.name, p.start * _FRAME, (p.start + p.duration) * _FRAME) for p in entry)
        name = re.sub(r"\(\d+\)$", "", entry.name)
        start, end = phones[0].start, phones[-1].end
        words.append(Word(f"w{len(words):04d}", name, start, end, phones=phones))
    return tuple(words)
