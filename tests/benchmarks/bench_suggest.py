"""How well suggested emotion meets acted emotion, against one that never changes its mind.

python tests/benchmarks/bench_suggest.py

The recordings are of EmoDB (Burkhardt et al. 2005): German sentences that say nothing of a feeling, spoken by
actors in seven ways, cut at two seconds. So words cannot help, and the voice is heard against the middle of
all that its speaker said. The weights of the voice were fitted to these very speakers: `left out` fits them
again, in the same way, without the speaker who is heard.
"""

from __future__ import annotations

import csv
import time

import numpy as np
from material import MATERIAL

from studio.core.problems import ProblemLog
from studio.core.time import ticks
from studio.document.schema import Phone, Transcript, Word
from studio.emotion import suggest_voice
from studio.emotion.affect import VAD
from studio.emotion.suggest import _Path, suggest
from studio.emotion.suggest_voice import usual_voice, voice_measures
from studio.media.load import load
from studio.speech.prosody import Prosody, analyse

FOLDER = MATERIAL / "alignment" / "gold" / "emodb_de"
TARGETS = {
    "anger": VAD["anger"], "fear": VAD["fear"], "happiness": VAD["joy"], "sadness": VAD["sadness"],
    "disgust": VAD["disgust"], "neutral": (0.0, 0.0, 0.0), "boredom": (-0.3, -0.4, -0.1),
}  # fmt: skip
NAMES = {"happiness": "joy"}
Recording = tuple[str, str, Transcript, Prosody]


