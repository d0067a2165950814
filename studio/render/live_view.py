"""The stage in a window: characters that move, and marks over them, drawn into a context of the window's."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

import attrs
from vispy import gloo

from studio.media.cache import DerivedCache
from studio.render.actor import Actor
from studio.render.camera import Camera
from studio.render.guest import Context
from studio.render.lights import Lights
from studio.render.marks import Colour, Ghost, Marks, edges_of, weights_of
from studio.render.painter import Painter
from studio.render.screen import Screen
from studio.render.turns import TURN
from studio.render.view import Picture
from studio.rig.schema import F32, F64, Geometry, Rig


@attrs.frozen
class Look:
    """How one picture is made. fineness: pixels drawn a side for each shown (0.5, 1, 2); cast: throw shadows
    anew; wire, ghost: colours of those marks, None to leave them out; new: surfaces that may be drawn for the
    first time, which takes as long as a picture each (see `LiveView.whole`)."""

    fineness: float = 1.0
    cast: bool = True
    wire: Colour | None = None
    ghost: Colour | None = None
    new: int = 100


class LiveView:
    """All calls from one thread; `close` when the window goes."""

    def __init__(self, context: Context, cache: DerivedCache | None = None) -> None:
        self._context, self._cache = context, cache
        self._members: dict[str, _Member] = {}
        with self._turn():
            self._painter, self._screen, self._marks = Painter(), Screen(), Marks()

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        with TURN:
            self._context.activate()
            try:
                yield
            finally:
                self._context.rest()

    @property
    def whole(self) -> bool:
        """Was everything in the last picture, or is one more needed until it is?"""
        return self._painter.whole

    def set_rig(self, name: str, rig: Rig) -> bool:
        """Puts a character on the stage; True when it was not there. Quick for one that is dressed (see
        studio.render.dressing), else it takes up to a second."""
        if name in self._members and self._members[name].actor.rig is rig:
            return False
        with self._turn():
            if name in self._members:
                self._members.pop(name).delete()
            self._members[name] = _Member(Actor(rig, self._cache))
        return True

    def keep(self, names: Iterable[str]) -> None:
        """Takes everybody else off the stage."""
        gone = self._members.keys() - set(names)
        if gone:
            with self._turn():
                for name in gone:
                    self._members.pop(name).delete()

    def move(self, name: str, geometry: Geometry) -> None:
        with self._turn():
            self._members[name].actor.move(geometry)

    def in_sight(self, name: str) -> bool:
        """Was anything of a character in the last picture?"""
        return self._members[name].actor.in_sight

    def set_ghost(self, name: str, geometry: Geometry | None) -> None:
        """An earlier take's geometry beside the character's own."""
        member = self._members[name]
        with self._turn():
            member.ghosted = geometry is not None
            if geometry is not None:
                member.ghost = member.ghost or Ghost(member.actor.rig)
                member.ghost.move(geometry)

    def set_glow(self, name: str, weights: F32 | None, colour: Colour = (1.0, 1.0, 1.0)) -> None:
        """weights: [V] in 0..1: which part of the skin glows in the colour."""
        member = self._members[name]
        with self._turn():
            if member.glow is not None:
                member.glow.delete()
            member.glow = None if weights is None else weights_of(weights)
            member.glow_colour = colour

    def picture(
        self,
        camera: Camera,
        lights: Lights,
        width: int,
        height: int,
        look: Look,
        meanwhile: Callable[[], None] | None = None,
    ) -> Picture:
        """[H, W, 4] blue, green, red, 255, top row first, of physical pixels. meanwhile: what the caller does
        while the graphics card is at work."""

        def beside() -> None:
            assert meanwhile is not None
            meanwhile()
            self._context.activate()

        with self._turn():

            def paint(wide: int, high: int) -> None:
                actors = [member.actor for member in self._members.values()]
                clip = self._painter.paint(actors, camera, lights, wide, high, cast=look.cast, new=look.new)
                self._mark(camera, clip, look)

            between = None if meanwhile is None else beside
            return self._screen.picture(width, height, look.fineness, paint, between)

    def _mark(self, camera: Camera, clip: F64, look: Look) -> None:
        for member in self._members.values():
            if member.glow is not None or look.wire is not None:
                member.actor.upload()
            if member.glow is not None:
                self._marks.glow(member.actor, member.glow, clip, member.glow_colour)
            if look.wire is not None:
                member.edges = member.edges or edges_of(member.actor.rig.triangles)
                self._marks.wire(member.actor, member.edges, clip, look.wire)
        for member in self._members.values():
            if look.ghost is not None and member.ghosted and member.ghost is not None:
                self._marks.ghost(member.ghost, camera.eye, clip, look.ghost)

    def close(self) -> None:
        with TURN:
            self._context.activate()
            for member in self._members.values():
                member.delete()
            self._members.clear()
            for thing in (self._painter, self._screen, self._marks):
                thing.delete()
            self._context.close()


@attrs.define(eq=False)
class _Member:
    actor: Actor
    edges: gloo.IndexBuffer | None = None
    ghost: Ghost | None = None
    ghosted: bool = False
    glow: gloo.VertexBuffer | None = None
    glow_colour: Colour = (1.0, 1.0, 1.0)

    def delete(self) -> None:
        self.actor.delete()
        for thing in (self.edges, self.ghost, self.glow):
            if thing is not None:
                thing.delete()
