import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import ticks
from studio.document.schema import Character, Transcript, Word
from studio.emotion.direction import Direction, WordGain, directed, with_word_gains
from studio.emotion.direction_file import parse_direction, read_direction
from studio.emotion.direction_text import LARGEST
from studio.emotion.spec import tracks_of_specs


def parsed(value, log=None):
    return parse_direction(json.dumps(value).encode(), "d.json", ProblemLog() if log is None else log)


def complaint(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    with pytest.raises(ProblemError) as caught:
        parse_direction(data, "d.json", ProblemLog())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_spec_for_the_whole_recording_holds_one_value():
    (track,) = tracks_of_specs(["Happy:0.8"])
    assert (track.emotion, [(k.time, k.value) for k in track.curve.keys]) == ("joy", [(0, 0.8)])


def test_a_spec_with_times_is_up_between_them_only():
    (track,) = tracks_of_specs(["anger/pressed:1:2.5:4"])
    keys = track.curve.keys
    assert track.extra == {"variant": "pressed"}
    assert (keys[0].time, keys[0].value, keys[-1].time, keys[-1].value) == (ticks(2.5), 0.0, ticks(4), 0.0)
    assert keys[1].value == keys[2].value == 1.0
    assert [k.time for k in keys] == sorted({k.time for k in keys})


def test_neutral_is_no_track():
    assert tracks_of_specs(["neutral:1", "calm:0.5:0:1"]) == ()


@pytest.mark.parametrize(
    "spec",
    [
        "joy", "joy:", ":1", "joy:1.01", "joy:-0.1", "joy:nan", "joy:inf", "joy:1e999", "joy:0.5:3",
        "joy:0.5:3:1",
        "joy:0.5:2:2", "joy:0.5:-1:2", "joy:0.5:nan:2", "joy:0.5:0:inf",
        "joy:0.5:0:1e30", "joy:0,5", "joy:1_0", "joy:0x1",
        "nothing:0.5", "joy/loud:0.5", "joy:1:1:2:3", "", "neutral:2", "joy:1:1:1.0000000001",
    ],
)  # fmt: skip
def test_a_wrong_spec_is_one_line_that_names_it(spec):
    with pytest.raises(ProblemError) as caught:
        tracks_of_specs(["sad:0.2", spec])
    assert caught.value.problem.kind.startswith("emotion.")
    assert "\n" not in str(caught.value)
    assert caught.value.problem.hint


@given(st.text(max_size=40))
def test_any_text_as_a_spec_gives_tracks_or_a_problem(text):
    try:
        tracks = tracks_of_specs([text])
    except ProblemError:
        return
    assert len(tracks) <= 1


FULL = {
    "comment": "kept by nobody",
    "emotions": [
        {"name": "happy", "intensity": 0.8},
        {"name": "anger", "intensity": 1, "start": 2.5, "end": 4, "variant": "pressed"},
        {
            "name": "sadness",
            "regions": {"brows": 1, "mouth": 0.3},
            "keys": [{"time": 0, "value": 0}, {"time": 1.5, "value": 0.7, "interpolation": "linear"}, [4, 0]],
            "muted": True,
        },
    ],
    "affect": [{"time": 0, "valence": -0.2, "arousal": 0.1}, {"time": 3, "valence": 0.81, "arousal": 0.51}],
    "words": [{"word": "Really", "occurrence": 2, "lip_gain": 1.4}, {"index": 0, "jaw_gain": 0.7}],
    "style": {"lip_gain": 1.1, "jaw_gain": 0.9, "articulation": "mumbled"},
    "events": [{"kind": "gaze", "start": 2, "end": 3, "params": {"yaw": 12}, "name": "door"}],
}


def test_habits_reach_the_character():
    log = ProblemLog()
    habits = {"gestures": "lively", "handedness": "left", "pose_mode": "sitting", "attitude": "negative"}
    found = parsed(
        {"style": habits, "events": [{"kind": "constraint", "start": 1, "end": 2, "name": "holding"}]}, log
    )
    assert len(log) == 0
    person = directed(Character("a", "a", "nora", extra={"kept": 1}), found)
    assert person.extra == {
        "kept": 1, "gesture_style": "lively", "handedness": "left", "pose_mode": "sitting",
        "attitude": "negative",
    }  # fmt: skip
    assert person.events[0].pinned
    assert "style.attitude" in complaint(json.dumps({"style": {"attitude": 3}}).encode())


def test_everything_a_file_may_say_arrives():
    log = ProblemLog()
    found = parsed(FULL, log)
    assert len(log) == 0
    joy, anger, sadness = found.emotions[:3]
    assert (joy.emotion, anger.extra, sadness.muted) == ("joy", {"variant": "pressed"}, True)
    assert sadness.regions == {"brows": 1.0, "mouth": 0.3}
    assert [k.interpolation for k in sadness.curve.keys] == ["bezier", "linear", "bezier"]
    assert any(t.id == "affect-joy" and t.curve.keys[-1].value == pytest.approx(1.0) for t in found.emotions)
    assert found.word_gains == (WordGain("Really", 2, -1, 1.4, 1.0), WordGain("", 1, 0, 1.0, 0.7))
    assert (found.lip_gain, found.jaw_gain, found.articulation) == (1.1, 0.9, "mumbled")
    (event,) = found.events
    assert (event.kind, event.start, event.params, event.pinned) == ("gaze", ticks(2), {"yaw": 12.0}, True)


def test_an_empty_object_wishes_nothing():
    assert parsed({}) == Direction()


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"emotions": [{"name": "joy", "keys": [[0, 0], [1, 2]]}]}, "emotions[0].keys[1][1]"),
        ({"emotions": [{"name": "joy", "keys": [{"time": 1, "value": "x"}]}]}, "emotions[0].keys[0].value"),
        ({"emotions": [{"name": "joy", "keys": [[1, 0], [1, 1]]}]}, "emotions[0].keys[1]"),
        ({"emotions": [{"name": "joy", "keys": [[1, 0, 2]]}]}, "emotions[0].keys[0]"),
        ({"emotions": [{"name": "joy", "keys": [[0, 0]], "intensity": 1}]}, "emotions[0]"),
        ({"emotions": [{"name": "joy"}]}, "emotions[0]"),
        ({"emotions": [{"intensity": 1}]}, "emotions[0]"),
        ({"emotions": [{}, {"name": "hapy", "intensity": 1}]}, "emotions[0]"),
        ({"emotions": [{"name": "hapy", "intensity": 1}]}, "emotions[0]"),
        ({"emotions": [{"name": "joy", "variant": "no", "intensity": 1}]}, "emotions[0]"),
        ({"emotions": [{"name": "joy", "intensity": 1, "start": 3, "end": 1}]}, "emotions[0].end"),
        ({"emotions": [{"name": "joy", "intensity": True}]}, "emotions[0].intensity"),
        ({"emotions": [{"name": "joy", "intensity": 1, "regions": {"ears": 1}}]}, "emotions[0].regions.ears"),
        (
            {"emotions": [{"name": "joy", "intensity": 1, "regions": {"nose": -1}}]},
            "emotions[0].regions.nose",
        ),
        ({"emotions": {}}, "emotions"),
        ({"emotions": [3]}, "emotions[0]"),
        ({"affect": [{"time": 0, "valence": 2, "arousal": 0}]}, "affect[0].valence"),
        ({"affect": [{"time": 1, "valence": 0, "arousal": 0}] * 2}, "affect[1]"),
        ({"words": [{"lip_gain": 1}]}, "words[0]"),
        ({"style": {"articulation": "sung"}}, "style.articulation"),
        ({"words": [{"word": "a", "index": 0}]}, "words[0]"),
        ({"words": [{"index": 1.5}]}, "words[0].index"),
        ({"words": [{"word": "a", "lip_gain": 99}]}, "words[0].lip_gain"),
        ({"style": {"jaw_gain": -1}}, "style.jaw_gain"),
        ({"style": []}, "style"),
        ({"events": [{"kind": "sneeze", "start": 0, "end": 1}]}, "events[0].kind"),
        ({"events": [{"kind": "blink", "start": 1, "end": 1}]}, "events[0].end"),
        ({"events": [{"kind": ["blink"], "start": 0, "end": 1}]}, "events[0].kind"),
        (
            {"emotions": [{"name": "joy", "keys": [{"time": 0, "value": 0, "interpolation": []}]}]},
            "interpolation",
        ),
        ({"emotions": [{"name": "joy", "intensity": 10**400}]}, "emotions[0].intensity"),
        ([], "d.json"),
        (3, "d.json"),
    ],
)
def test_each_complaint_names_its_place(value, place):
    assert place in complaint(value)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"\xff\xfe{\x00}\x00", b"{'a': 1}", b'{"style": {"lip_gain": NaN}}',
        b'{"style": {"lip_gain": 1e999}}',
        b'{"emotions": [], "emotions": []}', b"[" * 100_000, b'{"a":' * 50_000,
        b"\x00" * 10, b'{"words": 1' + b"0" * 5000 + b"}",
        b'{"comment": "' + b"[" * 100, b" " * (LARGEST + 1), b'{"emotions": [' + b"{}," * 600 + b"{}]}",
    ],
)  # fmt: skip
def test_broken_files_are_problems_of_one_line(data):
    assert "d.json" in complaint(data)


