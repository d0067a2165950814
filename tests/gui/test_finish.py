"""The finish: clean columns in menus, fields that look ready, words whole, colours true, lanes with room."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage, QPainter
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QMenu

import studio as studio_package
from studio.gui.curves import ground
from studio.gui.curves.panel import CurvesPanel
from studio.gui.emotions.lay_bar import LayBar
from studio.gui.emotions.tiles import Group, lay_out
from studio.gui.kit.actions import menu_action
from studio.gui.kit.icons import has_icon, icon
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.theme import LIGHT, emotion_colour
from studio.gui.kit.theming import current_theme, set_theme, ui_font
from studio.gui.main.finder import Finder
from studio.gui.main.menus import Menus
from studio.gui.main.welcome import DropField
from studio.gui.timeline.transport_bar import TransportBar
from studio.session.actions import Action
from studio.session.fields.makers import Number
from studio.session.palette.palette import Swatch, plain_swatches


def pixels(image: QImage) -> np.ndarray:
    """[height, width, 3], blue first."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.fixture
def light():
    set_theme("light")
    yield LIGHT
    set_theme("dark")


def test_a_field_that_takes_text_is_brighter_than_its_panel(light, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(120, 26)
    ready = field.grab().toImage().pixelColor(60, 8)
    field.setEnabled(False)
    assert ready.lightness() > field.grab().toImage().pixelColor(60, 8).lightness()
    assert ready == QColor(light.field)


def test_a_number_nobody_can_change_says_nothing(qtbot):
    field = NumberField("Value", Number(0.0, 1.0, 0.01, 2))
    qtbot.addWidget(field)
    field.set_value(None)
    assert field.text() == "mixed"
    field.setEnabled(False)
    assert not field.text()


def test_menus_show_no_icons_beside_lines_that_have_none(studio, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    entry = menu_action(studio, Action("a.b", "Save", lambda: None, "File", icon="floppy-disk"), window)
    assert not entry.isIconVisibleInMenu()


def test_what_finds_commands_stands_at_the_foot_of_its_menu(studio, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    titles = {
        "edit.undo": "Undo",
        "edit.commands": "Find",
        "edit.keys": "Keys",
        "viewport.picture": "Copy",
        "keys.cut": "Cut",
    }
    studio.actions.add(Action(id_, title, lambda: None, "Edit") for id_, title in titles.items())
    shown = [a.text() for a in Menus(studio, window).top("Edit").actions() if not a.isSeparator()]
    assert shown == ["Undo", "Cut", "Copy", "Find", "Keys"]


def test_every_command_of_the_palette_has_an_icon(studio, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    studio.actions.add(
        Action(id_, id_, lambda: None, menu, icon=icon_)
        for id_, menu, icon_ in (
            ("a.own", "File", "export"),
            ("a.none", "Keys/Ease", ""),
            ("a.lost", "", "no-such"),
        )
    )
    finder = Finder(studio, window)
    assert not any(finder.list.item(k).icon().isNull() for k in range(finder.list.count()))
    finder.deleteLater()


def test_the_speed_that_is_set_is_ticked(studio, qtbot):
    bar = TransportBar(studio)
    qtbot.addWidget(bar)
    studio.transport.set_pace(0.5)
    menu = bar.findChild(QMenu)
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions() if entry.isChecked()] == ["0.5×"]
    bar.release()


def test_a_swatch_keeps_its_colour_when_its_row_is_chosen(demo_studio, qtbot):
    panel = CurvesPanel(demo_studio)
    qtbot.addWidget(panel)
    panel.show()
    demo_studio.selection.changed.emit(demo_studio.selection.value, demo_studio.selection.value)
    swatch = panel.list.topLevelItem(0).icon(0)
    plain, chosen = (swatch.pixmap(QSize(12, 12), mode) for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected))
    assert chosen.toImage().pixelColor(6, 6) == plain.toImage().pixelColor(6, 6)
    panel.release()


def test_short_words_stand_whole_under_the_curves(demo_studio, qtbot, monkeypatch):
    panel = CurvesPanel(demo_studio)
    qtbot.addWidget(panel)
    panel.resize(1000, 400)
    panel.show()
    qtbot.waitExposed(panel)
    start = round(panel.scene.view.tick_at(200))
    wide = round(panel.scene.view.tick_at(211)) - start
    monkeypatch.setattr(ground, "_words", lambda scene: [(start, start + wide, "in")])
    image = QImage(panel.scene.view.width, round(panel.scene.view.height), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        ground.paint_ground(panel.scene, painter, current_theme())
    strip = pixels(image)[-ground.WORDS + 2 : -4, 202:209]
    assert len(np.unique(strip.reshape(-1, 3), axis=0)) > 4
    panel.release()


def test_the_field_for_recordings_follows_the_theme(qtbot, light):
    field = DropField(lambda: None)
    qtbot.addWidget(field)
    field.show()
    pictures = []
    for theme in ("light", "dark"):
        set_theme(theme)
        image = field.findChild(QLabel).pixmap().toImage()
        pictures.append(
            max(image.pixelColor(14, y).name() for y in range(28) if image.pixelColor(14, y).alpha())
        )
    assert pictures[0] < pictures[1]


@pytest.mark.parametrize("width", [240, 276, 520])
@pytest.mark.parametrize("style", ["joy", "surprise", "contempt"])
def test_an_offer_to_lay_a_feeling_is_never_cut(demo_studio, qtbot, width, style):
    bar = LayBar(demo_studio)
    qtbot.addWidget(bar)
    bar.resize(width, 44)
    bar.show()
    bar.refresh(Swatch(style, style.capitalize()))
    qtbot.waitUntil(lambda: bar.button.width() == bar.button.sizeHint().width())
    text = bar.button.text()
    assert text.startswith(style.capitalize())
    assert "…" not in text
    assert QFontMetricsF(ui_font(bold=True)).horizontalAdvance(text) <= bar.button.width() - 26
    assert "whole line" in bar.button.accessibleName()


def test_every_icon_that_is_asked_for_exists(qapp):
    places = {"icon": 0, "paint_icon": 2, "glyph_of": 0, "tool_button": 0, "Deed": 2}
    missing = []
    for path in Path(studio_package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                place = places.get(getattr(node.func, "id", ""), 99)
                asked = [*node.args[place : place + 1]]
                asked += [k.value for k in node.keywords if k.arg in {"icon", "icon_name"}]
                texts = [part.value for a in asked for part in ast.walk(a) if isinstance(part, ast.Constant)]
                missing += [t for t in texts if isinstance(t, str) and t and not has_icon(t)]
    assert not missing


def test_a_lock_that_is_shut_looks_unlike_an_open_one(qapp):
    shut, open_ = (
        pixels(icon(name, "text").pixmap(QSize(16, 16)).toImage())
        for name in ("lock-simple-fill", "lock-simple-open")
    )
    painted = (shut.any(axis=2) | open_.any(axis=2)).sum()
    assert (np.abs(shut - open_).max(axis=2) > 60).sum() > 0.3 * painted


@pytest.mark.parametrize("width", [250, 300, 380, 460, 504])
def test_eight_emotions_fill_their_rows(width):
    tiles = lay_out((Group("", plain_swatches()),), width).tiles
    rows = [sum(tile.place.top() == top for tile in tiles) for top in {t.place.top() for t in tiles}]
    assert len(set(rows)) == 1
    assert max(tile.place.right() for tile in tiles) > width - 16


def test_a_sheet_and_the_window_paint_an_emotion_alike():
    from studio.render.sheet import contact_sheet  # noqa: PLC0415 - Pillow, for this test alone

    page = np.asarray(contact_sheet([np.zeros((120, 160, 3), np.uint8)], [0], emotions=[{"fear": 0.8}]))
    colour = QColor(emotion_colour("fear"))
    assert (page == [colour.red(), colour.green(), colour.blue()]).all(axis=2).any()
