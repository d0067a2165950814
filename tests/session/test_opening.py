"""Opening and saving: nothing is written over, recordings stay found, two windows do not meet in one file."""

from __future__ import annotations

import json
import os
import socket

import attrs
import pytest

from studio.core.problems import ProblemError
from studio.core.resources import assets
from studio.core.time import Rate
from studio.document.files import is_project, load
from studio.document.schema import Character, MediaRef, Project, Scene, VoiceClip
from studio.session.files import locks
from studio.session.files.autosave import Autosave
from studio.session.files.media_paths import absolute, relative
from studio.session.files.opening import Documents, project_file
from studio.session.finding import found, match
from studio.session.inbox import Inbox
from studio.session.playing.playback import playback_actions
from studio.session.studio import Studio


def small(path: str = "") -> Project:
    clips = (VoiceClip("line", MediaRef(path, "", 1000)),) if path else ()
    nora = Character("c", "Nora", "nora", clips=clips)
    return Project("p", "Small", (Scene("s", "Scene", Rate(30), (nora,)),))


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def studio(inbox, tmp_path, monkeypatch):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    return Studio(inbox.post)


@pytest.fixture
def documents(studio):
    made = Documents(studio)
    yield made
    made.release()


def settle(inbox, studio):
    assert inbox.settle(lambda: studio.jobs.busy, 300)


def rename(name):
    return lambda project: attrs.evolve(project, name=name)


