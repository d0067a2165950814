"""The look through the document, and where its findings are."""

from __future__ import annotations

from pathlib import Path

import attrs

from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.inbox import Inbox
from studio.session.looking.checking import Checker, check
from studio.session.looking.places import go_to, place_of, places
from studio.session.selection import Kind
from studio.session.studio import Studio

S = ticks(1.0)


def project(tmp_path: Path, **character: object) -> Project:
    phones = (Phone("M", 0, S // 10), Phone("EH1", S // 10, S // 4), Phone("T", S // 4, S // 2))
    words = (Word("c/0", "met", 0, S // 2, phones=phones), Word("c/1", "maybe", S // 2, S, doubtful=True))
    clip = VoiceClip("c", MediaRef(str(tmp_path / "line.wav"), "", S), S, transcript=Transcript(words=words))
    nora = attrs.evolve(Character("nora", "Nora", "nora", clips=(clip,)), **character)  # type: ignore[arg-type]
    return Project("p", "P", (Scene("s", "Scene", Rate(30), (nora,), (Marker("k", S, "here"),)),))


def kinds(
    found: Project, files: dict[str, Path], stale: dict[str, tuple[TimeRange, ...]] | None = None
) -> list[str]:
    return [f"{p.kind} {p.subject}" for p in check(found, files, stale or {})]


def test_what_is_doubtful_missing_or_old_is_found(tmp_path: Path):
    files = {"c": tmp_path / "line.wav"}
    assert kinds(project(tmp_path), files) == ["check.media c", "check.doubtful c/1"]
    (tmp_path / "line.wav").write_bytes(b"x")
    old = {"nora": (TimeRange(0, S),)}
    assert kinds(project(tmp_path), files, old) == ["check.doubtful c/1", "check.stale nora"]


def test_handwork_that_opens_closed_lips_is_found_at_its_word(tmp_path: Path):
    def hand(value: float) -> OverrideLayer:
        keys = (Key(S, value), Key(S + S // 8, 0.0))
        return OverrideLayer("h", "Handwork", {"jawOpen": Curve(keys)}, additive=True)

    assert "check.closure c/0" in kinds(project(tmp_path, overrides=(hand(0.6),)), {})
    assert "check.closure c/0" not in kinds(project(tmp_path, overrides=(hand(-0.6),)), {})


def test_gestures_nobody_knows_and_late_emotions_are_found(tmp_path: Path):
    events = (
        Event("e1", "gesture", 0, S, name="shrug"),
        Event("e2", "gesture", 0, S, name="no_such_gesture"),
        Event("e3", "gesture", 0, S, name="clip:gone"),
        Event("e4", "gesture", 0, S, name="clip:gone", muted=True),
    )
    late = EmotionTrack("joy", "joy", Curve((Key(5 * S, 0.0), Key(6 * S, 1.0))))
    found = kinds(project(tmp_path, events=events, emotions=(late,)), {})
    assert found[1:] == ["check.gesture e2", "check.motion e3", "check.late joy"]


def test_every_subject_has_its_place(tmp_path: Path):
    made = project(tmp_path)
    word = place_of(made, "c/1")
    assert word is not None
    assert (word.label, word.selected.kind, word.span) == ("“maybe”", Kind.WORD, TimeRange(S + S // 2, 2 * S))
    known = {"c", "nora", "Nora", "k", "line.wav", str(tmp_path / "line.wav")}
    assert places(made, {*known, "else", ""}).keys() == known
    assert place_of(made, "nothing of ours") is None
    assert place_of(made, "") is None


def test_going_to_a_place_shows_it(tmp_path: Path):
    studio = Studio(Inbox().post)
    studio.open(project(tmp_path), None)
    shown: list[object] = []
    studio.revealed.connect(shown.append)
    place = place_of(studio.project, "c/1")
    assert place is not None
    go_to(studio, place)
    assert studio.transport.at == S + S // 2
    assert shown == [place.span]
    assert studio.selection.value.ids == ("c/1",)


def test_looks_are_taken_beside_the_window(tmp_path: Path):
    inbox = Inbox()
    studio = Studio(inbox.post)
    studio.open(project(tmp_path), None)
    checker, heard = Checker(studio), []
    checker.changed.connect(lambda: heard.append(1))
    checker.look()
    assert inbox.settle(lambda: studio.jobs.busy, seconds=300)
    assert [p.kind for p in checker.found] == ["check.media", "check.doubtful"]
    checker.look()
    assert inbox.settle(lambda: studio.jobs.busy, seconds=300)
    assert len(heard) == 1
    studio.jobs.cancel_all()
