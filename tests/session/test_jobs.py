"""Jobs: their order, their ends, and that whoever gives one up is rid of it at once."""

from __future__ import annotations

import threading
import time

import pytest

from studio.core.problems import fail
from studio.session.inbox import Inbox
from studio.session.jobs import Jobs, State


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def jobs(inbox):
    made = Jobs(inbox.post)
    yield made
    made.cancel_all()


def settle(inbox, jobs):
    assert inbox.settle(lambda: jobs.busy, 60.0)


def test_an_answer_comes_on_the_owners_thread(inbox, jobs):
    heard = []
    jobs.start(
        "Think",
        lambda progress: threading.get_ident(),
        lambda who: heard.append((who, threading.get_ident())),
    )
    settle(inbox, jobs)
    ((worker, owner),) = heard
    assert worker != owner == threading.get_ident()


def test_of_one_key_only_the_latest_is_heard(inbox, jobs):
    heard, gate = [], threading.Event()

    def work(name):
        def run(progress):
            gate.wait(60)
            return name

        return run

    first = jobs.start("First", work("first"), heard.append, key="same")
    jobs.start("Second", work("second"), heard.append, key="same")
    gate.set()
    settle(inbox, jobs)
    assert heard == ["second"]
    assert first.state is State.CANCELLED


def test_a_given_up_job_is_over_at_once_and_its_thread_soon(inbox, jobs):
    ended, heard = threading.Event(), []

    def work(progress):
        try:
            for step in range(10_000):
                time.sleep(0.005)
                progress(step / 10_000)
        finally:
            ended.set()

    job = jobs.start("Long", work, heard.append)
    while job.state is not State.RUNNING:
        inbox.deliver()
    start = time.monotonic()
    jobs.cancel(job)
    assert job.over
    assert ended.wait(60.0)
    assert time.monotonic() - start < 20.0, "all of its steps take 50 seconds"
    settle(inbox, jobs)
    assert heard == []


def test_what_cannot_be_done_is_told(inbox, jobs):
    told, heard = [], []

    def work(progress):
        raise fail("test.no", "cannot be done", "it")

    job = jobs.start("Fail", work, heard.append, failed=told.append)
    settle(inbox, jobs)
    assert [problem.kind for problem in told] == ["test.no"]
    assert job.state is State.FAILED
    assert heard == []


def test_a_fault_of_one_job_is_told_and_others_go_on(inbox, jobs):
    told, heard = [], []

    def broken(progress):
        raise ZeroDivisionError

    jobs.start("Broken", broken, heard.append, failed=told.append)
    jobs.start("Sound", lambda progress: "well", heard.append)
    settle(inbox, jobs)
    assert heard == ["well"]
    assert told[0].kind == "job.fault"


def test_lanes_do_not_wait_for_each_other(inbox, jobs):
    gate, heard = threading.Event(), []
    for number in range(3):
        jobs.start(f"Slow {number}", lambda progress: gate.wait(60), lambda _: None)
    jobs.start("Compose", lambda progress: "page", heard.append, lane="compose")
    assert inbox.settle(lambda: not heard, 30.0)
    gate.set()
    settle(inbox, jobs)
    assert heard == ["page"]


def test_quiet_jobs_have_no_line(inbox, jobs):
    jobs.start("Seen", lambda progress: None, lambda _: None)
    jobs.start("Unseen", lambda progress: None, lambda _: None, quiet=True)
    settle(inbox, jobs)
    assert [job.title for job in jobs.all] == ["Seen"]


def test_no_failure_of_a_quiet_job_is_swallowed(inbox):
    found, own = [], []
    jobs = Jobs(inbox.post, found.append)
    jobs.start("Seen", lambda progress: 1 / 0, lambda _: None)  # has its line
    jobs.start("Unseen", lambda progress: 1 / 0, lambda _: None, quiet=True)
    jobs.start("Told", lambda progress: 1 / 0, lambda _: None, quiet=True, failed=own.append)
    settle(inbox, jobs)
    assert [problem.subject for problem in found] == ["Unseen"]
    assert [problem.subject for problem in own] == ["Told"]


def test_progress_is_told_as_it_goes(inbox, jobs):
    seen = []
    jobs.changed.connect(lambda job: seen.append((job.done, job.doing)))

    def work(progress):
        progress(0.25, "reading")
        progress(0.75, "writing")

    jobs.start("Steps", work, lambda _: None)
    settle(inbox, jobs)
    assert any(doing == "writing" for _, doing in seen)
    assert seen[-1][0] == 1.0


def test_what_can_wait_lets_others_go_first(inbox, jobs):
    gate, order = threading.Event(), []

    def first(progress):
        assert gate.wait(60)
        order.append("first")

    jobs.start("First", first, lambda _: None, lane="compose")
    later = jobs.start("Later", lambda _: order.append("later"), lambda _: None, lane="later")
    other = jobs.start("Given up", lambda _: order.append("given up"), lambda _: None, lane="later")
    jobs.cancel(other)
    time.sleep(0.1)
    assert order == []
    gate.set()
    assert inbox.settle(lambda: jobs.busy, 60.0)
    assert later.over
    assert order == ["first", "later"]
