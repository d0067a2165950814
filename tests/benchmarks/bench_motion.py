"""How fast recorded motion comes in, and how true: seconds a minute of motion, degrees and millimetres.

    python tests/benchmarks/bench_motion.py

The peer is numpy's own reading of the same numbers (`numpy.loadtxt`), in the same run.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.animation.metrics import jerk
from studio.animation.pose_sampling import resampled
from studio.animation.quality import derivative
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.schema import Character
from studio.interchange.motion_in import read_bvh
from studio.performance.motion_clips import with_motion_clips
from studio.rig.characters import load
from studio.rig.motion_feet import fitted
from studio.rig.motion_retarget import to_smplx
from studio.rig.skinning import world_positions, world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS, REST
from studio.session.gesturing.motion_import import add_motion, import_motion

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "material" / "motion" / "clean" / "bvh"
FILES = ("Boxing_Toes.bvh", "cmu_01_01.bvh", "cmu_12_01_walk.bvh")


def median(work: Callable[[], object], times: int = 5) -> float:
    """Seconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return float(np.median(spent))


def main() -> None:
    rig = load("nora")
    for name in FILES:
        path, log = FOLDER / name, ProblemLog()
        motion = read_bvh(path, log)
        poses = to_smplx(motion, name, log).poses
        minutes = motion.frame_count / motion.rate.fps / 60
        numbers = path.read_text().split("Frame Time:")[1].split("\n", 1)[1]
        peer = median(lambda text=numbers: np.loadtxt(io.StringIO(text)), 3)
        read = median(lambda p=path: read_bvh(p, ProblemLog()))
        mapped = median(lambda m=motion, n=name: to_smplx(m, n, ProblemLog()))
        put = median(lambda p=poses: fitted(rig, p))
        print(
            f"{name}: {minutes * 60:.1f} s at {motion.rate} fps; a minute of it: read {read / minutes:.2f} s "
            f"({read / peer:.2f} of loadtxt), map {mapped / minutes:.2f} s, fit {put / minutes:.2f} s"
        )
        world = world_rotations(PARENTS, resampled(poses, Rate(30)).rotations)
        places = world_positions(PARENTS, REST, world, resampled(poses, Rate(30)).translation)
        wrists = places[:, [INDEX["left_wrist"], INDEX["right_wrist"]]]
        sizes = np.linalg.norm(derivative(wrists, 30.0, 3), axis=-1)
        print(f"    wrist jerk, m/s3: mean {jerk(wrists, 30.0):.0f}, p95 {np.quantile(sizes, 0.95):.0f}")
    clip(rig)


def clip(rig: object) -> None:
    imported = import_motion(FOLDER / FILES[0], ProblemLog())
    character, event = add_motion(Character("c", "Nora", "nora"), imported, "e", 0)
    at = frame_ticks(TimeRange(0, ticks(30.0)), Rate(30))
    body = resampled(imported.poses, Rate(30))
    body = type(body)(Rate(30), 0, body.rotations[: len(at)], body.translation[: len(at)])
    at = at[: body.frame_count]
    shown = median(lambda: with_motion_clips(body, character, rig, at, ProblemLog()))  # type: ignore[arg-type]
    print(f"a clip of {(event.end - event.start) / ticks(1.0):.1f} s laid on a body: {1000 * shown:.1f} ms")


if __name__ == "__main__":
    main()
