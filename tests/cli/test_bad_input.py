"""Bad input: one clear line, exit status 2, nothing half-written; never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.cli.main import main


@pytest.fixture(scope="module")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of a vowel-like sound."""
    path = tmp_path_factory.mktemp("audio") / "tone.wav"
    t = np.arange(16000) / 16000
    samples = sum(np.sin(2 * np.pi * 120 * k * t) / k for k in range(1, 12)) * 0.2
    soundfile.write(path, samples, 16000)
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a command that must be refused in one line; the line."""
    try:
        status = main([str(a) for a in arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    captured = capsys.readouterr()
    assert status == 2, captured
    lines = [line for line in captured.err.splitlines() if line.startswith("moodline:")]
    assert len(lines) == 1, captured.err
    assert "Traceback" not in captured.err
    return lines[0]


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--emotion", "glee-ish:1"], "glee"),
        (["--emotion", "joy:2"], "joy:2"),
        (["--emotion", "joy:nan"], "joy:nan"),
        (["--emotion", "joy:1:3:2"], "joy:1:3:2"),
        (["--emotion", "joy"], "joy"),
        (["--character", "nobody"], "nobody"),
        (["--format", "fbx,docx"], "docx"),
        (["--format", ""], "format"),
        (["--fps", "0"], "fps"),
        (["--fps", "nan"], "fps"),
        (["--fps", "100000"], "fps"),
        (["--seed", "-1"], "seed"),
        (["--seed", "1.5"], "seed"),
        (["--script", "/no/such/file.txt"], "file.txt"),
        (["--language", "xx-nowhere", "--text", "hello"], "xx-nowhere"),
        (["--direction", "/no/such/file.json"], "file.json"),
        (["--nonsense"], "nonsense"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_impossible_options(option, says, tone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out"
    assert says in refused(capsys, "perform", tone, "--out", out, *option)
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not audio at all", b"<html></html>", b"\0" * 2000])
def test_what_is_no_audio(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "voice.wav"
    path.write_bytes(content)
    assert "voice.wav" in refused(capsys, "perform", path, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_and_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert str(tmp_path) in refused(capsys, "perform", tmp_path, "--out", tmp_path / "out")
    assert "gone.wav" in refused(capsys, "align", tmp_path / "gone.wav", "--out", tmp_path / "x.json")


def test_a_ten_megabyte_script(tone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    script = tmp_path / "long.txt"
    script.write_bytes(b"word " * 2_000_000)
    assert "long.txt" in refused(capsys, "perform", tone, "--script", script, "--out", tmp_path / "out")


def test_output_that_cannot_be_written(tone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    assert "taken" in refused(capsys, "perform", tone, "--out", taken)
    assert "taken" in refused(capsys, "perform", tone, "--out", taken / "deeper")
    assert ".doc" in refused(capsys, "align", tone, "--out", tmp_path / "words.doc")
    assert ".jpg" in refused(capsys, "sheet", tone, "--out", tmp_path / "sheet.jpg")
    if os.name == "posix":
        assert "/proc" in refused(capsys, "perform", tone, "--out", "/proc/nowhere")


def test_no_command_and_unknown_command(capsys: pytest.CaptureFixture[str]):
    assert "COMMAND" in refused(capsys)
    assert "sing" in refused(capsys, "sing")
