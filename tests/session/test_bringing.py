"""What an artist brings besides a recording and its script: scripts alone, motions alone, other languages."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from staged import House

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.core.problems import ProblemError
from studio.core.resources import assets
from studio.core.time import TimeRange, ticks
from studio.session.exporting.presets import PRESETS
from studio.session.exporting.scenes import Order, targets
from studio.session.fields.happenings import title_of
from studio.session.gesturing.motion_adding import add_motion_file
from studio.session.playing.transport import SHORTEST
from studio.session.scripting import recordings
from studio.session.scripting.files import take_script
from studio.session.selection import Kind

GERMAN = "Das ist nicht wahr, und ich habe es dir doch gesagt."


@pytest.fixture
def house(monkeypatch, tmp_path):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    built = House()
    yield built
    built.close()


@pytest.fixture
def line(tmp_path):
    """A line whose script the artist forgot."""
    shutil.copy(assets() / "demo" / "nora.flac", tmp_path / "line.flac")
    return tmp_path / "line.flac"


@pytest.fixture
def motion(tmp_path):
    """Eight seconds of a head that turns."""
    poses = [{"head": files.about("y", float(k % 20))} for k in range(241)]
    return files.written(tmp_path, files.bvh(poses, files.Style(fps=30)))


def words_of(house):
    (clip,) = house.studio.character.clips
    return [word.text for word in clip.transcript.words]


def test_a_script_that_comes_later_finds_its_recording(house, line, tmp_path):
    recordings.add_recording(house.studio, line)
    house.settle()
    assert "You" not in words_of(house)
    assert any("no script of its name" in text for text in house.told)
    shutil.copy(assets() / "demo" / "nora.txt", tmp_path / "LINE.txt")
    take_script(house.studio, tmp_path / "LINE.txt")
    house.settle()
    assert words_of(house)[:3] == ["You", "came", "back"]
    assert house.studio.store.steps[-1] == "Import LINE.txt"
    house.studio.store.undo()
    house.settle()
    assert "You" not in words_of(house)


def test_a_script_of_another_name_is_for_the_chosen_recording(house, line, tmp_path):
    studio = house.studio
    shutil.copy(line, tmp_path / "second.flac")
    note = tmp_path / "note.txt"
    note.write_text("You came back")
    with pytest.raises(ProblemError, match="without a recording"):
        take_script(studio, note)
    recordings.add_recordings(studio, [line, tmp_path / "second.flac"])
    house.settle()
    studio.selection.set(studio.selection.value.of(Kind.NOTHING))
    before = studio.project
    with pytest.raises(ProblemError, match="belongs to no recording"):
        take_script(studio, note)
    assert studio.project is before
    second = studio.character.clips[1]
    studio.selection.set(studio.selection.value.of(Kind.CLIP, second.id))
    take_script(studio, note)
    house.settle()
    first, second = studio.character.clips
    assert (first.script.text, second.script.text) == ("", "You came back")


def test_a_script_says_its_language(house, line, tmp_path):
    (tmp_path / "line.txt").write_text(GERMAN)
    recordings.add_recording(house.studio, line)
    house.settle()
    assert house.studio.character.clips[0].script.language == "de"
    assert any("German" in text for text in house.told)
    assert any("words were not clearly heard" in text for text in house.told)


def test_what_is_added_out_of_sight_is_shown(house, line, tmp_path):
    shown: list[TimeRange] = []
    house.studio.revealed.connect(shown.append)
    for _ in range(2):
        recordings.add_recording(house.studio, line, at=0)
        house.settle()
    second = house.studio.character.clips[1]
    assert shown[-1].start == second.start > 0
    assert shown[-1].duration <= ticks(5)


def test_a_motion_alone_brings_somebody_who_moves_as_long_as_it_lasts(house, motion, tmp_path):
    studio = house.studio
    add_motion_file(studio, motion)
    house.settle()
    (event,) = [e for e in studio.character.events if e.name.startswith("clip:")]
    assert event.end >= ticks(7.9)
    assert title_of(event) == motion.stem
    assert studio.transport.length == event.end
    assert studio.store.steps == (f"Import {motion.stem}",)
    (target,) = targets(studio.project, studio.scene, Order(PRESETS[0], tmp_path))
    assert target.span.end >= event.end
    assert studio.store.undo()
    assert studio.scene is None
    assert studio.transport.length == SHORTEST  # nothing is left to play


def test_a_motion_is_not_cut_where_the_voice_ends(house, line, motion):
    studio = house.studio
    recordings.add_recording(studio, line)
    house.settle()
    voice = studio.transport.length
    assert voice < ticks(7)
    add_motion_file(studio, motion, at=0)
    house.settle()
    assert studio.transport.length >= ticks(7.9)
    assert studio.stage.composed(studio.character.id).frames >= 8 * 30 - 3
    studio.store.undo()
    assert studio.transport.length == voice
