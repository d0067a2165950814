from __future__ import annotations

import attrs
import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.animation.sample import sample
from studio.animation.splitting import split
from studio.animation.tangents import (
    Side,
    Tangent,
    handles_of,
    settled,
    tangent_of,
    with_handle,
    with_tangents,
    with_weights,
)
from studio.core.time import TICKS_PER_SECOND as S
from studio.document.curves import Curve, Handle, Interpolation, Key

MODES = list(Tangent)


@st.composite
def curves(draw, smallest=1):
    count = draw(st.integers(smallest, 6))
    times = np.cumsum([draw(st.integers(S // 50, S)) for _ in range(count)]).tolist()
    keys = []
    for time in times:
        handle = st.none() | st.builds(Handle, st.integers(0, S), st.floats(-0.5, 0.5))
        left, right = draw(handle), draw(handle)
        keys.append(
            Key(
                time,
                draw(st.floats(0, 1)),
                draw(st.sampled_from(list(Interpolation))),
                None if left is None else Handle(-left.dt, left.dv),
                right,
            )
        )
    curve = Curve(tuple(keys))
    if draw(st.booleans()):
        curve = with_tangents(curve, draw(st.sets(st.sampled_from(times))), draw(st.sampled_from(MODES)))
    return curve


def drawn(curve: Curve) -> np.ndarray:
    return sample(curve, np.linspace(-S, 7 * S, 900).astype(np.int64))


@given(curves(), st.integers(-S // 2, 6 * S))
@settings(max_examples=300, deadline=None)
def test_a_cut_keeps_the_shape(curve, at):
    assume(all(abs(key.time - at) > S // 2000 for key in curve.keys))
    cut = split(curve, at)
    assert len(cut.keys) == len(curve.keys) + 1
    assert any(key.time == at for key in cut.keys)
    assert np.abs(drawn(cut) - drawn(curve)).max() < 1e-4  # handles end on whole ticks
    assert np.abs(drawn(settled(cut)) - drawn(curve)).max() < 1e-4
    assert split(cut, at) is cut


@given(curves(smallest=2), st.data())
@settings(max_examples=100, deadline=None)
def test_handles_told_are_handles_drawn(curve, data):
    handles = handles_of(curve)
    told = Curve(
        tuple(
            attrs.evolve(key, left=left, right=right)
            for key, (left, right) in zip(curve.keys, handles, strict=True)
        )
    )
    assert np.abs(drawn(told) - drawn(curve)).max() < 1e-4
    i = data.draw(st.integers(0, len(curve.keys) - 1))
    key = curve.keys[i]
    aligned = with_tangents(curve, [key.time], Tangent.ALIGNED)
    pulled = with_handle(aligned, key.time, Side.RIGHT, S // 100, 0.03).keys[i]
    assert pulled.right is not None
    assert pulled.left is not None
    assert abs(pulled.left.dv * pulled.right.dt - pulled.right.dv * pulled.left.dt) < S * 1e-6


def three(mode: Tangent, value: float = 0.5) -> Curve:
    curve = Curve((Key(0, 0.0), Key(300, value), Key(1200, 1.0)))
    return with_tangents(curve, [300], mode)


def test_made_tangents_follow_their_neighbours():
    auto = three(Tangent.AUTO).keys[1]
    assert auto.right is not None
    assert auto.right.dv / auto.right.dt == 1.0 / 1200
    linear = three(Tangent.LINEAR).keys[1]
    assert linear.left is not None
    assert linear.left.dv / linear.left.dt == 0.5 / 300
    moved = settled(attrs.evolve(three(Tangent.AUTO), keys=(*three(Tangent.AUTO).keys[:2], Key(900, 0.4))))
    assert moved.keys[1].right is not None
    assert abs(moved.keys[1].right.dv / moved.keys[1].right.dt - 0.4 / 900) < 1e-12
    flat = three(Tangent.FLAT).keys[1]
    assert flat.left is not None
    assert flat.left.dv == 0.0


def test_auto_swings_where_clamped_stays_within():
    keys = (Key(0, 0.0), Key(S, 1.0), Key(2 * S, 0.9), Key(3 * S, 0.1))
    auto = with_tangents(Curve(keys), [k.time for k in keys], Tangent.AUTO)
    clamped = with_tangents(auto, [k.time for k in keys], Tangent.CLAMPED)
    assert drawn(auto).max() > 1.01
    assert drawn(clamped).max() <= 1.0
    assert clamped == Curve(keys)


def test_a_broken_handle_leaves_the_other_alone():
    broken = three(Tangent.BROKEN)
    before = broken.keys[1]
    after = with_handle(broken, 300, Side.LEFT, -100, -0.4).keys[1]
    assert after.right == before.right
    assert after.left == Handle(-100, -0.4)
    assert tangent_of(with_handle(three(Tangent.AUTO), 300, Side.LEFT, -100, -0.4).keys[1]) == "aligned"


def test_handles_stay_on_their_side_and_in_their_segment():
    wild = with_handle(three(Tangent.BROKEN), 300, Side.RIGHT, 10_000, 0.2).keys[1].right
    assert wild is not None
    assert wild.dt == 900
    back = with_handle(three(Tangent.BROKEN), 300, Side.RIGHT, -50, 0.2).keys[1].right
    assert back is not None
    assert back.dt == 0


def test_unweighted_handles_keep_a_third():
    curve = with_weights(three(Tangent.ALIGNED), [300], False)
    key = with_handle(curve, 300, Side.RIGHT, 800, 0.08).keys[1]
    assert key.right is not None
    assert key.right.dt == 300
    assert abs(key.right.dv - 0.03) < 1e-9
