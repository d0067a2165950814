"""A character's body without its arms as a field of distances, measured on its own mesh in the bind pose, and
carried along by the parts of the body that move.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from weakref import WeakKeyDictionary

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY, Array, multiply, rotate, slerp
from studio.core.progress import Progress, silent
from studio.performance.gestures.skin_points import Skin, inside_and_seen, nearest_cell, skin_of
from studio.rig.bind_pose import bone, joint_index, turns_to_t_pose
from studio.rig.schema import Rig

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PARTS = ("root", "spine04", "spine02", "spine01", "neck02", "head", "upperleg01_L", "upperleg01_R")
"""The joints that carry the parts; every other joint of the trunk goes with one of them."""

CELL = 0.016  # metres
_ROUND = 0.12  # metres of air that the field knows about
_CLOSE = 0.045  # metres from the surface within which distances are exact
_LOWEST = 0.42  # share of the hips' height: hands do not get below
_WITH = {"spine05": "spine04", "spine03": "spine02", "neck01": "neck02", "neck03": "neck02"}
_LIMBS = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")


@attrs.define(frozen=True, eq=False)
class BodyField:
    """values [X, Y, Z, 4 + parts]: signed distance in metres (below 0 inside), its gradient, and how far each
    part carries the place; the first cell's middle lies at `origin`."""

    values: F32
    origin: F64
    places: F64  # [parts, 3] of the parts' joints in the bind pose
    boxes: F64  # [parts, 2, 3] within which a part has any say
    thighs: F64  # [2, 4] turns of the left and right thigh from the bind pose to the T-pose


@attrs.define(frozen=True, eq=False)
class PartFrames:
    """World turns [F, parts, 4] and places [F, parts, 3] of the parts, counted from the chest's joint."""

    turns: Array
    places: F64


_measured: WeakKeyDictionary[Rig, BodyField] = WeakKeyDictionary()


def body_field(rig: Rig, progress: Progress = silent) -> BodyField:
    """Measured once for each character, in about a second; progress is only asked whether to stop."""
    if rig not in _measured:
        _measured[rig] = _measure(rig, progress)
    return _measured[rig]


def part_frames(rig: Rig, turns: Mapping[str, Array], pelvis: Array) -> PartFrames:
    """Where the parts are for local SMPL-X turns [F, 4] of the trunk; pelvis: its world turn."""
    stands: dict[str, Array] = {"root": pelvis}
    whole = pelvis
    for name, half, full in (("spine1", "spine05", "spine04"), ("spine2", "spine03", "spine02")):
        stands[half] = multiply(whole, slerp(IDENTITY, turns[name], 0.5))
        whole = stands[full] = multiply(whole, turns[name])
    chest = stands["spine01"] = multiply(whole, turns["spine3"])
    stands["neck01"] = multiply(chest, slerp(IDENTITY, turns["neck"], 0.5))
    neck = stands["neck02"] = multiply(chest, turns["neck"])
    stands["neck03"] = multiply(neck, slerp(IDENTITY, turns["head"], 0.4))
    stands["head"] = multiply(neck, turns["head"])
    places = _along(rig, stands)
    thighs = body_field(rig).thighs
    for letter, hip, t_pose in (("L", "left_hip", thighs[0]), ("R", "right_hip", thighs[1])):
        name = f"upperleg01_{letter}"
        stands[name] = multiply(multiply(pelvis, turns[hip]), t_pose)
        places[name] = places["root"] + _turned(pelvis, bone(rig, "root", name))
    return PartFrames(
        np.stack([stands[p] for p in PARTS], axis=1), np.stack([places[p] for p in PARTS], axis=1)
    )


def _along(rig: Rig, stands: Mapping[str, Array]) -> dict[str, F64]:
    """Places of the joints of the trunk from the chest's joint: down to the pelvis, up to the head."""
    places = {"spine01": np.zeros((len(stands["root"]), 3))}
    down = ("spine01", "spine02", "spine03", "spine04", "spine05", "root")
    for above, below in pairwise(down):
        places[below] = places[above] - _turned(stands[below], bone(rig, below, above))
    up = ("spine01", "neck01", "neck02", "neck03", "head")
    for below, above in pairwise(up):
        places[above] = places[below] + _turned(stands[below], bone(rig, below, above))
    return places


