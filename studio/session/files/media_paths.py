"""Recordings are named by full path in memory and relative to the project's folder on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import attrs

from studio.document.schema import Character, Project, Scene, VoiceClip


def absolute(project: Project, folder: Path) -> Project:
    """Every recording by its full path; `folder` is where the project lies."""
    return _with_paths(project, lambda path: str(_joined(folder, path)))


def relative(project: Project, folder: Path) -> Project:
    """As it is written into `folder`: with forward slashes; full where another drive leaves no way."""
    return _with_paths(project, lambda path: _from(folder, path))


def _joined(folder: Path, path: str) -> Path:
    # Not resolved: a link to a disk of recordings stays the link the artist named.
    return Path(os.path.normpath(folder.absolute() / path)) if path else folder.absolute()


def _from(folder: Path, path: str) -> str:
    if not path or not Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, folder.absolute())).as_posix()
    except ValueError:
        return path


def _with_paths(project: Project, rename: Callable[[str], str]) -> Project:
    scenes = tuple(_scene(scene, rename) for scene in project.scenes)
    return attrs.evolve(project, scenes=scenes)


def _scene(scene: Scene, rename: Callable[[str], str]) -> Scene:
    return attrs.evolve(scene, characters=tuple(_character(c, rename) for c in scene.characters))


def _character(character: Character, rename: Callable[[str], str]) -> Character:
    return attrs.evolve(character, clips=tuple(_clip(clip, rename) for clip in character.clips))


def _clip(clip: VoiceClip, rename: Callable[[str], str]) -> VoiceClip:
    if not clip.media.path:
        return clip
    return attrs.evolve(clip, media=attrs.evolve(clip.media, path=rename(clip.media.path)))
