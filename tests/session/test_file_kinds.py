"""Files by their names, and folders of them."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from studio.core.problems import ProblemError
from studio.media.sniff import AUDIO_ENDINGS
from studio.session.files.kinds import is_recording, sort_files


def names(found: object) -> dict[str, list[str]]:
    return {kind: [p.name for p in paths] for kind, paths in attrs.asdict(found).items() if paths}


def test_files_are_told_apart(tmp_path):
    for name in ("a.wav", "a.txt", "b.bvh", "c.xyz", "d.moodline", "e.TextGrid"):
        (tmp_path / name).touch()
    assert names(sort_files(sorted(tmp_path.iterdir()))) == {
        "projects": ["d.moodline"],
        "recordings": ["a.wav"],
        "motions": ["b.bvh"],
        "scripts": ["a.txt", "e.TextGrid"],
        "strangers": ["c.xyz"],
    }
    assert names(sort_files([tmp_path])) == {"recordings": ["a.wav"], "motions": ["b.bvh"]}


def test_whatever_can_be_read_as_sound_is_a_recording():
    assert all(is_recording(Path(f"line{ending.upper()}")) for ending in AUDIO_ENDINGS)
    assert not is_recording(Path("line.bvh"))


def test_a_folder_without_anything_known_is_barren(tmp_path):
    (tmp_path / "notes.pdf").touch()
    assert names(sort_files([tmp_path])) == {"barren": [tmp_path.name]}


def test_a_folder_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ProblemError) as raised:
        sort_files([tmp_path])
    problem = raised.value.problem
    assert (problem.kind, problem.subject) == ("files.unreadable", str(tmp_path))
    assert "permission denied" in problem.text
