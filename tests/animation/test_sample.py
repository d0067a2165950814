"""Sampling of curves: exact at keys, bounded where it promises to be, the same alone and in company."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND
from studio.document.curves import Curve, Handle, Interpolation, Key

S = TICKS_PER_SECOND
values = st.floats(-1e3, 1e3, allow_nan=False)
times = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=12, unique=True).map(sorted)


@st.composite
def curves(draw, handles: bool = True, kinds=tuple(Interpolation)) -> Curve:
    handle = st.none() | st.builds(Handle, st.integers(-(10**12), 10**12), values) if handles else st.none()
    return Curve(
        tuple(
            Key(t, draw(values), draw(st.sampled_from(kinds)), draw(handle), draw(handle))
            for t in draw(times)
        )
    )


def grid(curve: Curve) -> np.ndarray:
    first, last = curve.keys[0].time, curve.keys[-1].time
    inside = np.linspace(first - 100, last + 100, 200).astype(np.int64)
    return np.concatenate([inside, [k.time for k in curve.keys], [k.time - 1 for k in curve.keys]])


@given(curves())
def test_passes_through_its_keys_and_holds_its_ends(curve: Curve) -> None:
    at = np.array([k.time for k in curve.keys])
    assert sample(curve, at).tolist() == [k.value for k in curve.keys]
    outside = sample(curve, np.array([at[0] - 1, at[0] - 10**15, at[-1] + 1, at[-1] + 10**15]))
    first, last = curve.keys[0].value, curve.keys[-1].value
    assert outside.tolist() == [first, first, last, last]


@given(curves(handles=False))
def test_without_handles_it_never_leaves_its_neighbours(curve: Curve) -> None:
    at = grid(curve)
    key_times = np.array([k.time for k in curve.keys])
    key_values = np.array([k.value for k in curve.keys])
    got = sample(curve, at)
    i = np.clip(np.searchsorted(key_times, at, side="right") - 1, 0, len(key_times) - 1)
    j = np.minimum(i + 1, len(key_times) - 1)
    i = np.where(at < key_times[0], 0, i)
    j = np.where(at < key_times[0], 0, j)
    low, high = np.minimum(key_values[i], key_values[j]), np.maximum(key_values[i], key_values[j])
    slack = 1e-12 * (1 + np.abs(key_values).max())  # linear segments round
    assert (got >= low - slack).all()
    assert (got <= high + slack).all()


@given(curves())
def test_each_value_is_the_same_alone_and_in_any_company(curve: Curve) -> None:
    at = grid(curve)
    together = sample(curve, at)
    assert np.isfinite(together).all()
    assert sample(curve, at[::-1]).tolist() == together[::-1].tolist()
    alone = [sample(curve, at[k : k + 1])[0] for k in range(0, len(at), 7)]
    assert alone == together[::7].tolist()


@given(curves(handles=False, kinds=(Interpolation.BEZIER,)))
def test_automatic_curve_is_monotone_between_keys(curve: Curve) -> None:
    for a, b in zip(curve.keys, curve.keys[1:], strict=False):
        got = sample(curve, np.linspace(a.time, b.time, 50).astype(np.int64))
        assert (np.diff(got) * np.sign(b.value - a.value) >= -1e-9 * (1 + abs(a.value) + abs(b.value))).all()


def test_stepped_holds_until_the_next_key() -> None:
    curve = Curve((Key(0, 1.0, Interpolation.STEPPED), Key(S, 5.0, Interpolation.STEPPED), Key(2 * S, -1.0)))
    assert sample(curve, np.array([0, S // 2, S - 1, S, 2 * S - 1, 2 * S])).tolist() == [1, 1, 1, 5, 5, -1]


def test_linear_is_a_line() -> None:
    curve = Curve((Key(0, 1.0, Interpolation.LINEAR), Key(4 * S, 3.0)))
    assert sample(curve, np.array([S, 2 * S, 3 * S])).tolist() == [1.5, 2.0, 2.5]


def reference_bezier(x1: float, y1: float, x2: float, y2: float, x: float) -> float:
    """CSS easing by plain bisection, as a second opinion."""
    low, high = 0.0, 1.0
    for _ in range(200):
        u = (low + high) / 2
        low, high = (u, high) if 3 * (1 - u) ** 2 * u * x1 + 3 * (1 - u) * u * u * x2 + u**3 < x else (low, u)
    return 3 * (1 - u) ** 2 * u * y1 + 3 * (1 - u) * u * u * y2 + u**3


@pytest.mark.parametrize(
    "easing", [(0.42, 0.0, 0.58, 1.0), (0.25, 0.1, 0.25, 1.0), (1, 0, 0, 1), (0, 1.5, 1, -2)]
)
def test_handles_give_the_bezier_they_draw(easing: tuple[float, float, float, float]) -> None:
    x1, y1, x2, y2 = easing
    curve = Curve((
        Key(0, 0.0, right=Handle(round(x1 * S), y1)),
        Key(S, 1.0, left=Handle(round((x2 - 1) * S), y2 - 1)),
    ))  # fmt: skip
    at = np.linspace(0, S, 97).astype(np.int64)
    expected = [reference_bezier(x1, y1, x2, y2, t / S) for t in at]
    # Where the curve is upright, one rounding of time is a wide step in value.
    np.testing.assert_allclose(sample(curve, at), expected, atol=2e-5)


def test_long_handles_keep_their_direction_and_never_fold_time() -> None:
    long = Curve((Key(0, 0.0, right=Handle(4 * S, 4.0)), Key(S, 0.0, left=Handle(0, 0.0))))
    cut = Curve((Key(0, 0.0, right=Handle(S, 1.0)), Key(S, 0.0, left=Handle(0, 0.0))))
    at = np.linspace(0, S, 50).astype(np.int64)
    np.testing.assert_array_equal(sample(long, at), sample(cut, at))


def test_no_keys_and_no_times() -> None:
    assert sample(Curve(), np.array([1, 2, 3])).tolist() == [0, 0, 0]
    assert sample(Curve((Key(0, 1.0),)), np.array([], np.int64)).shape == (0,)
    assert sample(Curve((Key(5, 2.5),)), np.array([0, 5, 9])).tolist() == [2.5] * 3


def test_a_hold_is_left_with_a_level_start() -> None:
    curve = Curve((Key(0, 0.0, Interpolation.STEPPED), Key(S, 1.0), Key(2 * S, 2.0)))
    start = sample(curve, np.array([S, S + S // 1000]))
    assert start[1] - start[0] < 1e-5
