"""The commands doing their job, from arguments to files."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from studio.cli.main import main
from studio.core.resources import assets
from studio.speech.textgrid_reader import read_textgrid

LINE = assets() / "demo" / "jonas.flac"
SCRIPT = assets() / "demo" / "jonas.txt"


def test_align_writes_json_and_textgrid(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("words.json", "words.TextGrid"):
        assert main(["align", str(LINE), "--script", str(SCRIPT), "--out", str(tmp_path / name)]) == 0
    words = json.loads((tmp_path / "words.json").read_text("utf-8"))["words"]
    assert [w["text"].lower() for w in words[:3]] == ["i", "nearly", "gave"]
    for a, b in pairwise(words):
        assert a["start"] < a["end"] <= b["start"] + 1e-6
    for word in words:
        assert word["phones"][0]["start"] == pytest.approx(word["start"])
        assert word["phones"][-1]["end"] == pytest.approx(word["end"])
    grid = read_textgrid((tmp_path / "words.TextGrid").read_bytes())
    assert {tier.name for tier in grid.tiers} == {"words", "phones"}
    assert "14 words" in capsys.readouterr().out


@pytest.mark.pixels
def test_sheet_draws_a_page(tmp_path: Path):
    arguments = [
        "--script",
        str(SCRIPT),
        "--emotion",
        "joy:1",
        "--frames",
        "4",
        "--columns",
        "2",
        "--size",
        "96",
    ]
    assert main(["sheet", str(LINE), *arguments, "--out", str(tmp_path / "sheet.png")]) == 0
    with Image.open(tmp_path / "sheet.png") as page:
        assert page.width > 190
        assert len(page.convert("RGB").getcolors(1 << 20) or []) > 500


@pytest.mark.pixels
def test_the_demo_is_performed_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["demo", "--out", str(tmp_path), "--format", "fbx,bvh"]) == 0
    names = {p.name for p in tmp_path.iterdir()}
    people = ("nora", "jonas")
    kinds = ("fbx", "bvh", "report.json")
    assert names == {"demo.png", *(f"{p}.{kind}" for p in people for kind in kinds)}
    facts = json.loads((tmp_path / "jonas.report.json").read_text("utf-8"))
    assert facts["contacts"]["closures"]["rate"] == 1
    assert "jonas.fbx" in capsys.readouterr().out


def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out"
    taken = tmp_path / "taken"
    taken.write_text("a file")
    for report in (tmp_path, taken / "report.json"):
        assert main(["perform", str(LINE), "--out", str(out), "--report", str(report)]) == 2
        assert not out.exists()
        assert str(report.parent) in capsys.readouterr().err


def test_what_lies_after_the_end_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = ["--script", str(SCRIPT), "--emotion", "joy:1:100:200", "--format", "csv"]
    assert main(["perform", str(LINE), *arguments, "--out", str(tmp_path)]) == 0
    assert "joy: begins after the recording ends" in capsys.readouterr().err
