"""Projects on disk: a `.moodline` zip or a folder of the same content; the file before stays as a backup."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import attrs

from studio.core.files import atomic_write, unwritable
from studio.core.problems import fail
from studio.core.progress import Progress, part_of, silent
from studio.document.converter import from_plain, to_plain
from studio.document.dense import pack, unpack
from studio.document.identity import check_ids
from studio.document.migrations import NEEDS, VERSIONS, migrate
from studio.document.package import JSON, open_package
from studio.document.plain_json import parse_json, write_json
from studio.document.schema import Project

SUFFIX = ".moodline"
BACKUP = ".bak"

_FORMAT = "moodline"
_STRANGERS = "versions"  # of kinds that only a newer program knows, kept in the project's extra


def is_project(path: Path) -> bool:
    """Does a path look like a project of ours?"""
    if path.is_dir():
        return (path / JSON).is_file()
    return path.suffix.lower() == SUFFIX or path.name == JSON


def load(path: Path, progress: Progress = silent) -> Project:
    """The project of a `.moodline` file, a project folder, or the project.json in one.

    Older files are brought to today's schema in memory. Raises ProblemError for a file that is missing,
    damaged, hostile, or of a newer Moodline than this. progress: may stop it between two steps.
    """
    subject = str(path)
    with open_package(path) as read:
        text = read(JSON)
        progress(0.1, "reading")
        header = parse_json(text, subject)
        progress(0.4, "reading")
        versions = _versions(header, subject)
        plain = migrate(header["project"], versions, subject)
        unpack(plain, read, subject)
    progress(0.5, "reading")
    project = from_plain(plain, subject, part_of(progress, 0.5, 0.9))
    progress(0.9, "reading")
    check_ids(project, subject)
    strangers = {kind: version for kind, version in versions.items() if kind not in VERSIONS}
    return attrs.evolve(project, extra={**project.extra, _STRANGERS: strangers}) if strangers else project


def _versions(header: Any, subject: str) -> dict[str, int]:  # noqa: ANN401 - whatever a file held
    if not isinstance(header, dict) or header.get("format") != _FORMAT or "project" not in header:
        raise fail("document.format", "is no Moodline project", subject, "Choose a .moodline file or folder")
    versions = header.get("versions")
    if not isinstance(versions, dict) or not all(_is_version(v) for v in versions.values()):
        raise fail("document.format", "does not say which version it is of", subject, "Open a backup")
    newer = sorted(kind for kind, version in VERSIONS.items() if versions.get(kind, 1) > version)
    if newer:
        needs = header.get("needs")
        needed = f" {needs}" if isinstance(needs, str) and re.fullmatch(r"\d+(\.\d+){1,3}", needs) else ""
        raise fail(
            "document.newer",
            f"was saved by a newer Moodline (its kind of {', '.join(newer)} is not known here)",
            subject,
            f"Open it with Moodline{needed} or newer",
        )
    return dict(versions)


def _is_version(value: Any) -> bool:  # noqa: ANN401 - whatever a file held
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value < 1 << 31


def save(project: Project, path: Path, progress: Progress = silent) -> None:
    """Writes a project: into a folder when `path` is one, its project.json or has no suffix; else a zip.

    The new file is complete and on the disk before it takes the old one's place; the old one stays beside it
    with `.bak` added. Equal projects give equal bytes. Raises ProblemError; then the old file is untouched,
    as it is when the progress stops the work, which it may until something is written.
    """
    path = Path(os.path.realpath(path.parent if path.name == JSON else path))
    progress(0.0, "writing")
    plain = to_plain(project, part_of(progress, 0.0, 0.3))
    progress(0.3, "writing")
    strangers = plain.pop(_STRANGERS, {}) if isinstance(plain.get(_STRANGERS), dict) else {}
    members = pack(plain)
    progress(0.4, "writing")
    header = {"format": _FORMAT, "needs": NEEDS, "versions": {**strangers, **VERSIONS}, "project": plain}
    try:
        text = write_json(header, part_of(progress, 0.4, 0.7))
    except (ValueError, TypeError, RecursionError) as error:
        raise fail(
            "document.unsaveable",
            f"holds something that no file can ({error})",
            str(path),
            "Undo and save again",
        ) from error
    progress(0.7, "writing")
    try:
        if path.is_dir():
            _save_folder(text, members, path)
        elif path.suffix or path.exists():
            _save_zip(text, members, path)
        else:
            _save_new_folder(text, members, path)
    except OSError as error:
        raise unwritable(path, error) from error


def _save_zip(text: bytes, members: Mapping[str, bytes], path: Path) -> None:
    with atomic_write(path) as stream:
        _write_zip(stream, {JSON: text, **members})
        stream.flush()
        os.fsync(stream.fileno())
        _keep_backup(path)


def _write_zip(stream: IO[bytes], members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            # No time of writing, so that equal projects are equal files.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            # Text shrinks ten times at next to no cost; frames hardly do.
            packed = zipfile.ZIP_DEFLATED if name == JSON else zipfile.ZIP_STORED
            archive.writestr(info, members[name], packed, compresslevel=1)


def _save_folder(text: bytes, members: Mapping[str, bytes], folder: Path) -> None:
    _write_members(members, folder)
    with atomic_write(folder / JSON) as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
        _keep_backup(folder / JSON)
    _prune(folder, text)


def _save_new_folder(text: bytes, members: Mapping[str, bytes], folder: Path) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.parent))
    try:
        _save_folder(text, members, fresh)
        fresh.chmod(0o755)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_members(members: Mapping[str, bytes], folder: Path) -> None:
    if members:
        (folder / "takes").mkdir(exist_ok=True)
    for name, data in members.items():
        path = folder / name
        # Named by content: what is there already need not be written, unless it was damaged.
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            continue
        with atomic_write(path) as stream:
            stream.write(data)


def _prune(folder: Path, text: bytes) -> None:
    """Removes frames that neither the project nor its backup names."""
    backup = folder / (JSON + BACKUP)
    named = text + (backup.read_bytes() if backup.is_file() else b"")
    with contextlib.suppress(OSError):
        for path in (folder / "takes").glob("*.npy"):
            if path.name.encode() not in named:
                path.unlink()


def _keep_backup(path: Path) -> None:
    """The present file also under its backup's name; done at the last moment before it is replaced."""
    if not path.is_file():
        return
    backup, fresh = path.with_name(path.name + BACKUP), path.with_name(f".{path.name}{BACKUP}.tmp")
    fresh.unlink(missing_ok=True)
    try:
        _second_name(path, fresh)
        fresh.replace(backup)
    finally:
        # Still there after a fault, or when both names already were the same file.
        fresh.unlink(missing_ok=True)


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:
        # Not every disk can give a file two names.
        shutil.copy2(path, other)