def recordings() -> list[Recording]:
    """Speaker, emotion, phones and sound of each."""
    with (FOLDER / "gold_intervals.tsv").open(encoding="utf-8") as stream:
        intervals: dict[str, list[dict[str, str]]] = {}
        for row in csv.DictReader(stream, delimiter="\t"):
            intervals.setdefault(row["file"], []).append(row)
    found = []
    with (FOLDER / "emodb.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            path = FOLDER / "wav" / f"{row['file']}.wav"
            if path.is_file():
                transcript = spoken(intervals[row["file"]])
                prosody = analyse(load(path, ProblemLog()), transcript)
                found.append((row["speaker"], row["emotion"], transcript, prosody))
    return found


def spoken(rows: list[dict[str, str]]) -> Transcript:
    phones = tuple(
        Phone(r["label"], ticks(float(r["start"])), ticks(float(r["end"])))
        for r in rows
        if r["tier"] == "phone"
    )
    word = Word("w", "", phones[0].start, phones[-1].end, phones=phones)
    return Transcript("de", words=(word,))


def relative(all_of: list[Recording]) -> np.ndarray:
    """[recordings, measures] in the middle of each, less what is usual for its speaker."""
    usual = {
        who: usual_voice([(p, t) for speaker, _, t, p in all_of if speaker == who])
        for who in {r[0] for r in all_of}
    }
    rows = []
    for who, _, transcript, prosody in all_of:
        middle = np.array([(transcript.words[0].start + transcript.words[0].end) // 2])
        rows.append(voice_measures(prosody, transcript, middle)[0] - usual[who].measures)
    return np.nan_to_num(np.array(rows))


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """[measures, 3] weights by ridge regression, with the shipped row of levels. What is acted on average is
    taken off first: a voice says how much better or worse than usual somebody feels."""
    level = suggest_voice._WEIGHTS[0]
    scale = x[:, 1:].std(axis=0) + 1e-9
    z = x[:, 1:] / scale
    rest = y - y.mean(axis=0) - np.outer(x[:, 0], level)
    weights = np.linalg.solve(z.T @ z + 30.0 * np.eye(z.shape[1]), z.T @ rest)
    return np.vstack([level, weights / scale[:, None]])


def left_out(x: np.ndarray, y: np.ndarray, speakers: np.ndarray) -> np.ndarray:
    """What weights say that were fitted to the other speakers, the way the shipped ones were to all."""
    told = np.zeros_like(y)
    for who in np.unique(speakers):
        own = speakers == who
        told[own] = np.clip(x[own] @ fitted(x[~own], y[~own]), -0.9, 0.9)
    return told


def suggested(all_of: list[Recording]) -> np.ndarray:
    """[recordings, 3] what is suggested in the middle of each, where words say nothing."""
    usual = {
        who: usual_voice([(p, t) for speaker, _, t, p in all_of if speaker == who])
        for who in {r[0] for r in all_of}
    }
    rows = []
    for who, _, transcript, prosody in all_of:
        middle = np.array([(transcript.words[0].start + transcript.words[0].end) // 2])
        rows.append(_Path(prosody, transcript, ["."], "", usual[who]).points(middle)[0])
    return np.array(rows)


def table(y: np.ndarray, ways: dict[str, np.ndarray]) -> None:
    print(f"\n{'mean error (r)':24}" + "".join(f"{axis:>18}" for axis in ("valence", "arousal", "dominance")))
    for name, told in ways.items():
        cells = []
        for axis in range(3):
            error = float(np.abs(told[:, axis] - y[:, axis]).mean())
            varies = told[:, axis].std() > 1e-9
            r = f"{np.corrcoef(told[:, axis], y[:, axis])[0, 1]:5.2f}" if varies else "   --"
            cells.append(f"{error:.2f} ({r})".rjust(18))
        print(f"{name:24}" + "".join(cells))


def named(all_of: list[Recording]) -> None:
    """The strongest suggested emotion of each recording, of those that could be told."""
    usual = {
        who: usual_voice([(p, t) for speaker, _, t, p in all_of if speaker == who])
        for who in {r[0] for r in all_of}
    }
    hits = {emotion: [0, 0] for emotion in TARGETS}
    for who, emotion, transcript, prosody in all_of:
        curves = suggest(prosody, transcript, ["."], "", usual[who])
        peaks = {name: max(key.value for key in curve.keys) for name, curve in curves.items()}
        told = max(peaks, key=peaks.__getitem__, default="neutral")
        hits[emotion][0] += told == NAMES.get(emotion, emotion)
        hits[emotion][1] += 1
    share = {emotion: hit / count for emotion, (hit, count) in hits.items() if count}
    print("\nstrongest suggestion is the acted emotion (by chance 1 of 7 = 14 %, always neutral the same):")
    print("  " + "  ".join(f"{emotion} {part:.0%}" for emotion, part in share.items()))
    print(f"  mean over emotions {np.mean(list(share.values())):.0%}")


def main() -> None:
    all_of = recordings()
    y = np.array([TARGETS[emotion] for _, emotion, _, _ in all_of])
    x, speakers = relative(all_of), np.array([r[0] for r in all_of])
    own = np.clip(x @ suggest_voice._WEIGHTS, -0.9, 0.9)
    middle = y - y.mean(axis=0)
    constant, own_constant = (np.tile(np.median(goal, axis=0), (len(y), 1)) for goal in (y, middle))
    print(f"{len(all_of)} recordings of {len(set(speakers))} speakers")
    off = float(np.abs(fitted(x, y) - suggest_voice._WEIGHTS).max())
    print(f"the shipped weights are those fitted to all six, rounded: at most {off:.4f} apart")
    ways = {"shipped weights": own, "speaker left out": left_out(x, y, speakers),
            "suggested without words": suggested(all_of)}  # fmt: skip
    print("\nagainst what was acted")
    table(y, {"neutral": 0 * y, "constant (the median)": constant, **ways})
    print("\nagainst what was acted, less its mean: no model knows that actors play more bad than good")
    table(middle, {"neutral": 0 * y, "constant (the median)": own_constant, **ways})
    named(all_of)
    start = time.perf_counter()
    for _, _, transcript, prosody in all_of:
        suggest(prosody, transcript, ["."])
    print(f"\n{(time.perf_counter() - start) / len(all_of) * 1e3:.1f} ms for each suggestion of two seconds")


if __name__ == "__main__":
    main()
