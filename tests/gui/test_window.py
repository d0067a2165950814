"""The window as an artist meets it: keys, panels, files, questions; with real mouse and key events."""

from __future__ import annotations

import json

import attrs
import pytest
from opened_window import opened_window
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout
from shiboken6 import delete

from studio.core.resources import assets
from studio.core.time import Rate
from studio.document.schema import Scene
from studio.gui.kit.panel import Panel
from studio.gui.kit.post import QtPost
from studio.gui.main import questions, shelves
from studio.gui.main.finder import Finder
from studio.gui.main.key_field import KeyField
from studio.gui.main.keys_dialog import KeysDialog
from studio.gui.main.tour import STEPS, Tour
from studio.session.actions import Action
from studio.session.files.autosave import Autosave, state_folder


class Board(Panel):
    """A panel of the tests: a field to write in, a button, a key of its own."""

    name, title = "timeline", "Board"

    def __init__(self, studio, parent=None):
        super().__init__(studio, parent)
        self.done = []
        self.field, self.button = QLineEdit(), QPushButton("press")
        rows = QVBoxLayout(self)
        for widget in (self.field, self.button):
            rows.addWidget(widget)
        self.button.clicked.connect(lambda: self.done.append("button"))

    def actions_offered(self):
        yield Action(
            "timeline.mark", "Mark", lambda: self.done.append("mark"), "Timeline", {"": ("M",)}, "timeline"
        )
        yield Action(
            "timeline.own", "Own", lambda: self.done.append("own"), "Timeline", {"": ("Right",)}, "timeline"
        )


class Plain(Panel):
    name, title = "plain", "Plain"


@pytest.fixture
def light(monkeypatch):
    """Other people's panels are tested by other people."""
    real = shelves.class_at

    def class_at(home):
        if home.startswith("timeline.panel"):
            return Board
        return real(home) if home.startswith("dialogs") else Plain

    monkeypatch.setattr(shelves, "class_at", class_at)


@pytest.fixture
def home(qtbot, light):
    with opened_window(qtbot) as made:
        made.begin([])
        made.documents.new()
        made.window.activateWindow()
        yield made


@pytest.fixture
def board(home):
    panel = home.window.panel("timeline")
    assert isinstance(panel, Board)
    return panel


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    QTest.keyClick(widget, key, modifier)


def test_the_panel_with_the_focus_is_asked_before_the_window(home, board):
    home.studio.transport.set_length(10**9, home.studio.transport.rate)
    press(board, Qt.Key.Key_M)
    press(board, Qt.Key.Key_Right)
    assert board.done == ["mark", "own"]
    assert home.studio.transport.frame == 0
    viewport = home.window.docks["emotions"].findChild(Plain)
    press(viewport, Qt.Key.Key_M)
    press(viewport, Qt.Key.Key_Right)
    assert board.done == ["mark", "own"]
    assert home.studio.transport.frame == 1


def test_space_plays_but_not_while_somebody_writes_or_presses(home, board):
    press(board, Qt.Key.Key_Space)
    assert home.studio.transport.playing
    press(board, Qt.Key.Key_Space)
    assert not home.studio.transport.playing
    board.field.setFocus()
    QTest.keyClicks(board.field, "jkl m i")
    assert board.field.text() == "jkl m i"
    assert not home.studio.transport.playing
    press(board.button, Qt.Key.Key_Space)
    assert board.done == ["button"]
    assert not home.studio.transport.playing


