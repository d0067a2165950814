"""Numbers that are dragged, stepped and typed, whatever they look like."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.gui.emotions.pad import AffectPad
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.section import SectionHead
from studio.gui.timeline.toolbar import _SizeSlider
from studio.session.fields.field import Number

LEFT = Qt.MouseButton.LeftButton


def widgets():
    return BarSlider("Strength", default=0.5), NumberField("Value", Number(0.0, 1.0, 0.01, 2))


@pytest.fixture
def stage(qtbot):
    """A window of widgets below one another, shown."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)

    def put(*shown):
        for widget in shown:
            window.layout().addWidget(widget)
        window.resize(220, 120)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return shown

    return put


@pytest.mark.parametrize("which", [0, 1])
def test_escape_leaves_what_was_typed_alone(stage, which):
    (widget,) = stage(widgets()[which])
    widget.set_value(0.5)
    heard = []
    widget.edited.connect(lambda value, _: heard.append(value))
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClicks(widget._line, "0.9")
    QTest.keyClick(widget._line, Qt.Key.Key_Escape)
    assert not widget.typing
    assert widget.value == 0.5
    assert not heard
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClicks(widget._line, "0.9")
    QTest.keyClick(widget._line, Qt.Key.Key_Return)
    assert heard == [0.9]
    assert not widget.typing
    assert widget.hasFocus()


@pytest.mark.parametrize("which", [0, 1])
def test_several_unlike_values_stay_so_when_a_drag_is_broken_off(stage, which):
    (widget,) = stage(widgets()[which])
    widget.set_value(None)
    given_up = []
    widget.cancelled.connect(given_up.append)
    widget.setFocus()
    QTest.mousePress(widget, LEFT, pos=QPoint(100, 10))
    QTest.mouseMove(widget, QPoint(120, 10))
    assert widget.dragging
    assert widget.value is not None
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    QTest.mouseRelease(widget, LEFT, pos=QPoint(120, 10))
    assert widget.value is None
    assert len(given_up) == 1
    assert not widget.typing


@pytest.mark.parametrize("which", [0, 1])
def test_a_wheel_that_is_turned_sideways_changes_nothing(stage, which):
    (widget,) = stage(widgets()[which])
    widget.set_value(0.5)
    widget.setFocus()
    for angle, value in ((QPoint(120, 0), 0.5), (QPoint(0, 120), 0.51)):
        place, none = QPointF(50, 10), Qt.KeyboardModifier.NoModifier
        turned = QWheelEvent(
            place, widget.mapToGlobal(place), QPoint(), angle,
            Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turned)
        assert widget.value == pytest.approx(value)


def test_a_brush_is_sized_by_seconds_that_are_typed(stage):
    (slider,) = stage(_SizeSlider("Size", percent=False))
    for typed in ("0.4", "0.4 s"):
        slider.set_value(1.0)
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Return)
        QTest.keyClicks(slider._line, typed)
        QTest.keyClick(slider._line, Qt.Key.Key_Return)
        assert slider.text() == "0.40 s"


def test_who_has_the_keys_is_seen(stage, qtbot):
    """A frame lights up around what has the keys: Qt paints it again by itself."""
    shown = stage(*widgets(), SectionHead("Palette"), AffectPad())
    for widget in shown:
        for other in shown:
            other.clearFocus()
        before = widget.grab().toImage()
        qtbot.wait(1)
        painted = []
        widget.installEventFilter(_Painted(widget, painted))
        widget.setFocus()
        qtbot.waitUntil(lambda painted=painted: bool(painted), timeout=1000)
        assert widget.grab().toImage() != before


class _Painted(QWidget):
    def __init__(self, parent, heard):
        super().__init__(parent)
        self.hide()
        self._heard = heard

    def eventFilter(self, watched, event):
        if event.type() == event.Type.Paint:
            self._heard.append(watched)
        return False
