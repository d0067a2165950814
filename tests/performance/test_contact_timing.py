import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.performance.contact_timing import asked_contacts
from studio.speech.phones import MouthContact

RATES = st.sampled_from([Rate(24), Rate(25), Rate(30000, 1001), Rate(30), Rate(60), Rate(120)])
SPAN = TimeRange(0, ticks(4))


def contact(kind, start, end):
    return MouthContact(kind, ticks(start), ticks(end), "P" if kind == "bilabial" else "F", "w")


def window(found, at, rate):
    half = rate.tick_of(1) / 2
    return (at >= found.start - half) & (at <= found.end + half)


@given(st.floats(1.0, 2.0), st.floats(0.008, 0.3), RATES)
def test_a_contact_is_whole_on_some_frame_within_half_a_frame_of_its_sound(start, length, rate):
    at = frame_ticks(SPAN, rate)
    found = contact("bilabial", start, start + length)
    asked = asked_contacts([found], at, rate)
    assert asked.bilabial[window(found, at, rate)].max() == 1.0
    assert not asked.labiodental.any()
    away = (at < found.start - ticks(0.25)) | (at > found.end + ticks(0.25))
    assert not asked.bilabial[away].any()


@given(
    st.lists(st.tuples(st.sampled_from(["bilabial", "labiodental"]), st.floats(0.045, 0.2)), min_size=2),
    RATES,
)
def test_neighbours_of_both_kinds_are_each_seen(sounds, rate):
    at = frame_ticks(TimeRange(0, ticks(30)), rate)
    found, start = [], 0.5
    for kind, length in sounds:
        found.append(contact(kind, start, start + length))
        start += length
    asked = asked_contacts(found, at, rate)
    for sound in found:
        shares = asked.bilabial if sound.kind == "bilabial" else asked.labiodental
        assert shares[window(sound, at, rate)].max() == 1.0, sound
    assert (asked.bilabial + asked.labiodental).max() <= 1.0 + 1e-9
    assert min(asked.bilabial.min(), asked.labiodental.min()) >= 0.0


def test_one_that_is_there_has_the_frame_to_itself():
    rate = Rate(120)
    at = frame_ticks(SPAN, rate)
    asked = asked_contacts([contact("labiodental", 1.0, 1.08), contact("bilabial", 1.08, 1.16)], at, rate)
    assert (asked.bilabial[asked.labiodental == 1.0] == 0.0).all()
    assert np.abs(np.diff(asked.bilabial)).max() < 0.4


@pytest.mark.parametrize("first", [25, 29, 31, 33, 36])
def test_a_range_asks_what_the_whole_asks(first):
    rate = Rate(30)
    at = frame_ticks(SPAN, rate)
    found = [
        contact("bilabial", 1.0, 1.04),
        contact("labiodental", 1.04, 1.09),
        contact("bilabial", 1.2, 1.3),
    ]
    whole, part = asked_contacts(found, at, rate), asked_contacts(found, at[first:], rate)
    assert np.array_equal(whole.bilabial[first:], part.bilabial)
    assert np.array_equal(whole.labiodental[first:], part.labiodental)


def test_nothing_asked_and_no_frames():
    at = frame_ticks(SPAN, Rate(30))
    assert not asked_contacts([], at, Rate(30)).bilabial.any()
    assert asked_contacts([contact("bilabial", 1, 2)], at[:0], Rate(30)).bilabial.shape == (0,)
