"""Where the ruler's lines stand."""

from __future__ import annotations

import itertools

import pytest

from studio.core.time import TICKS_PER_SECOND, Rate, ticks
from studio.gui.timeline.time_marks import marks
from studio.gui.timeline.time_view import CLOSEST, WIDEST, TimeView
from studio.session.keying.time_text import TimeFormat

RATES = [Rate(24), Rate(30), Rate(30000, 1001), Rate(60), Rate(25, 2)]


def texts(view: TimeView, rate: Rate, shown: TimeFormat) -> list[str]:
    return [mark.text for mark in marks(view, rate, shown) if mark.text]


def test_whole_seconds_at_a_hundred_pixels_a_second():
    view = TimeView(0.0, TICKS_PER_SECOND / 100, 450)
    assert texts(view, Rate(30), TimeFormat.SECONDS) == ["0", "1", "2", "3", "4"]
    assert texts(view, Rate(30), TimeFormat.TIMECODE)[:2] == ["00:00:00:00", "00:00:01:00"]
    assert texts(view, Rate(30), TimeFormat.FRAMES)[:2] == ["0", "30"]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("shown", list(TimeFormat))
def test_labels_have_room_and_differ_at_every_zoom(rate: Rate, shown: TimeFormat):
    scale = CLOSEST
    while scale < WIDEST:
        view = TimeView(ticks(71.3), scale, 1200)
        found = [mark for mark in marks(view, rate, shown) if mark.text]
        xs = sorted(mark.x for mark in found)
        assert all(b - a >= 80 for a, b in itertools.pairwise(xs)), scale
        assert len({mark.text for mark in found}) == len(found), (scale, [m.text for m in found])
        assert len(list(marks(view, rate, shown))) < 400
        scale *= 1.7


def test_frames_of_ntsc_stand_where_frames_begin():
    rate = Rate(30000, 1001)
    view = TimeView(0.0, rate.tick_of(1) / 100, 1000)
    for mark in marks(view, rate, TimeFormat.FRAMES):
        if mark.text:
            assert mark.x == pytest.approx(view.x_of(rate.tick_of(int(mark.text))), abs=1e-6)
