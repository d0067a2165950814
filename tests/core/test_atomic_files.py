"""Writing is whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.files import atomic_write
from studio.core.problems import Problem, ProblemError, ProblemLog


def test_a_fault_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / "take.bin"
    path.write_bytes(b"old")

    def write_half() -> None:
        with atomic_write(path) as stream:
            stream.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_good_write_replaces(tmp_path: Path):
    path = tmp_path / "take.bin"
    path.write_bytes(b"old")
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_said_with_its_name(tmp_path: Path):
    path = tmp_path / "nowhere" / "take.bin"
    with pytest.raises(ProblemError) as caught, atomic_write(path):
        pass
    assert caught.value.problem.kind == "files.unwritable"
    assert str(path) in str(caught.value)


def test_a_full_disk_is_said(tmp_path: Path):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")

    def write_to_a_full_disk() -> None:
        with atomic_write(tmp_path / "take.bin"):
            Path("/dev/full").write_bytes(b"x")

    with pytest.raises(ProblemError, match="space"):
        write_to_a_full_disk()
    assert list(tmp_path.iterdir()) == []


def test_the_same_warning_is_counted_not_repeated():
    log = ProblemLog()
    for _ in range(3):
        log.warn("media.clipped", "is clipped", "a.wav")
    log.warn("media.clipped", "is clipped", "b.wav")
    assert [(p.subject, n) for p, n in log.items()] == [("a.wav", 3), ("b.wav", 1)]


def test_a_problem_reads_as_a_sentence():
    problem = Problem("x.y", "cannot be read", "a.wav", "Check the path")
    assert str(problem) == "a.wav: cannot be read. Check the path."