def test_undo_in_a_field_is_the_fields(home, board):
    home.studio.apply("Name", lambda p: attrs.evolve(p, name="other"))
    board.field.setFocus()
    QTest.keyClicks(board.field, "abc")
    QTest.keyClick(board.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert board.field.text() == ""
    assert home.studio.project.name == "other"
    press(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert home.studio.project.name == "Untitled"


def test_a_key_chosen_by_the_artist_works_at_once(home, board):
    home.studio.keymap.set_keys(home.studio.actions["play.toggle"], ["P"])
    press(board, Qt.Key.Key_Space)
    assert not home.studio.transport.playing
    press(board, Qt.Key.Key_P)
    assert home.studio.transport.playing
    home.studio.transport.stop()


def test_every_menu_opens_and_lists_what_can_be_done(home):
    listed = set()
    for name in ("File", "Edit", "View", "Timeline", "Playback", "Window", "Help"):
        menu = home.window.menus.top(name)
        todo = [menu]
        while todo:
            for entry in todo.pop().actions():
                listed.add(entry.objectName())
                if entry.menu() is not None:
                    sub = entry.menu()
                    assert isinstance(sub, QMenu)
                    sub.aboutToShow.emit()
                    todo.append(sub)
    everything = {a.id for a in home.studio.actions if a.menu}
    shown_elsewhere = {a.id for a in home.studio.actions if a.menu.startswith(("Character", "Keys"))}
    assert everything - shown_elsewhere <= listed


def test_two_actions_of_one_place_never_share_a_key(home):
    actions = list(home.studio.actions)
    for preset in ("nle", "blender", "maya"):
        home.studio.keymap.set_preset(preset)
        clashing = {
            tuple(sorted((a.id, b.id)))
            for a in actions
            for b in home.studio.keymap.clashes(a, home.studio.keymap.keys_of(a), actions)
        }
        assert not clashing


def test_the_command_palette_finds_runs_and_remembers(home, qtbot):
    home.open_help("commands")
    finder = home.window.findChild(Finder)
    assert finder.field.hasFocus() or QApplication.activePopupWidget() is finder
    QTest.keyClicks(finder.field, "set ou")
    assert finder.list.currentItem().text() == "Set out"
    home.studio.transport.seek(10**8)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert home.studio.transport.range is not None
    assert home.studio.settings.get("commands.recent")[0] == "play.out"


def test_keys_are_edited_searched_and_taken_along(home, qtbot, tmp_path):
    dialog = KeysDialog(home.studio, home.window)
    dialog.show()
    dialog.search.setText("play or")
    assert dialog.tree.currentItem().text(0) == "Play or pause"
    assert dialog.tree.visualItemRect(dialog.tree.currentItem()).height() >= 22
    field = dialog.findChild(KeyField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_K)
    assert home.studio.keymap.keys_of(home.studio.actions["play.toggle"]) == ("K",)
    assert "Stop" in dialog.clash.text()
    dialog.write(tmp_path / "keys.json")
    assert json.loads((tmp_path / "keys.json").read_text())["keys"] == {"play.toggle": ["K"]}
    dialog._reset_all()
    assert dialog.clash.text() == ""
    dialog.read(tmp_path / "keys.json")
    assert home.studio.keymap.keys_of(home.studio.actions["play.toggle"]) == ("K",)
    (tmp_path / "keys.json").write_text("nonsense")
    dialog.read(tmp_path / "keys.json")
    assert "cannot be read" in dialog.clash.text()
    dialog.close()


def test_a_key_is_taken_from_who_had_it(home, qtbot):
    keymap, actions = home.studio.keymap, home.studio.actions
    dialog = KeysDialog(home.studio, home.window)
    dialog.show()
    dialog.search.setText("play or")
    QTest.keyClick(dialog.field, Qt.Key.Key_K)
    assert dialog.take.isVisible()
    dialog.take.setFocus()
    QTest.keyClick(dialog.take, Qt.Key.Key_Space)
    assert keymap.keys_of(actions["play.toggle"]) == ("K",)
    assert keymap.keys_of(actions["play.stop"]) == ()
    assert not dialog.take.isVisible()
    assert dialog.clash.text() == ""
    assert dialog.focusWidget() is dialog.field
    dialog._reset_all()
    assert keymap.keys_of(actions["play.stop"]) == ("K",)
    dialog.close()


def test_the_editor_says_where_a_panel_has_a_key_of_the_window(home, qtbot):
    offered = [Action("board.hit", "Hit", lambda: None, keys={"": ("F9",)}, scope="board")]
    home.studio.actions.add(offered)
    dialog = KeysDialog(home.studio, home.window)
    dialog.show()
    dialog.search.setText("play or")
    QTest.keyClick(dialog.field, Qt.Key.Key_F9)
    assert "Hit (board)" in dialog.clash.text()
    assert not dialog.take.isVisible()
    dialog.close()


def test_a_broken_panel_takes_nobody_along(qtbot, studio, monkeypatch):
    def broken(home):
        raise RuntimeError("no")

    monkeypatch.setattr(shelves, "class_at", broken)
    widget = shelves.build("x.y", "Thing", studio)
    qtbot.addWidget(widget)
    assert "Thing" in widget.findChild(QLabel).text()
    assert [p.kind for p in studio.findings] == ["window.panel"]


def test_tab_goes_past_what_lies_behind_a_tab(home, qtbot):
    window = home.window
    fields = {name: QLineEdit(window.docks[name].widget()) for name in ("emotions", "script", "takes")}
    for field in fields.values():
        field.show()
    for front, behind in (("emotions", "script"), ("script", "emotions")):
        window.reveal(front)
        qtbot.waitUntil(lambda name=front: not window.docks[name].visibleRegion().isEmpty())
        window.panel("timeline").field.setFocus()
        met = []
        for _ in range(12):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            met.append(QApplication.focusWidget())
        assert fields[front] in met
        assert fields[behind] not in met
        assert fields["takes"] not in met


def test_workspaces_keep_what_was_arranged(home, qtbot):
    docks = home.window.docks
    docks["gestures"].close()
    home.studio.actions.run("window.workspace_review")
    assert not docks["emotions"].isVisible()
    home.studio.actions.run("window.workspace_paint")
    assert docks["emotions"].isVisible()
    assert not docks["gestures"].isVisible()
    home.studio.actions.run("window.reset")
    assert docks["gestures"].isVisible()


def test_nothing_open_is_a_welcome(home, qtbot):
    assert not home.window.welcoming
    home.documents.close()
    qtbot.waitUntil(lambda: home.window.welcoming)
    assert not home.window.docks["timeline"].isVisible()
    home.documents.new()
    qtbot.waitUntil(home.window.docks["timeline"].isVisible)


def test_undoing_the_first_step_leaves_the_window_as_it_is(home, qtbot):
    """There is work to redo, and the way back to it is in sight."""
    home.documents.close()
    qtbot.waitUntil(lambda: home.window.welcoming)
    scene = Scene("s", "Scene", Rate(30))
    home.studio.apply("New scene", lambda p: attrs.evolve(p, scenes=(scene,)))
    qtbot.waitUntil(home.window.docks["timeline"].isVisible)
    home.studio.actions.run("edit.undo")
    assert home.studio.scene is None
    qtbot.wait(50)
    assert not home.window.welcoming
    assert home.window.docks["timeline"].isVisible()
    home.studio.actions.run("edit.redo")
    assert home.studio.scene is scene
    home.studio.actions.run("edit.undo")
    home.documents.close()
    qtbot.waitUntil(lambda: home.window.welcoming)  # nothing is open, and nothing to redo


@pytest.mark.parametrize(("answer", "closes"), [("discard", True), ("cancel", False)])
def test_unsaved_work_is_asked_about(home, monkeypatch, answer, closes):
    asked = []
    monkeypatch.setattr(questions, "ask_unsaved", lambda parent, title: asked.append(title) or answer)
    assert home.desk.may_close()
    assert asked == []
    home.studio.apply("Name", lambda p: attrs.evolve(p, name="other"))
    assert home.window.isWindowModified()
    assert home.desk.may_close() is closes
    assert asked == ["other"]


def test_saving_and_the_title(home, qtbot, tmp_path):
    home.studio.apply("Name", lambda p: attrs.evolve(p, name="other"))
    home.documents.save(tmp_path / "mine.moodline")
    qtbot.waitUntil(lambda: not home.documents.modified, timeout=10_000)
    assert home.window.windowTitle().startswith("mine")
    assert not home.window.isWindowModified()
    assert home.window.status.message == "Saved mine.moodline"


def test_recovery_asks_about_what_was_begun_meanwhile(home, monkeypatch, tmp_path, qtbot):
    kept = home.studio.project
    keeper = Autosave(home.studio, home.documents)
    home.studio.apply("Name", lambda p: attrs.evolve(p, name="lost and found"))
    keeper.keep_at_once()
    [about] = (state_folder() / "autosave").glob("*/about.json")
    about.write_text(json.dumps({**json.loads(about.read_text()), "pid": 2**22 - 3}))
    keeper.release()
    home.studio.store.undo()
    home.studio.apply("Name", lambda p: attrs.evolve(p, name="begun"))
    answers = {"unsaved": "cancel"}
    monkeypatch.setattr(questions, "ask_recover", lambda *_: "recover")
    monkeypatch.setattr(questions, "ask_unsaved", lambda *_: answers["unsaved"])
    home.safe.offer(home.desk.after_saving)
    assert home.studio.project.name == "begun"
    answers["unsaved"] = "discard"
    home.safe.offer(home.desk.after_saving)
    qtbot.waitUntil(lambda: home.studio.project.name == "lost and found")
    assert home.window.isWindowModified()
    assert home.studio.project.scenes == kept.scenes
    qtbot.waitUntil(lambda: not home.studio.jobs.busy)


def test_dialogs_are_there_once(home, qtbot):
    for action in ("file.export", "character.edit", "help.keys", "help.about", "help.tour"):
        before = {id(widget) for widget in children(home.window)}
        home.studio.actions.run(action)
        made = [widget for widget in children(home.window) if id(widget) not in before]
        home.studio.actions.run(action)
        assert len(made) == 1, action
        assert len([w for w in children(home.window) if id(w) not in before]) == 1, action
        made[0].close()
        qtbot.waitUntil(lambda before=before: {id(w) for w in children(home.window)} <= before)


def children(window):
    return [*window.findChildren(QDialog), *window.findChildren(Tour)]


def test_messages_of_jobs_that_outlive_the_window_are_dropped(qapp):
    heard, post = [], QtPost()
    post.post(lambda: heard.append("before"))
    qapp.processEvents()
    post.post(lambda: heard.append("on its way"))
    post.close()
    post.post(lambda: heard.append("after"))
    qapp.processEvents()
    assert heard == ["before"]
    gone = QtPost()
    delete(gone)
    gone.post(lambda: heard.append("to nobody"))
    assert heard == ["before"]


def test_a_dropped_project_opens(home, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(assets() / "demo"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(200, 200), copy, data, left, none)
    QApplication.sendEvent(home.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(home.window, QDropEvent(QPointF(200, 200), copy, data, left, none))
    qtbot.waitUntil(lambda: len(home.studio.project.scenes[0].characters) == 2, timeout=20_000)
    assert home.documents.path is None, "what came with the program is opened as a copy"
    assert not home.documents.modified
    home.documents.new()


def test_what_came_along_and_cannot_be_taken_in_is_named(home, tmp_path):
    (tmp_path / "empty").mkdir()
    files = [tmp_path / name for name in ("a.wav", "b.txt", "c.pdf", "d.pdf")]
    told: list[str] = []
    home.studio.told.connect(told.append)
    home.desk.take_in([tmp_path / "empty"])
    assert told[-1] == "No recordings or motions in empty"
    home.desk.take_in(files[2:])
    assert told[-1] == "Nothing Moodline can read: c.pdf, d.pdf"
    home.desk.take_in([assets() / "demo", *files])
    assert "Left out, because a project is opened alone: a.wav, b.txt, c.pdf and 1 more" in told
    home.documents.close()


def test_keys_are_the_timelines_when_work_begins(home, board, qtbot):
    home.documents.close()
    home.window.show_welcome(True)
    assert home.window.welcoming
    home.window.show_welcome(False)
    focused = QApplication.focusWidget()
    assert focused is board or board.isAncestorOf(focused)


def test_a_panels_command_gives_it_the_keys_before_it_puts_it_away(home, board):
    window, dock = home.window, home.window.docks["timeline"]
    window.setFocus()
    home.studio.actions.run("window.timeline")
    assert dock.isVisible()
    assert dock.isAncestorOf(window.focusWidget())
    home.studio.actions.run("window.timeline")
    assert not dock.isVisible()


def test_keys_do_not_leave_the_tour(home, qtbot):
    home.open_help("tour")
    tour = home.window.findChild(Tour)
    tour.next.setFocus()
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert tour.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert tour.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: home.window.findChild(Tour) is None)


def test_the_tour_has_five_steps_and_comes_once(home, qtbot):
    home.open_help("tour")
    tour = home.window.findChild(Tour)
    seen = []
    for _ in STEPS:
        seen.append(tour.title.text())
        assert tour.rect().contains(tour._card.geometry())
        QTest.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert len(set(seen)) == 5
    qtbot.waitUntil(lambda: home.window.findChild(Tour) is None)
    assert home.studio.settings.get("tour.seen", False)


def test_the_tour_lies_over_everything_it_brings_to_the_front(home, qtbot):
    window = home.window
    home.open_help("tour")
    tour = window.findChild(Tour)
    for _ in STEPS:
        places = [dock.geometry().center() for dock in window.docks.values() if not dock.isHidden()]
        over = [window.childAt(place) for place in places if window.rect().contains(place)]
        assert all(widget is tour or tour.isAncestorOf(widget) for widget in over)
        QTest.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
