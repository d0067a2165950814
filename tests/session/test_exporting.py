"""Exports from a document: what is written, under what names, and that it is the command line's own."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Cancelled, Progress, silent
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, MediaRef, Project, Scene, Script, VoiceClip
from studio.emotion.direction import Direction
from studio.emotion.spec import tracks_of_specs
from studio.session.brief import Brief, Performed, perform
from studio.session.exporting import baking, exports
from studio.session.exporting.baking import bake_by_pieces
from studio.session.exporting.exports import ExportOptions, chosen_formats, export
from studio.session.exporting.presets import (
    PRESETS,
    ExportPreset,
    Range,
    forget_preset,
    keep_preset,
    presets,
    rate_of,
)
from studio.session.exporting.scenes import Order, export_scene, file_names, targets
from studio.session.performing import bake
from studio.session.settings import Settings
from studio.session.stopwatch import Stopwatch

S = ticks(1.0)


@pytest.fixture(scope="module")
def spoken(material: Path) -> Performed:
    said = Script("The pencils have all been used.")
    direction = Direction(tracks_of_specs(["joy:1"]))
    return perform(Brief(material / "speech/clean/speechbrain/spk1_snt6.wav", said, direction), ProblemLog())


def project_of(*cast: Character) -> Project:
    return Project("p", "My film", (Scene("s", "Scene one", Rate(30), cast),))


def somebody(name: str, *clips: VoiceClip) -> Character:
    return Character(name.lower(), name, "nora", clips=clips)


def line(name: str, start: float, length: float = 1.0) -> VoiceClip:
    return VoiceClip(name, MediaRef(f"audio/{name}.wav", "", ticks(length)), ticks(start))


def order(folder: Path, **preset: object) -> Order:
    return Order(attrs.evolve(PRESETS[0], **preset), folder)  # type: ignore[arg-type]


def test_the_window_writes_the_very_bytes_of_the_command_line(spoken: Performed, tmp_path: Path):
    names = ("fbx", "bvh", "csv", "npz")
    (tmp_path / "cli").mkdir()
    by_command = export(
        spoken.clip,
        chosen_formats(",".join(names)),
        tmp_path / "cli",
        Stopwatch(),
        ExportOptions(ProblemLog()),
    )
    project = project_of(spoken.character)
    preset = {"formats": names, "pattern": spoken.clip.name}
    done = export_scene(project, project.scenes[0], order(tmp_path / "window", **preset))
    assert [f.name for f in done.files] == [f.name for f in by_command]
    for mine, theirs in zip(done.files, by_command, strict=True):
        assert mine.read_bytes() == theirs.read_bytes(), mine.name


@pytest.mark.parametrize("rate", [Rate(30), Rate(24000, 1001), Rate(11)], ids=str)
def test_a_performance_in_pieces_is_the_whole(spoken: Performed, rate: Rate):
    rig, span, log = spoken.clip.rig, TimeRange(S // 3, 2 * S), ProblemLog()
    whole = bake(spoken.character, rig, span, rate, "x", log, Stopwatch())
    pieces = bake_by_pieces(spoken.character, rig, span, rate, "x", log, silent, piece=13)
    np.testing.assert_array_equal(pieces.face.values, whole.face.values)
    np.testing.assert_array_equal(pieces.body.rotations, whole.body.rotations)
    np.testing.assert_array_equal(pieces.joints.rotations, whole.joints.rotations)
    np.testing.assert_array_equal(pieces.gaze_degrees, whole.gaze_degrees)
    assert (pieces.face.start, pieces.frame_count) == (whole.face.start, whole.frame_count)


def test_an_hour_is_never_put_on_the_joints_at_once(spoken: Performed, monkeypatch):
    put, stops = [], []
    whole = baking.retarget
    monkeypatch.setattr(
        baking, "retarget", lambda rig, body, gaze: put.append(len(gaze)) or whole(rig, body, gaze)
    )
    rig, span = spoken.clip.rig, TimeRange(0, 2 * S)
    bake_by_pieces(
        spoken.character,
        rig,
        span,
        Rate(30),
        "x",
        ProblemLog(),
        lambda done, doing="": stops.append(done),
        20,
    )
    assert put == [20, 20, 20, 1]
    assert len(stops) >= len(put)


def test_targets_by_character_by_line_and_by_range(tmp_path: Path):
    project = project_of(
        somebody("Nora", line("hello", 0), line("bye", 2)), somebody("Jonas", line("hello", 1))
    )
    scene = project.scenes[0]
    every = targets(project, scene, order(tmp_path))
    assert [(t.stem, t.span.end) for t in every] == [("Nora", 3 * S), ("Jonas", 3 * S)]
    lines = targets(project, scene, order(tmp_path, range=Range.LINES, pattern="{scene}-{character}"))
    assert [t.stem for t in lines] == ["Scene_one-Nora_hello", "Scene_one-Nora_bye", "Scene_one-Jonas_hello"]
    assert lines[1].span == TimeRange(2 * S, 3 * S)
    part = attrs.evolve(
        order(tmp_path, range=Range.IN_OUT), span=TimeRange(S // 2 + 5, S), characters=("jonas",)
    )
    (one,) = targets(project, scene, part)
    assert (one.span.start, one.span.end) == (S // 2, S)
    with pytest.raises(ProblemError, match="no range is set"):
        targets(project, scene, order(tmp_path, range=Range.IN_OUT))


def test_files_of_one_name_are_kept_apart(tmp_path: Path):
    project = project_of(somebody("Nora", line("a", 0)), somebody("nora", line("b", 0)))
    project = project_of(
        project.scenes[0].characters[0], attrs.evolve(project.scenes[0].characters[1], id="other")
    )
    found = targets(project, project.scenes[0], order(tmp_path, formats=("fbx", "csv")))
    assert file_names(order(tmp_path, formats=("fbx", "csv")), found) == (
        "Nora.fbx",
        "Nora.csv",
        "nora_2.fbx",
        "nora_2.csv",
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers that write the clip's name, so that only the order of things is tested."""

    def quick_bake(
        c: object, r: object, s: object, rate: object, name: str, log: object, watch: Progress
    ) -> _Named:
        watch(0.0, name)
        return _Named(name)

    monkeypatch.setattr("studio.session.exporting.baking.bake_by_pieces", quick_bake)
    monkeypatch.setattr("studio.rig.characters.load", lambda name: None)
    forms = {
        f.name: attrs.evolve(f, write=lambda clip, path, _: path.write_text(clip.name))
        for f in exports.FORMATS.values()
    }
    monkeypatch.setattr(exports, "FORMATS", forms)


