"""The command line on all that was ever recorded or broken: a performance, or one line and status 2."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.cli.main import main

LONGEST = 60.0  # seconds that any of these files may take, on a busy machine


def outcome(capsys: pytest.CaptureFixture[str], path: Path, out: Path, *more: str) -> str:
    """What was wrong with the way a file was dealt with; empty when nothing."""
    start = time.monotonic()
    status = main(["perform", str(path), "--format", "npz", "--out", str(out), *more])
    took = time.monotonic() - start
    said = capsys.readouterr()
    files = [f.suffix for f in out.iterdir()] if out.exists() else None
    shutil.rmtree(out, ignore_errors=True)
    refused = (
        status == 2 and files is None and sum(t.startswith("moodline:") for t in said.err.splitlines()) == 1
    )
    if "Traceback" in said.err or took > LONGEST or not (refused or (status == 0 and files == [".npz"])):
        return f"{path.name}: status {status} after {took:.0f} s, left {files}: {said.err[-300:]}"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["malformed", "speech/clean", "alignment/auto"])
def test_every_file(folder: str, material: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    files = sorted(p for p in (material / folder).rglob("*") if p.is_file())
    wrong = [outcome(capsys, path, tmp_path / "out") for path in files]
    assert "\n".join(w for w in wrong if w) == ""


@pytest.mark.slow
def test_an_hour_is_performed(material: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    samples, rate = soundfile.read(material / "speech/clean/ljspeech/LJ001-0001.wav", dtype="float32")
    path = tmp_path / "hour.wav"
    with soundfile.SoundFile(path, "w", rate, 1) as stream:
        for _ in range(int(3600 * rate / len(samples))):
            stream.write(samples)
            stream.write(np.zeros(rate // 2, np.float32))
    script = "Printing, in the only sense with which we are at present concerned. " * 370
    out = tmp_path / "out"
    assert main(["perform", str(path), "--text", script, "--format", "npz,csv", "--out", str(out)]) == 0
    assert sorted(f.suffix for f in out.iterdir()) == [".csv", ".npz"]
    assert "words" in capsys.readouterr().out


def test_text_that_is_not_what_is_said(material: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = material / "speech/clean/speechbrain/spk1_snt6.wav"
    texts = [
        "Быстрая лиса",
        "☃ ☃ ☃",
        "   ",
        "[only a direction]",
        "1234567890 " * 40,
        "word " * 3000,
        "\u202eabc\u200b\0",
        "素早い狐",
    ]
    wrong = [outcome(capsys, path, tmp_path / "out", "--text", text) for text in texts]
    assert "\n".join(w for w in wrong if w) == ""
