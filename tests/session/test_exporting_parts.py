"""Sounds beside an export: of a part of a recording the part, from the first frame on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from attrs import evolve

from studio.core.problems import ProblemError
from studio.core.time import Rate, TimeRange, ticks
from studio.document.edits.parts import cut_clip, trim_clip
from studio.document.edits.words import Side
from studio.document.schema import Character, MediaRef, Project, Scene, VoiceClip
from studio.session.exporting.presets import PRESETS, Range
from studio.session.exporting.recordings import names_of, write_recordings
from studio.session.exporting.scenes import Order, file_names, targets

RATE = 16_000


def recording(folder: Path, name: str, channels: int = 1, **how: str) -> VoiceClip:
    """Three seconds that count their samples, from second one of the scene on."""
    samples = np.arange(3 * RATE)[:, None] / (4 * RATE) * np.ones(channels)
    soundfile.write(folder / name, samples, RATE, **how)
    return VoiceClip("v", MediaRef(name, "h", ticks(3)), ticks(1))


def project_of(clip: VoiceClip) -> Project:
    member = Character("nora", "Nora", "nora", clips=(clip,))
    return Project("p", "P", (Scene("s", "S", Rate(30), (member,)),))


def part(clip: VoiceClip) -> VoiceClip:
    """From 0.5 to 2.25 seconds of it."""
    project = trim_clip(project_of(clip), "v", Side.START, ticks(0.5))
    return trim_clip(project, "v", Side.END, ticks(2.25)).scenes[0].characters[0].clips[0]


@pytest.mark.parametrize(
    ("name", "written", "how"),
    [
        ("a.wav", "line.wav", {"subtype": "PCM_24"}),
        ("a.flac", "line.flac", {}),
        ("a.aif", "line.aif", {"format": "AIFF"}),
        ("a.ogg", "line.wav", {}),
        ("a.WAV", "line.WAV", {"subtype": "FLOAT"}),
    ],
)
def test_the_part_is_written_as_it_was_recorded(tmp_path: Path, name: str, written: str, how: dict[str, str]):
    named = names_of([part(recording(tmp_path, name, 2, **how))], "line")
    assert [file for _, file in named] == [written]
    (tmp_path / "out").mkdir()
    write_recordings(named, 0, tmp_path.joinpath, tmp_path / "out")
    found, rate = soundfile.read(tmp_path / "out" / written, always_2d=True)
    assert (found.shape, rate) == ((round(1.75 * RATE), 2), RATE)
    exact = 1e-4 if name != "a.ogg" else 0.1
    assert np.abs(found[:, 0] - np.arange(0.5 * RATE, 2.25 * RATE) / (4 * RATE)).max() < exact
    if "subtype" in how:
        assert soundfile.info(tmp_path / "out" / written).subtype == how["subtype"]


def test_whole_ones_are_copied_and_missing_ones_told(tmp_path: Path):
    whole = recording(tmp_path, "a.ogg")
    (tmp_path / "out").mkdir()
    write_recordings(names_of([whole], "line"), 0, tmp_path.joinpath, tmp_path / "out")
    assert (tmp_path / "out/line.ogg").read_bytes() == (tmp_path / "a.ogg").read_bytes()
    for clip in (whole, part(whole)):
        with pytest.raises(ProblemError, match="cannot be copied"):
            write_recordings(names_of([clip], "line"), 0, (tmp_path / "gone").joinpath, tmp_path / "out")
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    broken = evolve(part(whole), media=MediaRef("broken.wav", "h", ticks(3)))
    with pytest.raises(ProblemError):
        write_recordings(names_of([broken], "line"), 0, tmp_path.joinpath, tmp_path / "out")


def test_lines_begin_with_their_frames(tmp_path: Path):
    """Each line's sound fits its frames: so much silence comes first as the frame begins before it."""
    clip = recording(tmp_path, "a.wav")
    project = cut_clip(project_of(clip), "v", ticks(2.51))[0]
    order = Order(evolve(PRESETS[0], range=Range.LINES, audio=True, formats=("bvh",)), tmp_path / "out")
    lines = targets(project, project.scenes[0], order)
    assert [t.span for t in lines] == [
        TimeRange(ticks(1), Rate(30).tick_of(76)), TimeRange(Rate(30).tick_of(75), ticks(4)),
    ]  # fmt: skip
    assert file_names(order, lines) == ("Nora_a.bvh", "Nora_a.wav", "Nora_a_2.bvh", "Nora_a_2.wav")
    (tmp_path / "out").mkdir()
    for target in lines:
        named = names_of(target.lines, target.stem)
        write_recordings(named, target.span.start, tmp_path.joinpath, tmp_path / "out")
    found, _ = soundfile.read(tmp_path / "out/Nora_a_2.wav")
    assert len(found) == round(1.5 * RATE)
    silent = round(0.01 * RATE)
    assert not found[:silent].any()
    assert found[silent:] == pytest.approx(np.arange(1.51 * RATE, 3 * RATE) / (4 * RATE), abs=1e-4)


def test_parts_of_one_recording_have_names_of_their_own(tmp_path: Path):
    clip = recording(tmp_path, "a.wav")
    project = cut_clip(project_of(clip), "v", ticks(2))[0]
    order = Order(evolve(PRESETS[0], audio=True, formats=("bvh",)), tmp_path / "out")
    assert file_names(order, targets(project, project.scenes[0], order)) == ("Nora.bvh", "a.wav", "a_2.wav")
    same = names_of([clip, evolve(clip, id="again")], "x")
    assert [name for _, name in same] == ["a.wav", "a.wav"]
