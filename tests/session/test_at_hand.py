"""What takes long is fetched beside the window: gestures, and the threads that fetch things."""

from __future__ import annotations

import threading

import pytest

from studio.performance.gestures import library
from studio.session.gesturing.at_hand import library_at_hand
from studio.session.inbox import Inbox
from studio.session.studio import Studio


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def studio(inbox):
    return Studio(inbox.post)


def test_gestures_are_read_on_a_thread_and_then_at_hand(studio, inbox, monkeypatch):
    library.own_library.cache_clear()
    threads, whole = set(), library._take_gesture

    def watched(*given):
        threads.add(threading.get_ident())
        return whole(*given)

    monkeypatch.setattr(library, "_take_gesture", watched)
    came = []
    assert library_at_hand(studio, lambda: came.append(1)) is None
    assert inbox.settle(lambda: studio.jobs.busy)
    assert came == [1]
    assert threads
    assert threading.get_ident() not in threads
    found = library_at_hand(studio, lambda: came.append(2))
    assert found is not None
    assert len(found) > 50
    assert came == [1]


def test_whoever_starts_a_job_does_not_wait_for_its_thread(studio, monkeypatch):
    begun = []
    monkeypatch.setattr(threading, "_start_new_thread", lambda work, _: begun.append(work))
    studio.jobs.start("Never begins", lambda progress: None, lambda _: None)
    assert len(begun) == 1
