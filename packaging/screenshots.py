"""Pictures of the window and of each panel, menu and dialog, with the performed demo in them.

    .venv/bin/python packaging/screenshots.py [OUTPUT-FOLDER] [--only NAME[,NAME]] [--quick]
    .venv/bin/python packaging/screenshots.py --readme

Both themes, 1280x800 and 2560x1440, scale 1 and 2 (--quick: 1280x800 at scale 1 alone). The window is shown
on a display of its own (Xvfb) where that is installed: the pictures depend on nobody's screen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from studio.core.resources import assets
from studio.gui.kit.post import QtPost
from studio.gui.kit.theming import set_theme
from studio.gui.main.application import make_application
from studio.gui.main.home import Home
from studio.gui.main.menus import ORDER

ROOT = Path(__file__).resolve().parents[1]
# Pixels of the picture and the scale: logical size is the one divided by the other.
SHAPES = ((1280, 800, 1), (2560, 1600, 2), (2560, 1440, 1), (2560, 1440, 2))
PICTURES = ROOT / "assets" / "pictures"
BEST = (1600, 1000, 1)  # what README.md shows
THEMES = ("dark", "light")
LONGEST = 60.0  # seconds to wait for the performance


def main() -> int:
    parser = argparse.ArgumentParser(description="Pictures of the window and of each panel and dialog.")
    parser.add_argument("out", nargs="?", default=str(ROOT / "out" / "screenshots"))
    parser.add_argument(
        "--only", default="", help="names of panels or dialogs, or `menus`, with commas between them"
    )
    parser.add_argument("--quick", action="store_true", help="1280x800 at scale 1 alone")
    parser.add_argument(
        "--readme", action="store_true", help="the pictures of README.md, into assets/pictures"
    )
    parser.add_argument("--shape", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.shape:
        width, height = (int(n) for n in args.shape.split("x"))
        only = frozenset(filter(None, args.only.split(",")))
        return take(Path(args.out), width, height, only, readme=args.readme)
    server, environment = own_display(dict(os.environ))
    try:
        for width, height, scale in (BEST,) if args.readme else SHAPES[: 1 if args.quick else None]:
            folder = Path(args.out) / f"{width}x{height}@{scale}"
            shape = f"{width // scale}x{height // scale}"
            command = [sys.executable, __file__, str(folder), "--shape", shape, "--only", args.only]
            run_fresh([*command, "--readme"] if args.readme else command, environment, scale)
    finally:
        if server is not None:
            server.terminate()
    return 0


def run_fresh(command: list[str], environment: dict[str, str], scale: int) -> None:
    """Like somebody's first start: no settings, no layout of another size."""
    with tempfile.TemporaryDirectory() as settings:
        fresh = {"MOODLINE_CONFIG": settings, "MOODLINE_STATE": settings, "QT_SCALE_FACTOR": str(scale)}
        subprocess.run(command, check=True, cwd=ROOT, env={**environment, **fresh})


def own_display(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes] | None, dict[str, str]]:
    """A display large enough for every shape; the one that is there where Xvfb is not."""
    if not shutil.which("Xvfb"):
        return None, environment
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "2600x1700x24"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as stream:
        number = stream.readline().strip()
    return server, {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}


def take(folder: Path, width: int, height: int, only: frozenset[str], *, readme: bool = False) -> int:
    """One process, one shape: every picture in both themes."""
    app = make_application()
    home = Home(QtPost())
    home.studio.settings.set("tour.seen", True)
    home.show()
    home.window.resize(width, height)
    camera = _Camera(app, home, folder, only)
    for theme in () if readme else THEMES:
        set_theme(theme)
        camera.keep("welcome", theme, home.window, 2.5)
    home.desk.take_in([assets() / "demo"])
    home.window.make_all()
    camera.wait(lambda: not home.studio.jobs.busy and home.studio.scene is not None, LONGEST)
    home.studio.transport.seek(home.studio.transport.rate.tick_of(33))
    if readme:
        camera.best(PICTURES)
    for theme in () if readme else THEMES:
        set_theme(theme)
        camera.round(theme)
    home.window.may_close = lambda: True
    home.window.close()
    home.release()
    print(f"{camera.count} pictures in {PICTURES if readme else folder}")
    return 0


class _Camera:
    def __init__(self, app: QApplication, home: Home, folder: Path, only: frozenset[str]) -> None:
        self._app, self._home, self._folder, self._only = app, home, folder, only
        self.count = 0

    def round(self, theme: str) -> None:
        """Everything once."""
        window = self._home.window
        self.keep("window", theme, window, 3.0)
        for name in ("viewport", *window.docks):
            if self._wanted(name):
                if name in window.docks:
                    window.reveal(name)
                panel = window.panel(name)
                if panel is not None:
                    self.keep(name, theme, panel, 1.5)
        window.reveal("timeline")
        self._menus(theme)
        for name, ask in self._dialogs():
            if self._wanted(name):
                self._dialog(name, theme, ask)

    def _menus(self, theme: str) -> None:
        window = self._home.window
        for title in ORDER if self._wanted("menus") else ():
            menu = window.menus.top(title)
            menu.popup(window.mapToGlobal(QPoint(40, 40)))
            self.wait(lambda: False, 0.3)
            self.keep_at_once(f"menu-{title.lower()}", theme, menu)
            menu.close()

    def best(self, folder: Path) -> None:
        """The few that README.md shows, small enough for a repository."""
        window = self._home.window
        for name, theme, fronts in (
            ("studio-dark", "dark", ("emotions", "timeline", "inspector")),
            ("studio-light", "light", ("script", "curves", "gestures")),
        ):
            set_theme(theme)
            for front in fronts:
                window.reveal(front)
            self.wait(lambda: False, 4.0)
            picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
            size, data = (picture.width(), picture.height()), bytes(picture.constBits())
            folder.mkdir(parents=True, exist_ok=True)
            Image.frombytes("RGB", size, data, "raw", "RGB", picture.bytesPerLine()).save(
                folder / f"{name}.jpg", quality=90, subsampling=0, optimize=True
            )
            self.count += 1

    def keep(self, name: str, theme: str, widget: QWidget, settle: float) -> None:
        if self._wanted(name):
            self.wait(lambda: False, settle)
            self.keep_at_once(name, theme, widget)

    def keep_at_once(self, name: str, theme: str, widget: QWidget) -> None:
        path = self._folder / f"{name}-{theme}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
        self.count += 1

    def wait(self, done: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not done():
            self._app.processEvents()
            # Without an event loop of its own nothing that was given up would go.
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.005)

    def _dialogs(self) -> list[tuple[str, Callable[[], Any]]]:
        home = self._home
        return [
            ("export", lambda: home.studio.actions.run("file.export")),
            ("characters", lambda: home.studio.actions.run("character.edit")),
            ("keys", lambda: home.open_help("keys")),
            ("commands", lambda: home.open_help("commands")),
            ("about", lambda: home.open_help("about")),
        ]

    def _dialog(self, name: str, theme: str, ask: Callable[[], Any]) -> None:
        before = set(self._app.topLevelWidgets())
        ask()
        shown = [w for w in self._app.topLevelWidgets() if w not in before and isinstance(w, QDialog)]
        for dialog in shown[:1]:
            self.keep(name, theme, dialog, 2.5)
        for dialog in shown:
            dialog.close()
            dialog.deleteLater()

    def _wanted(self, name: str) -> bool:
        return not self._only or name in self._only


if __name__ == "__main__":
    sys.exit(main())