def test_a_syntax_error_names_its_line():
    assert "line 3" in complaint(b'{\n"style":\n}')


def test_brackets_inside_text_are_no_depth():
    assert parsed({"comment": "[" * 1000 + '\\"{{'}) == Direction()


def test_a_slip_of_the_pen_is_warned_about_with_what_was_meant():
    log = ProblemLog()
    parsed({"emotions": [{"name": "joy", "intensity": 1, "varient": "social"}], "word": []}, log)
    texts = [str(problem) for problem in log]
    assert any("emotions[0]" in text and "Did you mean variant" in text for text in texts)
    assert any("Did you mean words" in text for text in texts)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "emotions",
                    "keys",
                    "name",
                    "intensity",
                    "words",
                    "word",
                    "index",
                    "affect",
                    "time",
                    "value",
                    "events",
                    "kind",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_a_direction_or_a_problem(value):
    try:
        found = parsed(value)
    except ProblemError as error:
        found = error.problem
    assert isinstance(found, Direction) or found.subject.startswith("d.json")


def test_files_are_read_and_missing_ones_told(tmp_path):
    path = tmp_path / "d.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(FULL).encode())
    assert read_direction(path, ProblemLog()) == parsed(FULL)
    for wrong in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ProblemError, match="cannot be read"):
            read_direction(wrong, ProblemLog())


