"""Draws what throws shadows, seen from the light; clear texels let it through."""

from __future__ import annotations

from collections.abc import Iterable

from vispy import gloo

from studio.render.parts import Caster
from studio.render.passes import CASTER_VERTEX, HEIGHTS, cut_out
from studio.render.program import Program, Value


class CasterPrograms:
    """Needs the same current context from its making to its deletion."""

    def __init__(self, fragment: str = HEIGHTS) -> None:
        self._solid = Program(CASTER_VERTEX, fragment)
        self._cut = Program(CASTER_VERTEX, cut_out(fragment))

    def draw(
        self, casters: Iterable[Caster], matrix: tuple[float, ...], position: Value, uv: gloo.VertexBuffer
    ) -> None:
        """Into the bound frame buffer; `matrix` as studio.render.spaces.shade_matrix gives it."""
        for caster in casters:
            program = self._solid if caster.texture is None else self._cut
            program.set({"u_shade": matrix, "a_position": position, "a_uv": uv, "u_texture": caster.texture})
            program.draw(caster.triangles)

    def delete(self) -> None:
        self._solid.delete()
        self._cut.delete()
