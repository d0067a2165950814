"""The hard rules of speech, as properties of whatever is said, at whatever frame rate."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_plugin import Variation

VOWELS = [
    "AA1", "AE1", "AH0", "AO1", "AW1", "AY1", "EH1", "ER0", "EY1", "IH0", "IY1", "OW1", "OY1", "UH1", "UW1",
]  # fmt: skip
CONSONANTS = [
    "B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH",
    "V", "W", "Y", "Z", "ZH",
]  # fmt: skip
RATES = [24, Fraction(24000, 1001), 25, Fraction(30000, 1001), 30, 48, 60, 120, 240]

phones = st.lists(
    st.tuples(st.sampled_from(VOWELS + CONSONANTS + ["SIL"]), st.floats(0.03, 0.35)), min_size=1, max_size=25
)
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lay(said, start=0.2):
    tokens, at = [], start
    for label, length in said:
        tokens.append((label, at, at + length))
        at += length
    return tokens, at + 0.2


def frames_of(token, fps):
    """Frames within a phone and half a frame around it."""
    _, start, end = token
    fps = float(fps)
    return range(max(int(np.ceil(start * fps - 0.5 - 1e-6)), 0), int(np.floor(end * fps + 0.5 + 1e-6)) + 1)


@relaxed
@given(said=phones, fps=st.sampled_from(RATES))
def test_every_closure_is_seen_on_a_frame(perform, said, fps):
    tokens, duration = lay(said)
    take = perform(tokens, duration, fps)
    for token in tokens:
        if token[0] in {"P", "B", "M"}:
            closed = [
                f
                for f in frames_of(token, fps)
                if take["mouthClose"][f] >= take["jawOpen"][f] - 1e-6
                and max(take[n][f] for n in ("mouthLowerDownLeft", "mouthUpperUpLeft", "mouthFunnel")) < 1e-6
                and take["jawOpen"][f] <= 0.1 + 1e-6
            ]
            assert closed, f"{token} stays open at {fps} fps"


@relaxed
@given(said=phones, fps=st.sampled_from(RATES))
def test_every_labiodental_tucks_the_lip_where_it_has_a_frame_of_its_own(perform, said, fps):
    tokens, duration = lay([(label, max(length, 0.06)) for label, length in said])
    take = perform(tokens, duration, fps)
    for token in tokens:
        if token[0] in {"F", "V"}:
            tucked = [take["mouthRollLower"][f] for f in frames_of(token, fps)]
            assert max(tucked) > 0.8, f"{token} shows no tucked lip at {fps} fps"


@relaxed
@given(said=phones, fps=st.sampled_from(RATES))
def test_sibilants_bring_the_teeth_together(perform, said, fps):
    tokens, duration = lay(said)
    take = perform(tokens, duration, fps, loudness=1.0)
    for token in tokens:
        if token[0] in {"S", "Z", "SH", "ZH"}:
            assert min(take["jawOpen"][f] for f in frames_of(token, fps)) <= 0.036


@relaxed
@given(said=phones, fps=st.sampled_from(RATES), loudness=st.floats(0, 1), seed=st.integers(0, 2**40))
def test_values_stay_in_range_and_never_pop(perform, said, fps, loudness, seed):
    tokens, duration = lay(said)
    take = perform(tokens, duration, fps, loudness=loudness, variation=Variation(seed=seed))
    assert np.isfinite(take.raw).all()
    assert take.raw.min() >= 0.0
    assert take.raw.max() <= 1.0
    step = np.abs(np.diff(take.raw, axis=0)).max(axis=0)
    jaw = step[list(take).index("jawOpen")]
    assert jaw * float(fps) < 9.0  # jawOpen a second: the full range in a ninth of one, never in a frame
    assert step.max() <= 0.9
    if fps >= 60:
        assert step.max() * float(fps) < 75.0  # a tucked lip that must close at once is the fastest there is


@relaxed
@given(said=phones, other=st.sampled_from(["G", "NG"]))
def test_back_of_tongue_sounds_leave_the_lips_alone(perform, said, other):
    """K, G and NG are one and the same for the lips, and between equal vowels the lips do not stir."""
    tokens, duration = lay([("IY1", 0.2), *said, ("K", 0.08), ("UW1", 0.2)])
    swapped = [(other if label in {"K", "G", "NG"} else label, a, b) for label, a, b in tokens]
    assert np.array_equal(perform(tokens, duration).raw, perform(swapped, duration).raw)


@pytest.mark.parametrize("vowel", ["IY1", "UW1", "AE1"])
def test_the_lips_do_not_stir_for_a_velar_between_equal_vowels(perform, spoken, vowel):
    tokens, duration = spoken([vowel, "K", vowel], [0.2, 0.08, 0.2])
    take = perform(tokens, duration, 120)
    middle = slice(int(0.55 * 120), int(0.73 * 120))
    for name, values in take.items():
        if name not in {"jawOpen", "tongueOut"}:
            assert np.ptp(values[middle]) < 0.03, name


@pytest.mark.parametrize("cluster", ["S T", "T S T", "N D S T", "K S"])
def test_rounding_is_anticipated_across_consonants(perform, spoken, cluster):
    """The lips begin to round before the first consonant of a cluster that ends in a rounded vowel."""
    labels = ["IY1", *cluster.split(), "UW1"]
    tokens, duration = spoken(labels, 0.08)
    rounded = perform(tokens, duration, 100)["mouthPucker"]
    plain = perform([(("IY1" if t[0] == "UW1" else t[0]), *t[1:]) for t in tokens], duration, 100)[
        "mouthPucker"
    ]
    onset = tokens[-1][1]
    ahead = np.flatnonzero(rounded - plain > 0.1)[0] / 100
    assert onset - ahead >= min(0.1, 0.08 * len(cluster.split()) - 0.04)
    assert onset - ahead < 0.3


def test_rounding_before_speech_starts_about_a_fifth_of_a_second_ahead(perform, spoken):
    tokens, duration = spoken("UW1", 0.3, start=1.0)
    pucker = perform(tokens, duration, 200)["mouthPucker"]
    ahead = 1.0 - np.flatnonzero(pucker > 0.1)[0] / 200
    assert 0.08 < ahead < 0.25


def test_a_long_pause_relaxes_the_mouth_and_a_short_one_does_not_close_it(perform):
    def jaw_in_pause(length):
        tokens = [("AA1", 0.3, 0.5), ("AA1", 0.5 + length, 0.7 + length)]
        take = perform(tokens, 1.0 + length, 100)
        return take["jawOpen"][round((0.5 + length / 2) * 100)] / take["jawOpen"].max()

    assert jaw_in_pause(0.2) > 0.5
    assert jaw_in_pause(0.28) > 0.35
    assert jaw_in_pause(0.5) < 0.1
    assert jaw_in_pause(2.0) < 0.01


def test_the_jaw_follows_a_voice_that_nobody_wrote_down(perform):
    tokens = [("AA1", 0.2, 0.5), ("B", 0.5, 0.6)]
    take = perform(tokens, 4.0, 60, unwritten=(1.5, 3.0))
    assert take["jawOpen"][150] > 0.05
    assert take["jawOpen"][60] < 0.02
    assert take["jawOpen"][220] < 0.02
    assert [n.kind for n in take.notices] == ["wordless_voice"]
    assert not perform(tokens, 4.0, 60).notices


def test_fast_speech_reaches_less_but_skips_no_closure(perform, spoken):
    slow, fast = (perform(*spoken("B AA1 B AA1 B AA1 B", each), 60) for each in (0.15, 0.05))
    assert fast["jawOpen"].max() < slow["jawOpen"].max() * 0.9
    closed = (fast["mouthClose"] > 0.99 * fast["jawOpen"]) & (fast["mouthRollUpper"] > 0.07)
    assert np.count_nonzero(np.diff(closed.astype(int)) == 1) == 4


@pytest.mark.parametrize("pair", ["P F", "F P", "M V", "V M", "P F P", "F M F"])
@pytest.mark.parametrize("fps", [24, 30, 60])
def test_closed_and_tucked_lips_side_by_side_are_both_seen(perform, spoken, pair, fps):
    tokens, duration = spoken(["AA1", *pair.split(), "AA1"], 0.06)
    take = perform(tokens, duration, fps)
    for token in tokens[1:-1]:
        shown = "mouthRollUpper" if token[0] in {"P", "M"} else "mouthRollLower"
        least = 0.075 if token[0] in {"P", "M"} else 0.8
        assert max(take[shown][f] for f in frames_of(token, fps)) > least, token
