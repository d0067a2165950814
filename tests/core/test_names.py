"""Names of channels as people read them."""

from __future__ import annotations

import pytest

from studio.core.names import ARKIT_CHANNELS, title_of_channel


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("browOuterUpLeft", "Brow outer up L"),
        ("eyeBlinkRight", "Eye blink R"),
        ("jawLeft", "Jaw left"),
        ("mouthRight", "Mouth right"),
        ("tongueOut", "Tongue out"),
    ],
)
def test_sides_are_short_and_ways_are_not(name, title):
    assert title_of_channel(name) == title


def test_no_two_channels_have_one_title():
    assert len({title_of_channel(name) for name in ARKIT_CHANNELS}) == len(ARKIT_CHANNELS)
