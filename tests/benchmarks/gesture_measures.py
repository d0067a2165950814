"""What hands do, measured on the character that is seen: its mesh against itself, its wrists over time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from studio.animation.poses import PoseFrames, about, conjugate, multiply, rotate
from studio.animation.quaternions import swing_twist
from studio.core.names import SMPLX_JOINTS
from studio.performance.gestures.arm import FORE_WAY, UPPER_WAY, wrist_angles
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import Rig

_HAND = ("wrist", "metacarpal", "finger")
_ARM = ("lowerarm", *_HAND)
_BARE = ("skin", "cloth", "plain")
_SHARES = np.array([[1, 1, 1], [4, 1, 1], [1, 4, 1], [1, 1, 4], [3, 3, 0], [0, 3, 3], [3, 0, 3]], np.float64)
_BLOCK = 200
_DEEPEST = 0.075  # metres: no limb is thicker; beyond that a point is off the mesh's open end


class Skin:
    """The mesh of a character in parts that may run into each other."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.evaluator = rig, Evaluator(rig)
        first = np.array(rig.joint_names)[rig.skin_joints[:, 0]]
        arm = np.array([n.startswith(("upperarm", *_ARM)) for n in first])
        self.hands = {x: self._vertices(first, _HAND, x)[::2] for x in "LR"}
        self.forearms = {x: self._vertices(first, ("lowerarm",), x)[::2] for x in "LR"}
        bare = np.array([m.shading in _BARE for m in rig.materials])[rig.triangle_material]
        self.body = rig.triangles[bare & ~arm[rig.triangles].any(axis=1)]
        reachable = rig.vertices[self.body[:, 0], 1] > 0.35
        self.body = self.body[reachable]
        self.arms = {
            x: rig.triangles[
                bare & np.isin(rig.triangles, self._vertices(first, ("upperarm", *_ARM), x)).all(axis=1)
            ]
            for x in "LR"
        }
        used = [self.body, *self.arms.values(), *self.hands.values(), *self.forearms.values()]
        self.used = np.unique(np.concatenate([np.ravel(part) for part in used]))

    def _vertices(self, first: np.ndarray, stems: tuple[str, ...], letter: str) -> np.ndarray:
        return np.flatnonzero([n.startswith(stems) and n.endswith("_" + letter) for n in first])

    def depths(self, body: PoseFrames) -> dict[str, np.ndarray]:
        """Metres [F] that hands are in the body, hands in the other arm, forearms in the body."""
        found: dict[str, list[float]] = {"hand in body": [], "hand in arm": [], "forearm in body": []}
        for places in self._places(body):
            found["hand in body"].append(max(_depth(places, self.hands[x], self.body) for x in "LR"))
            found["forearm in body"].append(max(_depth(places, self.forearms[x], self.body) for x in "LR"))
            pairs = (("L", "R"), ("R", "L"))
            found["hand in arm"].append(max(_depth(places, self.hands[x], self.arms[y]) for x, y in pairs))
        return {name: np.array(depths) for name, depths in found.items()}

    def _places(self, body: PoseFrames) -> Iterator[np.ndarray]:
        joints = retarget(self.rig, body, np.zeros((body.frame_count, 4)))
        whole = np.zeros((len(self.rig.vertices), 3))
        for i in range(0, body.frame_count, _BLOCK):
            part = type(joints)(joints.rotations[i : i + _BLOCK], joints.root_translation[i : i + _BLOCK])
            for points in self.evaluator.points(part, np.zeros((len(part.rotations), 52)), self.used):
                whole[self.used] = points
                yield whole


