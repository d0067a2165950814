"""Small motion files made up for tests: people of sticks in the dialects of several programs."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np

from studio.animation.poses import about as turn
from studio.animation.poses import from_matrix, to_euler, to_matrix

# name, parent, offset in centimetres in a T-pose, Y up, facing +Z
Bone = tuple[str, str | None, tuple[float, float, float]]

_TRUNK: list[Bone] = [
    ("hips", None, (0, 0, 0)),
    ("spine", "hips", (0, 12, 0)),
    ("chest", "spine", (0, 16, 0)),
    ("neck", "chest", (0, 24, 0)),
    ("head", "neck", (0, 10, 1)),
]


def person() -> list[Bone]:
    """Joints of a body by plain names: `left collar`, `left thigh` ..."""
    bones = list(_TRUNK)
    for side, x in (("left", 1), ("right", -1)):
        bones += [
            (f"{side} collar", "chest", (4 * x, 20, 0)),
            (f"{side} upperarm", f"{side} collar", (14 * x, 0, 0)),
            (f"{side} forearm", f"{side} upperarm", (28 * x, 0, 0)),
            (f"{side} hand", f"{side} forearm", (26 * x, 0, 0)),
            (f"{side} thigh", "hips", (9 * x, -6, 0)),
            (f"{side} shin", f"{side} thigh", (0, -42, 0)),
            (f"{side} foot", f"{side} shin", (0, -42, 0)),
            (f"{side} toes", f"{side} foot", (0, -7, 14)),
        ]
    return bones


# What programs call those joints.
DIALECTS: dict[str, dict[str, str]] = {
    "mixamo": {
        "hips": "mixamorig:Hips", "spine": "mixamorig:Spine", "chest": "mixamorig:Spine1",
        "neck": "mixamorig:Neck", "head": "mixamorig:Head", "collar": "mixamorig:@Shoulder",
        "upperarm": "mixamorig:@Arm", "forearm": "mixamorig:@ForeArm", "hand": "mixamorig:@Hand",
        "thigh": "mixamorig:@UpLeg", "shin": "mixamorig:@Leg", "foot": "mixamorig:@Foot",
        "toes": "mixamorig:@ToeBase", "left": "Left", "right": "Right",
    },
    "blender": {
        "hips": "hips", "spine": "spine", "chest": "chest", "neck": "neck", "head": "head",
        "collar": "shoulder.@", "upperarm": "upper_arm.@", "forearm": "forearm.@", "hand": "hand.@",
        "thigh": "thigh.@", "shin": "shin.@", "foot": "foot.@", "toes": "toe.@", "left": "L", "right": "R",
    },
    "unreal": {
        "hips": "pelvis", "spine": "spine_01", "chest": "spine_02", "neck": "neck_01", "head": "head",
        "collar": "clavicle_@", "upperarm": "upperarm_@", "forearm": "lowerarm_@", "hand": "hand_@",
        "thigh": "thigh_@", "shin": "calf_@", "foot": "foot_@", "toes": "ball_@", "left": "l", "right": "r",
    },
    "smpl": {
        "hips": "Pelvis", "spine": "Spine1", "chest": "Spine2", "neck": "Neck", "head": "Head",
        "collar": "@_Collar", "upperarm": "@_Shoulder", "forearm": "@_Elbow", "hand": "@_Wrist",
        "thigh": "@_Hip", "shin": "@_Knee", "foot": "@_Ankle", "toes": "@_Foot", "left": "L", "right": "R",
    },
    "daz": {
        "hips": "hip", "spine": "abdomenLower", "chest": "chestUpper", "neck": "neckLower", "head": "head",
        "collar": "@Collar", "upperarm": "@ShldrBend", "forearm": "@ForearmBend", "hand": "@Hand",
        "thigh": "@ThighBend", "shin": "@Shin", "foot": "@Foot", "toes": "@Toe", "left": "l", "right": "r",
    },
    "biped": {
        "hips": "Bip01 Pelvis", "spine": "Bip01 Spine", "chest": "Bip01 Spine1", "neck": "Bip01 Neck",
        "head": "Bip01 Head", "collar": "Bip01 @ Clavicle", "upperarm": "Bip01 @ UpperArm",
        "forearm": "Bip01 @ Forearm", "hand": "Bip01 @ Hand", "thigh": "Bip01 @ Thigh",
        "shin": "Bip01 @ Calf", "foot": "Bip01 @ Foot", "toes": "Bip01 @ Toe0", "left": "L", "right": "R",
    },
    "xsens": {
        "hips": "Hips", "spine": "Chest", "chest": "Chest2", "neck": "Neck", "head": "Head",
        "collar": "@Collar", "upperarm": "@Shoulder", "forearm": "@Elbow", "hand": "@Wrist",
        "thigh": "@Hip", "shin": "@Knee", "foot": "@Ankle", "toes": "@Toe", "left": "Left", "right": "Right",
    },
}  # fmt: skip


@attrs.frozen
class Style:
    """How a file is written: joints' names, which axis is up, its unit in centimetres, the pose at rest."""

    dialect: str | None = "mixamo"
    z_up: bool = False
    unit: float = 1.0
    rest: str = "T"  # T, A, or "bad": every bone along +y, the pose in the frames alone
    fps: float = 30.0
    order: str = "ZXY"


