"""Somewhere for windows to be: the display there is, else one of Xvfb's own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display(size: str = "1280x800") -> Iterator[None]:
    """size: of the screen that Xvfb makes, in pixels. Ends the program where there is neither."""
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    if os.environ.get("DISPLAY"):
        yield
        return
    if not shutil.which("Xvfb"):
        sys.exit("there is no display and no Xvfb")
    said, saying = os.pipe()
    command = ["Xvfb", "-displayfd", str(saying), "-screen", "0", f"{size}x24"]
    server = subprocess.Popen(command, pass_fds=(saying,), stderr=subprocess.DEVNULL)
    os.close(saying)
    with os.fdopen(said) as number:
        os.environ["DISPLAY"] = f":{number.readline().strip()}"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def end_without_taking_down() -> None:
    """The process ends once everybody has tidied up, and Qt's objects stay as they are: their display may be
    gone."""
    atexit.register(os._exit, 0)
    atexit.register(sys.stdout.flush)
