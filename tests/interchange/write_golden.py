"""Writes the golden exports anew: do it only after the whole probe has passed what is written now.

python tests/interchange/write_golden.py
"""

from __future__ import annotations

from pathlib import Path

import clips

from studio.core.time import Rate
from studio.interchange import bvh, fbx, livelink

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "interchange"


def write(folder: Path) -> None:
    """A third of a second of the small character as FBX, BVH and CSV."""
    clip = clips.busy_clip(clips.tiny_rig(), Rate(30), 11, name="golden")
    fbx.write(clip, folder / "golden.fbx")
    bvh.write(clip, folder / "golden.bvh")
    livelink.write_csv(clip, folder / "golden.csv")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write(FOLDER)
