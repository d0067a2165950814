"""Jobs let the window go first where it is behind: by a clock that is turned by hand."""

from __future__ import annotations

import gc
from types import SimpleNamespace

import pytest

from studio.core.progress import Cancelled
from studio.gui.kit.attendance import Attendance
from studio.gui.kit.collector import Collector
from studio.session import jobs as module
from studio.session.jobs import Job, Jobs


@pytest.fixture
def clock(monkeypatch):
    """`rests`: of those who ask; `on_rest`: what happens in each."""
    clock = SimpleNamespace(now=100.0, rests=[], on_rest=lambda: None)

    def sleep(seconds):
        clock.rests.append(seconds)
        clock.now += seconds
        clock.on_rest()

    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now, sleep=sleep))
    return clock


@pytest.fixture
def jobs(clock):
    return Jobs(lambda message: None)


@pytest.fixture
def job():
    return Job(1, "Work", "", quiet=False)


def test_where_nobody_says_that_he_is_there_nobody_rests(jobs, job, clock):
    jobs._reporter(job)(0.1)
    jobs.seen()
    jobs.seen(again=False)
    clock.now += 0.1
    jobs._reporter(job)(0.2)
    assert clock.rests == []


def test_who_asks_rests_until_the_window_is_there_again(jobs, job, clock):
    report = jobs._reporter(job)
    jobs.seen()
    clock.now += 0.02
    report(0.1)
    assert clock.rests == [], "it is not behind yet"
    clock.now += 0.02
    clock.on_rest = lambda: jobs.seen() if len(clock.rests) == 4 else None
    report(0.2)
    assert len(clock.rests) == 4
    report(0.3)
    assert len(clock.rests) == 4


def test_a_window_that_may_wait_for_somebody_is_waited_for_no_longer(jobs, job, clock):
    jobs.seen()
    clock.now += 0.05
    jobs._reporter(job)(0.1)
    assert 0.2 < sum(clock.rests) < 0.3
    rests = len(clock.rests)
    jobs._reporter(job)(0.2)
    assert len(clock.rests) == rests


def test_who_rests_hears_that_he_should_stop(jobs, job, clock):
    jobs.seen()
    clock.now += 0.05
    clock.on_rest = job.stop.set
    with pytest.raises(Cancelled):
        jobs._reporter(job)(0.1)
    assert len(clock.rests) == 1


def started(jobs, monkeypatch, lane="work"):
    """A job that is never done."""
    monkeypatch.setattr(module, "_Thread", lambda work, name: SimpleNamespace(start=lambda: None))
    return jobs.start("Work", lambda progress: None, lambda _: None, lane=lane)


def test_the_window_says_so_as_long_as_anything_is_at_work(jobs, clock, monkeypatch, qapp):
    there = Attendance(jobs)
    assert not there._timer.isActive()
    asleep = started(jobs, monkeypatch, "rest")
    assert not there._timer.isActive(), "who only sleeps is in nobody's way"
    job = started(jobs, monkeypatch)
    assert there._timer.isActive()
    assert jobs._seen == clock.now
    clock.now += 0.04
    assert jobs._owner_is_behind()
    there._timer.timeout.emit()
    assert not jobs._owner_is_behind()
    jobs.cancel(job)
    there._timer.timeout.emit()
    assert jobs._seen is None
    assert not there._timer.isActive()
    jobs.cancel(asleep)
    there.release()
    assert started(jobs, monkeypatch)
    assert not there._timer.isActive()


def test_what_many_things_made_at_once_leave_behind_waits_too(qapp, monkeypatch):
    collected, busy = [], [True]
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_count", lambda: (800_000, 3, 0))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    collector = Collector(busy=lambda: busy[0])
    try:
        for _ in range(30):
            collector.collect()
        assert collected == []
        collector.collect()
        assert collected == [0], "but not for ever"
        collector.collect()
        busy[0] = False
        collector.collect()
    finally:
        collector.release()
    assert collected == [0, 0]
