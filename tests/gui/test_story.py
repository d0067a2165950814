"""The artist's story in the real window on a real X server: drop, paint, drag a key, lock, perform again,
undo, save, reopen, export. Hands are xdotool's, and the exported file is read by ufbx."""

from __future__ import annotations

import itertools
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.core.resources import assets
from studio.core.time import ticks
from studio.document.files import load

HERE = Path(__file__).parent
READER = HERE.parent / "interchange" / "ufbx_reader.py"
PATIENCE = 90.0  # seconds for anything that is worked out beside the window, on a busy machine

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)


@pytest.fixture
def display():
    """An X server of the test's own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1480x800x24"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as stream:
        number = stream.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Artist:
    """Hands on the real window, and eyes that ask it where its things are."""

    def __init__(self, display: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "MOODLINE_CONFIG": str(folder / "config"),
            "MOODLINE_STATE": str(folder / "state"),
            "HOME": str(folder),
        }
        (folder / "config").mkdir()
        (folder / "config" / "settings.json").write_text('{"tour.seen": true}')
        self._log = (folder / "window.log").open("w")
        self._window = self._start("story_window.py", stdin=subprocess.PIPE)
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _start(self, name: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(HERE / name), *arguments],
            stdin=stdin, stdout=subprocess.PIPE, stderr=self._log, env=self.environment, text=True,
        )  # fmt: skip

    def _listen(self) -> None:
        for line in self._window.stdout:
            self._answers.put(line)

    def ask(self, expression: str):
        assert self._window.poll() is None, (self.folder / "window.log").read_text()
        self._window.stdin.write(expression + "\n")
        self._window.stdin.flush()
        value = json.loads(self._answers.get(timeout=30))
        assert not (isinstance(value, dict) and "error" in value), (expression, value)
        return value

    def see(self, expression: str, wanted=True):
        """Waits until the window says so."""
        end, value = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            value = self.ask(expression)
            if value == wanted:
                return
            time.sleep(0.1)
        self.picture("failed")
        told = self.ask(
            "[str(p) for p in studio.findings] + [j.title + str(j.state) for j in studio.jobs._jobs]"
        )
        raise AssertionError(f"{expression} is {value}, not {wanted}; problems: {told}")

    def hand(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True, env=self.environment)
        time.sleep(0.05)

    def click(self, place, button=1) -> None:
        self.hand("mousemove", *place)
        self.hand("click", button)

    def drag(self, places, pause: float = 0.0) -> None:
        self.hand("mousemove", *places[0])
        self.hand("mousedown", 1)
        for (x0, y0), (x1, y1) in itertools.pairwise(places):
            for k in range(1, 9):
                self.hand("mousemove", round(x0 + (x1 - x0) * k / 8), round(y0 + (y1 - y0) * k / 8))
        time.sleep(pause)
        self.hand("mouseup", 1)

    def key(self, *keys: str) -> None:
        for key in keys:
            self.hand("key", key)

    def type(self, text: str) -> None:
        self.hand("type", "--delay", 5, text)

    def look_at(self, name: str) -> None:
        """The focus to the window in front, as a window manager gives it; there is none here."""
        self.see("where.front()", name)
        self.hand("windowfocus", self.ask("int(where.dialog().winId())"))
        self.see("where.dialog().isActiveWindow()")

    def rest(self) -> None:
        self.see("studio.jobs.busy", False)

    def drop(self, file: Path) -> None:
        """A file from another window onto this one."""
        source = self._start("story_source.py", str(file))
        assert source.stdout.readline() == "ready\n"
        time.sleep(0.5)
        self.drag([(1390, 60), (1370, 70), (640, 300), (650, 310)], pause=1.0)
        source.wait(30)
        source.stdout.close()

    def picture(self, name: str) -> None:
        path = str(self.folder / f"{name}.png")
        self.ask(f"window.grab().save({path!r})")

    def go(self) -> None:
        self._window.kill()
        self._window.wait(10)
        for stream in (self._window.stdin, self._window.stdout, self._log):
            stream.close()


@pytest.fixture
def artist(display, tmp_path):
    hands = Artist(display, tmp_path)
    yield hands
    hands.go()


@pytest.fixture
def recording(tmp_path) -> Path:
    samples, rate = soundfile.read(assets() / "demo" / "nora.flac", dtype="int16")
    soundfile.write(tmp_path / "line.wav", samples, rate)
    shutil.copy(assets() / "demo" / "nora.txt", tmp_path / "line.txt")
    return tmp_path / "line.wav"


CHARACTER = "studio.project.scenes[0].characters[0]"
JOY = f"[t for t in {CHARACTER}.emotions if t.emotion == 'joy'][0]"


def joy(artist) -> list[list[float]]:
    return artist.ask(f"[[k.time, k.value] for k in {JOY}.curve.keys]")


def test_the_story(artist, recording, tmp_path):
    artist.see("window.isVisible() and window.welcoming")
    artist.see("all(dock.filled for dock in window.docks.values())")
    artist.rest()
    artist.drop(recording)
    artist.see(f"len({CHARACTER}.takes) if studio.project.scenes else 0", 1)
    artist.rest()
    words = artist.ask(f"[[w.text, w.start, w.end] for w in {CHARACTER}.clips[0].transcript.words]")
    assert [w[0].lower().strip(",.!") for w in words][:3] == ["you", "came", "back"]
    artist.see("window.panel('timeline') is not None")

    # Paint joy over the last three words.
    first, last = words[-3][1], words[-1][2]
    artist.click(artist.ask("middle(window.panel('timeline').ruler)"))
    artist.key("b")
    artist.see("str(studio.brush.value.tool)", "brush")
    stroke = [
        artist.ask(f"where.lane('emotion-add', {first + (last - first) * k // 4}, 0.35)") for k in range(5)
    ]
    artist.drag(stroke)
    artist.see(f"any(t.emotion == 'joy' for t in {CHARACTER}.emotions)")
    painted = joy(artist)
    assert 2 <= len(painted) <= 12
    assert max(value for _, value in painted) > 0.3
    assert artist.ask("len(studio.store.steps)") >= 1
    artist.picture("painted")

    # Drag a key upwards in time.
    artist.key("v")
    artist.see("str(studio.brush.value.tool)", "select")
    middle = len(painted) // 2
    x, y = artist.ask(f"(where.lane({JOY}.id and 'emotion:'), where.key('emotion:', {middle}))[1]")
    artist.drag([(x, y), (x + 12, y + 4)])
    moved = joy(artist)
    assert moved != painted
    assert len(moved) == len(painted)

    # Lock the first second and perform again: it stays.
    artist.click(artist.ask("where.lane('take:')"))
    artist.drag(
        [artist.ask(f"where.lane('take:', {ticks(0.2)})"), artist.ask(f"where.lane('take:', {ticks(1.2)})")]
    )
    artist.key("shift+l")
    artist.see(f"len({CHARACTER}.takes[0].locked)", 1)
    artist.rest()
    locked = artist.ask(f"{CHARACTER}.takes[0].values[10:30].sum().item()")
    before = artist.ask(f"{CHARACTER}.takes[0].provenance.seed")
    artist.click(artist.ask(f"where.lane('take:', {ticks(2.0)})"), button=3)
    artist.click(artist.ask("where.menu_line('everything again')"))
    artist.rest()
    assert artist.ask(f"{CHARACTER}.takes[0].values[10:30].sum().item()") == locked
    assert artist.ask(f"{CHARACTER}.takes[0].provenance.seed") is not None
    assert before is not None

    # Undo the way back to the painted curve, and forwards again.
    steps = artist.ask("studio.store.place")
    while joy(artist) != painted:
        artist.key("ctrl+z")
        assert artist.ask("studio.store.place") > 0
    while artist.ask("studio.store.place") < steps:
        artist.key("ctrl+shift+z")
    assert joy(artist) == moved

    # Save under a name, close, open again.
    file = tmp_path / "story.moodline"
    artist.key("ctrl+s")
    artist.look_at("QFileDialog")
    artist.key("ctrl+a")
    artist.type(str(file))
    artist.key("Return")
    artist.see("home.documents.path is not None and not home.documents.modified")
    assert load(file).scenes[0].characters[0].clips[0].media.path == "line.wav"
    artist.look_at("moodline")
    artist.key("ctrl+w")
    artist.see("window.welcoming")
    artist.key("ctrl+o")
    artist.look_at("QFileDialog")
    artist.type(str(file))
    artist.key("Return")
    artist.see("not window.welcoming")
    artist.rest()
    assert joy(artist) == moved
    assert not artist.ask("home.documents.modified")

    # Export, and read what came out with a program that is not ours.
    artist.look_at("moodline")
    artist.key("ctrl+e")
    artist.look_at("exportDialog")
    artist.click(artist.ask("where.field('/')"))
    artist.key("ctrl+a")
    artist.type(str(tmp_path / "out"))
    artist.key("Tab")
    artist.click(artist.ask("where.button('Export')"))
    artist.rest()
    artist.picture("exported")
    [exported] = (tmp_path / "out").glob("*.fbx")
    seen = read(exported, tmp_path / "seen.npz", [(first + last) / 2 / ticks(1.0), first / ticks(1.0) - 1.0])
    smile = list(seen["channels"]).index("mouthSmileLeft")
    during, earlier = seen["weights"][:, smile]
    assert during > earlier + 0.05
    assert not artist.ask("[str(p) for p in studio.findings if p.kind == 'program.fault']")


def read(file: Path, out: Path, seconds: list[float]) -> dict[str, np.ndarray]:
    subprocess.run([sys.executable, str(READER), str(file), str(out), *map(str, seconds)], check=True)
    with np.load(out, allow_pickle=False) as found:
        return dict(found)