def words(*texts):
    return Transcript(words=tuple(Word(f"w{i}", t, i * 10, i * 10 + 9) for i, t in enumerate(texts)))


def test_words_get_their_gains_by_text_occurrence_and_place():
    log = ProblemLog()
    spoken = words("Really,", "it", "really", "is")
    gains = (
        WordGain("really", 2, -1, 1.4, 1.0),
        WordGain(index=0, jaw_gain=0.7),
        WordGain("REALLY", 0, -1, 2.0, 1.0),
    )
    changed = with_word_gains(spoken, gains, log)
    assert [w.lip_gain for w in changed.words] == [2.0, 1.0, 2.8, 1.0]
    assert [w.jaw_gain for w in changed.words] == [0.7, 1.0, 1.0, 1.0]
    assert len(log) == 0


def test_a_wish_for_a_missing_word_is_told_and_left_out():
    log = ProblemLog()
    spoken = words("one", "two")
    gains = (WordGain("three"), WordGain("one", 2), WordGain(index=9))
    assert with_word_gains(spoken, gains, log) == spoken
    assert len(log) == 3


def test_a_direction_adds_to_a_character():
    character = Character("c", "C", "nora", lip_gain=0.5, emotions=tracks_of_specs(["joy:1"]))
    changed = directed(character, parsed(FULL))
    assert changed.emotions[0] == character.emotions[0]
    assert len(changed.emotions) == 1 + len(parsed(FULL).emotions)
    assert (changed.lip_gain, changed.jaw_gain) == (pytest.approx(0.55), 0.9)
    assert len(changed.events) == 1
