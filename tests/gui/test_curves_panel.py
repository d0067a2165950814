from __future__ import annotations

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.animation.tangents import Tangent, tangent_of
from studio.core.time import TICKS_PER_SECOND as S
from studio.document.curves import WordAnchor
from studio.document.edits.emotions import set_emotion
from studio.document.schema import Project
from studio.gui.curves import keys_on_screen
from studio.gui.curves.panel import CurvesPanel
from studio.session.keying import chosen_deeds
from studio.session.keying.keys import curve_of, put_back
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

JOY, FEAR = CurveRef("nora-joy"), CurveRef("nora-fear")
LEFT, SHIFT, CONTROL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def silent(project: Project) -> Project:
    """The scene without its recordings and rigs: nothing is heard or composed beside these tests."""
    scene = project.scenes[0]
    cast = tuple(attrs.evolve(character, asset="nobody", clips=()) for character in scene.characters)
    return attrs.evolve(project, scenes=(attrs.evolve(scene, characters=cast),))


@pytest.fixture
def panel(qtbot, studio: Studio, demo: Project):
    made = CurvesPanel(studio)
    qtbot.addWidget(made)
    studio.actions.add(made.actions_offered())
    made.resize(1000, 420)
    made.show()
    studio.open(silent(demo), None)
    qtbot.waitExposed(made)
    made.scene.frame_all()
    studio.snapping.set(attrs.evolve(studio.snapping.value, on=False))
    yield made
    made.release()


def place(panel: CurvesPanel, ref: CurveRef, number: int) -> QPoint:
    key = panel.scene.curve(ref).keys[number]
    view = panel.scene.view
    return QPoint(round(view.x_of(key.time)), round(view.y_of(key.value)))


def drag(panel: CurvesPanel, start: QPoint, way: QPoint, held=NONE, steps: int = 5) -> None:
    canvas = panel.canvas
    QTest.mousePress(canvas, LEFT, held, start)
    for step in range(1, steps + 1):
        QTest.mouseMove(canvas, start + way * step / steps)
        QApplication.processEvents()
    QTest.mouseRelease(canvas, LEFT, held, start + way)


def choose(panel: CurvesPanel, ref: CurveRef, *numbers: int) -> None:
    keys = frozenset(KeyRef(ref, panel.scene.curve(ref).keys[n].time) for n in numbers)
    panel.studio.selection.set(panel.studio.selection.value.with_keys(keys))


def test_a_dragged_key_is_one_step(panel: CurvesPanel, studio: Studio):
    before, at = studio.project, place(panel, JOY, 1)
    old = curve_of(before, JOY).keys[1]
    drag(panel, at, QPoint(30, 25))
    new = curve_of(studio.project, JOY).keys[1]
    view = panel.scene.view
    assert new.time - old.time == pytest.approx(30 * view.scale, abs=2 * view.scale)
    assert new.value - old.value == pytest.approx(-25 * view.pixel, abs=2 * view.pixel)
    assert studio.selection.value.keys == {KeyRef(JOY, new.time)}
    assert studio.store.undo()
    assert studio.project == before


def test_escape_breaks_a_drag_off(panel: CurvesPanel, studio: Studio):
    before, at = studio.project, place(panel, JOY, 1)
    QTest.mousePress(panel.canvas, LEFT, NONE, at)
    QTest.mouseMove(panel.canvas, at + QPoint(40, 10))
    assert studio.project != before
    QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert studio.project == before
    QTest.mouseRelease(panel.canvas, LEFT, NONE, at)
    assert not studio.store.undo()


def test_a_box_chooses_keys_of_several_curves(panel: CurvesPanel, studio: Studio):
    panel.canvas.setFocus()
    corner = QPoint(panel.canvas.width() - 4, panel.canvas.height() - 24)
    drag(panel, corner, QPoint(46, 26) - corner)
    assert {key.curve for key in studio.selection.value.keys} == {line.ref for line in panel.scene.lines}
    drag(panel, QPoint(46, 26), QPoint(2, 2), SHIFT)
    assert studio.selection.value.keys
    QTest.mouseClick(panel.canvas, LEFT, NONE, QPoint(panel.canvas.width() - 6, 40))
    assert not studio.selection.value.keys


def test_tangents_are_pulled_by_their_ends(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 2)
    tip = next(t for t in keys_on_screen.tips(panel.scene) if t.side == "right")
    drag(panel, tip.end.toPoint(), QPoint(20, -150))
    key = curve_of(studio.project, JOY).keys[2]
    assert tangent_of(key) is Tangent.ALIGNED
    assert key.right is not None
    assert key.right.dv > 0
    assert key.left is not None
    assert key.left.dv < 0


