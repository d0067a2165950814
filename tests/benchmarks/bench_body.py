"""Seconds that a minute's body takes at 30 fps, and its smoothness and foot slide, on every character.

python tests/benchmarks/bench_body.py
"""

from __future__ import annotations

import time

import numpy as np

from studio.animation.poses import IDENTITY
from studio.animation.quality import body_quality, foot_drift
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack
from studio.performance.body import body_poses, plan_body
from studio.performance.life import Voice, calm
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget

RATE, SPAN, RUNS = Rate(30), TimeRange(0, ticks(60)), 7


def main() -> None:
    at = frame_ticks(SPAN, RATE)
    head, quiet, gaze = np.tile(IDENTITY, (len(at), 1)), np.zeros(len(at)), np.zeros((len(at), 4))
    print(f"{'':8}   first     poses  retarget   jerk deg/s3   foot drift mm")
    for name in characters.names():
        rig = characters.load(name)
        sad = (EmotionTrack("e", "sadness", Curve((Key(0, 0.0), Key(SPAN.end, 1.0)))),)
        who = Character(name, name, name, 1, emotions=sad, events=plan_body(SPAN, Voice(), calm(), 1))
        times: list[list[float]] = [[], []]
        for _ in range(RUNS):
            start = time.perf_counter()
            body = body_poses(who, rig, at, RATE, head, quiet)
            between = time.perf_counter()
            joints = retarget(rig, body, gaze)
            times[0].append(between - start)
            times[1].append(time.perf_counter() - between)
        soles = np.flatnonzero(rig.vertices[:, 1] < 0.01)
        drift = foot_drift(Evaluator(rig).points(joints, np.zeros((len(at), 52)), soles)[::10])
        poses, turned = (float(np.median(t)) for t in times)
        jerk = body_quality(body)["jerk"]
        print(
            f"{name:8} {times[0][0]:7.3f} s {poses:7.3f} s {turned:7.3f} s {jerk:11.2f} {drift * 1000:14.3f}"
        )


if __name__ == "__main__":
    main()
