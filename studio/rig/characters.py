"""Loads the characters that packaging/bake_characters.py made; each lies in assets/characters/NAME/."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from studio.core import npy, resources
from studio.core.problems import ProblemError, fail
from studio.rig.schema import Material, Rig

DEFAULT = "nora"
_VERSION = 1
_DESCRIPTION, _MESH = "character.json", "arrays.npz"
_ARRAYS = (
    "vertices", "normals", "triangles", "uv", "colours", "weld", "triangle_material", "joint_positions",
    "skin_joints", "skin_weights", "morph_vertices", "morph_offsets", "morph_deltas",
)  # fmt: skip
_Key = tuple[Path, tuple[int, int], tuple[int, int]]
_loaded: WeakValueDictionary[_Key, Rig] = WeakValueDictionary()


def folder() -> Path:
    """Where the characters lie. Raises ProblemError when the program's assets are missing."""
    return resources.assets() / "characters"


def names() -> tuple[str, ...]:
    """Every character that can be loaded, the default first, the others by name."""
    found = {place.parent.name for place in folder().glob(f"*/{_DESCRIPTION}")}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def load(name: str) -> Rig:
    """The character of that name, the same object as long as anybody has it: what was measured on it serves
    all. Raises ProblemError for an unknown name or a broken folder."""
    if name not in names():
        raise fail(
            "rig.unknown_character",
            "there is no character of this name",
            name,
            f"Choose one of: {', '.join(names())}",
        )
    place = folder() / name
    key = (place, _stamp(place / _DESCRIPTION), _stamp(place / _MESH))
    known = _loaded.get(key)
    return _loaded.setdefault(key, load_folder(place)) if known is None else known


def _stamp(path: Path) -> tuple[int, int]:
    """Another one for another file of the name."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def load_folder(place: Path) -> Rig:
    """A character from any folder of the same build. Raises ProblemError when it cannot be read whole."""
    try:
        description = json.loads((place / _DESCRIPTION).read_text(encoding="utf-8"))
        return _rig(place, description, _arrays(place / _MESH))
    except (OSError, EOFError, ValueError, LookupError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise _broken(place, str(error)) from error


def _arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    arrays = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as stream:
                arrays[member.filename.removesuffix(".npy")] = npy.read(stream)
    return arrays


def _broken(place: Path, reason: str) -> ProblemError:
    return fail(
        "rig.broken_character",
        f"the character cannot be read ({reason})",
        str(place),
        "Install Moodline again, or bake it with packaging/bake_characters.py",
    )


def _rig(place: Path, description: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> Rig:
    if description["version"] != _VERSION:
        raise ValueError(f"version {description['version']} where {_VERSION} is known")
    rig = Rig(
        name=description["name"],
        label=description["label"],
        materials=tuple(_material(m) for m in description["materials"]),
        joint_names=tuple(description["joint_names"]),
        parents=np.array(description["parents"], dtype=np.int32),
        morph_names=tuple(description["morph_names"]),
        vertex_sets={key: arrays[f"set.{key}"] for key in description["vertex_sets"]},
        **{key: arrays[key] for key in _ARRAYS},
    )
    _check(rig, place)
    return rig


def _material(stored: dict[str, Any]) -> Material:
    red, green, blue = stored["colour"]
    return Material(stored["name"], stored["shading"], (red, green, blue), stored["texture"])


def _check(rig: Rig, place: Path) -> None:
    count, joints = len(rig.vertices), len(rig.joint_names)
    sound = (
        rig.vertices.shape == rig.normals.shape == rig.colours.shape == (count, 3)
        and rig.uv.shape == (count, 2)
        and len(rig.weld) == len(rig.skin_joints) == len(rig.skin_weights) == count
        and len(rig.triangles) == len(rig.triangle_material)
        and len(rig.parents) == len(rig.joint_positions) == joints
        and len(rig.morph_offsets) == len(rig.morph_names) + 1
        and rig.morph_offsets[-1] == len(rig.morph_vertices) == len(rig.morph_deltas)
        and bool(np.isfinite(rig.vertices).all() and np.isfinite(rig.morph_deltas).all())
    )
    within = (
        (rig.triangles, count),
        (rig.weld, count),
        (rig.morph_vertices, count),
        (rig.triangle_material, len(rig.materials)),
        (rig.skin_joints, joints),
        *((vertices, count) for vertices in rig.vertex_sets.values()),
    )
    if not sound or any(a.size and (a.min() < 0 or a.max() >= bound) for a, bound in within):
        raise ValueError("its arrays do not fit together")
    missing = [m.texture for m in rig.materials if m.texture and not (place / m.texture).is_file()]
    if missing:
        raise ValueError(f"its picture {missing[0]} is missing")