@attrs.frozen
class _Named:
    name: str


@pytest.mark.usefixtures("quick")
def test_recordings_go_along(tmp_path: Path):
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/hello.wav").write_bytes(b"sound")
    project = project_of(somebody("Nora", line("hello", 0)))
    wanted = order(tmp_path / "out", audio=True)
    done = export_scene(project, project.scenes[0], wanted, lambda p: tmp_path / p)
    assert [f.name for f in done.files] == ["Nora.fbx", "Nora.wav"]
    assert (tmp_path / "out/Nora.wav").read_bytes() == b"sound"
    with pytest.raises(ProblemError, match="cannot be copied"):
        export_scene(
            project, project.scenes[0], order(tmp_path / "new", audio=True), lambda p: tmp_path / "gone"
        )
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("quick")
def test_all_files_or_none(tmp_path: Path):
    project = project_of(somebody("Nora", line("a", 0)), somebody("Jonas", line("b", 0)))
    out = tmp_path / "out"
    out.mkdir()
    (out / "Nora.fbx").write_text("yesterday's")
    (out / "Jonas.fbx").mkdir()
    with pytest.raises(ProblemError):
        export_scene(project, project.scenes[0], order(out))
    assert (out / "Nora.fbx").read_text() == "yesterday's"
    assert sorted(p.name for p in out.iterdir()) == ["Jonas.fbx", "Nora.fbx"]
    (out / "Jonas.fbx").rmdir()

    def stop(done: float, doing: str = "") -> None:
        if "Jonas" in doing:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_scene(project, project.scenes[0], order(out), progress=stop)
    assert [p.name for p in out.iterdir()] == ["Nora.fbx"]
    export_scene(project, project.scenes[0], order(out))
    assert (out / "Nora.fbx").read_text() == "Nora"


def test_presets_of_the_artist_are_kept_and_bad_ones_left_out(tmp_path: Path):
    settings = Settings(tmp_path)
    mine = ExportPreset("Mine", ("bvh", "csv"), "29.97", 8, Range.LINES, "{line}", audio=True)
    keep_preset(settings, mine)
    keep_preset(settings, attrs.evolve(mine, rate="24"))
    settings.flush()
    again = presets(Settings(tmp_path))
    assert again[: len(PRESETS)] == PRESETS
    assert [(p.name, p.rate, p.formats, p.own) for p in again[len(PRESETS) :]] == [
        ("Mine", "24", ("bvh", "csv"), True)
    ]
    for name in ("unity", " "):
        with pytest.raises(ProblemError):
            keep_preset(settings, attrs.evolve(mine, name=name))
    kept = settings.get("export.presets")
    settings.set(
        "export.presets", [*kept, 3, {"name": "x"}, {"name": "y", "formats": ["fbx"], "rate": "fast"}]
    )
    assert len(presets(settings)) == len(PRESETS) + 1
    forget_preset(settings, "Mine")
    assert presets(settings) == PRESETS


def test_rates():
    assert rate_of("scene", Rate(25)) == Rate(25)
    assert rate_of(" 29.97 fps", Rate(25)) == Rate(30000, 1001)
    for text in ("fast", "0", "500"):
        with pytest.raises(ProblemError):
            rate_of(text, Rate(25))
