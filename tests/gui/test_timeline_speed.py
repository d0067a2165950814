"""The timeline under a running zoom, and what it draws as images of columns."""

from __future__ import annotations

import itertools
import math
import random

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from timeline_scene import shown_panel

from studio.animation.sample import Sampler, sample
from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Handle, Key
from studio.gui.timeline import backing
from studio.gui.timeline.lanes_channel_values import shown_in, values_at
from studio.gui.timeline.painting_curve import points_of
from studio.gui.timeline.panel import TimelinePanel
from studio.gui.timeline.rows import Row
from studio.gui.timeline.strokes import paint_columns, paint_fade
from studio.gui.timeline.time_view import TimeView
from studio.session.staging.composed import Composed
from studio.session.studio import Studio
from studio.session.tools import Snapping


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> TimelinePanel:
    """A timeline whose zoom has no time to paint any row that could wait."""
    monkeypatch.setattr(backing, "_QUICK", 0.0)
    monkeypatch.setattr(backing, "_SLICE", 0.0)
    studio.snapping.set(Snapping(on=False))
    return shown_panel(qtbot, studio)


def pixels(panel: TimelinePanel) -> np.ndarray:
    image = panel.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def band(picture: np.ndarray, row: Row) -> np.ndarray:
    return picture[row.top : row.top + row.height]


def painted(size: QSize, paint: object) -> np.ndarray:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(size.height(), size.width(), 4)[..., 0].copy()


def test_a_running_zoom_paints_no_row_and_rests_sharp(panel: TimelinePanel, qtbot: QtBot):
    panel.axis.pan(300)
    pixels(panel)
    rows = panel.canvas._backing.painted
    for _ in range(5):
        panel.axis.zoom(1.02, 400)
        pixels(panel)
    assert panel.canvas._backing.painted == rows
    assert panel.canvas._backing.stretched
    qtbot.waitUntil(lambda: not panel.canvas._backing.stretched and panel.canvas._backing.painted > rows)
    rested = pixels(panel)
    panel.canvas.repaint_all()
    assert np.abs(rested - pixels(panel)).max() <= 2


def test_what_is_stretched_lies_where_it_will_be(panel: TimelinePanel, studio: Studio):
    """The recording's block has its edges at 1 s and 4 s before and after the picture is sharp."""
    pixels(panel)
    panel.axis.zoom(1.3, 200)
    row = panel.canvas.stack.row_of("sound:ann")
    middle = row.top + row.height - 12

    def edges() -> tuple[int, int]:
        line = pixels(panel)[middle].sum(axis=1)
        lit = np.flatnonzero(np.abs(line - line[2]) > 12)
        return int(lit[0]), int(lit[-1])

    coarse = edges()
    assert panel.canvas._backing.stretched
    panel.canvas.repaint_all()
    view = panel.axis.view.value
    assert np.abs(np.array(coarse) - edges()).max() <= 2
    assert abs(coarse[0] - view.x_of(ticks(1.0))) <= 2


def test_a_zoom_out_beyond_what_was_painted_is_painted(panel: TimelinePanel):
    pixels(panel)
    for _ in range(6):
        panel.axis.zoom(1 / 1.2, 500)
        out = pixels(panel)
    panel.canvas.repaint_all()
    fresh = pixels(panel)
    ground = np.abs(out - fresh).max(axis=2) > 60
    assert ground.mean() < 0.05  # nothing was left empty


def test_an_edit_during_a_zoom_is_seen_at_once(panel: TimelinePanel, studio: Studio):
    pixels(panel)
    panel.axis.zoom(1.05, 300)
    pixels(panel)
    assert panel.canvas._backing.stretched
    row = panel.canvas.visible_rows()[1]
    panel.canvas.repaint_lane(row.lane)
    at_once = band(pixels(panel), row)
    panel.canvas.repaint_all()
    assert np.array_equal(at_once, band(pixels(panel), row))


