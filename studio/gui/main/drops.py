"""Files that are dropped on the window, told apart by their names; what is in them is looked at later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs
from PySide6.QtCore import QMimeData

from studio.session.files.opening import is_project

AUDIO = frozenset(
    {
        ".wav",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".mp3",
        ".aiff",
        ".aif",
        ".m4a",
        ".aac",
        ".mp4",
        ".webm",
        ".mov",
        ".mkv",
    }
)
MOTION = frozenset({".bvh", ".npz"})
SCRIPT = frozenset({".txt", ".lab", ".textgrid", ".srt", ".vtt"})


@attrs.frozen
class Sorted:
    """What came, by what is done with it. scripts: those that lie beside recordings of the same name come
    along with them."""

    projects: tuple[Path, ...]
    recordings: tuple[Path, ...]
    motions: tuple[Path, ...]
    scripts: tuple[Path, ...]
    strangers: tuple[Path, ...]


def sort_files(paths: Iterable[Path]) -> Sorted:
    """A folder that is no project stands for the recordings and motions in it."""
    kinds: dict[str, list[Path]] = {
        "projects": [],
        "recordings": [],
        "motions": [],
        "scripts": [],
        "strangers": [],
    }
    for path in paths:
        if path.is_dir() and not is_project(path):
            for child in sorted(path.iterdir()):
                kind = _kind(child)
                if kind in {"recordings", "motions"}:
                    kinds[kind].append(child)
        else:
            kinds[_kind(path)].append(path)
    return Sorted(**{name: tuple(found) for name, found in kinds.items()})


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if is_project(path):
        return "projects"
    if suffix in AUDIO:
        return "recordings"
    if suffix in MOTION:
        return "motions"
    return "scripts" if suffix in SCRIPT else "strangers"


def dropped_files(data: QMimeData) -> list[Path]:
    """Local files of a drag; none when it carries something else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
