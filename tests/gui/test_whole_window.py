"""Everybody's panels together in one window: all can be made, no two want the same key, every icon exists."""

from __future__ import annotations

from collections import Counter

import pytest
from opened_window import opened_window
from PySide6.QtCore import QEvent, QObject

from studio.gui.kit.icons import has_icon
from studio.gui.kit.panel import Panel
from studio.gui.main.shelves import BOTTOM, SHELVES
from studio.session.actions import PRESETS
from studio.session.keymaps import canonical

# One can be done with the brush in the hand, the other without it.
EVERYWHERE = ("play.toggle", "play.back", "play.stop", "play.forward", "edit.commands", "edit.undo")
TAKE_TURNS = {
    ("timeline.brush_drag", "timeline.frame_selected"),
    ("keys.choose_before", "timeline.brush_smaller"),
    ("keys.choose_after", "timeline.brush_larger"),
    ("keys.type", "timeline.open"),  # keys are chosen, or something else is
}


@pytest.fixture
def home(qtbot):
    with opened_window(qtbot) as made:
        yield made


def test_everything_fits_together(home):
    assert not [str(p) for p in home.studio.findings if p.kind == "window.panel"]
    for shelf in SHELVES:
        panel = home.window.panel(shelf.name)
        assert isinstance(panel, Panel)
        assert panel.accessibleName() or panel.title or shelf.title
        widest = 900 if shelf.area == BOTTOM else 300
        assert panel.minimumSizeHint().width() <= widest, f"{shelf.name} leaves no room for the stage"

    actions, keymap = list(home.studio.actions), home.studio.keymap
    assert not [a.id for a in actions if a.icon and not has_icon(a.icon)]
    assert not [s.name for s in SHELVES if not has_icon(s.icon)]
    for action in actions:
        for keys in action.keys.values():
            assert all(canonical(key) for key in keys), action.id
    for preset in PRESETS:
        keymap.set_preset(preset)
        clashing = {
            tuple(sorted((a.id, b.id)))
            for a in actions
            for b in keymap.clashes(a, keymap.keys_of(a), actions)
        }
        assert not clashing - TAKE_TURNS, preset
        # What plays and stops, and the way to every command, do so wherever the keys go.
        everywhere = {k for id_ in EVERYWHERE for k in keymap.keys_of(home.studio.actions[id_])}
        assert not [a.id for a in actions if a.scope != "window" and everywhere & set(keymap.keys_of(a))]


def test_no_two_commands_look_alike_in_the_palette(home):
    places = Counter((a.title, a.menu or a.scope) for a in home.studio.actions)
    assert [place for place, count in places.items() if count > 1] == []


class Layouts(QObject):
    """Counts how often the window is laid out."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_a_window_at_rest_is_not_laid_out_again_and_again(home, qtbot):
    qtbot.wait(300)
    layouts = Layouts()
    home.window.installEventFilter(layouts)
    home.window.docks["takes"].raise_()
    qtbot.wait(300)
    assert layouts.count <= 8