def named(bone: str, dialect: str | None) -> str:
    """None: names that tell nothing."""
    if dialect is None:
        return "j" + str([b[0] for b in person()].index(bone))
    table = DIALECTS[dialect]
    side, _, part = bone.rpartition(" ")
    return table[part].replace("@", table[side]) if side else table[part]


def euler(matrix, order):
    """Degrees of a rotation matrix in an order such as ZXY, meaning Rz Rx Ry."""
    return np.degrees(to_euler(from_matrix(matrix), order))


def about(axis, degrees):
    return to_matrix(turn(np.eye(3)["xyz".index(axis)], np.radians(degrees)))


def bvh(poses, style=Style()) -> str:
    """A BVH of poses, each {bone: world rotation [3, 3] since the T-pose}, bones without one going along with
    their parents; the hips 91 cm above the ground, moved by {"move": [3] centimetres}."""
    bones = person()
    parents = {name: parent for name, parent, _ in bones}
    world = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]) if style.z_up else np.eye(3)
    lines = ["HIERARCHY"]
    _nest(lines, "hips", 0, style, world)
    lines += ["MOTION", f"Frames: {len(poses)}", f"Frame Time: {1 / style.fps:.7f}"]
    for pose in poses:
        row = list(world @ (np.array([0, 91.0, 0]) + pose.get("move", np.zeros(3))) / style.unit)
        since: dict[str, np.ndarray] = {}
        turns: dict[str, np.ndarray] = {}
        for name in _order(bones):
            above = parents[name]
            since[name] = pose.get(name, since[above] if above else np.eye(3))
            turns[name] = since[name] @ _rest(name, style.rest).T
            local = turns[above].T @ turns[name] if above else turns[name]
            row += list(euler(world @ local @ world.T, style.order))
        lines.append(" ".join(f"{v:.6f}" for v in row))
    return "\n".join(lines) + "\n"


def _rest(name, rest):
    """[3, 3] what turns a joint's bones of the T-pose to those of the file's rest."""
    side, _, part = name.rpartition(" ")
    sign = {"left": 1, "right": -1}.get(side, 0)
    arm = part in ("upperarm", "forearm", "hand")
    if rest == "A" and arm:
        return about("z", -45.0 * sign)
    if rest == "bad" and arm:
        return about("y", 60.0 * sign) @ about("z", 90.0 * sign)
    if rest == "bad" and part in ("thigh", "shin", "foot"):
        return about("x", 180.0) @ about("y", 40.0 * sign)
    return np.eye(3)


def _order(bones):
    found, waiting = [], ["hips"]
    while waiting:
        name = waiting.pop(0)
        found.append(name)
        waiting = [b[0] for b in bones if b[1] == name] + waiting
    return found


def _nest(lines, name, depth, style, world):
    tab = "\t" * depth
    bones = person()
    parent, offset = next((b[1], np.array(b[2], float)) for b in bones if b[0] == name)
    offset = world @ (_rest(parent, style.rest) if parent else np.eye(3)) @ offset / style.unit
    channels = " ".join(f"{axis}rotation" for axis in style.order)
    root = "6 Xposition Yposition Zposition" if depth == 0 else "3"
    lines.append(f"{tab}{'ROOT' if depth == 0 else 'JOINT'} {named(name, style.dialect)}")
    lines.append(f"{tab}{{")
    lines.append(f"{tab}\tOFFSET {offset[0]:.6f} {offset[1]:.6f} {offset[2]:.6f}")
    lines.append(f"{tab}\tCHANNELS {root} {channels}")
    children = [b[0] for b in bones if b[1] == name]
    for child in children:
        _nest(lines, child, depth + 1, style, world)
    if not children:
        tip = world @ _rest(name, style.rest) @ TIPS[name.rpartition(" ")[2]](name) / style.unit
        place = " ".join(f"{v:.6f}" for v in tip)
        lines.append(f"{tab}\tEnd Site\n{tab}\t{{\n{tab}\t\tOFFSET {place}\n{tab}\t}}")
    lines.append(f"{tab}}}")


TIPS = {
    "head": lambda _: np.array([0.0, 18, 0]),
    "hand": lambda name: np.array([9.0 if name.startswith("left") else -9.0, 0, 0]),
    "toes": lambda _: np.array([0.0, 0, 6]),
}


def written(folder: Path, text: str, name: str = "motion.bvh") -> Path:
    path = folder / name
    path.write_text(text)
    return path
