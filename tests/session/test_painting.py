"""Brush strokes: what they do to a curve, and that they are one step of the history."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.curves import Curve, Key
from studio.session.painting.strip import FINEST, Strip, spliced
from studio.session.painting.strokes import STROKES, stroke
from studio.session.tools import Brush, Tool

HILLS = Curve(
    tuple(Key(ticks(t), v) for t, v in [(0.5, 0.0), (1.0, 0.6), (1.6, 0.2), (2.5, 0.9), (4.0, 0.1)])
)


def at(*seconds: float) -> np.ndarray:
    return np.array([ticks(s) for s in seconds], np.int64)


def test_a_brush_draws_where_the_hand_passes() -> None:
    painting = stroke(Brush(Tool.BRUSH, size=0.2, strength=1.0), Curve())
    painting.press(ticks(1.0), 0.5)
    for k in range(1, 21):
        drawn = painting.move(ticks(1.0 + k * 0.05), 0.5 + 0.02 * k)
    np.testing.assert_allclose(sample(drawn, at(1.2, 1.5, 1.8)), [0.58, 0.7, 0.82], atol=0.02)
    np.testing.assert_allclose(sample(drawn, at(0.7, 2.3)), 0.0, atol=1e-6)


def test_strength_is_the_share_of_the_way() -> None:
    painting = stroke(Brush(Tool.BRUSH, size=0.2, strength=0.25), Curve())
    painting.press(ticks(1.0), 0.8)
    drawn = painting.move(ticks(2.0), 0.8)
    assert sample(drawn, at(1.5))[0] == pytest.approx(0.2, abs=1e-6)


def test_coming_back_paints_once_more() -> None:
    painting = stroke(Brush(Tool.BRUSH, size=0.1, strength=0.5), Curve())
    painting.press(ticks(1.0), 1.0)
    painting.move(ticks(2.0), 1.0)
    drawn = painting.move(ticks(1.0), 1.0)
    assert sample(drawn, at(1.5))[0] == pytest.approx(0.75, abs=0.01)


def test_straight_strokes_forget_the_way_between() -> None:
    painting = stroke(Brush(Tool.BRUSH, size=0.05, strength=1.0, hardness=1.0), Curve())
    painting.press(ticks(1.0), 0.2)
    painting.move(ticks(1.5), 0.9)
    drawn = painting.move(ticks(2.0), 0.4, straight=True)
    np.testing.assert_allclose(sample(drawn, at(1.25, 1.5, 1.75)), [0.25, 0.3, 0.35], atol=0.01)


def test_erasing_goes_to_nothing_or_to_the_goal() -> None:
    eraser = Brush(Tool.ERASE, size=0.2, strength=1.0)
    plain = stroke(eraser, HILLS)
    plain.press(ticks(1.0), 0.0)
    assert sample(plain.move(ticks(3.0), 0.9), at(2.0))[0] == pytest.approx(0.0, abs=1e-6)
    suggested = stroke(eraser, HILLS, goal=lambda t: np.full(len(t), 0.3), inverse=True)
    suggested.press(ticks(1.0), 0.0)
    assert sample(suggested.move(ticks(3.0), 0.9), at(2.0))[0] == pytest.approx(0.3, abs=1e-6)


def test_smoothing_lowers_peaks_and_sharpening_raises_them() -> None:
    brush = Brush(Tool.SMOOTH, size=0.4, strength=1.0, hardness=1.0)
    before = sample(HILLS, at(2.5))[0]
    for inverse, lower in ((False, True), (True, False)):
        painting = stroke(brush, HILLS, inverse=inverse)
        painting.press(ticks(2.0), 0.5)
        after = sample(painting.move(ticks(3.0), 0.5), at(2.5))[0]
        assert bool(after < before - 0.01) is lower


def test_ramps_and_holds_are_a_few_exact_keys() -> None:
    ramp = stroke(Brush(Tool.RAMP, size=0.1), HILLS)
    ramp.press(ticks(1.0), 0.3)
    ramp.move(ticks(2.0), 0.8)
    drawn = ramp.finish()
    np.testing.assert_allclose(sample(drawn, at(1.0, 1.5, 2.0)), [0.3, 0.55, 0.8], atol=1e-9)
    hold = stroke(Brush(Tool.HOLD, size=0.1), HILLS)
    hold.press(ticks(2.0), 0.1)
    hold.move(ticks(1.0), 0.75)
    held = hold.finish()
    np.testing.assert_allclose(sample(held, at(1.0, 1.3, 2.0)), 0.75, atol=1e-9)
    assert len(held.keys) <= len(HILLS.keys) + 4


def test_what_is_under_a_curve_counts() -> None:
    under = lambda t: 0.2 + 0.1 * np.sin(t / TICKS_PER_SECOND * 6)  # noqa: E731
    for tool in (Tool.BRUSH, Tool.HOLD):
        painting = stroke(Brush(tool, size=0.1, strength=1.0), Curve(), under=under)
        painting.press(ticks(1.0), 0.6)
        painting.move(ticks(2.0), 0.6)
        delta = sample(painting.finish(), at(0.5, 1.3, 1.6, 2.5))
        seen = delta + under(at(0.5, 1.3, 1.6, 2.5))
        np.testing.assert_allclose(seen[1:3], 0.6, atol=0.025)
        np.testing.assert_allclose(delta[[0, 3]], 0.0, atol=1e-6)


def test_splicing_keeps_the_shape_outside() -> None:
    many = Curve(tuple(Key(ticks(0.3 * k), abs(np.sin(k))) for k in range(60)))
    times = np.arange(0, ticks(18.0), ticks(0.01))
    ends = sample(many, at(5.05, 6.5))
    new = spliced(many, [Key(ticks(5.05), ends[0]), Key(ticks(5.6), 0.9), Key(ticks(6.5), ends[1])])
    outside = (times < ticks(5.04)) | (times > ticks(6.51))
    np.testing.assert_allclose(sample(new, times)[outside], sample(many, times)[outside], atol=2e-4)


PART = st.floats(0.0, 1.0)
WAYS = st.lists(st.tuples(st.integers(0, 500), st.floats(0.0, 1.0)), min_size=2, max_size=25)


@settings(max_examples=60, deadline=None)
@given(
    WAYS,
    st.sampled_from(sorted(STROKES)),
    st.floats(0.02, 1.0),
    st.floats(0, 1),
    st.floats(0, 1),
    st.booleans(),
)
@example([(0, 0.0), (59, 0.0)], Tool.BRUSH, 1.0, 1.0, 0.75, False)  # ends on a key that is there
@example([(0, 0.0), (0, 0.0)], Tool.SMOOTH, 1.0, 1.0, 0.5, True)  # a fit that would reach below 0
@example([(0, 0.0), (135, 0.0)], Tool.BRUSH, 1.0, 1.0, 0.625, False)  # ends steeply
def test_every_stroke_stays_a_curve_of_few_keys(
    way: list[tuple[int, float]], tool: Tool, size: float, strength: float, hardness: float, inverse: bool
) -> None:
    painting = stroke(Brush(tool, size, strength, hardness), HILLS, inverse=inverse)
    drawn = painting.press(ticks(way[0][0] / 100), way[0][1])
    for centiseconds, value in way[1:]:
        drawn = painting.move(ticks(centiseconds / 100), value)
    fitted = painting.finish()
    for curve in (drawn, fitted):
        assert all(0.0 <= key.value <= 1.0 and key.time >= 0 for key in curve.keys)
    grid = np.arange(0, ticks(6.0), FINEST)
    np.testing.assert_allclose(sample(fitted, grid), sample(drawn, grid), atol=0.0201)
    assert sample(fitted, grid).min() >= -0.02
    assert sample(fitted, grid).max() <= 1.02


def test_a_strip_grows_both_ways() -> None:
    strip = Strip(HILLS)
    strip.reach(ticks(2.0), ticks(2.1))
    places = strip.reach(ticks(0.2), ticks(3.9))
    np.testing.assert_allclose(strip.values[places], sample(HILLS, strip.ticks(places)), atol=1e-9)
