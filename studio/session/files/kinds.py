"""Files that an artist brings, told apart by their names; what is in them is looked at later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from studio.core.problems import fail
from studio.document.files import is_project
from studio.media.sniff import AUDIO_ENDINGS

AUDIO = AUDIO_ENDINGS
MOTION = (".bvh", ".npz")
SCRIPTS = (".TextGrid", ".srt", ".vtt", ".lab", ".txt")
_SCRIPTS = frozenset(ending.lower() for ending in SCRIPTS)
_IN_FOLDERS = frozenset({"recordings", "motions"})


@attrs.frozen
class Sorted:
    """What came, by what is done with it. scripts: those that lie beside recordings of the same name come
    along with them; barren: folders with nothing in them that we know."""

    projects: tuple[Path, ...]
    recordings: tuple[Path, ...]
    motions: tuple[Path, ...]
    scripts: tuple[Path, ...]
    strangers: tuple[Path, ...]
    barren: tuple[Path, ...]


def sort_files(paths: Iterable[Path]) -> Sorted:
    """A folder that is no project stands for the recordings and motions in it. Raises ProblemError for one
    that cannot be read."""
    kinds: dict[str, list[Path]] = {field.name: [] for field in attrs.fields(Sorted)}
    for path in paths:
        if not path.is_dir() or is_project(path):
            kinds[_kind(path)].append(path)
            continue
        known = [(child, kind) for child in _within(path) if (kind := _kind(child)) in _IN_FOLDERS]
        for child, kind in known:
            kinds[kind].append(child)
        if not known:
            kinds["barren"].append(path)
    return Sorted(**{name: tuple(found) for name, found in kinds.items()})


def is_recording(path: Path) -> bool:
    """Does a file look like a recording?"""
    return path.suffix.lower() in AUDIO


def patterns(endings: Iterable[str]) -> str:
    """Name endings for a file dialog: `*.bvh *.npz`."""
    return " ".join(f"*{ending}" for ending in endings)


def _within(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "Choose a folder that you may read"
        raise fail("files.unreadable", f"cannot be looked into ({reason})", str(folder), hint) from error


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if is_project(path):
        return "projects"
    if is_recording(path):
        return "recordings"
    if suffix in MOTION:
        return "motions"
    return "scripts" if suffix in _SCRIPTS else "strangers"
