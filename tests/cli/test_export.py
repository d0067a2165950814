"""`moodline export`: saved projects written without a window."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest

from studio.cli.main import main
from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import silent
from studio.core.resources import assets
from studio.document.files import load, save
from studio.document.schema import Project
from studio.session.exporting.presets import PRESETS, ExportPreset, Range, keep_preset, preset_named
from studio.session.exporting.unattended import performed
from studio.session.files.media_paths import absolute, relative
from studio.session.settings import Settings
from studio.session.staging.rehearsing import unperformed


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def whole() -> Project:
    """The demo with its lines performed."""
    project = absolute(load(assets() / "demo"), assets() / "demo")
    return performed(project, project.scenes[0], ProblemLog(), silent)


@pytest.fixture
def saved(whole: Project, tmp_path: Path) -> Path:
    path = tmp_path / "film.moodline"
    save(relative(whole, tmp_path), path)
    return path


def test_lines_without_a_take_are_performed_once(whole: Project):
    scene = whole.scenes[0]
    assert all(member.takes and not unperformed(member) for member in scene.characters)
    assert all(clip.transcript for member in scene.characters for clip in member.clips)
    assert all(member.events for member in scene.characters)
    log = ProblemLog()
    assert performed(whole, scene, log, silent) is whole
    assert not len(log)


def test_a_saved_project_is_written_for_an_engine(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before, out = saved.read_bytes(), tmp_path / "out"
    wanted = ["--preset", "live-link", "--character", "NORA"]
    assert main(["export", str(saved), "--out", str(out), *wanted]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(out / "Nora.csv")]
    assert "never performed" not in said.err
    rows = (out / "Nora.csv").read_text().splitlines()
    jaw = [float(row.split(",")[rows[0].split(",").index("JawOpen")]) for row in rows[1:]]
    assert np.ptp(jaw) > 0.1
    assert saved.read_bytes() == before

    assert main(["export", str(saved), "--out", str(out), "--lines", "--audio", "--format", "csv"]) == 0
    names = {path.name for path in out.iterdir()} - {"Nora.csv"}
    assert names == {f"{stem}{kind}" for stem in ("Nora_nora", "Jonas_jonas") for kind in (".csv", ".flac")}


def test_scenes_of_one_project_do_not_meet_in_one_file(
    whole: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    nora = attrs.evolve(whole.scenes[0], id="a", name="Hall", characters=whole.scenes[0].characters[:1])
    jonas = attrs.evolve(
        whole.scenes[0], id="b", name="Yard", characters=whole.scenes[0].characters[1:], markers=()
    )
    save(attrs.evolve(whole, scenes=(nora, jonas)), tmp_path / "film")
    command = ["export", str(tmp_path / "film"), "--preset", "arrays", "--format", "csv"]
    assert main([*command, "--out", str(tmp_path / "out")]) == 0
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"Hall_Nora.csv", "Yard_Jonas.csv"}
    assert main([*command, "--out", str(tmp_path / "yard"), "--scene", "yard"]) == 0
    assert [p.name for p in (tmp_path / "yard").iterdir()] == ["Jonas.csv"]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--preset", "unr"], ""),
        (["--preset", "quake"], "no such preset"),
        (["--preset", "u"], "no such preset"),
        (["--preset", ""], "no such preset"),
        (["--scene", "Attic"], "no scene of this name"),
        (["--character", "Bob"], "no character of this name"),
        (["--fps", "999"], "too many"),
        (["--fps", "soon"], "frame rate"),
        (["--format", "obj"], "no such format"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    saved: Path, tmp_path: Path, options: list[str], says: str, capsys: pytest.CaptureFixture[str]
):
    if not says:
        assert preset_named(Settings(), options[1]) is PRESETS[1]
        return
    assert main(["export", str(saved), "--out", str(tmp_path / "out"), *options]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_projects_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "notes.moodline").write_text("no project")
    for name in ("notes.moodline", "nowhere.moodline", "."):
        assert main(["export", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 2
        assert not (tmp_path / "out").exists()
    capsys.readouterr()


def test_a_recording_that_is_gone_stops_only_who_needs_it(
    whole: Project, saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    scene, (nora, _) = whole.scenes[0], whole.scenes[0].characters
    media = attrs.evolve(nora.clips[0].media, path=str(tmp_path / "gone.wav"))
    lost = attrs.evolve(nora, clips=(attrs.evolve(nora.clips[0], media=media),))
    with_take = attrs.evolve(whole, scenes=(attrs.evolve(scene, characters=(lost,)),))
    assert performed(with_take, with_take.scenes[0], ProblemLog(), silent) is with_take
    without = attrs.evolve(scene, characters=(attrs.evolve(lost, takes=()),))
    project = attrs.evolve(whole, scenes=(without,))
    with pytest.raises(ProblemError, match=r"gone\.wav"):
        performed(project, project.scenes[0], ProblemLog(), silent)
    assert capsys.readouterr().out == ""


def test_a_preset_of_the_artist_is_found_by_its_name():
    settings = Settings()
    keep_preset(settings, ExportPreset("Unity in lines", ("csv",), range=Range.LINES))
    assert preset_named(settings, "unity") is PRESETS[0]
    assert preset_named(settings, "unity IN lines").range == Range.LINES
