"""Biovision hierarchy: the skeleton and its motion as text.

Centimetres, Y up; every joint's axes are the world's at rest, so zero angles are the bind pose. The channel
lines state the order of turns from left to right as a product: `Zrotation Xrotation Yrotation` is Rz Rx Ry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np

from studio.core.files import atomic_write
from studio.core.progress import go_on
from studio.core.time import Rate
from studio.interchange.baked import BakedClip
from studio.interchange.parts.angles import angle_tracks
from studio.interchange.parts.checks import check_clip
from studio.interchange.parts.decimals import decimal_rows
from studio.interchange.parts.names import safe_names
from studio.rig.schema import F64, Rig

_ORDER = "ZXY"
_CENTIMETRES = 100.0
_DECIMALS = 6
_BLOCK = 4000  # frames that are put into words at a time: an hour of them would take gigabytes
_SHORTEST_END = 1.0  # centimetres: Blender has no bones without length


def write(clip: BakedClip, path: Path, ask: Callable[[], object] = go_on) -> None:
    """Writes joint rotations and the root's path to a BVH file; the face has no place in it.

    A joint is given another order of turns than ZXY, stated in its own channel line, where ZXY would swing
    wide of the motion between frames. Equal clips give equal bytes. Raises ProblemError for a clip that
    cannot be written or a file that cannot. ask: called between two steps, may raise Cancelled.
    """
    check_clip(clip)
    tracks = angle_tracks(clip.joints.rotations, _ORDER, ask)
    tree = _Tree.of(clip.rig, tracks.orders)
    # The root's offset is zero and its channels say where it is: readers disagree on whether an offset adds.
    root = tree.places[0] + clip.joints.root_translation * _CENTIMETRES
    sequence = tree.sequence()
    head = "HIERARCHY\n" + "".join(tree.lines()) + _motion_head(clip.frame_count, clip.rate)
    with atomic_write(path) as stream:
        stream.write(head.encode("ascii"))
        for first in range(0, clip.frame_count, _BLOCK):
            part = slice(first, first + _BLOCK)
            turns = tracks.degrees[part, sequence].reshape(len(root[part]), -1)
            values = np.concatenate([root[part], turns], axis=1)
            stream.write(decimal_rows(values, _DECIMALS, ask=ask))


def _motion_head(frames: int, rate: Rate) -> str:
    # Twelve decimals: with six, ten minutes drift by a fifth of a frame.
    return f"MOTION\nFrames: {frames}\nFrame Time: {rate.denominator / rate.numerator:.12f}\n"


@attrs.frozen(eq=False)
class _Tree:
    """The joints as the file nests them; places [J, 3] in centimetres."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    places: F64
    orders: tuple[str, ...]

    @classmethod
    def of(cls, rig: Rig, orders: tuple[str, ...]) -> _Tree:
        parents = tuple(int(p) for p in rig.parents)
        children: list[list[int]] = [[] for _ in parents]
        for joint, parent in enumerate(parents[1:], 1):
            children[parent].append(joint)
        places = rig.joint_positions.astype(np.float64) * _CENTIMETRES
        return cls(safe_names(rig.joint_names), parents, tuple(map(tuple, children)), places, orders)

    def sequence(self) -> list[int]:
        """Joints in the order the file names them, which is that of the motion's columns."""
        found, waiting = [], [0]
        while waiting:
            joint = waiting.pop()
            found.append(joint)
            waiting.extend(reversed(self.children[joint]))
        return found

    def lines(self, joint: int = 0, depth: int = 0) -> Iterator[str]:
        tab = "\t" * depth
        channels = " ".join(f"{axis}rotation" for axis in self.orders[joint])
        if joint == 0:
            yield f"ROOT {self.names[0]}\n{{\n\tOFFSET {_offset(np.zeros(3))}\n"
            yield f"\tCHANNELS 6 Xposition Yposition Zposition {channels}\n"
        else:
            offset = self.places[joint] - self.places[self.parents[joint]]
            yield f"{tab}JOINT {self.names[joint]}\n{tab}{{\n{tab}\tOFFSET {_offset(offset)}\n"
            yield f"{tab}\tCHANNELS 3 {channels}\n"
        for child in self.children[joint]:
            yield from self.lines(child, depth + 1)
        if not self.children[joint]:
            yield f"{tab}\tEnd Site\n{tab}\t{{\n{tab}\t\tOFFSET {_offset(self._end(joint))}\n{tab}\t}}\n"
        yield f"{tab}}}\n"

    def _end(self, joint: int) -> F64:
        """Where the last bone of a chain ends: half the bone before it, straight on."""
        bone = self.places[joint] - self.places[self.parents[joint]] if joint else np.zeros(3)
        length = float(np.linalg.norm(bone))
        if length < 1e-6:
            return np.array([0.0, _SHORTEST_END, 0.0])
        end: F64 = bone * max(0.5, _SHORTEST_END / length)
        return end


def _offset(centimetres: Sequence[float] | F64) -> str:
    return " ".join(f"{value + 0.0:.{_DECIMALS}f}" for value in centimetres)
