"""Stage directions: what is understood, and a script that keeps up with its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.core.time import ticks
from studio.document.edits.tree import part_of
from studio.document.schema import (
    Character,
    MediaRef,
    Project,
    Scene,
    Script,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.scripting.directions import read_direction, sentence_ends, spoken_for
from studio.session.scripting.text import (
    confirmed,
    places_in_script,
    retyped,
    with_direction,
    without_direction,
)
from studio.speech.text import read_script


def clip(text):
    read = read_script(text, "en")
    words = tuple(
        Word(f"c/w{k}", word.text, ticks(0.5 * k), ticks(0.5 * k + 0.4), tags=word.tags)
        for k, word in enumerate(read)
    )
    return VoiceClip(
        "c", MediaRef("c.wav", "", ticks(9)), script=Script(text), transcript=Transcript(words=words)
    )


def project(text):
    return Project(
        "p", "P", (Scene("s", "S", characters=(Character("x", "X", "nora", clips=(clip(text),)),)),)
    )


def script_of(document):
    return part_of(document, VoiceClip, "c").script.text


def words_of(document):
    return part_of(document, VoiceClip, "c").transcript.words


@pytest.mark.parametrize(
    ("text", "style", "intensity"),
    [
        ("sadly", "sadness", 0.75), ("very angry", "anger", 1.0), ("slightly amused", "joy", 0.4),
        ("happily surprised", "joy+surprise", 0.75), ("joy/broad", "joy/broad", 0.75),
        ("fear 60%", "fear", 0.6), ("angrily", "anger", 0.75), ("traurig", "sadness", 0.75),
        ("with disgust", "disgust", 0.75),
        ("anger pressed", "anger/pressed", 0.75), ("FURIOUS!", "anger", 0.75),
    ],
)  # fmt: skip
def test_directions_are_understood(text, style, intensity):
    reading = read_direction(text)
    assert (reading.style, reading.intensity) == (style, intensity)


@pytest.mark.parametrize("text", ["walks to the door", "", "pause", "%%", "to Jonas"])
def test_notes_stay_notes(text):
    assert not read_direction(text).understood


def test_calm_is_the_absence_of_all():
    assert read_direction("calm").neutral


def test_a_direction_stands_for_its_sentence():
    line = clip("[happy] You came back! I thought we had lost you.")
    assert [w.text for w in spoken_for(line, "c/w0")] == ["You", "came", "back"]
    assert sentence_ends(line) == {2, 8}


def test_a_direction_ends_where_the_next_begins():
    line = clip("You [sad] came [angry] back to me.")
    assert [w.text for w in spoken_for(line, "c/w1")] == ["came"]
    assert [w.text for w in spoken_for(line, "c/w2")] == ["back", "to", "me"]


def test_words_are_found_as_they_were_written():
    line = clip("The cat (quietly, the cat) sat: the “cat” concatenates.")
    text = line.script.text
    found = [text[p.start : p.end] if p else None for p in places_in_script(line)]
    assert found == [w.text for w in line.transcript.words]
    assert places_in_script(line)[3].start > text.index("sat")


def test_a_word_that_was_not_written_loses_no_other():
    line = clip("one two three")
    extra = Word("c/x", "uhm", 0, 1)
    words = (line.transcript.words[0], extra, *line.transcript.words[1:])
    changed = VoiceClip("c", line.media, script=line.script, transcript=Transcript(words=words))
    assert [p is not None for p in places_in_script(changed)] == [True, False, True, True]


def test_a_direction_comes_and_goes():
    before = project("You came back!")
    after = with_direction(before, "c", "c/w1", " [sadly] ")
    assert script_of(after) == "You [sadly] came back!"
    assert words_of(after)[1].tags == ("sadly",)
    assert read_script(script_of(after), "en")[1].tags == ("sadly",)
    assert without_direction(after, "c", "c/w1", "sadly") == before


def test_the_same_direction_twice_is_one():
    once = with_direction(project("You came back!"), "c", "c/w1", "sadly")
    assert with_direction(once, "c", "c/w1", "sadly") is once


def test_a_word_is_retyped_in_the_script_as_well():
    after = retyped(project("You came back, you came!"), "c", "c/w4", "stayed")
    assert script_of(after) == "You came back, you stayed!"
    assert words_of(after)[4].text == "stayed"
    assert retyped(after, "c", "c/w4", "  ") is after


def test_a_stranger_is_a_problem():
    with pytest.raises(ProblemError):
        retyped(project("You came"), "c", "c/none", "x")


def test_doubts_are_laid_to_rest():
    document = project("You came back")
    assert confirmed(document, "c", ("c/w0",)) == document


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read_and_directed(text):
    read_direction(text)
    document = project("You came back")
    after = with_direction(document, "c", "c/w1", text)
    assert [w.text for w in words_of(after)] == ["You", "came", "back"]
