"""Motion of a skeleton that is not ours: joints as a file names them, with their places at rest."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.quaternions import Array, multiply, rotate
from studio.core.time import Rate

I32 = npt.NDArray[np.int32]


@attrs.define(frozen=True, eq=False)
class Skeleton:
    """names [J], parents before children; offsets [J, 3] from the parent at rest, in the file's own unit;
    tips: where a bone without a child ends, [3] from its joint, for the joints whose file says so."""

    names: tuple[str, ...]
    parents: I32
    offsets: Array
    tips: dict[int, Array] = attrs.field(factory=dict)

    def children(self, joint: int) -> list[int]:
        return [int(k) for k in np.flatnonzero(self.parents == joint)]

    def line(self, joint: int) -> list[int]:
        """The joint and its ancestors, up to the root."""
        found = [joint]
        while self.parents[found[-1]] >= 0:
            found.append(int(self.parents[found[-1]]))
        return found

    def places(self) -> Array:
        """[J, 3] at rest, the root at nought."""
        found = np.zeros((len(self.names), 3))
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                found[joint] = found[parent] + self.offsets[joint]
        return found


@attrs.define(frozen=True, eq=False)
class SkeletonMotion:
    """rotations [F, J, 4] local, identity at rest; root [F, 3] place of the first joint; shifts: offsets
    [F, 3] of joints that also move against their parents. Units and up axis are the file's own."""

    skeleton: Skeleton
    rate: Rate
    rotations: Array
    root: Array
    shifts: dict[int, Array] = attrs.field(factory=dict)

    @property
    def frame_count(self) -> int:
        return len(self.rotations)


def frames_of(motion: SkeletonMotion, part: slice) -> SkeletonMotion:
    """Some of the frames of a motion."""
    shifts = {joint: places[part] for joint, places in motion.shifts.items()}
    return attrs.evolve(motion, rotations=motion.rotations[part], root=motion.root[part], shifts=shifts)


@attrs.define(frozen=True, eq=False)
class Posed:
    """World turns [F, 4] and places [F, 3] of some joints of a skeleton."""

    turns: dict[int, Array]
    places: dict[int, Array]
    tips: dict[int, Array]

    def end(self, joint: int) -> Array | None:
        """[F, 3] where the joint's own bone ends, if the file says so."""
        if joint not in self.tips:
            return None
        return self.places[joint] + rotate(self.turns[joint], self.tips[joint])


def posed(motion: SkeletonMotion, joints: set[int]) -> Posed:
    """Where those joints are over all frames; only they and their ancestors are worked out."""
    skeleton = motion.skeleton
    needed = {k for joint in joints for k in skeleton.line(joint)}
    turns: dict[int, Array] = {}
    places: dict[int, Array] = {}
    for joint in sorted(needed):
        parent, own = int(skeleton.parents[joint]), motion.rotations[:, joint]
        if parent < 0:
            turns[joint], places[joint] = own, motion.root
            continue
        step = motion.shifts.get(joint, skeleton.offsets[joint])
        turns[joint] = multiply(turns[parent], own)
        places[joint] = places[parent] + rotate(turns[parent], step)
    return Posed(turns, places, {j: tip for j, tip in skeleton.tips.items() if j in needed})
