"""A character on the graphics card: buffers that are updated in place, and what to draw from them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from vispy import gloo

from studio.media.cache import DerivedCache
from studio.render.boxes import Boxes
from studio.render.cavities import Cavities
from studio.render.openness import OPENNESS, fingerprint, openness
from studio.render.parts import Part, Parts
from studio.render.pieces import pieces_of
from studio.render.program import Value
from studio.rig.schema import F32, F64, Geometry, Rig


def _nothing() -> None:
    pass


class Actor:
    """Needs the same current context from its making to its deletion. between: called now and then where
    making it takes long, see studio.render.openness."""

    def __init__(
        self, rig: Rig, cache: DerivedCache | None = None, between: Callable[[], object] = _nothing
    ) -> None:
        self.rig = rig
        self.vertices = rig.vertices
        self.position = _buffer(rig.vertices)
        self.normal = _buffer(rig.normals)
        self.uv = _buffer(rig.uv)
        self.strand = _buffer(pieces_of(rig).strands)
        self.colour = _buffer(rig.colours)
        self._head = rig.joint_names.index("head") if "head" in rig.joint_names else 0
        self._parts = Parts(rig)
        self.parts, self.casters = self._parts.drawn, self._parts.casters
        self._boxes = Boxes([part.vertices for part in self._parts.drawn])
        self.has_cornea = any(part.shading in ("cornea", "iris") for part in self.parts)
        at_rest_open, speaking_open = self._opennesses(cache, between)
        self._cavities = Cavities(rig, at_rest_open, speaking_open)
        self.openness = at_rest_open.copy()
        self.open = _buffer(self.openness)
        self.attributes: dict[str, Value] = {
            "a_position": self.position,
            "a_normal": self.normal,
            "a_uv": self.uv,
            "a_strand": self.strand,
            "a_colour": self.colour,
            "a_open": self.open,
        }
        self._waiting: Geometry | None = None
        self.in_sight = True  # in the last picture
        self.move(at_rest(rig))
        self.upload()

    def _opennesses(self, cache: DerivedCache | None, between: Callable[[], object]) -> tuple[F32, F32]:
        if cache is None:
            return openness(self.rig, self.casters, self.uv, between)

        def make() -> dict[str, F32]:
            shut, speaking = openness(self.rig, self.casters, self.uv, between)
            return {"shut": shut, "speaking": speaking}

        kept = cache.arrays(OPENNESS, fingerprint(self.rig), make)
        return kept["shut"], kept["speaking"]

    def move(self, geometry: Geometry) -> None:
        """One evaluated frame; uploaded into the same buffers when it is drawn."""
        self.vertices = np.ascontiguousarray(geometry.vertices, np.float32)
        self._boxes.around(self.vertices)
        self._waiting = geometry

    def upload(self) -> None:
        """What was moved goes to the graphics card: before anything of it is drawn."""
        geometry, self._waiting = self._waiting, None
        if geometry is None:
            return
        self.position.set_subdata(self.vertices, 0, copy=False)
        self.normal.set_subdata(np.ascontiguousarray(geometry.normals, np.float32), 0, copy=False)
        self.attributes["u_head"] = tuple(geometry.joints[self._head, :3, :3].T.ravel().tolist())
        self._cavities.shade(geometry, self.openness)
        self.open.set_subdata(self.openness, 0, copy=True)

    def seen(self, clip: F64) -> list[Part]:
        """Parts that may lie in the picture, in the order of drawing; they are uploaded. clip: [4, 4] world
        to clip space."""
        found = [part for part, inside in zip(self.parts, self._boxes.seen(clip), strict=True) if inside]
        self.in_sight = bool(found)
        if found:
            self.upload()
        return found

    def delete(self) -> None:
        for buffer in (self.position, self.normal, self.uv, self.strand, self.colour, self.open):
            buffer.delete()
        self._parts.delete()


def at_rest(rig: Rig) -> Geometry:
    """The character as its file holds it."""
    joints = np.tile(np.eye(4), (len(rig.joint_names), 1, 1))
    joints[:, :3, 3] = rig.joint_positions
    return Geometry(joints, rig.vertices, rig.normals)


def _buffer(values: F32) -> gloo.VertexBuffer:
    return gloo.VertexBuffer(np.array(values, np.float32))