def test_a_saved_document_is_the_one_that_opens(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    documents.save(tmp_path / "mine.moodline")
    settle(inbox, studio)
    assert not documents.modified
    assert documents.path == tmp_path / "mine.moodline"
    assert documents.title == "mine"
    documents.new()
    documents.open(tmp_path / "mine.moodline")
    settle(inbox, studio)
    assert studio.project.name == "Mine"
    assert documents.recent == (tmp_path / "mine.moodline",)


def test_edits_made_while_saving_stay_unsaved(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    documents.save(tmp_path / "mine.moodline")
    studio.apply("Name it", rename("Later"))
    settle(inbox, studio)
    assert documents.modified
    assert load(tmp_path / "mine.moodline").name == "Small"
    studio.store.undo()
    assert not documents.modified


def test_recordings_are_found_after_saving_elsewhere(studio, documents, inbox, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "line.wav").write_bytes(b"RIFF")
    documents.recover(absolute(small("line.wav"), tmp_path / "a"), None, None)
    documents.save(tmp_path / "b" / "deep" / "moved.moodline")
    settle(inbox, studio)
    written = load(tmp_path / "b" / "deep" / "moved.moodline").scenes[0].characters[0].clips[0].media.path
    assert written == "../../a/line.wav"
    documents.open(tmp_path / "b" / "deep" / "moved.moodline")
    settle(inbox, studio)
    path = studio.project.scenes[0].characters[0].clips[0].media.path
    assert path == str(tmp_path / "a" / "line.wav")
    assert not documents.modified


def test_paths_come_back_as_they_were(tmp_path):
    project = small("voices/line.wav")
    assert relative(absolute(project, tmp_path), tmp_path) == project


def test_a_folder_is_a_project_too(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    documents.save(tmp_path / "folder")
    settle(inbox, studio)
    assert (tmp_path / "folder" / "project.json").is_file()
    assert documents.title == "folder"
    assert is_project(tmp_path / "folder")
    assert documents.recent == (tmp_path / "folder",)
    assert project_file(tmp_path / "folder") == tmp_path / "folder" / "project.json"


def test_a_file_that_cannot_be_written_is_told_and_nothing_changes(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    documents.save(tmp_path / "missing" / "mine.moodline")
    settle(inbox, studio)
    assert documents.modified
    assert documents.path is None
    assert not documents.saving
    assert [p.kind for p in studio.findings] == ["files.unwritable"]


def test_a_file_that_cannot_be_read_leaves_the_open_one(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    (tmp_path / "bad.moodline").write_bytes(b"no zip")
    documents.open(tmp_path / "bad.moodline")
    settle(inbox, studio)
    assert studio.project == small()
    assert len(studio.findings) == 1
    assert documents.recent == ()


def test_a_document_without_a_file_asks_for_one(documents):
    with pytest.raises(ProblemError):
        documents.save()


def test_a_second_window_sees_who_has_the_file(studio, documents, inbox, tmp_path, monkeypatch):
    studio.open(small(), None)
    file = tmp_path / "mine.moodline"
    documents.save(file)
    settle(inbox, studio)
    lock = locks.lock_path(file)
    assert json.loads(lock.read_text())["pid"] == os.getpid()
    assert documents.holder(file) is None
    # Another process that lives: our parent.
    lock.write_text(json.dumps({"pid": os.getppid(), "host": socket.gethostname(), "since": 1.0}))
    assert documents.holder(file) is not None
    documents.open(file, read_only=True)
    settle(inbox, studio)
    assert documents.read_only
    with pytest.raises(ProblemError):
        documents.save()
    documents.save(tmp_path / "copy.moodline")
    settle(inbox, studio)
    assert not documents.read_only
    documents.release()
    assert lock.exists()
    assert not locks.lock_path(tmp_path / "copy.moodline").exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"pid": "x"}', b'{"pid": -1, "host": "h", "since": 0}']
)
def test_a_broken_lock_keeps_nobody_out(tmp_path, content):
    file = tmp_path / "mine.moodline"
    locks.lock_path(file).write_bytes(content)
    holder = locks.holder_of(file)
    assert holder is None or not holder.here


def test_the_lock_of_a_process_that_is_gone_does_not_count(tmp_path):
    file = tmp_path / "mine.moodline"
    gone = {"pid": 2**22 - 3, "host": socket.gethostname(), "since": 1.0}
    locks.lock_path(file).write_text(json.dumps(gone))
    assert locks.holder_of(file) is None


def test_unsaved_work_of_a_crash_comes_back(studio, documents, inbox, tmp_path):
    keeper = Autosave(studio, documents, tmp_path / "state")
    studio.open(small(), None)
    documents.save(tmp_path / "mine.moodline")
    settle(inbox, studio)
    assert not keeper.keep()
    for number in range(7):
        studio.apply("Name it", rename(f"Work {number}"))
        assert keeper.keep()
        settle(inbox, studio)
    assert not keeper.keep()
    [folder] = (tmp_path / "state" / "autosave").iterdir()
    assert len(list(folder.glob("*.moodline"))) == 5
    assert keeper.left_behind() == []  # this process lives
    about = json.loads((folder / "about.json").read_text())
    (folder / "about.json").write_text(json.dumps({**about, "pid": 2**22 - 3}))

    other = Studio(inbox.post)
    its_documents = Documents(other)
    finder = Autosave(other, its_documents, tmp_path / "state")
    [left] = finder.left_behind()
    assert (left.name, left.path) == ("mine", tmp_path / "mine.moodline")
    newest = sorted(folder.glob("*.moodline"))[-1]
    newest.write_bytes(newest.read_bytes()[:100])
    finder.recover(left)
    assert other.project.name != "Work 5", "nothing is read on the window's thread"
    settle(inbox, other)
    assert other.project.name == "Work 5"
    assert its_documents.modified
    assert its_documents.path == tmp_path / "mine.moodline"
    settle(inbox, other)
    assert finder.left_behind() == []
    assert len(list((tmp_path / "state" / "autosave").iterdir())) == 1, "there is a copy of its own"
    other.store.undo()
    assert other.project == small(), "before the unsaved work comes what was saved"
    assert not its_documents.modified
    its_documents.release()


def left_by_a_crash(studio, documents, inbox, folder):
    keeper = Autosave(studio, documents, folder)
    assert keeper.keep()
    settle(inbox, studio)
    [place] = (folder / "autosave").iterdir()
    about = json.loads((place / "about.json").read_text())
    (place / "about.json").write_text(json.dumps({**about, "pid": 2**22 - 3}))
    [left] = Autosave(studio, documents, folder).left_behind()
    return left


def test_where_no_copy_can_be_read_it_is_said_and_what_is_open_stays(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    left = left_by_a_crash(studio, documents, inbox, tmp_path)
    for copy in left.folder.glob("*.moodline"):
        copy.write_bytes(b"rubbish")
    other = Studio(inbox.post)
    its_documents = Documents(other)
    Autosave(other, its_documents, tmp_path).recover(left)
    settle(inbox, other)
    assert [p.kind for p in other.findings] == ["autosave.unreadable"]
    assert other.scene is None
    assert left.folder.exists(), "somebody may still mend them"


def test_recovered_work_without_a_file_has_nothing_before_it(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    left = left_by_a_crash(studio, documents, inbox, tmp_path)
    other = Studio(inbox.post)
    its_documents = Documents(other)
    Autosave(other, its_documents, tmp_path).recover(left)
    settle(inbox, other)
    assert its_documents.modified
    assert not other.store.undo()
    assert other.project.name == "Mine"
    settle(inbox, other)
    its_documents.release()


def test_recovered_work_does_not_take_a_file_from_another_window(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    file = tmp_path / "mine.moodline"
    documents.save(file)
    settle(inbox, studio)
    studio.apply("Name it", rename("Mine"))
    left = left_by_a_crash(studio, documents, inbox, tmp_path)
    held = json.dumps({"pid": os.getppid(), "host": socket.gethostname(), "since": 1.0})
    locks.lock_path(file).write_text(held)
    other = Studio(inbox.post)
    its_documents = Documents(other)
    Autosave(other, its_documents, tmp_path).recover(left)
    settle(inbox, other)
    assert its_documents.path is None
    assert other.project.name == "Mine"
    settle(inbox, other)
    its_documents.release()
    assert locks.lock_path(file).read_text() == held


def test_work_that_was_undone_is_nothing_to_recover(studio, documents, inbox, tmp_path):
    keeper = Autosave(studio, documents, tmp_path)
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    keeper.keep()
    settle(inbox, studio)
    studio.store.undo()
    assert list((tmp_path / "autosave").iterdir()) == []
    studio.store.redo()
    assert keeper.keep()
    studio.store.undo()  # while it is being written
    settle(inbox, studio)
    assert list((tmp_path / "autosave").iterdir()) == []


def test_what_was_worked_out_is_nothing_to_recover(studio, documents, tmp_path):
    keeper = Autosave(studio, documents, tmp_path)
    studio.open(small(), None)
    studio.derive("Hear", lambda p: attrs.evolve(p, extra={"heard": True}))
    assert not keeper.keep()
    keeper.keep_at_once()
    assert not (tmp_path / "autosave").exists()


def test_a_copy_that_cannot_be_kept_is_told_once_and_tried_again(studio, documents, inbox, tmp_path):
    state = tmp_path / "state"
    state.write_text("a file where the folder should be")
    keeper = Autosave(studio, documents, state)
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    told: list[str] = []
    studio.told.connect(told.append)
    for _ in range(2):
        assert keeper.keep(), "what could not be kept is tried again"
        settle(inbox, studio)
    keeper.keep_at_once()
    assert [p.kind for p in studio.findings] == ["autosave.hindered"]
    assert len(told) == 1
    assert str(state) in told[0]
    state.unlink()
    assert keeper.keep()
    settle(inbox, studio)
    assert len(studio.findings) == 0
    assert len(list((state / "autosave").glob("*/0001.moodline"))) == 1


def test_nothing_is_left_after_saving_or_a_proper_end(studio, documents, inbox, tmp_path):
    keeper = Autosave(studio, documents, tmp_path / "state")
    studio.open(small(), None)
    studio.apply("Name it", rename("Mine"))
    keeper.keep()
    settle(inbox, studio)
    documents.save(tmp_path / "mine.moodline")
    settle(inbox, studio)
    assert list((tmp_path / "state" / "autosave").iterdir()) == []
    studio.apply("Name it", rename("Again"))
    keeper.keep()
    settle(inbox, studio)
    keeper.release()
    assert list((tmp_path / "state" / "autosave").iterdir()) == []


def test_what_comes_while_a_project_is_read_goes_into_that_project(studio, documents, inbox, tmp_path):
    studio.open(small(), None)
    file, seen = tmp_path / "mine.moodline", []
    documents.save(file)
    settle(inbox, studio)
    documents.close()
    for path, name in ((file, "Small"), (tmp_path / "gone.moodline", "Small")):
        documents.open(path)
        documents.when_open(lambda: seen.append(studio.project.name))
        assert not seen
        settle(inbox, studio)
        assert seen == [name]
        seen.clear()
    documents.open(file)
    documents.when_open(lambda: seen.append("not waiting for what was cancelled"))
    studio.jobs.cancel_all()
    documents.when_open(lambda: seen.append("at once"))
    assert len(seen) == 2


def test_the_demo_opens_as_a_copy(studio, documents, inbox):
    documents.open(assets() / "demo")
    settle(inbox, studio)
    assert documents.path is None
    assert documents.recent == ()
    assert not list((assets() / "demo").glob(".*lock"))
    assert studio.project.scenes


def test_letters_find_commands(studio):
    assert match("Save As", "sa") > match("Clear Samples", "sa") > 0
    assert match("Save As", "as") > 0
    assert match("Save", "x") == 0
    studio.actions.add(playback_actions(studio))
    assert found(studio.actions, "nf")[0].id == "play.step_forward"
    assert found(studio.actions, "", ["play.loop"])[0].id == "play.loop"
    assert found(studio.actions, "zzzz") == []
