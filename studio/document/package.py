"""A project's members in a folder or a zip, read without trust: names, counts and sizes are bounded first."""

from __future__ import annotations

import contextlib
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.problems import ProblemError, fail

JSON = "project.json"

_MOST_MEMBERS = 20_000
_LARGEST_DIRECTORY = 8 << 20
_LARGEST_MEMBER = 2 << 30
_LARGEST_TOTAL = 6 << 30
_RATIO = 200
_SMALL = 16 << 20  # members up to this size may be packed as tightly as they like

Read = Callable[[str], bytes]


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[Read]:
    """A function from a member's name to its bytes. Raises ProblemError for whatever is no project."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        yield lambda name: _from_folder(path, name)
    elif not stat.S_ISREG(status.st_mode):
        raise _no_project(path, "is a device or a pipe, not a project")
    elif path.name == JSON:
        yield lambda name: _from_folder(path.parent, name)
    else:
        with _open_zip(path) as read:
            yield read


def _from_folder(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode) or not stat.S_ISREG(status.st_mode):
            raise _no_project(path, "is a link or a device, which a project may not hold")
        if status.st_size > _LARGEST_MEMBER:
            raise _no_project(path, f"is larger than {_LARGEST_MEMBER >> 30} GB")
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


@contextlib.contextmanager
def _open_zip(path: Path) -> Iterator[Read]:
    try:
        with path.open("rb") as stream:
            _check_directory(stream, path)
            with zipfile.ZipFile(stream) as archive:
                members = _checked_members(archive, path)
                yield lambda name: _from_zip(archive, members, name, path)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        zlib.error,
        EOFError,
        ValueError,
        OverflowError,
    ) as error:
        raise _no_project(path, f"is no Moodline project, or a damaged one ({error})") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _check_directory(stream: Any, path: Path) -> None:  # noqa: ANN401 - a private function's argument
    # ZipFile makes an object of every entry of the directory before anybody can count them.
    end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
    if end is None:
        raise zipfile.BadZipFile("it is not a zip archive")
    if end[5] > _LARGEST_DIRECTORY:
        raise _no_project(path, "holds too many files for a project")


def _checked_members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """Members by name. Refuses the archive when one has an evil name, is a link, a bomb or there twice."""
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise _no_project(path, "holds too many files for a project")
    # Members may overlap, so a bomb is told from the whole as well.
    if sum(info.file_size for info in infos) > min(_LARGEST_TOTAL, max(_SMALL, _RATIO * path.stat().st_size)):
        raise _no_project(path, "holds more than a project does")
    seen: set[str] = set()
    for info in infos:
        reason = _evil(info)
        if reason or info.filename.lower() in seen:
            raise _no_project(path, f"holds '{info.filename[:80]}', which {reason or 'is there twice'}")
        seen.add(info.filename.lower())
    return {info.filename: info for info in infos}


def _evil(info: zipfile.ZipInfo) -> str:
    """Why a member is refused; empty when it is not."""
    name = PurePosixPath(info.filename)
    if name.is_absolute() or ".." in name.parts or re.search(r'[\\:\x00-\x1f<>"|?*]', info.filename):
        return "has a name that leads elsewhere"
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if info.flag_bits & 1:
        return "is encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way"
    if info.file_size > _LARGEST_MEMBER:
        return f"is larger than {_LARGEST_MEMBER >> 30} GB"
    return "is a bomb" if info.file_size > max(_SMALL, _RATIO * info.compress_size) else ""


def _from_zip(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str, path: Path) -> bytes:
    if name not in members:
        raise _no_project(path, f"is no Moodline project, or a damaged one ({name} is missing)")
    with archive.open(members[name]) as stream:
        data = stream.read(members[name].file_size + 1)
    if len(data) != members[name].file_size:
        raise zipfile.BadZipFile(f"{name} is not as large as it says")
    return data


def _no_project(path: Path, text: str) -> ProblemError:
    return fail("document.package", text, str(path), "Choose a .moodline file or a project folder")


def _unreadable(path: Path, error: Exception) -> ProblemError:
    if isinstance(error, FileNotFoundError):
        text = "there is no project" if path.name != JSON else "there is no project in this folder"
        return fail("document.missing_file", text, str(path), "Check the name and the folder")
    reason = str(getattr(error, "strerror", None) or error).lower()
    return fail(
        "document.unreadable", f"cannot be read ({reason})", str(path), "Check its permissions and disk"
    )
