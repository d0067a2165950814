"""Hostile projects: each is refused in one line, soon, with no memory taken on its word."""

from __future__ import annotations

import io
import json
import os
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from random_projects import small

from studio.core.problems import ProblemError
from studio.document.files import load, save

Header = dict


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(small(), tmp_path / "p")
    return tmp_path / "p"


def refused(path: Path, words: str | None = None) -> None:
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(ProblemError, match=words) as caught:
        load(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - started < 10
    assert peak < 100e6
    assert "\n" not in str(caught.value)
    assert caught.value.problem.hint


def scene(header: Header) -> dict:
    return header["project"]["scenes"][0]


def character(header: Header) -> dict:
    return scene(header)["characters"][0]


def clip(header: Header) -> dict:
    return character(header)["clips"][0]


def curve(header: Header) -> dict:
    return character(header)["emotions"][0]["curve"]


def set_take(name: object) -> Callable[[Header], None]:
    return lambda h: character(h)["takes"][0].update(values=name)


def twice(members: str) -> Callable[[Header], None]:
    return lambda h: character(h)[members].append(character(h)[members][0])


BAD_HEADERS: dict[str, tuple[Callable[[Header], object], str]] = {
    "no format": (lambda h: h.pop("format"), "no Moodline project"),
    "no project": (lambda h: h.pop("project"), "no Moodline project"),
    "project is a list": (lambda h: h.update(project=[]), "not an object"),
    "versions missing": (lambda h: h.pop("versions"), "which version"),
    "versions of text": (lambda h: h["versions"].update(clip="1"), "which version"),
    "negative version": (lambda h: h["versions"].update(clip=-5), "which version"),
    "scenes is text": (lambda h: h["project"].update(scenes="abc"), r"scenes"),
    "a number for a name": (lambda h: h["project"].update(name=5), "5 is not text @ project.name"),
    "text for a time": (lambda h: clip(h).update(start="1"), r"whole number @ .*clips\[0\].start"),
    "a fraction for a time": (lambda h: clip(h).update(start=1.5), "1.5 is not a whole number"),
    "true for a time": (lambda h: clip(h).update(start=True), "whole number"),
    "a huge time": (lambda h: clip(h).update(start=1 << 70), "whole number"),
    "a huge value": (lambda h: character(h).update(jaw_gain=10**400), "is not a number"),
    "a rate of nothing": (lambda h: scene(h).update(rate="30/0"), "frame rate"),
    "a rate of words": (lambda h: scene(h).update(rate="fast"), "frame rate"),
    "keys out of order": (
        lambda h: curve(h).update(keys=[{"time": 5, "value": 0}] * 2), "rise in time"),
    "an unknown interpolation": (
        lambda h: curve(h)["keys"][0].update(interpolation="magic"), "magic"),
    "an id twice": (twice("events"), "'blink1' twice"),
    "a character that is null": (lambda h: scene(h).update(characters=[None]), "not an object"),
    "frames elsewhere": (set_take("../../etc/passwd"), "names no frames"),
    "frames at an absolute path": (set_take("/etc/passwd"), "names no frames"),
    "frames by a number": (set_take(7), "names no frames"),
    "frames that are missing": (set_take("takes/" + "0" * 32 + ".npy"), "no project"),
    "a take without channels": (lambda h: character(h)["takes"][0].update(names=[]), "0 channels"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_HEADERS)
def test_wrong_fields_are_named(folder: Path, name: str) -> None:
    change, words = BAD_HEADERS[name]
    header = json.loads((folder / "project.json").read_text())
    change(header)
    (folder / "project.json").write_text(json.dumps(header))
    refused(folder, words)


BAD_TEXTS = {
    "empty": b"",
    "cut": b'{"format": "moodline", "project": {',
    "nan": b'{"format": NaN}',
    "infinity": b'{"format": -Infinity}',
    "too large a number": b'{"format": 1e999}',
    "a number of many digits": b'{"format": ' + b"9" * 5000 + b"}",
    "deep list": b"[" * 100_000,
    "deep and closed": b"[" * 500 + b"]" * 500,
    "deep objects": b'{"a":' * 100_000,
    "not utf-8": b'{"format": "\xff\xfe"}',
    "not json": b"MZ\x00\x01",
    "a text": b'"moodline"',
    "null": b"null",
}


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_json(folder: Path, name: str) -> None:
    (folder / "project.json").write_bytes(BAD_TEXTS[name])
    refused(folder)


def npy(shape: str, dtype: str = "<f4", data: bytes = bytes(728), fortran: bool = False) -> bytes:
    text = f"{{'descr': '{dtype}', 'fortran_order': {fortran}, 'shape': {shape}, }}"
    text = text.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + data


PICKLED = io.BytesIO()
np.save(PICKLED, np.array([{"a": 1}], dtype=object), allow_pickle=True)

BAD_FRAMES = {
    "empty": b"",
    "no header": bytes(1000),
    "a huge shape": npy("(4000000000, 2)"),
    "a negative shape": npy("(-91, 2)"),
    "overflowing shape": npy("(9223372036854775807, 9223372036854775807)"),
    "one dimension": npy("(182,)"),
    "other channels": npy("(2, 91)"),
    "too few bytes": npy("(91, 2)", data=bytes(700)),
    "too many bytes": npy("(91, 2)", data=bytes(800)),
    "other numbers": npy("(91, 1)", "<f8"),
    "fortran": npy("(91, 2)", fortran=True),
    "objects": PICKLED.getvalue(),
    "code for a header": npy("__import__('os').system('true')"),
    "not finite": npy("(91, 2)", data=np.full(182, np.nan, "<f4").tobytes()),
    "deep header": npy("(" * 3000),
}


@pytest.mark.parametrize("name", BAD_FRAMES)
def test_bad_frames(folder: Path, name: str) -> None:
    (take,) = (folder / "takes").iterdir()
    take.write_bytes(BAD_FRAMES[name])
    refused(folder, "frames")


def test_links_and_devices_in_a_folder(folder: Path, tmp_path: Path) -> None:
    (take,) = (folder / "takes").iterdir()
    data = take.read_bytes()
    (tmp_path / "outside.npy").write_bytes(data)
    take.unlink()
    take.symlink_to(tmp_path / "outside.npy")
    refused(folder, "link")
    (folder / "project.json").unlink()
    os.mkfifo(folder / "project.json")
    refused(folder, "link or a device")


def test_what_is_no_project_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty.moodline").write_bytes(b"")
    (tmp_path / "noise.moodline").write_bytes(np.random.default_rng(0).bytes(10_000))
    os.mkfifo(tmp_path / "pipe.moodline")
    refused(tmp_path, "no project in this folder")
    refused(tmp_path / "gone.moodline", "no project")
    refused(tmp_path / "a\0b.moodline", "null")
    refused(tmp_path / "empty.moodline", "no Moodline project")
    refused(tmp_path / "noise.moodline", "no Moodline project")
    refused(tmp_path / "pipe.moodline", "pipe")
    refused(Path("/dev/zero"), "device")


def archive(path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]], deflate: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as made:
        for name, data in members:
            made.writestr(name, data)
    return path


def info(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


EVIL_NAMES = ["../up", "/absolute", "a/../../b", "C:/windows", "a\\b", "nul\tl", "project.json"]


@pytest.mark.parametrize("name", EVIL_NAMES)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_evil_members(folder: Path, tmp_path: Path, name: str) -> None:
    text = (folder / "project.json").read_bytes()
    refused(archive(tmp_path / "a.zip", [("project.json", text), (name, b"x")]), "which")


def test_other_evil_archives(folder: Path, tmp_path: Path) -> None:
    text = (folder / "project.json").read_bytes()
    project = ("project.json", text)
    refused(archive(tmp_path / "a.zip", [project, ("PROJECT.json", text)]), "twice")
    refused(archive(tmp_path / "b.zip", [project, (info("link", 0o120777), b"/etc/passwd")]), "link")
    refused(archive(tmp_path / "c.zip", [project, (info("fifo", 0o010644), b"")]), "device")
    refused(archive(tmp_path / "d.zip", [project, ("bomb", bytes(64 << 20))], deflate=True), "bomb|more than")
    refused(archive(tmp_path / "e.zip", [("readme", b"")]), "project.json is missing")
    many = [(f"m{i}", b"") for i in range(20_001)]
    refused(archive(tmp_path / "f.zip", [project, *many]), "too many")
    refused(
        archive(tmp_path / "g.zip", [("project.json", b" " * (200 << 10) + b"x" * 10)], deflate=True), "JSON"
    )


def test_sizes_that_lie(folder: Path, tmp_path: Path) -> None:
    save(small(), tmp_path / "a.moodline")
    data = (tmp_path / "a.moodline").read_bytes()
    for offset in range(len(data) - 400, len(data)):
        for value in (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4)):
            broken = bytearray(data)
            broken[offset : offset + 4] = value
            (tmp_path / "b.moodline").write_bytes(broken)
            whole_or_refused(tmp_path / "b.moodline")


def test_cut_and_flipped_archives(tmp_path: Path) -> None:
    save(small(), tmp_path / "a.moodline")
    data = (tmp_path / "a.moodline").read_bytes()
    rng = np.random.default_rng(0)
    for _ in range(400):
        broken = bytearray(data)
        for at in rng.integers(0, len(data), rng.integers(1, 5)):
            broken[at] = rng.integers(256)
        cut = int(rng.integers(0, len(data))) if rng.random() < 0.3 else len(data)
        (tmp_path / "b.moodline").write_bytes(broken[:cut])
        whole_or_refused(tmp_path / "b.moodline")


def whole_or_refused(path: Path) -> None:
    try:
        project = load(path)
    except ProblemError as error:
        told = str(error)
    else:
        told = ""
        assert project.scenes[0].characters[0].takes[0].values.shape == (91, 2)
    assert "\n" not in told
