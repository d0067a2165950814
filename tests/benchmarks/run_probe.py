"""The whole probe on exports of the default character: every reader must see what the truth says.

    python tests/benchmarks/run_probe.py [--only WORD] [--keep DIR] [--probe DIR] ...

Set the probe up once with its own setup.sh (1.4 GB: Blender, FBX2glTF, ufbx, three.js, assimp). It runs on a
busy performance, in which every joint and shape moves, the body turns right round and the arms go over the
head: at 24, 29.97, 30 and 60 fps, for a minute, for one and two frames, with eight influences, and on the
golden files of the tests. Tolerances: joints, bind places and vertices 0.1 mm, turns 0.05 degrees, half-way
between frames 0.5 degrees, shapes 0.001. Exit status 1 when anything differs.

Where a reader cannot show what a good file holds, it is asked otherwise and the output says so:
- FBX2glTF bakes at 24, 30 or 60 fps, so at 29.97 its result is held against the truth at 30 fps.
- Blender's Python importer lays 29.97 fps keys out at 30 (it drops the rate's fraction): left out there.
- Blender, when it is told to import BVH as quaternions, flips their sign where a joint passes half a turn
  (not with its default, angles): half-way points are not asked of it where the body turns round.
- three.js and FBX2glTF keep four influences: with eight the skin is asked of the others only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import attrs
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "interchange"))

import clips  # noqa: E402 - lies beside the tests

from studio.animation.channels import ChannelFrames  # noqa: E402 - after the path above
from studio.animation.poses import PoseFrames, slerp  # noqa: E402 - likewise
from studio.core.time import Rate  # noqa: E402 - likewise
from studio.interchange import bvh, fbx, livelink, truth  # noqa: E402 - likewise
from studio.interchange.baked import BakedClip  # noqa: E402 - likewise
from studio.rig import characters  # noqa: E402 - likewise
from studio.rig.schema import JointFrames  # noqa: E402 - likewise

FILM_RATE = Rate(30000, 1001)
TOLERANCES = {
    "joint-mm": 0.1,
    "bind-mm": 0.1,
    "vertex-mm": 0.1,
    "turn-deg": 0.05,
    "between-deg": 0.5,
    "morph": 0.001,
}
# At 29.97 fps Blender finds a frame by a 32-bit fraction, which is a little late after some seconds.
ROUNDED = {"joint-mm": 0.3, "vertex-mm": 0.3}


@attrs.frozen
class Question:
    """One run of the probe: a file, the truth it is held against, its readers (empty: all), other options."""

    name: str
    file: Path
    truth: Path
    readers: str = ""
    tolerances: dict[str, float] = attrs.field(factory=dict)
    options: tuple[str, ...] = ()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        failed = [q.name for q in questions(folder) if options.only in q.name and not agrees(options, q)]
    print("FAILED: " + ", ".join(failed) if failed else "every reader agrees")
    sys.exit(1 if failed else 0)


def arguments() -> argparse.Namespace:
    home = Path.home() / ".cache" / "moodline-probe"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="run the questions whose name holds this word")
    parser.add_argument("--keep", type=Path, help="keep exports and truths in this folder")
    parser.add_argument("--probe", type=Path, default=ROOT.parent / "shared" / "tools" / "probe")
    parser.add_argument("--python", type=Path, default=home / "venv" / "bin" / "python")
    parser.add_argument("--modules", type=Path, default=home / "npm" / "node_modules")
    options = parser.parse_args()
    for needed in (options.probe / "probe.py", options.python, options.modules):
        if not needed.exists():
            parser.error(f"{needed} is missing; {options.probe / 'setup.sh'} sets the probe up")
    return options


def questions(folder: Path) -> Iterator[Question]:
    rig = characters.load(characters.DEFAULT)
    for name, rate, seconds in (("24fps", Rate(24), 12), ("30fps", Rate(30), 60), ("60fps", Rate(60), 12)):
        yield from about(folder, name, clips.busy_clip(rig, rate, int(seconds * rate.fps) + 1))
    yield from about_film_rate(folder, clips.busy_clip(rig, FILM_RATE, 360))
    for count in (1, 2):
        yield from about(folder, f"{count}frame", clips.busy_clip(rig, Rate(30), count))
    held = written(folder, "8influences", clips.busy_clip(rig, Rate(30), 61), influences=8)
    path = folder / "8influences.fbx"
    yield Question("8influences-fbx", path, held, "ufbx,blender,blender-new,assimp")
    yield Question(
        "8influences-fbx-but-skin", path, held, "fbxsdk,three", {"vertex-mm": 100.0}, **asked("fbx")
    )
    golden = ROOT / "tests" / "golden" / "interchange"
    truth.write(clips.busy_clip(clips.tiny_rig(), Rate(30), 11, name="golden"), folder / "golden.npz")
    for kind in ("fbx", "bvh", "csv"):
        yield Question(f"golden-{kind}", golden / f"golden.{kind}", folder / "golden.npz", **asked(kind))


def about(folder: Path, name: str, clip: BakedClip) -> Iterator[Question]:
    held = written(folder, name, clip)
    yield Question(f"{name}-fbx", folder / f"{name}.fbx", held, **asked("fbx"))
    path = folder / f"{name}.bvh"
    yield Question(f"{name}-bvh", path, held, readers="three,assimp", **asked("bvh"))
    yield Question(f"{name}-bvh-blender", path, held, "blender", {"between-deg": 181.0}, **asked("bvh"))
    if clip.frame_count > 1:  # the probe works out a rate from the first and last row
        yield Question(f"{name}-csv", folder / f"{name}.csv", held)


def about_film_rate(folder: Path, clip: BakedClip) -> Iterator[Question]:
    held = written(folder, "29.97fps", clip)
    path = folder / "29.97fps.fbx"
    yield Question("29.97fps-fbx", path, held, "ufbx,three,assimp")
    yield Question("29.97fps-fbx-blender", path, held, "blender-new", ROUNDED)
    truth.write(resampled(clip, Rate(30)), folder / "29.97at30.npz")
    # Straight lines between frames are what the file says and what is resampled; turns differ by their path.
    path_of_turns = {
        "joint-mm": 1.0,
        "vertex-mm": 1.0,
        "turn-deg": 0.2,
        "between-deg": 1.0,
        "duration-s": 0.034,
    }
    yield Question(
        "29.97fps-fbx-sdk", path, folder / "29.97at30.npz", "fbxsdk", path_of_turns, **asked("fbx")
    )
    path = folder / "29.97fps.bvh"
    yield Question("29.97fps-bvh", path, held, "three,assimp", **asked("bvh"))
    yield Question(
        "29.97fps-bvh-blender", path, held, "blender", {**ROUNDED, "between-deg": 181.0}, **asked("bvh")
    )
    yield Question("29.97fps-csv", folder / "29.97fps.csv", held)


def asked(kind: str) -> dict[str, tuple[str, ...]]:
    if kind == "fbx":
        return {"options": ("--require", "fbxsdk")}
    return {"options": ("--skeleton-only",)} if kind == "bvh" else {}


def written(folder: Path, name: str, clip: BakedClip, influences: int = 4) -> Path:
    """Exports the clip in every format with a reader; the truth's path."""
    fbx.write(clip, folder / f"{name}.fbx", influences=influences)
    bvh.write(clip, folder / f"{name}.bvh")
    livelink.write_csv(clip, folder / f"{name}.csv")
    truth.write(clip, folder / f"{name}.npz", influences=influences)
    return folder / f"{name}.npz"


