"""Everything the window offers, done at random: no exception, no warning of Qt, and the whole way back and
forth again. The long sweep plays an hour of editing, an action a second:
pytest -m slow tests/gui/test_action_machine.py
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator

import attrs
import numpy as np
import pytest
from opened_window import opened_window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from studio.core.problems import ProblemError
from studio.core.resources import assets
from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.document.store import Store
from studio.gui.kit import pop_menu
from studio.gui.main.home import Home
from studio.gui.main.tour import Tour
from studio.session.actions import PRESETS
from studio.session.selection import Kind
from studio.session.tools import Tool

# Other documents, and the end of the program: what they do is tried in tests of their own.
ELSEWHERE = ("file.", "help.log")
KEYS = [
    *(Qt.Key[f"Key_{letter}"] for letter in "ABCDEFGHIJKLMNOPRSTUVX"),
    *(Qt.Key[f"Key_{name}"] for name in ("Space", "Escape", "Delete", "Return", "Home", "End", "Tab")),
    *(Qt.Key[f"Key_{name}"] for name in ("Left", "Right", "Up", "Down")),
]
HELD = [Qt.KeyboardModifier[f"{name}Modifier"] for name in ("No", "No", "No", "Control", "Shift", "Alt")]
# Files, and the end.
WRITING_KEYS = {(Qt.Key[f"Key_{letter}"], Qt.KeyboardModifier.ControlModifier) for letter in "NOSIEWQ"}
FAULTS = {"program.fault", "job.fault", "window.panel"}
LEFT = Qt.MouseButton.LeftButton


def hour() -> Project:
    """Words, keys, events and a take over an hour; the recording is on another computer."""
    long, words = 3600, []
    for k in range(900):
        words.append(Word(f"v/w{k}", "go", ticks(4.0 * k), ticks(4.0 * k + 0.5), 1.0))
    media = MediaRef("v.wav", "h", ticks(long))
    clip = VoiceClip("v", media, 0, Script("go " * 900), Transcript(words=tuple(words)))
    tracks = tuple(
        EmotionTrack(name, name, Curve(tuple(Key(ticks(t), 0.5) for t in range(k, long, 7))))
        for k, name in enumerate(("joy", "fear", "sadness"))
    )
    values = np.random.default_rng(2).random((long, 2), np.float32)
    take = Take("take-v-a", ("jawOpen", "browInnerUp"), Rate(1), 0, values, Provenance("m", seed=1))
    blinks = tuple(Event(f"b{k}", "blink", ticks(4 * k), ticks(4 * k + 0.3)) for k in range(600))
    member = Character("c", "C", "nora", clips=(clip,), emotions=tracks, takes=(take,), events=blinks)
    return Project("p", "P", (Scene("s", "S", characters=(member,)),))


class _SilentMenu(QMenu):
    """Chosen from by nobody: a method that is there with and without an object cannot be patched."""

    def exec(self, *_):
        return None


@pytest.fixture
def silent(monkeypatch):
    """Whoever asks for a file, a name or a choice gets no answer."""
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", False))
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: 0)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    monkeypatch.setattr(pop_menu, "QMenu", _SilentMenu)


@pytest.fixture
def home(qtbot, silent) -> Iterator[Home]:
    with opened_window(qtbot) as made:
        yield made


class Artist:
    """Does anything anywhere. `first` is the document as it was, with what has been worked out since."""

    def __init__(self, home: Home, project: Project, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.studio, self.dice = home, home.studio, random.Random(seed)
        self.done: list[str] = []
        self.edits = 0
        real = Store.derive

        def derive(store: Store, label: str, edit: Callable[[Project], Project]) -> bool:
            # Into every state of the history, so into the first as well.
            with contextlib.suppress(ProblemError):
                self.first = edit(self.first)
            return real(store, label, edit)

        monkeypatch.setattr(Store, "derive", derive)
        self.first = project
        self.studio.open(project, assets() / "demo" / "project.json")
        self.studio.store._limit = 10**6
        self.studio.changed.connect(self.count)
        self.deeds = (
            (8, self.act), (3, self.stroke), (2, self.click), (2, self.key), (1, self.turn_wheel),
            (1, self.choose), (1, self.go), (1, self.walk), (1, self.wear), (1, self.trim),
        )  # fmt: skip

    def work(self, count: int) -> None:
        names, weights = [deed for _, deed in self.deeds], [weight for weight, _ in self.deeds]
        try:
            for k in range(count):
                deed = self.dice.choices(names, weights)[0]
                self.done.append(deed.__name__)
                deed()
                self.clear_away()
                QApplication.processEvents()
                if k % 50 == 49:
                    self.go_all_the_way()
            self.go_all_the_way()
        except BaseException:
            print("done before it:", *self.done[-20:])  # noqa: T201 - to play it again
            raise

    def count(self, *_: object) -> None:
        self.edits += 1

    # deeds

    def act(self) -> None:
        able = [a for a in self.studio.actions if not a.id.startswith(ELSEWHERE) and a.enabled()]
        action = self.dice.choice(able)
        self.done[-1] = action.id
        self.studio.actions.run(action.id)

    def place(self) -> tuple[QWidget, Callable[[], QPoint]]:
        """A part that is worked on with the mouse."""
        window = self.home.window
        panels = [window.panel(name) for name in ("timeline", "curves", "viewport")]
        parts = [panels[0].canvas, panels[0].canvas, panels[0].ruler, panels[1].canvas, panels[2].stage_view]
        part = self.dice.choice([part for part in parts if part.isVisible()] or [window])
        size = part.size()

        def somewhere() -> QPoint:
            return QPoint(
                self.dice.randrange(max(size.width(), 1)), self.dice.randrange(max(size.height(), 1))
            )

        return part, somewhere

    def stroke(self) -> None:
        part, somewhere = self.place()
        held, at = self.dice.choice(HELD), somewhere()
        QTest.mousePress(part, LEFT, held, at)
        for _ in range(self.dice.randrange(1, 6)):
            at = somewhere() if self.dice.random() < 0.3 else at + QPoint(self.dice.randrange(-30, 60), 3)
            QTest.mouseMove(part, at)
            if self.dice.random() < 0.1:
                QApplication.processEvents()
        if self.dice.random() < 0.1:
            QTest.keyClick(part, Qt.Key.Key_Escape)
        QTest.mouseRelease(part, LEFT, held, at)

    def trim(self) -> None:
        """An edge of a recording, where one is in sight, or a cut somewhere in it."""
        canvas, scene = self.home.window.panel("timeline").canvas, self.studio.scene
        places = [
            (f"sound:{who.id}", canvas.axis.view.value.x_of(at))
            for who in (scene.characters if scene is not None else ())
            for clip in who.clips
            for at in (clip.begin, (clip.begin + clip.end) // 2, clip.end)
        ]
        seen = [
            (row, x) for lane, x in places if (row := canvas.stack.row_of(lane)) and 3 < x < canvas.width()
        ]
        if not seen or not canvas.isVisible():
            return
        row, x = self.dice.choice(seen)
        start = QPoint(round(x) + self.dice.randrange(-3, 4), row.top - canvas.stack.scroll + row.height // 2)
        cuts = self.dice.random() < 0.3
        brush = self.studio.brush.value
        self.studio.brush.set(attrs.evolve(brush, tool=Tool.RAZOR if cuts else Tool.SELECT))
        held = self.dice.choice(HELD)
        QTest.mousePress(canvas, LEFT, held, start)
        for k in range(1, 4):
            QTest.mouseMove(canvas, start + QPoint(k * self.dice.randrange(-30, 31), 0))
        if self.dice.random() < 0.2:
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
        QTest.mouseRelease(canvas, LEFT, held, start)
        self.studio.brush.set(brush)

    def click(self) -> None:
        part, somewhere = self.place()
        button = self.dice.choice([LEFT, LEFT, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
        press = QTest.mouseDClick if self.dice.random() < 0.2 else QTest.mouseClick
        press(part, button, self.dice.choice(HELD), somewhere())

    def key(self) -> None:
        part, _ = self.place()
        part.setFocus()
        key = self.dice.choice(KEYS)
        held = self.dice.choice(HELD)
        if (key, held) not in WRITING_KEYS:
            self.done[-1] = f"{key.name} {held.name}"
            QTest.keyClick(QApplication.focusWidget() or part, key, held)

    def turn_wheel(self) -> None:
        part, somewhere = self.place()
        at = QPointF(somewhere())
        turned = QWheelEvent(
            at, QPointF(part.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, self.dice.choice([-120, 120])),
            Qt.MouseButton.NoButton, self.dice.choice(HELD), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, turned)

    def choose(self) -> None:
        member = self.studio.character
        if member is None:
            return
        words = [w.id for c in member.clips if c.transcript for w in c.transcript.words]
        kinds = {
            Kind.WORD: words, Kind.CLIP: [c.id for c in member.clips],
            Kind.TAKE: [t.id for t in member.takes],
            Kind.EVENT: [e.id for e in member.events], Kind.EMOTION: [t.id for t in member.emotions],
            Kind.CHARACTER: [member.id], Kind.NOTHING: [],
        }  # fmt: skip
        kind = self.dice.choice(list(kinds))
        ids = self.dice.sample(kinds[kind], min(len(kinds[kind]), self.dice.randrange(1, 4)))
        self.studio.selection.set(self.studio.selection.value.of(kind, *ids))

    def go(self) -> None:
        self.studio.transport.seek(self.dice.randrange(max(self.studio.transport.length, 1)))

    def walk(self) -> None:
        """Back some steps; then mostly forth again, so that the history grows."""
        steps = self.dice.randrange(1, 6)
        for _ in range(steps):
            self.studio.store.undo()
        for _ in range(steps if self.dice.random() < 0.7 else self.dice.randrange(steps)):
            self.studio.store.redo()

    def wear(self) -> None:
        if self.dice.random() < 0.5:
            self.studio.keymap.set_preset(self.dice.choice(PRESETS))
        else:
            self.studio.actions.run(self.dice.choice(["theme.dark", "theme.light"]))

    # what must be true

    def clear_away(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for child in (*self.home.window.findChildren(QDialog), *self.home.window.findChildren(Tour)):
            child.close()
        assert not [p for p in self.studio.findings if p.kind in FAULTS]

    def go_all_the_way(self) -> None:
        store, last, place = self.studio.store, self.studio.project, self.studio.store.place
        store.go_to(0)
        assert store.project == self.first
        store.go_to(place)
        assert store.project == last


def finish(artist: Artist, qtbot) -> None:
    artist.studio.transport.stop()
    artist.studio.jobs.cancel_all()
    qtbot.wait(1)


def test_anything_in_any_order_on_the_demo(home, demo_project, monkeypatch, qtbot):
    artist = Artist(home, demo_project, 1, monkeypatch)
    artist.work(120)
    assert len(set(artist.done)) > 40
    assert artist.edits > 10
    finish(artist, qtbot)


def test_anything_in_any_order_on_an_hour(home, monkeypatch, qtbot):
    artist = Artist(home, hour(), 2, monkeypatch)
    artist.work(40)
    finish(artist, qtbot)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 7))
def test_an_hour_of_editing(home, demo_project, seed, monkeypatch, qtbot):
    artist = Artist(home, hour() if seed % 2 else demo_project, seed, monkeypatch)
    artist.work(900)
    finish(artist, qtbot)
