"""The limbs of a skeleton whose names tell nothing, from its branches and the lengths of its bones."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from studio.animation.skeleton import Skeleton

Limb = tuple[int, int, int]  # shoulder, elbow, wrist, or hip, knee, ankle

_SHARE = 0.12  # of the skeleton's longest way: shorter branches are no limbs
_FIRST = 0.6


class Shape:
    """Lengths along a skeleton's branches."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.children: list[list[int]] = [[] for _ in skeleton.names]
        for joint, parent in enumerate(skeleton.parents):
            if parent >= 0:
                self.children[parent].append(joint)
        self.step = np.linalg.norm(skeleton.offsets, axis=1)
        self.reach = np.array(
            [np.linalg.norm(skeleton.tips.get(j, np.zeros(3))) for j in range(len(self.step))]
        )
        for joint in range(len(self.step) - 1, 0, -1):
            parent = skeleton.parents[joint]
            if parent >= 0:
                self.reach[parent] = max(self.reach[parent], self.reach[joint] + self.step[joint])

    def branches(self, joint: int) -> list[int]:
        """Children that lead somewhere, the longest first."""
        least = _SHARE * float(self.reach.max())
        long = [k for k in self.children[joint] if self.reach[k] + self.step[k] > least]
        return sorted(long, key=lambda k: (-(self.reach[k] + self.step[k]), k))

    def down(self, joint: int) -> list[int]:
        """The joint and those below it along the longest way."""
        found = [joint]
        while self.children[found[-1]]:
            found.append(max(self.children[found[-1]], key=lambda k: (self.reach[k] + self.step[k], -k)))
        return found

    def limb(self, joint: int) -> Limb | None:
        """The two longest bones in a row of the branch that begins at `joint`."""
        line = [k for k in self.down(joint) if k == joint or self.step[k] > 1e-6 * self.reach.max()]
        triples = list(zip(line, line[1:], line[2:], strict=False))

        def size(t: Limb) -> float:
            # A branch often begins with a collar bone or half of a pelvis, which may be long.
            return float(min(self.step[t[1]], self.step[t[2]])) * (_FIRST if t[0] == joint else 1.0)

        return max(triples, key=lambda t: (size(t), -t[0]), default=None)

    def fork(self, joint: int, ways: int) -> int | None:
        """The first joint from `joint` down that parts into as many branches."""
        waiting = [joint]
        while waiting:
            here = waiting.pop(0)
            if len(self.branches(here)) >= ways:
                return here
            waiting.extend(self.branches(here))
        return None


def limbs_by_shape(skeleton: Skeleton) -> tuple[int, tuple[Limb, Limb], tuple[Limb, Limb], int | None] | None:
    """(pelvis, legs, arms, head) of a body with two legs and two arms, sides not yet told; None if there is
    none."""
    shape = Shape(skeleton)
    pelvis = shape.fork(0, 3)
    if pelvis is None:
        return None
    ways = shape.branches(pelvis)
    trunk = next((k for k in ways if shape.fork(k, 2) is not None and _forks_to_arms(shape, k)), None)
    if trunk is None:
        return None
    legs = _pair(shape, [k for k in ways if k != trunk])
    chest = _chest(shape, trunk)
    arms = _pair(shape, shape.branches(chest)) if chest is not None else None
    if legs is None or arms is None or chest is None:
        return None
    return pelvis, _limbs(shape, legs), _limbs(shape, arms), _head(shape, chest, arms)


def _forks_to_arms(shape: Shape, joint: int) -> bool:
    chest = _chest(shape, joint)
    return chest is not None and _pair(shape, shape.branches(chest)) is not None


def _chest(shape: Shape, joint: int) -> int | None:
    return shape.fork(joint, 3) if shape.fork(joint, 3) is not None else shape.fork(joint, 2)


def _pair(shape: Shape, ways: list[int]) -> tuple[int, int] | None:
    """Two branches alike in length, the longest such."""
    usable = [k for k in ways if shape.limb(k) is not None]
    length = {k: float(shape.reach[k] + shape.step[k]) for k in usable}
    pairs = list(combinations(sorted(usable), 2))
    alike = [p for p in pairs if abs(length[p[0]] - length[p[1]]) < 0.2 * max(length[p[0]], length[p[1]])]
    return max(alike, key=lambda p: min(length[p[0]], length[p[1]]), default=None)


def _limbs(shape: Shape, pair: tuple[int, int]) -> tuple[Limb, Limb]:
    first, second = (shape.limb(k) for k in pair)
    if first is None or second is None:
        raise ValueError("a pair is made of limbs")
    return first, second


def _head(shape: Shape, chest: int, arms: tuple[int, int]) -> int | None:
    """The joint of the head's own bone: the last of the branch between the arms that is no mere tip."""
    rest = [k for k in shape.children[chest] if k not in arms]
    if not rest:
        return None
    line = shape.down(max(rest, key=lambda k: (shape.reach[k] + shape.step[k], -k)))
    if len(line) > 1 and not shape.children[line[-1]] and line[-1] not in shape.skeleton.tips:
        line = line[:-1]
    return line[-1]