def resampled(clip: BakedClip, rate: Rate) -> BakedClip:
    """The clip as it is at another rate's frames, as far as it reaches."""
    step = Fraction(clip.rate.numerator * rate.denominator, clip.rate.denominator * rate.numerator)
    count = int((clip.frame_count - 1) / step) + 1
    at = np.array([float(step * i) for i in range(count)])
    first = np.minimum(at.astype(int), clip.frame_count - 2)
    share = at - first

    def lines(values: np.ndarray) -> np.ndarray:
        part = share.reshape(-1, *[1] * (values.ndim - 1))
        return values[first] * (1 - part) + values[first + 1] * part

    turns = clip.joints.rotations
    mixed = slerp(turns[first], turns[first + 1], np.repeat(share[:, None], turns.shape[1], axis=1))
    return attrs.evolve(
        clip,
        rate=rate,
        joints=JointFrames(mixed, lines(clip.joints.root_translation)),
        face=ChannelFrames(clip.face.names, rate, 0, lines(clip.face.values).astype(np.float32)),
        body=PoseFrames(rate, 0, clip.body.rotations[first], lines(clip.body.translation)),
        gaze_degrees=lines(clip.gaze_degrees),
    )


def agrees(options: argparse.Namespace, question: Question) -> bool:
    print(f"== {question.name}", flush=True)
    command = [options.python, options.probe / "probe.py", question.file, "--truth", question.truth]
    for name, value in {**TOLERANCES, **question.tolerances}.items():
        command += [f"--tol-{name}", str(value)]
    if question.readers:
        command += ["--readers", question.readers]
    with tempfile.TemporaryDirectory() as own:  # Blender leaves a folder behind in there
        environment = {**os.environ, "PROBE_NODE_MODULES": str(options.modules), "TMPDIR": own}
        run = subprocess.run([*command, *question.options], check=False, env=environment)
    return run.returncode == 0


if __name__ == "__main__":
    main()