def _turned(turn: Array, step: F64) -> F64:
    return rotate(turn, np.broadcast_to(step, (len(turn), 3)))


def _measure(rig: Rig, progress: Progress) -> BodyField:
    lowest = _LOWEST * float(rig.joint_positions[joint_index(rig, "root")][1])
    skin = skin_of(rig, _part_weights(rig), lowest, progress)
    points = skin.points
    low = points.min(axis=0) - _ROUND
    shape = np.ceil((points.max(axis=0) + _ROUND - low) / CELL).astype(int) + 1
    distance, carried = _distances_on(low, shape, skin, progress)
    progress(0.0)
    # A gradient of rounded distances changes evenly, and with it the way a hand is pushed.
    slopes = np.stack([np.gradient(distance, CELL, axis=k) for k in range(3)], axis=-1)
    values = np.concatenate([distance[..., None], slopes, carried], axis=-1).astype(np.float32)
    places = np.array([rig.joint_positions[joint_index(rig, name)] for name in PARTS], np.float64)
    t_pose = turns_to_t_pose(rig)
    thighs = np.array([t_pose["left_hip"], t_pose["right_hip"]])
    return BodyField(np.ascontiguousarray(values), low, places, _boxes(carried, low), thighs)


def _distances_on(low: F64, shape: Ints, skin: Skin, progress: Progress) -> tuple[F64, F64]:
    """Signed distances [X, Y, Z] and the parts' shares [X, Y, Z, parts] on a grid: exact near the surface,
    elsewhere by the nearest cell that holds some of it."""
    from scipy.ndimage import gaussian_filter  # noqa: PLC0415 - heavy, seldom
    from scipy.spatial import cKDTree  # noqa: PLC0415 - heavy, seldom

    progress(0.0)
    inside, seen = inside_and_seen(low, shape, CELL, skin)
    progress(0.0)
    points, normals, parts = skin.points[seen], skin.normals[seen], skin.parts[seen]
    near = nearest_cell(low, shape, CELL, points).reshape(-1)
    cells = low + CELL * np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1).reshape(-1, 3)
    sign = np.where(inside.reshape(-1), -1.0, 1.0)
    distance = np.linalg.norm(cells - points[near], axis=1)
    carried = parts[near]
    close = np.flatnonzero(distance < _CLOSE)
    progress(0.0)
    found = cKDTree(points).query(cells[close], k=6)
    away, few = np.asarray(found[0], np.float64), np.asarray(found[1], np.int64)
    progress(0.0)
    # The surface near a cell as the planes of its nearest points, the nearer ones counting more.
    share = np.exp(-0.5 * ((away - away[:, :1]) / 0.008) ** 2)
    share /= share.sum(axis=1, keepdims=True)
    plane = (share * (normals[few] * (cells[close, None] - points[few])).sum(axis=2)).sum(axis=1)
    far = np.clip((away[:, 0] - 0.012) / 0.012, 0.0, 1.0)
    distance *= sign
    distance[close] = (1 - far) * plane + far * sign[close] * away[:, 0]
    carried[close] = (share[:, :, None] * parts[few]).sum(axis=1)
    rounded: F64 = gaussian_filter(distance.reshape(shape), 0.6, mode="nearest")
    return rounded, carried.reshape(*shape, len(PARTS))


def _boxes(carried: F64, low: F64) -> F64:
    found = []
    for k in range(carried.shape[-1]):
        inside = np.argwhere(carried[..., k] > 0.01)
        found.append([low + CELL * inside.min(axis=0), low + CELL * inside.max(axis=0)])
    return np.array(found)


def _part_weights(rig: Rig) -> F64:
    """[V, parts] how far each part carries a vertex; arms and shins none."""
    part = np.full(len(rig.joint_names), -1)
    for j, name in enumerate(rig.joint_names):
        stem = _WITH.get(name, name)
        if stem in PARTS:
            part[j] = PARTS.index(stem)
        elif not name.startswith(_LIMBS) and rig.parents[j] >= 0:
            part[j] = part[rig.parents[j]]
    found = np.zeros((len(rig.vertices), len(PARTS) + 1))
    np.add.at(found, (np.arange(len(found))[:, None], part[rig.skin_joints]), rig.skin_weights)
    return found[:, :-1]
