"""How far a character's arms must stand off so that they do not run into its own body, seen on its mesh."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY
from studio.core.time import Rate
from studio.performance.body.arms import arms
from studio.performance.body.build import Build
from studio.performance.body.frames import gathered
from studio.performance.body.legs import legs, pelvis_height, stance_of
from studio.performance.body.posture import Posture
from studio.performance.body.trunk import trunk
from studio.performance.body.unrest import still_unrest
from studio.rig.retarget import retarget
from studio.rig.schema import Rig
from studio.rig.skinning import joint_matrices, skinned

F64 = npt.NDArray[np.float64]

_LEAST, _MOST = 4.0, 28.0  # degrees from the vertical that are tried
_GAP = 0.016  # metres of air between a hanging hand and the thigh
_CELL = 0.02  # metres: the body's side is looked at in squares of height and depth

_BODY = ("root", "pelvis", "upperleg", "spine03", "spine04", "spine05")
_ARM = ("lowerarm", "wrist", "metacarpal", "finger")

# A rig never changes, so that what was measured on it stays true as long as it lives.
_measured: WeakKeyDictionary[Rig, float] = WeakKeyDictionary()


def arm_clearance(rig: Rig) -> float:
    """Degrees from the vertical at which both arms of a quietly standing character hang clear of it."""
    if rig not in _measured:
        roughly = _first_free(rig, np.linspace(_LEAST, _MOST, 7))
        _measured[rig] = _first_free(rig, np.linspace(max(roughly - 4.0, _LEAST), roughly, 5))
    return _measured[rig]


def _first_free(rig: Rig, angles: F64) -> float:
    free = _gaps(rig, angles) >= _GAP
    return float(angles[np.argmax(free)] if free.any() else angles[-1])


def _gaps(rig: Rig, angles: F64) -> F64:
    """[angles] metres of air beside the tighter arm."""
    frames = len(angles)
    build, unrest = Build.of(rig), still_unrest(frames)
    quiet = np.zeros(frames)
    upper = trunk(Posture(), np.zeros((frames, 2)), quiet, np.tile(IDENTITY, (frames, 1)), unrest)
    stance = stance_of(build, 0)
    place = build.pelvis + upper.sway
    place[:, 1] = pelvis_height(build, stance, upper.pelvis, place)
    turns = upper.turns | legs(build, stance, upper.pelvis, place)
    turns |= arms(Posture(), upper.chest, upper.collars, np.stack([angles, angles], axis=1), unrest, 0)
    joints = retarget(rig, gathered(turns, place - build.pelvis, Rate(30), 0), np.zeros((frames, 4)))
    matrices = joint_matrices(rig, joints.rotations, joints.root_translation)
    body = _points(rig, matrices, _carried(rig, _BODY, ""))
    sides = [(_points(rig, matrices, _carried(rig, _ARM, end)), x) for end, x in (("_L", 1.0), ("_R", -1.0))]
    return np.array([min(_gap(body[i], arm[i], x) for arm, x in sides) for i in range(frames)])


def _points(rig: Rig, matrices: F64, indices: npt.NDArray[np.int64]) -> F64:
    rest = np.broadcast_to(rig.vertices[indices], (len(matrices), len(indices), 3))
    return skinned(rig, matrices, rest, indices).astype(np.float64)


def _carried(rig: Rig, stems: tuple[str, ...], ending: str) -> npt.NDArray[np.int64]:
    """Every third vertex that hangs mostly on joints of such names: enough to see a side by."""
    joints = [j for j, name in enumerate(rig.joint_names) if name.startswith(stems) and name.endswith(ending)]
    return np.flatnonzero(np.isin(rig.skin_joints[:, 0], joints))[::3]


def _gap(body: F64, arm: F64, outwards: float) -> float:
    """Smallest distance sideways from the body's side to the arm, over the squares that both fill."""
    low = np.minimum(body.min(axis=0), arm.min(axis=0))[1:] - 2 * _CELL
    high = np.maximum(body.max(axis=0), arm.max(axis=0))[1:] + 2 * _CELL
    side = np.full(tuple(np.ceil((high - low) / _CELL).astype(int) + 1), -np.inf)
    at, of = (((points[:, 1:] - low) / _CELL).astype(int) for points in (body, arm))
    for dy in (-1, 0, 1):
        for dz in (-1, 0, 1):
            np.maximum.at(side, (at[:, 0] + dy, at[:, 1] + dz), outwards * body[:, 0])
    return float((outwards * arm[:, 0] - side[of[:, 0], of[:, 1]]).min())
