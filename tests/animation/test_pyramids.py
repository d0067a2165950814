"""Extremes of dense curves under columns of pixels."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.animation.pyramids import Pyramid


def random(frames: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((frames, 3)).astype(np.float32)


@settings(max_examples=120, deadline=None)
@example(4, 0.0, 3.0, 4)
@given(st.integers(1, 5000), st.floats(-200, 4000), st.floats(1.0, 9000), st.integers(1, 400))
def test_columns_hold_what_lies_under_them(frames: int, start: float, length: float, columns: int):
    values = random(frames)
    low, high = Pyramid(values).extremes(1, start, start + length, columns)
    assert (low <= high).all()
    assert low.min() >= values[:, 1].min()
    assert high.max() <= values[:, 1].max()
    edges = np.linspace(start, start + length, columns + 1)
    for k in (0, columns // 2, columns - 1):
        first, last = int(np.ceil(edges[k])), int(np.floor(edges[k + 1]))
        inside = values[max(first, 0) : max(last + 1, 0), 1]
        if 0 <= first <= last < frames and len(inside):
            assert low[k] <= inside.min()
            assert high[k] >= inside.max()


def test_a_spike_is_seen_from_any_distance():
    values = np.zeros((100_000, 1), np.float32)
    values[54_321] = 1.0
    pyramid = Pyramid(values)
    for columns in (10, 100, 1280, 5000):
        assert pyramid.extremes(0, 0, 100_000, columns)[1].max() == 1.0


def test_refresh_takes_in_what_changed():
    values = random(10_000)
    pyramid = Pyramid(values)
    pyramid.extremes(0, 0, 10_000, 50)
    values[4000:4100] = 7.0
    pyramid.refresh(4000, 4100)
    fresh = Pyramid(values)
    for columns in (1, 50, 600):
        for a, b in zip(
            pyramid.extremes(0, 0, 10_000, columns), fresh.extremes(0, 0, 10_000, columns), strict=True
        ):
            np.testing.assert_array_equal(a, b)


def test_close_up_the_line_between_frames_is_drawn():
    values = np.array([[0.0], [1.0], [0.0]], np.float32)
    low, high = Pyramid(values).extremes(0, 0.0, 2.0, 8)
    np.testing.assert_allclose(high, [0.25, 0.5, 0.75, 1.0, 1.0, 0.75, 0.5, 0.25])
    np.testing.assert_allclose(low, [0.0, 0.25, 0.5, 0.75, 0.75, 0.5, 0.25, 0.0])
