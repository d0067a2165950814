"""How the timeline looks: lanes with room, the playhead where the eye is, words that look alive."""

from __future__ import annotations

from itertools import pairwise

import attrs
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.time import TimeRange, ticks
from studio.gui.kit.theme import LIGHT
from studio.gui.timeline.chips import paint_chip
from studio.gui.timeline.lanes_emotion import EmotionLane
from studio.gui.timeline.lanes_word import WordLane
from studio.gui.timeline.panel import TimelinePanel
from studio.gui.timeline.rows import room_of
from studio.gui.timeline.ruler import FLAGS, HEIGHT


def test_lanes_grow_with_the_timeline_and_an_artists_height_stays(demo_studio, qtbot):
    panel = TimelinePanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.show()
    canvas = panel.canvas
    emotion = next(lane for lane in panel.tree.all() if isinstance(lane, EmotionLane))
    words = next(lane for lane in panel.tree.all() if isinstance(lane, WordLane))
    canvas.resize(canvas.width(), 300)
    small = emotion.height, words.height
    canvas.resize(canvas.width(), 800)
    assert emotion.height >= 1.5 * small[0]
    assert words.height == small[1]
    assert all(a.top + a.height == b.top for a, b in pairwise(canvas.stack.rows))
    panel.tree.set_state(emotion, height=33)
    assert emotion.height == 33
    assert room_of(300) == 1.0
    assert room_of(4000) == 2.0


def test_zooming_by_key_keeps_the_playhead_where_it_is(demo_studio, qtbot):
    panel = TimelinePanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    demo_studio.actions.add(panel.actions_offered())
    panel.resize(1000, 500)
    panel.show()
    qtbot.waitExposed(panel)
    panel.axis.frame(TimeRange(0, ticks(8.0)))
    demo_studio.transport.seek(ticks(1.0))
    before = panel.axis.view.value.x_of(demo_studio.transport.at)
    for _ in range(6):
        demo_studio.actions.run("timeline.zoom_in")
    assert panel.axis.view.value.x_of(demo_studio.transport.at) == pytest.approx(before, abs=2.0)


def test_words_on_a_light_timeline_are_lighter_than_its_ground():
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.well))
    with QPainter(image) as painter:
        paint_chip(painter, LIGHT, QRectF(5, 2, 50, 16), "", LIGHT.text_dim, chosen=False, doubtful=False)
    assert image.pixelColor(30, 10).lightness() > QColor(LIGHT.well).lightness()


def test_a_marker_does_not_strike_out_the_time_below_it(demo_studio, qtbot):
    panel = TimelinePanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(1000, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.axis.frame(TimeRange(0, ticks(8.0)))
    (marker,) = demo_studio.scene.markers
    with_it = panel.ruler.grab().toImage()
    demo_studio.apply(
        "Remove marker", lambda p: attrs.evolve(p, scenes=(attrs.evolve(p.scenes[0], markers=()),))
    )
    without = panel.ruler.grab().toImage()
    x = round(panel.axis.view.value.x_of(marker.time))
    differs = {
        y for y in range(HEIGHT) for k in range(-2, 3) if with_it.pixel(x + k, y) != without.pixel(x + k, y)
    }
    assert {2, FLAGS - 4, HEIGHT - 3} <= differs
    assert not differs & set(range(FLAGS + 4, HEIGHT - 9))
