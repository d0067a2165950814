"""Faults of the program: written down, told, survived."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QTimer

from studio.gui.main import faults


@pytest.fixture
def caught(studio, inbox, tmp_path, monkeypatch):
    monkeypatch.setattr(faults, "log_folder", lambda: tmp_path)
    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(faults, "_watch_for_crashes", lambda: None)
    for name, usual in (("handlers", []), ("propagate", True)):
        monkeypatch.setattr(logging.getLogger("moodline.jobs"), name, usual)
    faults.install(studio, inbox.post)
    yield tmp_path / "fault.log"
    sys.excepthook, threading.excepthook = hooks


def test_a_fault_of_a_thread_is_told_and_written_down(caught, studio, inbox):
    def work():
        raise RuntimeError("the roof fell in")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    inbox.deliver()
    assert "the roof fell in" in caught.read_text()
    [problem] = studio.findings
    assert problem.kind == "program.fault"
    assert "still there" in str(problem)


def test_a_fault_of_a_job_is_written_down_with_its_place(caught, studio, inbox):
    def work(_):
        raise RuntimeError("the floor gave way")

    studio.jobs.start("Dance", work, lambda _: None)
    assert inbox.settle(lambda: studio.jobs.busy)
    written = caught.read_text()
    assert written.count("RuntimeError: the floor gave way") == 1
    assert "Dance" in written
    assert "in work" in written


def test_a_fault_that_comes_with_every_picture_does_not_fill_the_disk(caught, studio, inbox):
    for _ in range(500):
        sys.excepthook(ValueError, ValueError("again"), None)
    inbox.deliver()
    assert caught.read_text().count("ValueError: again") <= 20
    assert len(studio.findings) == 1


def test_ending_is_no_fault(caught, studio, inbox):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    inbox.deliver()
    assert len(studio.findings) == 0
    assert not caught.exists()


def test_a_log_that_grew_large_begins_anew(caught):
    caught.write_text("x" * (3 << 20))
    faults.write_down("fresh")
    assert caught.stat().st_size < 1000
    assert caught.with_suffix(".old.log").exists()


@pytest.mark.usefixtures("caught")
def test_a_disk_that_refuses_is_no_second_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(faults, "log_folder", lambda: tmp_path / "no" / "folder")
    faults.write_down("nobody reads this")


def test_a_slot_that_fails_leaves_the_loop_running(caught, studio, inbox, qtbot):
    with qtbot.captureExceptions() as seen:
        QTimer.singleShot(0, lambda: 1 / 0)
        qtbot.waitUntil(lambda: bool(seen))
    assert [kind for kind, *_ in seen] == [ZeroDivisionError]
