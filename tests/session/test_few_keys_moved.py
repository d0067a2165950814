"""Moving few keys of many takes a short cut, which must not be seen."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document.curves import Curve, Key
from studio.session.keying import moves

CURVE = Curve(tuple(Key(10 * n, (n % 7) / 7) for n in range(400)))


@settings(max_examples=200, deadline=None)
@given(
    st.frozensets(st.sampled_from([10 * n for n in range(400)]), min_size=1, max_size=8), st.integers(-60, 60)
)
def test_few_of_many_keys_come_to_lie_as_any_do(times: frozenset[int], by: int):
    def to(key: Key) -> Key:
        return attrs.evolve(key, time=key.time + by)

    short = moves.replaced(CURVE, times, to)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moves, "_FEW", 10_000)
        long = moves.replaced(CURVE, times, to)
    assert short.curve == long.curve
    assert dict(short.places) == dict(long.places)


def test_the_short_cut_is_taken():
    times = frozenset({50, 70})
    assert moves._few_replaced(CURVE, times, lambda key: attrs.evolve(key, time=key.time + 3)) is not None
    crowded = moves._few_replaced(CURVE, times, lambda key: attrs.evolve(key, time=key.time + 10))
    assert crowded is None
