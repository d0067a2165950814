from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation.fitting import fit
from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND as S
from studio.document.curves import Curve

STEP = S // 60


@st.composite
def samples(draw):
    steps = draw(st.lists(st.integers(1000, S), min_size=1, max_size=80))
    if draw(st.booleans()):
        steps = [STEP] * len(steps)
    at = np.cumsum([draw(st.integers(-S, S)), *steps]).astype(np.int64)
    values = draw(st.lists(st.floats(-1, 1), min_size=len(at), max_size=len(at)))
    return at, np.array(values)


@given(samples(), st.sampled_from([0.2, 0.05, 0.01, 1e-4]))
@settings(max_examples=150, deadline=None)
def test_every_sample_is_within_the_bound(line, error):
    at, values = line
    keys = fit(at, values, error)
    assert np.abs(sample(Curve(keys), at) - values).max() <= error
    assert (keys[0].time, keys[0].value) == (at[0], values[0])
    assert (keys[-1].time, keys[-1].value) == (at[-1], values[-1])
    assert {key.time for key in keys} <= set(at.tolist())


def hand(seed: int, count: int = 600):
    """A stroke as hands make them: slow, with a little tremor."""
    random = np.random.default_rng(seed)
    at = np.arange(count, dtype=np.int64) * STEP
    pulls = random.uniform(0, 1, count // 60 + 2)
    line = np.interp(np.arange(count), np.arange(len(pulls)) * 60, pulls)
    soft = np.convolve(np.pad(line, 30, mode="edge"), np.hanning(63)[1:-1] / np.hanning(63).sum(), "valid")
    return at, np.clip(soft[:count] + random.normal(0, 0.002, count), 0, 1)


@pytest.mark.parametrize("seed", range(5))
def test_a_stroke_of_the_hand_becomes_few_keys(seed):
    at, values = hand(seed)
    assert len(fit(at, values, 0.01)) * 8 <= len(at)


def test_corners_and_steps_stay_sharp():
    at = np.arange(200, dtype=np.int64) * STEP
    ramp = np.clip((np.arange(200) - 80) / 40, 0, 1)
    times = {key.time for key in fit(at, ramp, 0.01)}
    assert {80 * STEP, 120 * STEP} <= times
    jump = (np.arange(200) >= 100) * 1.0
    keys = fit(at, jump, 0.01)
    assert {99 * STEP, 100 * STEP} <= {key.time for key in keys}
    assert len(keys) == 4


def test_a_smooth_wave_keeps_its_slopes():
    at = np.arange(600, dtype=np.int64) * STEP
    wave = 0.5 + 0.4 * np.sin(np.arange(600) / 40)
    keys = fit(at, wave, 0.005)
    assert len(keys) <= 14
    between = at[:-1] + STEP // 2
    assert np.abs(sample(Curve(keys), between) - (0.5 + 0.4 * np.sin(between / STEP / 40))).max() < 0.0075


def test_few_samples_and_broken_ones():
    assert fit(np.zeros(0, np.int64), np.zeros(0), 0.01) == ()
    assert [k.value for k in fit(np.array([3, 9]), np.array([0.2, 0.4]), 0.01)] == [0.2, 0.4]
    with pytest.raises(ValueError, match="rise"):
        fit(np.array([0, 5, 5]), np.zeros(3), 0.1)
    with pytest.raises(ValueError, match="finite"):
        fit(np.array([0, 5, 6]), np.array([0, np.nan, 0]), 0.1)
