"""A character's measures that its arms' work depends on, each arm as if it were the left one."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import attrs
import numpy as np
import numpy.typing as npt

from studio.rig.bind_pose import bone, joint_index
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]

LETTERS = ("L", "R")
MIRROR = np.array([-1.0, 1.0, 1.0])


@attrs.define(frozen=True, eq=False)
class Proportions:
    """Metres in the bind pose; first axis: left, right arm; the right one mirrored. Places count from the
    chest's joint (spine3 of SMPL-X)."""

    collar: F64  # [2, 3] place of the collar bone's joint
    blade: F64  # [2, 3] step from there to the shoulder blade's
    shoulder: F64  # [2, 3] step from there to the upper arm's
    upper: F64  # [2] lengths
    fore: F64  # [2]
    palm: F64  # [2] wrist to the middle knuckle
    finger: F64  # [2] knuckle to the tip, straight
    neck: F64  # [3] place of the neck's joint
    head: F64  # [3] step from there to the head's joint
    eyes: F64  # [3] step from there to between the eyes
    anchors: dict[str, F64]  # [2, 3] places by name

    @property
    def arm(self) -> F64:
        """[2] lengths, straight."""
        return self.upper + self.fore

    @property
    def at_rest(self) -> F64:
        """[2, 3] place of the shoulder joints while the collar bones rest."""
        return self.collar + self.blade + self.shoulder


_measured: WeakKeyDictionary[Rig, Proportions] = WeakKeyDictionary()


def proportions(rig: Rig) -> Proportions:
    """Measured once for each character. Raises ProblemError for one without the joints of arms."""
    if rig not in _measured:
        _measured[rig] = _measure(rig)
    return _measured[rig]


def _measure(rig: Rig) -> Proportions:
    def steps(start: str, end: str) -> F64:
        pairs = [bone(rig, start.replace("@", x), end.replace("@", x)) for x in LETTERS]
        return np.array([pairs[0], pairs[1] * MIRROR])

    def length(start: str, end: str) -> F64:
        return np.asarray(np.linalg.norm(steps(start, end), axis=1), np.float64)

    chest = rig.joint_positions[joint_index(rig, "spine01")].astype(np.float64)
    eyes = 0.5 * sum(rig.joint_positions[joint_index(rig, f"eye_{x}")].astype(np.float64) for x in LETTERS)
    head = rig.joint_positions[joint_index(rig, "head")].astype(np.float64)
    return Proportions(
        collar=steps("spine01", "clavicle_@"),
        blade=steps("clavicle_@", "shoulder01_@"),
        shoulder=steps("shoulder01_@", "upperarm01_@"),
        upper=length("upperarm01_@", "lowerarm01_@"),
        fore=length("lowerarm01_@", "wrist_@"),
        palm=length("wrist_@", "finger3_1_@"),
        finger=length("finger3_1_@", "finger3_3_@") * 1.35,
        neck=bone(rig, "spine01", "neck01"),
        head=bone(rig, "neck01", "head"),
        eyes=eyes - head,
        anchors=_anchors(rig, chest, eyes),
    )


def _anchors(rig: Rig, chest: F64, eyes: F64) -> dict[str, F64]:
    hips = [rig.joint_positions[joint_index(rig, f"upperleg01_{x}")] for x in LETTERS]
    shoulder = rig.joint_positions[joint_index(rig, "upperarm01_L")][1]
    navel = rig.joint_positions[joint_index(rig, "spine04")][1]
    middle = {
        "head": eyes,
        "chest": _front(rig, float(shoulder) - 0.08),
        "belly": _front(rig, float(navel) + 0.02),
    }
    found = {name: np.array([place - chest, (place - chest) * MIRROR]) for name, place in middle.items()}
    found["hip"] = np.array([hips[0] - chest, (hips[1] - chest) * MIRROR])
    return found


def _front(rig: Rig, height: float) -> F64:
    """[3] the foremost point of the body's middle line at a height."""
    places = rig.vertices.astype(np.float64)
    near = np.flatnonzero((np.abs(places[:, 0]) < 0.03) & (np.abs(places[:, 1] - height) < 0.03))
    depth = float(places[near, 2].max()) if len(near) else 0.1
    return np.array([0.0, height, depth])
