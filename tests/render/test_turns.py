"""Threads that draw take turns, and long work gives way to a window that asks."""

from __future__ import annotations

import threading

import pytest

from studio.render.turns import Turn


@pytest.fixture
def turn():
    return Turn()


def in_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_asks_is_not_kept_waiting(turn):
    answers = []
    with turn:
        in_thread(lambda: answers.append(turn.ask())).join(5)
    assert answers == [False]
    assert turn.ask()
    turn.leave()


def test_long_work_gives_way_to_one_who_asked(turn):
    drawn, asked = [], threading.Event()

    def window():
        while not turn.ask():
            asked.set()
        drawn.append("picture")
        turn.leave()

    with turn:
        thread = in_thread(window)
        assert asked.wait(5)
        assert turn.give_way(), "another context may be current now"
        assert drawn == ["picture"]
    thread.join(5)


def test_long_work_gives_way_to_one_who_waits(turn):
    drawn = []

    def other():
        with turn:
            drawn.append("picture")

    with turn:
        thread = in_thread(other)
        while not turn.give_way():
            pass
        thread.join(5)
        assert drawn == ["picture"]


def test_nobody_gives_way_without_need_or_in_the_middle_of_another_picture(turn):
    with turn:
        assert not turn.give_way()
        in_thread(turn.ask).join(5)
        with turn:
            assert not turn.give_way()
        assert turn.give_way()


def test_a_turn_that_was_asked_for_and_never_taken_does_not_stop_the_work(turn):
    with turn:
        in_thread(turn.ask).join(5)
        assert turn.give_way()
        assert not turn.give_way()