def _depth(places: np.ndarray, indices: np.ndarray, triangles: np.ndarray) -> float:
    """Metres that the deepest of some vertices is inside the surface of triangles, 0 when all are outside."""
    points = places[indices]
    low, high = points.min(axis=0) - 0.04, points.max(axis=0) + 0.04
    first = places[triangles[:, 0]]
    near = triangles[((first > low) & (first < high)).all(axis=1)]
    if not len(near):
        return 0.0
    a, b, c = (places[near[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    shares = _SHARES / _SHARES.sum(axis=1, keepdims=True)
    surface = np.concatenate([s[0] * a + s[1] * b + s[2] * c for s in shares])
    away, nearest = cKDTree(surface).query(points, k=6, distance_upper_bound=0.12)
    known = np.isfinite(away).all(axis=1)
    to_point = points[known, None] - surface[nearest[known]]
    height = (normals[nearest[known] % len(near)] * to_point).sum(axis=2)
    inside = (height < 0).all(
        axis=1
    )  # all the nearest pieces of skin say so: the underside of a hem alone does not
    depth = away[known, 0] * inside
    return float(depth[depth < _DEEPEST].max(initial=0.0))


def wrists(rig: Rig, body: PoseFrames) -> np.ndarray:
    """[F, 2, 3] metres, left and right."""
    joints = retarget(rig, body, np.zeros((body.frame_count, 4)))
    worlds = Evaluator(rig).joints(joints.rotations, joints.root_translation)
    return worlds[:, [rig.joint_names.index(f"wrist_{x}") for x in "LR"]][..., :3, 3]


def jerk(places: np.ndarray, fps: float) -> np.ndarray:
    """Sizes [F - 3, ...] of the third derivative of places [F, ..., 3], per second cubed."""
    return np.linalg.norm(np.diff(places, 3, axis=0), axis=-1) * fps**3


def arm_angles(body: PoseFrames) -> dict[str, np.ndarray]:
    """Degrees [F, 2] of both arms' elbows and wrists, in the terms of the limits."""
    found: dict[str, list[np.ndarray]] = {"elbow": [], "twist": [], "flex": [], "side": []}
    for side, mirror in (("left", np.ones(4)), ("right", np.array([1.0, -1, -1, 1]))):
        elbow, wrist = (
            body.rotations[:, SMPLX_JOINTS.index(f"{side}_{part}")] * mirror for part in ("elbow", "wrist")
        )
        swing, _ = swing_twist(elbow, FORE_WAY)
        fore = rotate(swing, np.broadcast_to(FORE_WAY, (len(swing), 3)))
        found["elbow"].append(np.degrees(np.arccos(np.clip(fore @ UPPER_WAY, -1, 1))))
        angles = np.degrees(wrist_angles(swing, multiply(elbow, wrist)))
        for k, name in enumerate(("twist", "flex", "side")):
            found[name].append(angles[:, k])
    return {name: np.stack(values, axis=1) for name, values in found.items()}


def bvh_places(path: Path, names: tuple[str, ...], fps: float) -> np.ndarray:
    """[F, joints, 3] metres of joints of a BVH file, at that rate; the file's unit from the figure's height,
    taken as 1.7 m."""
    text = path.read_text(encoding="utf-8").replace("\r", "")
    head, motion = text.split("MOTION")
    joints, stack = [], []
    for line in head.splitlines():
        part = line.split()
        if not part:
            continue
        if part[0] in ("ROOT", "JOINT", "End"):
            joints.append({"name": part[1], "parent": stack[-1] if stack else -1, "channels": ()})
            opened = len(joints) - 1
        elif part[0] == "{":
            stack.append(opened)
        elif part[0] == "}":
            stack.pop()
        elif part[0] == "OFFSET":
            joints[stack[-1]]["offset"] = np.array(part[1:], np.float64)
        elif part[0] == "CHANNELS":
            joints[stack[-1]]["channels"] = tuple(part[2:])
    lines = motion.strip().splitlines()
    step = float(lines[1].split()[-1])
    values = np.array([line.split() for line in lines[2:] if line.strip()], np.float64)
    axes = {"X": [1.0, 0, 0], "Y": [0.0, 1, 0], "Z": [0.0, 0, 1]}
    turns, places, column = [], [], 0
    for joint in joints:
        offset = np.tile(joint["offset"], (len(values), 1))
        turn = np.tile([0.0, 0, 0, 1], (len(values), 1))
        for channel in joint["channels"]:
            if channel.endswith("position"):
                k = "XYZ".index(channel[0])
                offset[:, k] = values[:, column] + (joint["offset"][k] if joint["parent"] >= 0 else 0.0)
            else:
                turn = multiply(turn, about(axes[channel[0]], np.radians(values[:, column])))
            column += 1
        p = joint["parent"]
        places.append(offset if p < 0 else places[p] + rotate(turns[p], offset))
        turns.append(turn if p < 0 else multiply(turns[p], turn))
    everything = np.stack(places, axis=1)
    height = np.median(everything[..., 1].max(axis=1) - everything[..., 1].min(axis=1))
    order = {joint["name"]: k for k, joint in enumerate(joints)}
    wanted = everything[:, [order[n] for n in names]] * 1.7 / height
    at = np.arange(0, (len(values) - 1) * step, 1 / fps)
    flat = wanted.reshape(len(values), -1)
    even = np.stack(
        [np.interp(at, np.arange(len(values)) * step, flat[:, k]) for k in range(flat.shape[1])], 1
    )
    return even.reshape(len(at), -1, 3)


__all__ = ["Skin", "arm_angles", "bvh_places", "conjugate", "jerk", "wrists"]
