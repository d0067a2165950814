"""Learns studio/speech/boundary_weights.py from the hand-labelled recordings of the test material.

    python tests/benchmarks/fit_boundaries.py            # prints held-out errors, by speaker or file
    python tests/benchmarks/fit_boundaries.py --write    # writes the weights learnt from all

A conditional logit: the true boundary among the candidates around the searched one, blurred by 12 ms.
"""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import gold
import numpy as np
from scipy.optimize import minimize

from studio.core.problems import ProblemLog
from studio.speech import boundaries, lexicon
from studio.speech.acoustic_model import load_model
from studio.speech.belief import ENGLISH
from studio.speech.boundary_weights import CLASSES
from studio.speech.hearing import hear
from studio.speech.passages import Task
from studio.speech.placing import place
from studio.speech.refining import PAUSE_KIND, row_of, runs
from studio.speech.search import ENGLISH_PRICES, RESEMBLING_PRICES
from studio.speech.text import read_script

PLACE = boundaries.HOP / 16_000
BLUR = 0.012 / PLACE
ENGLISH_WEIGHT = 5  # the English labels are a twentieth of the German ones
RIDGE = 200.0
PRICES = {"en": ENGLISH_PRICES, "de": RESEMBLING_PRICES}
FARTHEST = 0.08  # s; a label farther from the searched boundary is another boundary

_VOWEL_ROW = (
    "a I E @ i e U O o y Y 6 aI aU OY 2 9 u eI A V E: @: f@: o: i: u: ai ə œ 3: AA1 IY0 IH1 AH0 EH1 ER0"
)
VOWELS = set(_VOWEL_ROW.split()) | {f"{v}6" for v in "EiaoeOIyuU9Y2"}
KINDS = {
    "nasal": "m n N M", "stop": "p t k b d g ? _d _t !p !t !k !b !d !g B D T P K G PT dH db tS dZ JH",
    "fricative": "f v s z S Z C x h X j V F H θ DH", "approximant": "l r R w L 4",
}  # fmt: skip
KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels.split()}


@attrs.frozen(eq=False)
class Examples:
    """One row a boundary: group for holding out, left, right classes, features, allowed, target and start."""

    group: list[str]
    left: np.ndarray
    right: np.ndarray
    features: np.ndarray
    allowed: np.ndarray
    truth: np.ndarray
    searched: np.ndarray

    def of(self, keep: np.ndarray) -> Examples:
        rest = [getattr(self, a.name)[keep] for a in attrs.fields(Examples)[1:]]
        return Examples([g for g, k in zip(self.group, keep, strict=True) if k], *rest)


def label_kind(label: str) -> str:
    if not label or label in (".",):
        return PAUSE_KIND
    return "vowel" if label in VOWELS else KIND_OF.get(label, "?")


def labelled(utterance: gold.Utterance) -> list[tuple[float, str]]:
    """Start and kind of each labelled sound; bursts, breath and voice quality belong to the last sound."""
    found: list[tuple[float, str]] = [(0.0, PAUSE_KIND)]
    for label in utterance.sounds:
        text = label.text
        kind = "fricative" if text == "D" and utterance.language == "en" else label_kind(text)
        goes_on = text[:1] in ("+", "-", "!") or (text.endswith("asp")) or text == "H"
        if text[:1] in ("+", "-") or (goes_on and found[-1][1] == "stop"):
            continue
        found.append((label.start, kind))
    if found[-1][1] != PAUSE_KIND and utterance.sounds:
        found.append((utterance.sounds[-1].end, PAUSE_KIND))
    return found


def paired(searched: list[tuple[float, str]], truth: list[tuple[float, str]]) -> list[tuple[int, int]]:
    """Which searched sound is which labelled one: edit distance over kinds and times."""
    n, m = len(searched), len(truth)
    cost = np.full((n + 1, m + 1), np.inf)
    cost[:, 0], cost[0, :] = np.arange(n + 1), np.arange(m + 1)
    for i in range(n):
        for j in range(m):
            kind = searched[i][1].split()[-1].replace("affricate", "stop")
            kind = "fricative" if kind == "h" else kind
            unlike = 0.0 if kind == truth[j][1] else 0.5 if truth[j][1] == "?" else 1.2
            match = cost[i, j] + min(abs(searched[i][0] - truth[j][0]) / 0.1, 2.0) + unlike
            cost[i + 1, j + 1] = min(match, cost[i, j + 1] + 1, cost[i + 1, j] + 1)
    pairs, i, j = [], n, m
    while i and j:
        if cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        elif cost[i, j] == cost[i, j - 1] + 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def examples(utterances: list[gold.Utterance]) -> Examples:
    rows = []
    for utterance in utterances:
        audio = utterance.audio()
        hearing = hear(audio)
        words = lexicon.pronounce(
            read_script(utterance.script, utterance.language), utterance.language, ProblemLog()
        )
        placed = place(Task(hearing, words, load_model(), PRICES[utterance.language], ENGLISH, "arpabet"))
        change = boundaries.changes(audio.samples)
        group = utterance.speaker if utterance.language == "de" else utterance.name
        for run in runs(placed):
            places, kinds = row_of(run)
            searched = list(zip(places * PLACE, kinds[1:], strict=True))
            shown = [(searched[0][0] - 0.2, PAUSE_KIND), *searched]
            truth = labelled(utterance)
            feats = boundaries.features(change, places)
            allowed = boundaries.allowed(places, len(change))
            for i, j in paired(shown, truth):
                if i == 0 or j == 0 or truth[j][1] == "?" or abs(shown[i][0] - truth[j][0]) > FARTHEST:
                    continue
                rows.append((group, CLASSES.index(kinds[i - 1]), CLASSES.index(kinds[i]), feats[i - 1],
                             allowed[i - 1], truth[j][0] / PLACE - places[i - 1], 0.0))  # fmt: skip
    columns = list(zip(*rows, strict=True))
    return Examples(list(columns[0]), *(np.array(column) for column in columns[1:]))