def test_the_box_scales_in_time(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 1, 2)
    keys = [key.time for key in curve_of(studio.project, JOY).keys]
    box = keys_on_screen.box_of(panel.scene)
    assert box is not None
    grip = keys_on_screen.grips_of(box, panel.scene.view)["e"].toPoint()
    way = round(0.5 * (keys[2] - keys[1]) / panel.scene.view.scale)
    drag(panel, grip, QPoint(way, 0))
    after = [key.time for key in curve_of(studio.project, JOY).keys]
    assert after[:2] == keys[:2]
    assert after[2] - after[1] == pytest.approx(1.5 * (keys[2] - keys[1]), rel=0.05)


def test_double_click_and_ctrl_click_add_keys(panel: CurvesPanel, studio: Studio):
    count = len(curve_of(studio.project, JOY).keys)
    a, b = place(panel, JOY, 1), place(panel, JOY, 2)
    tick = panel.scene.view.tick_at((a.x() + b.x()) // 2)
    value = float(
        panel.scene.polylines.prepared(JOY, curve_of(studio.project, JOY)).values_at(_ticks(tick))[0]
    )
    middle = QPoint((a.x() + b.x()) // 2, round(panel.scene.view.y_of(value)))
    QTest.mouseDClick(panel.canvas, LEFT, NONE, middle)
    assert len(curve_of(studio.project, JOY).keys) == count + 1
    assert panel.scene.active.value == JOY
    studio.selection.set(studio.selection.value.with_keys(frozenset()))
    QTest.mouseClick(panel.canvas, LEFT, CONTROL, QPoint(panel.canvas.width() - 20, 60))
    assert len(curve_of(studio.project, JOY).keys) == count + 2


def _ticks(tick: int):
    return np.array([tick], np.int64)


def test_actions_shape_and_delete_the_chosen_keys(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 1, 2)
    for id_, seen in (
        ("curves.tangent_flat", lambda: tangent_of(curve_of(studio.project, JOY).keys[1]) == "flat"),
        ("curves.segment_stepped", lambda: curve_of(studio.project, JOY).keys[1].interpolation == "stepped"),
        ("curves.ease_bounce", lambda: len(curve_of(studio.project, JOY).keys) == 7),
    ):
        assert studio.actions.run(id_)
        assert seen(), id_
    studio.actions.run("curves.delete")
    assert len(curve_of(studio.project, JOY).keys) == 5
    assert not studio.actions.run("curves.delete")


def test_copies_go_to_the_playhead_and_the_active_curve(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 0, 1)
    studio.actions.run("curves.copy")
    panel.scene.active.set(FEAR)
    studio.transport.seek(20 * S)
    studio.actions.run("curves.paste")
    assert [key.time for key in curve_of(studio.project, FEAR).keys][-2] == 20 * S
    assert {key.curve for key in studio.selection.value.keys} == {FEAR}


def test_copies_are_shared_with_the_timeline(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 0, 1)
    studio.actions.run("curves.copy")
    studio.transport.seek(20 * S)
    assert chosen_deeds.paste(studio)
    assert 20 * S in {key.time for key in curve_of(studio.project, JOY).keys}
    chosen_deeds.copy(studio)
    studio.transport.seek(12 * S)
    panel.scene.active.set(FEAR)
    studio.actions.run("curves.paste")
    assert 12 * S in {key.time for key in curve_of(studio.project, FEAR).keys}


def test_fields_set_exact_time_and_value(panel: CurvesPanel, studio: Studio):
    choose(panel, JOY, 1)
    field = panel.toolbar.findChild(type(panel.toolbar._time))
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.5s")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert curve_of(studio.project, JOY).keys[1].time == S * 3 // 2
    panel.toolbar._value.setFocus()
    QTest.keyClicks(panel.toolbar._value, "0")
    line = panel.toolbar._value.findChild(type(field))
    assert line is not None
    QTest.keyClicks(line, ".25")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert curve_of(studio.project, JOY).keys[1].value == pytest.approx(0.25)


def test_normalised_curves_fill_the_height_and_edit_in_their_own_values(panel: CurvesPanel, studio: Studio):
    studio.actions.run("curves.normalised")
    scaling = panel.scene.scaling(FEAR)
    peak = max(curve_of(studio.project, FEAR).keys, key=lambda key: key.value)
    assert scaling.shown(peak.value) == pytest.approx(1.0)
    number = curve_of(studio.project, FEAR).keys.index(peak)
    panel.scene.active.set(FEAR)
    view = panel.scene.view
    at = QPoint(round(view.x_of(peak.time)), round(view.y_of(1.0)))
    drag(panel, at, QPoint(0, 40), SHIFT)
    after = curve_of(studio.project, FEAR).keys[number]
    assert after.time == peak.time
    assert after.value == pytest.approx(peak.value - 40 * view.pixel / scaling.gain, abs=0.01)


def test_hidden_and_lone_curves(panel: CurvesPanel, studio: Studio):
    item = panel.list._items()[0]
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert item.data(0, Qt.ItemDataRole.UserRole) not in {line.ref for line in panel.scene.visible()}
    panel.scene.active.set(JOY)
    studio.actions.run("curves.isolate")
    assert [line.ref for line in panel.scene.visible()] == [JOY]
    studio.actions.run("curves.isolate")
    assert len(panel.scene.visible()) > 1


def wheel(panel: CurvesPanel, notches: int, held=NONE) -> None:
    at = QPointF(300, 150)
    event = QWheelEvent(
        at, panel.canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.canvas, event)


def test_the_wheel_zooms_at_the_mouse(panel: CurvesPanel):
    before = panel.scene.view
    wheel(panel, 2, CONTROL)
    after = panel.scene.view
    assert after.scale == pytest.approx(before.scale / 1.25**2)
    assert after.tick_at(300) == pytest.approx(before.tick_at(300), abs=2)
    assert (after.low, after.high) == pytest.approx((before.low, before.high))
    wheel(panel, 1, CONTROL | SHIFT)
    assert panel.scene.view.value_at(150) == pytest.approx(before.value_at(150))
    panel.scene.frame_all()
    assert panel.scene.view.start < 0


def test_the_ruler_moves_the_playhead(panel: CurvesPanel, studio: Studio):
    QTest.mouseClick(panel.canvas, LEFT, NONE, QPoint(400, 8))
    assert studio.transport.at == pytest.approx(panel.scene.view.tick_at(400), abs=2)


def test_locked_curves_are_seen_and_not_touched(panel: CurvesPanel, studio: Studio):
    def lock(project: Project) -> Project:
        return set_emotion(project, "nora-joy", extra={"locked": True})

    studio.apply("lock", lock)
    before = studio.project
    drag(panel, place(panel, JOY, 1), QPoint(30, 20))
    assert studio.project == before


def test_only_a_strip_is_painted_while_the_playhead_moves(panel: CurvesPanel, studio: Studio, qtbot):
    panel.canvas.repaint()
    painted = panel.canvas.painted
    studio.transport.seek(S)
    panel.canvas.repaint()
    assert panel.canvas.painted == painted


def test_a_key_tied_to_a_word_shows_its_anchor(panel: CurvesPanel, studio: Studio):
    def below(number: int) -> np.ndarray:
        at = place(panel, JOY, number)
        image = panel.canvas.grab().toImage()
        return np.array(
            [[image.pixel(at.x() + dx, at.y() + dy) for dx in range(-4, 5)] for dy in range(6, 16)]
        )

    plain = below(1)
    curve = panel.scene.curve(JOY)
    tied = attrs.evolve(curve.keys[1], anchor=WordAnchor("some-word", 0.5))
    keys = (curve.keys[0], tied, *curve.keys[2:])
    studio.apply("x", lambda p: put_back(p, JOY, attrs.evolve(curve, keys=keys)))
    assert (below(1) != plain).sum() > 8


def test_a_curve_asked_often_gives_what_it_gave_at_first(panel: CurvesPanel):
    ready = panel.scene.polylines.prepared(FEAR, panel.scene.curve(FEAR))
    at = np.arange(0, 4 * S, S // 50)
    first = ready.values_at(at)
    for _ in range(6):
        assert np.array_equal(ready.values_at(at), first)


def test_keys_are_walked_and_taken_up_by_keys(panel: CurvesPanel):
    deeds = {action.id: action for action in panel.actions_offered()}
    panel.scene.active.set(JOY)
    first = [key.time for key in panel.scene.curve(JOY).keys][:2]
    deeds["curves.next"].run()
    deeds["curves.next"].run()
    assert panel.studio.selection.value.keys == {KeyRef(JOY, first[1])}
    deeds["curves.previous_too"].run()
    assert panel.studio.selection.value.keys == {KeyRef(JOY, first[0]), KeyRef(JOY, first[1])}
    panel.canvas.setFocus()
    deeds["curves.grab"].run()
    for key in (Qt.Key.Key_3, Qt.Key.Key_0, Qt.Key.Key_Return):
        QTest.keyClick(panel.canvas, key)
    moved = [key.time for key in panel.scene.curve(JOY).keys]
    assert first[0] + S in moved
    assert not panel.grabbing.running
