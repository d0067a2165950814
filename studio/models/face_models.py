"""Which models can perform a face, which of them a character has chosen, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.core import resources
from studio.models.discovery import Catalogue, discover
from studio.models.manifest import Manifest

FACE_MODEL = "org.moodline.face"
"""The studio's own, which performs unless another one is chosen."""

CHOSEN = "face_model"
"""Where a character's `extra` names the model that performs its face."""

EMOTION = "emotion"
INTENSITY = "intensity"
"""Semantics of controls through which a model takes emotion itself."""


def chosen_face_model(extra: Mapping[str, Any]) -> str:
    """The id of the model that a character with this `extra` has chosen."""
    name = extra.get(CHOSEN)
    return name if isinstance(name, str) and name else FACE_MODEL


def face_models() -> tuple[Manifest, ...]:
    """The models that can perform a face here: those that come with the program and run inside it."""
    return tuple(m for m in _catalogue(resources.plugins()).manifests if _performs(m))


def face_model(plugin: str) -> Manifest:
    """Raises ProblemError naming the known plugins."""
    return _catalogue(resources.plugins()).find(plugin)


def takes_emotion(manifest: Manifest) -> bool:
    """Does it say that emotion is among its inputs?"""
    return any(control.semantics in (EMOTION, INTENSITY) for control in manifest.control)


def _performs(manifest: Manifest) -> bool:
    inside = manifest.bundled and manifest.runtime.isolation == "in_process"
    faces = any(track.type == "face.arkit" for track in manifest.output.tracks)
    return inside and faces and manifest.kind == "generator"


@lru_cache(maxsize=2)
def _catalogue(home: Path) -> Catalogue:
    """Of a folder of bundled plugins: read once."""
    return discover()
