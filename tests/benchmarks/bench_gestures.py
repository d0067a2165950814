"""What gestures cost, and whether hands keep out of the body, joints within their limits and paths smooth.

python tests/benchmarks/bench_gestures.py [minutes per character and mood, 1 at first]

Every gesture of the library is done in random order with little rest between, under every emotion: more than
anybody's speech would ask for. Penetration is measured mesh against mesh.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import numpy as np
from gesture_measures import Skin, arm_angles, bvh_places, jerk, wrists
from material import MATERIAL

from studio.animation.poses import IDENTITY, PoseFrames
from studio.animation.quality import foot_drift
from studio.core.names import EMOTIONS
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Event
from studio.performance.body import body_poses, plan_body
from studio.performance.gestures.library import own_library
from studio.performance.life import Voice, calm
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import Rig

RATE, LOOKED_AT = Rate(30), 3  # the mesh is looked at in every third frame
LIMITS = {"elbow": (0.0, 150.0), "twist": (-85.0, 85.0), "flex": (-70.0, 70.0), "side": (-25.0, 25.0)}
SIDES = {"right": -1.0, "left": 1.0, "both": 0.0, "alternate": 0.0}


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    _reference()
    print(
        f"{'':18} gestures  seconds/min  change ms  wrist m/s  jerk95  worst"
        "  hands in body  in arms  arms in body  feet mm  limits"
    )
    deep, frames = Counter(), 0
    for name in characters.names():
        rig = characters.load(name)
        skin = Skin(rig)
        for k, emotion in enumerate((None, *EMOTIONS)):
            found, seen = _row(rig, skin, emotion, seed=10 * k + len(name), seconds=60 * minutes)
            deep.update(found)
            frames += seen
    for kind, count in deep.items():
        print(f"{kind}: {count} of {frames} frames deeper than 5 mm, {100 * count / frames:.3f} %")


def _reference() -> None:
    folder = MATERIAL / "motion/clean/bvh"
    for name, ends in (
        ("Boxing_Toes.bvh", ("LeftWrist", "RightWrist")),
        ("cmu_12_01_walk.bvh", ("LeftHand", "RightHand")),
    ):
        if (folder / name).exists():
            rough = np.percentile(jerk(bvh_places(folder / name, ends, RATE.fps), RATE.fps), 95)
            print(f"{name}: 95th percentile of wrist jerk {rough:.0f} m/s3 at {RATE} fps")


def _row(rig: Rig, skin: Skin, emotion: str | None, seed: int, seconds: float) -> tuple[dict[str, int], int]:
    who = _performer(rig, emotion, seed, seconds)
    at = frame_ticks(TimeRange(0, ticks(seconds)), RATE)
    _poses(rig, who, at[:60])
    start = time.perf_counter()
    body = _poses(rig, who, at)
    took = time.perf_counter() - start
    start = time.perf_counter()
    _poses(rig, who, at[300:420])
    change = time.perf_counter() - start
    places = wrists(rig, body)
    rough = jerk(places, RATE.fps)
    depths = skin.depths(_thinned(body))
    deep = {kind: int((depth > 0.005).sum()) for kind, depth in depths.items()}
    count = sum(e.kind == "gesture" for e in who.events)
    speed = np.linalg.norm(np.diff(places, axis=0), axis=-1).mean() * RATE.fps
    inside = "  ".join(
        f"{100 * deep[k] / len(found):5.2f} % {1000 * found.max():3.0f} mm" for k, found in depths.items()
    )
    print(
        f"{rig.name:7}{emotion or 'calm':11} {count:5} {took * 60 / seconds:10.2f} {change * 1000:13.0f}",
        f"{speed:10.3f} {np.percentile(rough, 95):8.0f} {rough.max():6.0f}  {inside}",
        f"{_feet(rig, body):7.2f} {_beyond(body):5}",
        flush=True,
    )
    return deep, len(_thinned(body).rotations)


def _performer(rig: Rig, emotion: str | None, seed: int, seconds: float) -> Character:
    tracks = (EmotionTrack("e", emotion, Curve((Key(0, 1.0),))),) if emotion else ()
    span = TimeRange(0, ticks(seconds))
    events = _random_gestures(seconds, seed) + plan_body(span, Voice(), calm(), seed)
    return Character(rig.name, rig.name, rig.name, seed, emotions=tracks, events=events)


def _random_gestures(seconds: float, seed: int) -> tuple[Event, ...]:
    rng, known = np.random.default_rng(seed), list(own_library())
    order = rng.permutation(len(known))
    found: list[Event] = []
    start, k = 0.5, 0
    while start < seconds - 5:
        gesture = known[order[k % len(order)]]
        tempo = rng.uniform(0.8, 1.3)
        stroke, hold = gesture.stroke / tempo, gesture.hold / tempo
        side = SIDES.get(gesture.hands, float(rng.choice([-1.0, 1.0])))
        end = start + stroke + hold + rng.uniform(0.5, 0.9)
        params = {"stroke": stroke, "hold": hold, "side": side}
        found.append(Event(f"g{k}", "gesture", ticks(start), ticks(end), params, name=gesture.name))
        start, k = max(start + stroke + 0.8 * hold, start + rng.exponential(2.2)), k + 1
    return tuple(found)


def _poses(rig: Rig, who: Character, at: np.ndarray) -> PoseFrames:
    return body_poses(who, rig, at, RATE, np.tile(IDENTITY, (len(at), 1)), np.full(len(at), 0.6))


def _thinned(body: PoseFrames) -> PoseFrames:
    return PoseFrames(Rate(10), 0, body.rotations[::LOOKED_AT], body.translation[::LOOKED_AT])


def _feet(rig: Rig, body: PoseFrames) -> float:
    """Millimetres that planted soles move."""
    thin = _thinned(body)
    soles = np.flatnonzero(rig.vertices[:, 1] < 0.01)
    joints = retarget(rig, thin, np.zeros((thin.frame_count, 4)))
    places = Evaluator(rig).points(joints, np.zeros((thin.frame_count, 52)), soles)
    return 1000 * foot_drift(places[::5])


def _beyond(body: PoseFrames) -> int:
    """Frames in which a joint of an arm is beyond its limits."""
    angles = arm_angles(body)
    return sum(
        int(((angles[k] < low - 0.1) | (angles[k] > high + 0.1)).sum()) for k, (low, high) in LIMITS.items()
    )


if __name__ == "__main__":
    main()
