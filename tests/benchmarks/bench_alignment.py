"""How near word boundaries come to hand labels, and how fast, against raw pocketsphinx in the same run.

    python tests/benchmarks/bench_alignment.py            # gold English and German
    python tests/benchmarks/bench_alignment.py --long     # also ten minutes of readings, for speed and memory

Boundaries are the start and the end of every labelled word; a word that is not found counts as two misses.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import gold
import numpy as np
from pocketsphinx import Decoder

from studio.core.problems import ProblemLog
from studio.core.time import TICKS_PER_SECOND, seconds
from studio.document.schema import Script
from studio.media.audio import Audio
from studio.speech.align import align

MISSED = 9.0
Spans = list[tuple[float, float]]


def ours(audio: Audio, utterance: gold.Utterance) -> Spans:
    log = ProblemLog()
    transcript = align(audio, Script(utterance.script), log, language=utterance.language)
    return [(seconds(word.start), seconds(word.end)) for word in transcript.words]


def pocketsphinx(audio: Audio, utterance: gold.Utterance) -> Spans:
    """The decoder as its manual has it: a pass over words, a pass over their sounds, default beams."""
    decoder = Decoder(lm=None, loglevel="FATAL")
    raw = (np.clip(audio.samples, -1, 1) * 32767).astype(np.int16).tobytes()
    decoder.set_align_text(utterance.script.lower())
    for _ in range(2):
        decoder.start_utt()
        decoder.process_raw(raw, full_utt=True)
        decoder.end_utt()
        decoder.set_alignment()
    spoken = [word for word in decoder.get_alignment() if not word.name.startswith("<")]
    return [(word.start / 100, (word.start + word.duration) / 100) for word in spoken]


def measure(
    name: str, aligner: Callable[[Audio, gold.Utterance], Spans], utterances: list[gold.Utterance]
) -> None:
    errors: list[float] = []
    failed = 0
    spent, heard = [], 0.0
    for utterance in utterances:
        audio = utterance.audio()
        started = time.perf_counter()
        try:
            spans = aligner(audio, utterance)
        except RuntimeError:
            spans = []
        spent.append(time.perf_counter() - started)
        heard += audio.seconds
        if len(spans) != len(utterance.words):
            failed += 1
            errors += [MISSED] * (2 * len(utterance.words))
            continue
        for word, (start, end) in zip(utterance.words, spans, strict=True):
            errors += [start - word.start, end - word.end]
    size = np.abs(errors)
    shares = "  ".join(
        f"{limit * 1000:.0f} ms {100 * np.mean(size <= limit):5.1f} %" for limit in (0.02, 0.05)
    )
    factor = np.median(spent) * len(spent) / heard
    print(f"  {name:13s} {shares}   files failed {failed}/{len(utterances)}   real-time factor {factor:.3f}")


def long_reading() -> None:
    folder = gold.MATERIAL / "speech" / "clean" / "ljspeech"
    names = sorted(path.stem for path in folder.glob("LJ001-*.wav")) * 6
    pieces, texts = [], []
    for name in names:
        one = gold.Utterance(name, folder / f"{name}.wav", "en", "LJ", (), (), "")
        pieces += [one.audio().samples, np.zeros(4800, np.float32)]
        texts.append((folder / f"{name}.txt").read_text(encoding="utf-8"))
    audio = Audio(np.concatenate(pieces), 16_000, "", "readings", 16_000, 1)
    for length in (60, 600):
        part = Audio(audio.samples[: length * 16_000], 16_000, "", "readings", 16_000, 1)
        share = min(1.0, length / audio.seconds)
        words = " ".join(texts).split()
        script = Script(" ".join(words[: round(len(words) * share)]))
        started = time.perf_counter()
        transcript = align(part, script, ProblemLog())
        spent = time.perf_counter() - started
        doubtful = np.mean([word.doubtful for word in transcript.words])
        last = transcript.words[-1].end / TICKS_PER_SECOND
        print(
            f"  {part.seconds:.0f} s: {len(transcript.words)} words to {last:.0f} s, "
            f"{100 * doubtful:.1f} % doubtful, real-time factor {spent / part.seconds:.3f}"
        )
    print(f"  most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    english, german = gold.english(), gold.german()
    ours(english[0].audio(), english[0])  # compiled code is loaded once
    print(f"English, {len(english)} recordings, {2 * sum(len(u.words) for u in english)} boundaries")
    measure("Moodline", ours, english)
    measure("pocketsphinx", pocketsphinx, english)
    print(f"German, {len(german)} whole sentences, {2 * sum(len(u.words) for u in german)} boundaries")
    measure("Moodline", ours, german)
    print("  pocketsphinx  has no German")
    if "--long" in sys.argv:
        print("Readings with their script")
        long_reading()


if __name__ == "__main__":
    main()