def fit(data: Examples, importance: np.ndarray) -> np.ndarray:
    """[2 classes + 1, features]: weights of the left class, of the right class, and of all."""
    offsets = np.arange(-boundaries.REACH, boundaries.REACH + 1)
    target = np.exp(-0.5 * ((offsets - data.truth[:, None]) / BLUR) ** 2) * data.allowed + 1e-12
    target /= target.sum(axis=1, keepdims=True)
    classes, width = len(CLASSES), data.features.shape[2]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(2 * classes + 1, width)
        each = weights[data.left] + weights[classes + data.right] + weights[-1]
        score = np.einsum("bcf,bf->bc", data.features, each) - 30.0 * ~data.allowed
        score -= score.max(axis=1, keepdims=True)
        logs = score - np.log(np.exp(score).sum(axis=1, keepdims=True))
        pull = (np.exp(logs) - target) * importance[:, None]
        slope = np.einsum("bc,bcf->bf", pull, data.features)
        grown = RIDGE * weights
        np.add.at(grown, data.left, slope)
        np.add.at(grown, classes + data.right, slope)
        grown[-1] += slope.sum(axis=0)
        cost = -(target * logs).sum(axis=1) @ importance + 0.5 * RIDGE * (weights**2).sum()
        return float(cost), grown.ravel()

    start = np.zeros((2 * classes + 1) * width)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(-1, width)


def predicted(data: Examples, weights: np.ndarray) -> np.ndarray:
    classes = len(CLASSES)
    each = weights[data.left] + weights[classes + data.right] + weights[-1]
    score = np.einsum("bcf,bf->bc", data.features, each) - 30.0 * ~data.allowed
    likely = np.exp(score - score.max(axis=1, keepdims=True))
    offsets = np.arange(-boundaries.REACH, boundaries.REACH + 1)
    return (likely * offsets).sum(axis=1) / likely.sum(axis=1)


def within(errors: np.ndarray) -> str:
    return "  ".join(
        f"{limit * 1000:.0f} ms {np.mean(np.abs(errors) <= limit):.3f}" for limit in (0.01, 0.02, 0.05)
    )


def write(weights: np.ndarray) -> None:
    classes = len(CLASSES)
    path = Path(boundaries.__file__).with_name("boundary_weights.py")
    head = path.read_text(encoding="utf-8").split("LEFT =")[0]

    def table(rows: np.ndarray) -> str:
        return "\n".join("        [" + ", ".join(f"{x:.2f}" for x in row) + "]," for row in rows)

    body = f"LEFT = np.array(\n    [\n{table(weights[:classes])}\n    ]\n)\n"
    body += f"RIGHT = np.array(\n    [\n{table(weights[classes:-1])}\n    ]\n)\n"
    body += f"SHARED = np.array([{', '.join(f'{x:.2f}' for x in weights[-1])}])\n"
    path.write_text(head + body, encoding="utf-8")


def main() -> None:
    sets = {"English": examples(gold.english()), "German": examples(gold.german(complete=False))}
    whole = Examples(
        sets["English"].group + sets["German"].group,
        *(np.concatenate([getattr(s, a.name) for s in sets.values()]) for a in attrs.fields(Examples)[1:]),
    )
    importance = np.ones(len(whole.group))
    importance[: len(sets["English"].group)] = ENGLISH_WEIGHT
    groups = np.array(whole.group)
    moved = np.zeros(len(groups))
    for group in sorted(set(groups)):
        kept = groups != group
        weights = fit(whole.of(kept), importance[kept])
        moved[~kept] = predicted(whole.of(~kept), weights)
    count = len(sets["English"].group)
    for name, part in (("English", slice(0, count)), ("German", slice(count, None))):
        print(f"{name}: {len(groups[part])} boundaries of sounds")
        print(f"  as searched  {within(-whole.truth[part] * PLACE)}")
        print(f"  refined      {within((moved[part] - whole.truth[part]) * PLACE)}  (held out)")
    if "--write" in sys.argv:
        write(fit(whole, importance))


if __name__ == "__main__":
    main()
