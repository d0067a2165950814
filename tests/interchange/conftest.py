"""A short busy clip of the small character, written once in every format."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from pathlib import Path

import clips
import numpy as np
import pytest

from studio.core.time import Rate
from studio.interchange import bvh, fbx, livelink, performance_npz, smplx_npz, truth
from studio.interchange.baked import BakedClip

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def clip() -> BakedClip:
    """Three seconds at 30 fps: the root turns past 180 degrees, the arm goes over the head."""
    return clips.busy_clip(clips.tiny_rig(), Rate(30), 91)


@pytest.fixture(scope="session")
def files(clip: BakedClip, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The clip as fbx, bvh, csv, npz, smplx and truth."""
    folder = tmp_path_factory.mktemp("exports")
    suffixes = {"fbx": "fbx", "bvh": "bvh", "csv": "csv", "npz": "npz", "smplx": "npz", "truth": "npz"}
    paths = {kind: folder / f"{kind}.{suffix}" for kind, suffix in suffixes.items()}
    fbx.write(clip, paths["fbx"])
    bvh.write(clip, paths["bvh"])
    livelink.write_csv(clip, paths["csv"])
    performance_npz.write(clip, paths["npz"])
    smplx_npz.write(clip, paths["smplx"])
    truth.write(clip, paths["truth"])
    return paths


@pytest.fixture(scope="session")
def true(files: dict[str, Path]) -> dict[str, np.ndarray]:
    """What every file must show."""
    with np.load(files["truth"], allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


@pytest.fixture(scope="session")
def fbx2gltf() -> str:
    """The converter with Autodesk's SDK inside; packaging/prepare.py installs it."""
    named = os.environ.get("MOODLINE_FBX2GLTF") or shutil.which("FBX2glTF")
    if named:
        return named
    system = {"Windows": "Windows_NT"}.get(platform.system(), platform.system())
    for environment in (Path(sys.prefix), ROOT / ".venv"):
        for found in environment.glob(f"fbx2gltf/node_modules/fbx2gltf/bin/{system}/FBX2glTF*"):
            return str(found)
    pytest.skip("FBX2glTF is not installed: set MOODLINE_FBX2GLTF to it, or run packaging/prepare.py")
