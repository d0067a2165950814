"""The inspector under a real mouse and real keys."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from studio.document.schema import Character
from studio.gui.inspector.panel import InspectorPanel
from studio.gui.kit.field_row import FieldRow
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.theming import set_theme
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio


@pytest.fixture
def panel(qtbot: QtBot, demo_studio: Studio) -> Iterator[InspectorPanel]:
    panel = InspectorPanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(300, 900)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def nora(studio: Studio) -> Character:
    return studio.project.scenes[0].characters[0]


def show(panel: InspectorPanel, kind: Kind, *ids: str) -> None:
    panel.studio.selection.set(Selected(character=nora(panel.studio).id).of(kind, *ids))
    panel.refresh()
    QApplication.processEvents()


def row(panel: InspectorPanel, field: str) -> FieldRow:
    return next(r for r in panel.findChildren(FieldRow) if r.field.id == field and r.isVisible())


def number(panel: InspectorPanel, field: str) -> NumberField:
    found = row(panel, field).findChild(NumberField)
    assert found is not None
    return found


def drag(field: NumberField, way: int, *, let_go: bool = True) -> None:
    start = field.rect().center()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(field, start + QPoint(way * step // 5, 0))
    if let_go:
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=start + QPoint(way, 0))


def test_a_drag_on_a_number_is_one_step(panel: InspectorPanel):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    drag(number(panel, "lip_gain"), 40)
    assert nora(panel.studio).lip_gain == pytest.approx(1.5)
    assert len(panel.studio.store.steps) == 1
    drag(number(panel, "lip_gain"), -8)
    assert nora(panel.studio).lip_gain == pytest.approx(1.4)
    assert len(panel.studio.store.steps) == 2
    panel.studio.store.undo()
    panel.studio.store.undo()
    panel.refresh()
    assert number(panel, "lip_gain").value == 1.0


def test_escape_breaks_a_drag_off(panel: InspectorPanel):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    field = number(panel, "jaw_gain")
    drag(field, 60, let_go=False)
    assert nora(panel.studio).jaw_gain > 1.5
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert nora(panel.studio).jaw_gain == 1.0
    assert not panel.studio.store.modified
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton)
    assert field.value == 1.0


def test_a_number_is_typed_as_a_sum_and_nonsense_is_told(panel: InspectorPanel, qtbot: QtBot):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    field, told = number(panel, "seed"), []
    panel.studio.told.connect(told.append)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    line = field.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "7*6")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert nora(panel.studio).seed == 42
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert nora(panel.studio).seed == 52
    QTest.keyClick(field, Qt.Key.Key_9)
    assert field._line is not None
    QTest.keyClicks(field._line, " lives")
    QTest.keyClick(field._line, Qt.Key.Key_Return)
    assert nora(panel.studio).seed == 52
    assert "is not a number" in told[-1]
    panel.studio.told.disconnect(told.append)


def test_what_is_off_its_default_is_reset_by_its_dot(panel: InspectorPanel):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    drag(number(panel, "lip_gain"), 40)
    panel.refresh()
    QTest.mouseClick(row(panel, "lip_gain")._dot, Qt.MouseButton.LeftButton)
    assert nora(panel.studio).lip_gain == 1.0


def test_choices_flags_and_names(panel: InspectorPanel):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    combo = row(panel, "attitude").findChild(QComboBox)
    assert combo is not None
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert nora(panel.studio).extra["attitude"] == "positive"
    line = row(panel, "name").findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "Leonora")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Nora"
    line.selectAll()
    QTest.keyClicks(line, "Leonora")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert nora(panel.studio).name == "Leonora"
    gesture = next(e for e in nora(panel.studio).events if e.kind == "gesture")
    show(panel, Kind.EVENT, gesture.id)
    check = row(panel, "muted").findChild(QCheckBox)
    assert check is not None
    check.click()
    assert next(e for e in nora(panel.studio).events if e.id == gesture.id).muted


def test_a_keys_time_is_dragged_past_itself_and_back(panel: InspectorPanel):
    track = nora(panel.studio).emotions[0]
    key = track.curve.keys[1]
    ref = KeyRef(CurveRef(track.id), key.time)
    panel.studio.selection.set(Selected(character=nora(panel.studio).id).with_keys(frozenset({ref})))
    panel.refresh()
    QApplication.processEvents()
    field = number(panel, "time")
    start = field.rect().center()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=start)
    for way in (4, 8, 12, 8, 4, 8):
        QTest.mouseMove(field, start + QPoint(way, 0))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=start + QPoint(8, 0))
    (moved,) = panel.studio.selection.value.keys
    assert moved.time == pytest.approx(key.time + 0.02 * 705_600_000, abs=2e6)
    assert len(panel.studio.store.steps) == 1
    assert len(nora(panel.studio).emotions[0].curve.keys) == len(track.curve.keys)


def test_typing_is_not_disturbed_by_other_edits(panel: InspectorPanel):
    show(panel, Kind.CHARACTER, nora(panel.studio).id)
    line = row(panel, "name").findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Nor")
    other = nora(panel.studio).id
    from studio.document.edits.scenes import set_character  # noqa: PLC0415 - beside its use

    panel.studio.apply("elsewhere", lambda p: set_character(p, other, seed=99))
    panel.refresh()
    assert line.text() == "Nor"
    assert number(panel, "seed").value == 99


@pytest.mark.parametrize("kind", ["blink", "gaze", "head", "breath", "weight_shift", "gesture"])
def test_every_kind_of_event_is_shown(panel: InspectorPanel, kind: str):
    event = next(e for e in nora(panel.studio).events if e.kind == kind)
    show(panel, Kind.EVENT, event.id)
    assert {r.field.id for r in panel.findChildren(FieldRow) if r.isVisible()} >= {
        "start",
        "length",
        "pinned",
    }
    assert attrs.evolve(event) == event
    assert not panel.studio.store.modified


def test_the_sign_of_what_is_chosen_wears_the_theme(panel: InspectorPanel):
    def ink() -> str:
        label = next(label for label in panel.findChildren(QLabel) if not label.pixmap().isNull())
        image = label.pixmap().toImage()
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        return max((image.pixelColor(*place) for place in places), key=lambda colour: colour.alpha()).name()

    dark = ink()
    set_theme("light")
    try:
        assert ink() != dark
    finally:
        set_theme("dark")
    assert ink() == dark
