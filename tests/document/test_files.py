"""Projects on disk: everything comes back, faults leave the old file, newer ones and older ones are met."""

from __future__ import annotations

import errno
import json
import os
import tempfile
import zipfile
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from random_projects import projects, small

from studio.core.problems import ProblemError
from studio.document import migrations
from studio.document.files import load, save
from studio.document.migrations import migrate
from studio.document.plain_json import parse_json, write_json
from studio.document.schema import Project, Take


def with_frames(value: float) -> Project:
    """The small project with other frames in its take."""
    project = small()
    scene = project.scenes[0]
    character = scene.characters[0]
    take = attrs.evolve(character.takes[0], values=np.full((91, 2), value, np.float32))
    character = attrs.evolve(character, takes=(take,))
    return attrs.evolve(project, name=f"with {value}", scenes=(attrs.evolve(scene, characters=(character,)),))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@settings(max_examples=60, deadline=None)
@given(projects())
def test_everything_comes_back(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    folder = tmp_path_factory.mktemp("round")
    for path in (folder / "a.moodline", folder / "a folder"):
        save(project, path)
        back = load(path)
        assert back == project
        assert all(take.values.dtype == np.float32 for take in takes_of(back))
    save(load(folder / "a.moodline"), folder / "b.moodline")
    assert (folder / "a.moodline").read_bytes() == (folder / "b.moodline").read_bytes()


def takes_of(project: Project) -> list[Take]:
    return [take for scene in project.scenes for character in scene.characters for take in character.takes]


def test_the_text_is_sorted_readable_and_differs_by_line(tmp_path: Path) -> None:
    save(small(), tmp_path / "one")
    save(with_frames(0.0), tmp_path / "two")
    one, two = ((tmp_path / n / "project.json").read_text().splitlines() for n in ("one", "two"))
    changed = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    assert len(changed) == 1
    assert "with 0.0" in changed[0][1]
    assert '       {"time": 0, "value": 0.0}' in "\n".join(one) or any(
        '"time": 0, "value": 0.0' in line for line in one
    )
    assert max(len(line) for line in one) < 420


def test_saving_keeps_one_backup_and_prunes_old_frames(tmp_path: Path) -> None:
    for path, backup in (
        (tmp_path / "a.moodline", tmp_path / "a.moodline.bak"),
        (tmp_path / "folder", tmp_path / "folder" / "project.json.bak"),
    ):
        for value in (0.1, 0.2, 0.3):
            save(with_frames(value), path)
        assert load(path) == with_frames(0.3)
        if backup.parent == path:
            backup.replace(path / "project.json")
            assert load(path) == with_frames(0.2)
            assert len(list((path / "takes").iterdir())) == 2
        else:
            assert load(backup) == with_frames(0.2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.moodline", "a.moodline.bak", "folder"]


def test_a_folder_is_opened_by_its_json_too(tmp_path: Path) -> None:
    save(small(), tmp_path / "folder")
    assert load(tmp_path / "folder" / "project.json") == small()
    save(with_frames(0.5), tmp_path / "folder" / "project.json")
    assert load(tmp_path / "folder") == with_frames(0.5)


FAULTS = [(target, call) for target in ("a.moodline", "folder") for call in ("fsync", "replace", "mkstemp")]


@pytest.mark.parametrize(("target", "call"), [*FAULTS, ("a.moodline", "writestr")])
def test_a_fault_at_any_call_leaves_the_old_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, call: str
) -> None:
    path = tmp_path / target
    save(with_frames(0.1), path)
    save(with_frames(0.2), path)
    outcomes = []
    for number in range(20):
        countdown = [number]
        with monkeypatch.context() as patch:
            break_call(patch, call, countdown)
            try:
                save(with_frames(1.0 + number), path)
                outcomes.append("saved")
            except ProblemError as error:
                outcomes.append("told")
                told = str(error)
        expected = with_frames(1.0 + number) if outcomes[-1] == "saved" else with_frames(0.2)
        assert load(path) == expected or (call == "fsync" and outcomes[-1] == "told")
        assert not [p for p in tmp_path.rglob("*") if p.name.endswith(".tmp")]
        if outcomes[-1] == "saved":
            break
        assert "no space left" in told
    assert outcomes[-1] == "saved"
    assert outcomes.count("told") >= 1


def break_call(patch: pytest.MonkeyPatch, call: str, countdown: list[int]) -> None:
    """Disk full at the n-th call."""
    owner = {"fsync": os, "replace": Path, "writestr": zipfile.ZipFile, "mkstemp": tempfile}[call]
    real = getattr(owner, call)

    def fails(*args: object, **kwargs: object) -> object:
        countdown[0] -= 1
        if countdown[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    patch.setattr(owner, call, fails)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (
        tmp_path / "gone" / "a.moodline",
        tmp_path / "gone" / "folder",
        tmp_path / "file" / "a.moodline",
    ):
        with pytest.raises(ProblemError):
            save(small(), path)
    with pytest.raises(ProblemError, match="no file can"):
        save(attrs.evolve(small(), extra={"x": float("nan")}), tmp_path / "nan.moodline")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def header_of(path: Path) -> dict:
    return json.loads((path / "project.json").read_text())


def rewrite(path: Path, header: dict) -> None:
    (path / "project.json").write_text(json.dumps(header))


def test_a_newer_file_is_refused_with_the_version_it_needs(tmp_path: Path) -> None:
    save(small(), tmp_path / "p")
    header = header_of(tmp_path / "p")
    header["versions"]["clip"] += 1
    header["needs"] = "3.2"
    rewrite(tmp_path / "p", header)
    with pytest.raises(ProblemError, match=r"newer Moodline \(its kind of clip .* Moodline 3\.2 or newer"):
        load(tmp_path / "p")


def test_kinds_of_a_newer_program_survive(tmp_path: Path) -> None:
    save(small(), tmp_path / "p")
    header = header_of(tmp_path / "p")
    header["versions"]["hologram"] = 4
    header["project"]["holograms"] = [{"id": "h", "size": 3}]
    header["project"]["scenes"][0]["characters"][0]["emotions"][0]["curve"]["keys"][0]["spring"] = {"k": 2}
    rewrite(tmp_path / "p", header)
    save(load(tmp_path / "p"), tmp_path / "q")
    assert header_of(tmp_path / "q") == header


def test_older_files_are_brought_to_today() -> None:
    steps = {
        ("key", 1): lambda key: {**key, "value": key["value"] / 100},
        ("key", 2): lambda key: {**key, "soft": True},
        ("scene", 1): lambda scene: {**scene, "characters": scene.pop("cast")},
        ("marker", 1): lambda marker: {**marker, "name": marker["label"]},
    }
    curve = {"keys": [{"time": 0, "value": 50}]}
    cast = [{"id": "c", "emotions": [{"curve": curve}], "overrides": [{"curves": {"jawOpen": curve}}]}]
    old = {"scenes": [{"cast": cast, "markers": [{"label": "x"}]}]}
    kept = json.dumps(old)
    new = migrate(old, {"key": 1}, "test", steps, {**migrations.VERSIONS, "key": 3, "scene": 2, "marker": 2})
    assert json.dumps(old) == kept
    (scene,) = new["scenes"]
    character = scene["characters"][0]
    assert scene["markers"] == [{"label": "x", "name": "x"}]
    key = {"time": 0, "value": 0.5, "soft": True}
    assert character["emotions"][0]["curve"]["keys"] == [key]
    assert character["overrides"][0]["curves"]["jawOpen"]["keys"] == [key]
    with pytest.raises(ProblemError, match="older format"):
        migrate({"scenes": [{}]}, {}, "test", steps, {**migrations.VERSIONS, "scene": 2})


def test_what_is_not_older_is_not_looked_into() -> None:
    words = [{"id": "w"}]
    old = {"scenes": [{"characters": [{"clips": [{"id": "v", "transcript": {"words": words}}]}]}]}
    new = migrate(old, {}, "test")
    assert new == old
    assert new["scenes"][0]["characters"][0]["clips"][0]["transcript"]["words"] is words


def test_every_kind_has_a_step_to_its_version() -> None:
    for kind, version in migrations.VERSIONS.items():
        assert all((kind, v) in migrations.STEPS for v in range(1, version))


def test_json_by_lines_is_json() -> None:
    value = {"b": [1, 2.5, None, True], "a": {"long": ["x" * 30] * 9, "é": "\udcff\n", "": {}, "l": []}}
    assert parse_json(write_json(value), "test") == value
    assert write_json(value) == write_json(json.loads(json.dumps(value)))


def test_the_zip_opens_anywhere(tmp_path: Path) -> None:
    save(small(), tmp_path / "a.moodline")
    with zipfile.ZipFile(tmp_path / "a.moodline") as archive:
        assert archive.testzip() is None
        take = next(n for n in archive.namelist() if n.endswith(".npy"))
        assert np.load(archive.open(take)).shape == (91, 2)
