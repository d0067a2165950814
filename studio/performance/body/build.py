"""A character's measures that its standing depends on."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.rig.bind_pose import SIDES, bone, joint_index
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class Build:
    """Metres in the bind pose; pairs are left, right. Hips and shoulders count from the pelvis joint."""

    pelvis: F64  # [3]
    hips: F64  # [2, 3]
    thighs: F64  # [2] lengths
    shins: F64  # [2]
    ankles: F64  # [2, 3] places in the world
    spine: F64  # [3, 3] steps along the spine: pelvis to spine1, spine2, spine3 of SMPL-X
    shoulders: F64  # [2, 3] from the joint of the chest
    arm: float

    @classmethod
    def of(cls, rig: Rig) -> Build:
        """Raises ProblemError for a character without the joints of a body."""
        place = {name: rig.joint_positions[joint_index(rig, name)].astype(np.float64) for name in _NEEDED}
        letters = [letter for _, letter in SIDES]
        trunk = [place[name] for name in ("root", "spine04", "spine02", "spine01")]
        thighs = [bone(rig, f"upperleg01_{x}", f"lowerleg01_{x}") for x in letters]
        shins = [bone(rig, f"lowerleg01_{x}", f"foot_{x}") for x in letters]
        arm = [bone(rig, "upperarm01_L", "lowerarm01_L"), bone(rig, "lowerarm01_L", "wrist_L")]
        return cls(
            pelvis=place["root"],
            hips=np.array([place[f"upperleg01_{x}"] - place["root"] for x in letters]),
            thighs=np.linalg.norm(thighs, axis=1),
            shins=np.linalg.norm(shins, axis=1),
            ankles=np.array([place[f"foot_{x}"] for x in letters]),
            spine=np.diff(np.array(trunk), axis=0),
            shoulders=np.array([place[f"upperarm01_{x}"] - place["spine01"] for x in letters]),
            arm=float(np.linalg.norm(arm, axis=1).sum()),
        )


_NEEDED = (
    "root", "spine04", "spine02", "spine01", "upperleg01_L", "upperleg01_R", "foot_L", "foot_R",
    "upperarm01_L", "upperarm01_R",
)  # fmt: skip
