"""The artist's story in the real window without a mouse, under Blender's keys: a recording, a feeling on two
words, keys moved and shaped, a stretch locked, saved and exported."""

from __future__ import annotations

import pytest
from test_story import CHARACTER, PATIENCE, artist, display, joy, pytestmark, recording  # noqa: F401

from studio.core.time import ticks
from studio.document.files import load

CURRENT = "window.panel('timeline').headers.current"


@pytest.fixture
def hands(artist, recording):  # noqa: F811 - fixtures of the other story
    """The recording is open and performed, in Blender's key map; all by keys."""
    artist.see("window.isVisible() and window.welcoming")
    artist.see("all(dock.filled for dock in window.docks.values())")
    artist.look_at("moodline")
    artist.key("F1")
    artist.look_at("keys")
    artist.key("Down", "Escape")
    artist.see("studio.keymap.preset", "blender")
    artist.look_at("moodline")
    artist.key("ctrl+i")
    artist.look_at("QFileDialog")
    artist.type(str(recording))
    artist.key("Return")
    artist.see(f"len({CHARACTER}.takes) if studio.project.scenes else 0", 1)
    artist.rest()
    artist.look_at("moodline")
    artist.see("window.panel('timeline').canvas.hasFocus()")
    return artist


def walk_to(hands, lane: str) -> None:
    for _ in range(40):
        if hands.ask(CURRENT).startswith(lane):
            return
        hands.key("Next")
    raise AssertionError(f"{lane} is not come to")


def test_the_story_by_keys(hands, tmp_path):
    # Joy on the second and third word.
    walk_to(hands, "words:")
    hands.key("ctrl+Up", "ctrl+Up", "ctrl+shift+Up")
    hands.see("len(studio.selection.value.ids)", 2)
    hands.key("shift+e")
    hands.see(f"any(t.emotion == 'joy' for t in {CHARACTER}.emotions)")
    laid = joy(hands)

    # Its second key two frames later, all of them half as high, and flat tangents.
    walk_to(hands, "emotion:joy")
    hands.key("shift+Left", "ctrl+Up", "ctrl+Up")
    hands.see("len(studio.selection.value.keys)", 1)
    hands.key("g", "x", "2", "Return")
    moved = joy(hands)
    assert moved[1][0] == laid[1][0] + ticks(2 / 30)
    hands.key("a", "s", "y", "period", "5", "Return")
    assert max(value for _, value in joy(hands)) == pytest.approx(0.5 * max(v for _, v in moved))
    hands.key("v")
    hands.see("QApplication.activePopupWidget() is not None")
    hands.key("Down", "Down", "Return")
    hands.see("studio.store.undo_label", "Set tangents")
    hands.key("ctrl+z", "ctrl+z", "ctrl+z")
    assert joy(hands) == laid

    # The words stay as they are performed; the rest again.
    walk_to(hands, "take:")
    hands.key(*["Prior"] * 20)
    walk_to(hands, "words:")
    hands.key("ctrl+Up", "shift+l")
    hands.see(f"len({CHARACTER}.takes[0].locked)", 1)
    hands.key("F5")
    hands.rest()

    # Saved and exported, with the keys back where they were after each dialog.
    hands.key("ctrl+s")
    hands.look_at("QFileDialog")
    hands.key("ctrl+a")
    hands.type(str(tmp_path / "story.moodline"))
    hands.key("Return")
    hands.see("home.documents.path is not None and not home.documents.modified")
    assert load(tmp_path / "story.moodline").scenes[0].characters[0].takes[0].locked
    hands.look_at("moodline")
    hands.key("ctrl+e")
    hands.look_at("exportDialog")
    for _ in range(40):
        hands.key("Tab")
        if hands.ask("getattr(where.dialog().focusWidget(), 'text', str)()") == "Export":
            break
    hands.key("Return")
    hands.see("len(list(__import__('pathlib').Path(home.documents.path).parent.glob('*/*.fbx')))", 1)
    hands.rest()
    hands.key("Escape")
    hands.look_at("moodline")
    hands.see("window.panel('timeline').canvas.hasFocus()")
    assert not hands.ask("[str(p) for p in studio.findings if p.kind == 'program.fault']")