def test_rows_take_turns_while_a_zoom_runs(panel: TimelinePanel, monkeypatch: pytest.MonkeyPatch):
    """Each picture paints some, the oldest first; sharp ones then lie between stretched ones."""
    pixels(panel)
    rows, kept = panel.canvas.visible_rows(), panel.canvas._backing
    clock = itertools.count()
    monkeypatch.setattr(backing, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(backing, "_SLICE", 1.5)  # of the clock, which looks once at each few rows
    kept.cost, seen = 9.0, kept.painted
    frames = math.ceil(len(rows) / backing._TOGETHER)
    for number in range(frames):
        panel.axis.zoom(1.01, 300)
        mixed = pixels(panel)
        assert kept.painted - seen <= backing._TOGETHER
        assert kept.stretched or number == frames - 1
        seen = kept.painted
    panel.canvas.repaint_all()
    fresh, last = pixels(panel), rows[-1]
    assert np.array_equal(band(mixed, last), band(fresh, last))  # its turn was the last one
    assert np.abs(mixed - fresh).max(axis=2).mean() < 12  # and the others lie where they should


def test_a_zoom_outwards_soon_finds_what_it_needs(panel: TimelinePanel):
    """What lies beyond the edges is painted as well, so that few steps of many paint everything."""
    pixels(panel)
    painted = panel.canvas._backing.painted
    for _ in range(8):
        panel.axis.zoom(1 / 1.07, 500)
        pixels(panel)
    rows = len(panel.canvas.visible_rows())
    assert panel.canvas._backing.painted - painted <= 3 * rows


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_was_done_a_picture_that_is_not_stretched_is_right(
    panel: TimelinePanel, monkeypatch: pytest.MonkeyPatch, seed: int
):
    monkeypatch.setattr(backing, "_SLICE", 0.0 if seed == 1 else 0.0002)
    canvas, chance = panel.canvas, random.Random(seed)
    deeds = {
        "closer": lambda: panel.axis.zoom(chance.choice((1.03, 1.25, 1.5)), chance.uniform(0, 900)),
        "away": lambda: panel.axis.zoom(1 / chance.choice((1.03, 1.25, 1.5)), chance.uniform(0, 900)),
        "pan": lambda: panel.axis.pan(chance.randint(-300, 300)),
        "edit": lambda: canvas.repaint_lane(chance.choice(canvas.visible_rows()).lane),
        "scroll": lambda: canvas.scroll_to(chance.randint(0, 200)),
        "rest": canvas._sharpen,
    }
    compared = 0
    for _ in range(30):
        deeds[chance.choice(tuple(deeds))]()
        now = pixels(panel)
        if not canvas._backing.stretched:
            canvas.repaint_all()
            assert (np.abs(now - pixels(panel)).max(axis=2) > 8).mean() < 2e-4
            compared += 1
    assert compared > 5


def test_channels_close_in_are_lines_from_frame_to_frame():
    numbers = np.random.default_rng(3)
    composed = Composed.empty(90, Rate(30))
    composed.values[:] = numbers.random(composed.values.shape, np.float32)
    for start, width in ((-0.5, 400), (1.013, 300), (2.7, 900)):
        view = TimeView(float(ticks(start)), float(ticks(1.0)) / 300, width)
        shown = shown_in(composed, view, margin=2.0)
        assert shown.xs[0] == pytest.approx(-2)
        assert shown.xs[-1] == pytest.approx(width + 2)
        xs = np.arange(-2.0, width + 3)
        for channel in (0, 17, 51):
            exact = values_at(composed, channel, view.start + xs * view.scale)
            assert np.interp(xs, shown.xs, shown.values[channel]) == pytest.approx(exact, abs=1e-5)
    composed.values[:], composed.version = 0.25, composed.version + 1
    assert (shown_in(composed, view, margin=2.0).values == 0.25).all()  # what was composed anew is seen


@pytest.mark.parametrize("gap", [0.3, 2.0, 40.0])
def test_smooth_curves_take_fewer_points_and_no_other_way(gap: float):
    numbers = np.random.default_rng(5)
    keys = tuple(Key(ticks(gap * k), float(v)) for k, v in enumerate(numbers.random(80)))
    view = TimeView(float(ticks(gap * 2.3)), float(ticks(5.0)) / 1000, 1000)
    xs, values = points_of(Curve(keys), Sampler(Curve(keys)), view)
    every = np.arange(0.0, 1000.0)
    exact = sample(Curve(keys), np.rint(view.start + every * view.scale).astype(np.int64))
    assert np.abs(np.interp(every, xs, values) - exact).max() < 0.003  # an eighth of a pixel in a usual lane
    assert len(xs) < 600 or gap < 1.0
    bent = (attrs.evolve(keys[0], right=Handle(ticks(gap), 0.9)), *keys[1:])
    near = attrs.evolve(view, start=0.0)
    assert len(points_of(Curve(bent), Sampler(Curve(bent)), near)[0]) >= 1000  # as bent as one likes


def test_columns_cover_what_they_should():
    top, bottom = np.array([2.0, 2.5, 8.0]), np.array([6.0, 3.0, 8.2])

    def paint(painter: QPainter) -> None:
        paint_columns(painter, QRectF(0, 0, 3, 20), top, bottom, "#ffffff", under=(15.0, 0.4))

    seen = painted(QSize(3, 20), paint).astype(int)
    assert (seen[2:6, 0] == 255).all()
    assert seen[1, 0] == 0
    assert seen[2, 1] > 180  # a bar of half a pixel is drawn as a pixel
    assert seen[5, 1] == 102
    assert np.abs(seen[10:15] - 102).max() <= 1  # what lies under the bars
    assert (seen[15:] == 0).all()


def test_tall_columns_cover_what_they_should():
    """Whole numbers of 255 steps a row are still large enough."""
    seen = painted(
        QSize(1, 400),
        lambda p: paint_columns(p, QRectF(0, 0, 1, 400), np.array([10.0]), np.array([390.0]), "#ffffff"),
    )
    assert (seen[10:390, 0] == 255).all()
    assert (seen[:10, 0] == 0).all()
    assert (seen[390:, 0] == 0).all()


def test_a_fade_goes_down_from_the_curve():
    colour = QColor(255, 255, 255, 140)

    def paint(painter: QPainter) -> None:
        paint_fade(painter, QRectF(0, 0, 2, 40), np.array([10.0, 30.0]), colour, 0.1)

    seen = painted(QSize(2, 40), paint).astype(int)
    assert (seen[:9, 0] == 0).all()
    assert (seen[:29, 1] == 0).all()
    assert (np.diff(seen[10:, 0]) <= 0).all()
    assert seen[10, 0] > seen[-1, 0] > 10
