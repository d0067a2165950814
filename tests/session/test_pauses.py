"""Bodies are composed anew when the hand has rested, by a clock that is turned by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from studio.core.progress import silent
from studio.core.time import Rate
from studio.session.staging import ahead as module
from studio.session.staging.ahead import PAUSE, Ahead
from studio.session.staging.composed import PAGE


class Work:
    """A job that runs when it is told to."""

    def __init__(self, title, work, then):
        self.title, self.work, self.then = title, work, then
        self.over = False

    def run(self):
        made = self.work(silent)
        self.over = True
        self.then(made)


class Works:
    def __init__(self):
        self.all = []

    def start(self, title, work, then, **_):
        self.all.append(Work(title, work, then))
        return self.all[-1]

    def cancel(self, job):
        job.over = True

    @property
    def under_way(self):
        return [job.title for job in self.all if not job.over]


class Somebody:
    """One page of a performance."""

    frames, source = PAGE, SimpleNamespace(id="c")

    def __init__(self):
        self.pages, self.fresh = {}, False
        self.composed = SimpleNamespace(frame_range=lambda _: slice(0, PAGE))

    def wanted(self, number):
        return not self.fresh

    def behind(self, number):
        return not self.fresh

    def behind_anywhere(self):
        return []

    def order(self, number):
        return number

    def take(self, made):
        self.pages[0], self.fresh = object(), True


@pytest.fixture
def clock(monkeypatch):
    """`now`: seconds; `edits`: what happens during the next waits, one for each."""
    clock = SimpleNamespace(now=100.0, waits=[], edits=[])

    def wait(seconds, progress):
        progress(0.0)
        clock.waits.append(round(seconds, 3))
        if clock.edits:
            clock.edits.pop(0)()
        clock.now += seconds

    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(module, "wait_for_quiet", wait)
    monkeypatch.setattr(module, "compose_page", lambda order, progress: order)
    return clock


@pytest.fixture
def ahead(clock):
    transport = SimpleNamespace(at=0, rate=Rate(30), loop=False, length=1, playing=False)
    studio = SimpleNamespace(jobs=Works(), transport=transport, report=None)
    ahead = Ahead(studio, lambda *_: None)
    ahead._idle = SimpleNamespace(touch=lambda: None, rest=lambda: None)
    ahead.works, ahead.person = studio.jobs, Somebody()
    ahead.performers["c"] = ahead.person
    return ahead


def shown(ahead):
    """The page is there, and then somebody edits."""
    ahead.kick()
    ahead.works.all[-1].run()
    ahead.person.fresh = False
    ahead.kick(PAUSE)


def test_what_cannot_be_shown_yet_is_composed_at_once_even_while_somebody_edits(ahead):
    ahead.kick(PAUSE)
    assert ahead.works.under_way == ["Composing"]


def test_after_an_edit_nothing_is_composed_until_the_hand_rests(ahead, clock):
    shown(ahead)
    assert ahead.works.under_way == ["Waiting"]
    clock.now += 0.75 * PAUSE
    ahead.kick()  # something else got ready meanwhile
    assert ahead.works.under_way == ["Waiting"]
    ahead.works.all[-1].run()
    assert clock.waits == [round(0.25 * PAUSE, 3)]
    assert ahead.works.under_way == ["Composing"]


def test_each_further_edit_puts_it_off_by_the_whole_pause(ahead, clock):
    shown(ahead)
    clock.now += 0.5 * PAUSE
    clock.edits = [lambda: ahead.kick(PAUSE), lambda: ahead.kick(PAUSE)]
    ahead.kick(PAUSE)
    assert ahead.works.under_way == ["Waiting"], "one waits for all of them"
    start = clock.now
    ahead.works.all[-1].run()
    assert clock.now - start == pytest.approx(PAUSE)
    assert clock.waits[0] == PAUSE
    assert ahead.works.under_way == ["Composing"]


def test_an_edit_in_the_middle_of_the_wait_begins_it_anew(ahead, clock):
    shown(ahead)

    def edit():
        clock.now += 0.5 * PAUSE
        ahead.kick(PAUSE)
        clock.now -= 0.5 * PAUSE

    clock.edits, start = [edit], clock.now
    ahead.works.all[-1].run()
    assert clock.now - start == pytest.approx(1.5 * PAUSE)
    assert clock.waits == [PAUSE, round(0.5 * PAUSE, 3)]


def test_a_page_under_way_is_given_up(ahead):
    shown(ahead)
    ahead.works.all[-1].run()
    composing = ahead.works.all[-1]
    assert composing.title == "Composing"
    ahead.kick(PAUSE)
    assert composing.over
    assert ahead.works.under_way == ["Waiting"]
