"""A small scene for tests of the timeline: two people, one line of three words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.time import ticks
from studio.document.schema import (
    Character,
    Marker,
    MediaRef,
    Phone,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.gui.timeline.panel import TimelinePanel
from studio.session.jobs import Job, State
from studio.session.studio import Studio


def word(id_: str, start: float, end: float, text: str = "") -> Word:
    a, b = ticks(start), ticks(end)
    middle = (a + b) // 2
    return Word(id_, text or id_, a, b, phones=(Phone("AA1", a, middle), Phone("T", middle, b)))


def small_project() -> Project:
    words = (word("one", 0.5, 1.0), word("two", 1.0, 1.5), word("three", 2.0, 2.5))
    clip = VoiceClip(
        "line", MediaRef("line.wav", "", ticks(3.0)), ticks(1.0), transcript=Transcript(words=words)
    )
    people = (Character("ann", "Ann", "nora", clips=(clip,)), Character("bob", "Bob", "jonas"))
    marker = Marker("m", ticks(2.0), "turn")
    return Project("p", "p", (Scene("s", "s", characters=people, markers=(marker,)),))


def without_work(studio: Studio) -> None:
    """Nothing is performed or listened to beside these tests."""

    def start(title: str, *_: object, **__: object) -> Job:
        return Job(0, title, "", quiet=True, state=State.CANCELLED)

    studio.jobs.start = start  # type: ignore[assignment]


def shown_panel(qtbot: QtBot, studio: Studio, project: Project | None = None) -> TimelinePanel:
    """A timeline on screen, 100 pixels a second from tick 0 on, nothing snapping."""
    without_work(studio)
    panel = TimelinePanel(studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(1000, 500)
    panel.show()
    qtbot.waitExposed(panel)
    studio.open(project or small_project(), None)
    qtbot.wait(20)
    view = panel.axis.view.value
    panel.axis.view.set(type(view)(0.0, ticks(0.01), view.width))
    panel.canvas.repaint()
    return panel


def place(panel: TimelinePanel, lane_id: str, seconds: float, share: float = 0.5) -> QPoint:
    """A point of a lane on the canvas."""
    row = panel.canvas.stack.row_of(lane_id)
    assert row is not None, lane_id
    x = panel.axis.view.value.x_of(ticks(seconds))
    return QPoint(round(x), round(row.top - panel.canvas.stack.scroll + share * row.height))


def drag(
    widget: QWidget,
    start: QPoint,
    end: QPoint,
    *,
    release: bool = True,
    before: Callable[[], object] | None = None,
) -> None:
    """A real hand: press, a few moves, release."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, pos=start)
    for k in (1, 2, 3):
        QTest.mouseMove(widget, start + (end - start) * k / 3)
    if before is not None:
        before()
    if release:
        QTest.mouseRelease(widget, left, pos=end)
