"""Listening leaves Python's lock to others: the window answers while a thread listens for minutes."""

from __future__ import annotations

import pytest

from studio.speech import kernels, viterbi

COMPILED = [
    (module.__name__, name, function)
    for module in (kernels, viterbi)
    for name, function in vars(module).items()
    if hasattr(function, "targetoptions")
]


def test_there_are_inner_loops():
    assert len(COMPILED) >= 10


@pytest.mark.parametrize(("module", "name", "function"), COMPILED)
def test_inner_loops_let_other_threads_go_on(module, name, function):
    assert function.targetoptions.get("nogil"), f"{module}.{name}"
