"""Words from other programs' files, and back."""

import pytest

from studio.core.problems import ProblemError
from studio.core.time import ticks
from studio.document.schema import (
    Character,
    MediaRef,
    Phone,
    Project,
    Scene,
    Script,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.inbox import Inbox
from studio.session.scripting.files import export_textgrid, import_words
from studio.session.studio import Studio


@pytest.fixture
def studio():
    words = tuple(
        Word(
            f"c/w{k}",
            text,
            ticks(0.5 * k),
            ticks(0.5 * k + 0.4),
            phones=(Phone("AH0", ticks(0.5 * k), ticks(0.5 * k + 0.4)),),
        )
        for k, text in enumerate(["you", "came", "back"])
    )
    clip = VoiceClip(
        "c",
        MediaRef("c.wav", "", ticks(2)),
        script=Script("you came back"),
        transcript=Transcript(words=words),
    )
    made = Studio(Inbox().post)
    made.open(
        Project("p", "P", (Scene("s", "S", characters=(Character("x", "X", "nora", clips=(clip,)),)),)), None
    )
    yield made
    made.jobs.cancel_all()


def clip_of(studio):
    return studio.character.clips[0]


def test_words_go_out_and_come_in_again(studio, tmp_path):
    before = clip_of(studio)
    export_textgrid(before, tmp_path / "a.TextGrid")
    studio.apply("x", lambda p: p)
    import_words(studio, "c", tmp_path / "a.TextGrid")
    after = clip_of(studio)
    assert [(w.id, w.text, w.start, w.end) for w in after.transcript.words] == [
        (w.id, w.text, w.start, w.end) for w in before.transcript.words
    ]
    assert [p.label for w in after.transcript.words for p in w.phones] == ["AH0"] * 3


def test_a_textgrid_is_one_step(studio, tmp_path):
    path = tmp_path / "a.TextGrid"
    export_textgrid(clip_of(studio), path)
    path.write_text(path.read_text().replace('"came"', '"went"'))
    import_words(studio, "c", path)
    assert clip_of(studio).script.text == "you went back"
    studio.store.undo()
    assert clip_of(studio).script.text == "you came back"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "You stayed.", "You stayed."),
        ("a.srt", "1\n00:00:00,000 --> 00:00:01,000\n<i>You</i> stayed\n", "You stayed"),
        ("a.lab", "YOU STAYED", "YOU STAYED"),
    ],
)
def test_texts_are_aligned_anew(studio, tmp_path, monkeypatch, name, content, text):
    given = []
    monkeypatch.setattr(
        "studio.session.scripting.realigning.set_text",
        lambda _s, _c, script, _label: given.append(script.text),
    )
    (tmp_path / name).write_text(content)
    import_words(studio, "c", tmp_path / name)
    assert given == [text]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.TextGrid", b"nothing"), ("a.txt", b"   "), ("a.txt", b"\0\0\0"), ("a.srt", b"x")],
)
def test_what_holds_no_words_is_a_problem(studio, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ProblemError):
        import_words(studio, "c", tmp_path / name)


def test_files_that_are_not_there_are_problems(studio, tmp_path):
    for name in ("none.TextGrid", "none.txt"):
        with pytest.raises(ProblemError):
            import_words(studio, "c", tmp_path / name)
    with pytest.raises(ProblemError):
        export_textgrid(VoiceClip("c", MediaRef("c.wav", "", 1)), tmp_path / "a.TextGrid")
