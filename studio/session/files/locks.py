"""A file beside a project that says who has it open, so that two windows do not write over each other."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

import attrs

from studio.document.package import JSON


@attrs.frozen
class Holder:
    """Who has a project open: process and computer, since when (seconds since 1970)."""

    pid: int
    host: str
    since: float

    @property
    def here(self) -> bool:
        return self.host == socket.gethostname()


def lock_path(project: Path) -> Path:
    """`.name.moodline.lock` beside a file, `.project.lock` in a folder."""
    if project.name == JSON:
        return project.parent / ".project.lock"
    return project.with_name(f".{project.name}.lock")


def holder_of(project: Path) -> Holder | None:
    """Who else has a project open; None for nobody, for ourselves, and for a process that is no more."""
    try:
        with lock_path(project).open("rb") as stream:
            plain = json.loads(stream.read(4096))
        holder = Holder(int(plain["pid"]), str(plain["host"])[:255], float(plain["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if holder.here and (holder.pid == os.getpid() or not is_alive(holder.pid)):
        return None
    return holder


def take(project: Path) -> bool:
    """Says that we have it open; False where nothing can be written, which is no reason not to work."""
    plain = {"pid": os.getpid(), "host": socket.gethostname(), "since": round(time.time(), 1)}
    try:
        lock_path(project).write_text(json.dumps(plain), "utf-8")
    except OSError:
        return False
    return True


def release(project: Path) -> None:
    """Takes our own lock away; another's stays."""
    path = lock_path(project)
    try:
        mine = json.loads(path.read_bytes()[:4096])
        if (mine.get("pid"), mine.get("host")) == (os.getpid(), socket.gethostname()):
            path.unlink()
    except (OSError, ValueError, AttributeError):
        return


def is_alive(pid: int) -> bool:
    """Is there a process of this number on this computer?"""
    if pid <= 0:
        return False
    if os.name == "nt":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    # os.kill(pid, 0) would end the process there.
    import ctypes  # noqa: PLC0415 - only there

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, pid)  # may be asked about, nothing more
    if not handle:
        return False
    code = ctypes.c_ulong()
    alive = kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value == 259  # STILL_ACTIVE
    kernel.CloseHandle(handle)
    return bool(alive)
