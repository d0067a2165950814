"""A minute of read speech with its script to FBX and BVH, all stages, after start-up.

    .venv/bin/python tests/benchmarks/bench_perform.py [--runs 5] [--seconds 60]

The peer is the recording itself: the figure is seconds of work for a second of speech (goal: at most 0.1 on
two cores). The first run loads dictionaries and compiled kernels and is shown apart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from material import minute_of_speech

from studio.core.problems import ProblemLog
from studio.document.schema import Script
from studio.session.brief import START_UP, Brief, perform
from studio.session.exporting.exports import ExportOptions, chosen_formats, export


def once(audio: Path, script: str, folder: Path) -> tuple[dict[str, float], float]:
    """Seconds by stage, and the length of the performance."""
    with tempfile.TemporaryDirectory() as cache:  # nothing of an earlier run may be found there
        os.environ["MOODLINE_CACHE"] = cache
        performed = perform(Brief(audio, Script(script)), ProblemLog())
    export(performed.clip, chosen_formats("fbx,bvh"), folder, performed.watch, ExportOptions(ProblemLog()))
    return performed.watch.seconds, performed.seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        audio, script = minute_of_speech(folder, options.seconds)
        first, length = once(audio, script, folder)
        runs = [once(audio, script, folder)[0] for _ in range(options.runs)]
    print(f"{length:.1f} s of speech; first run, with start-up: {sum(first.values()):.2f} s")
    print(f"median of {options.runs} more runs:")
    for stage in runs[0]:
        print(f"  {stage:<12} {statistics.median(r[stage] for r in runs):7.3f} s")
    work = statistics.median(sum(s for n, s in r.items() if n != START_UP) for r in runs)
    print(f"real-time factor {work / length:.4f} (goal <= 0.1)")


if __name__ == "__main__":
    main()
