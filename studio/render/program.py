"""A shader program that sends only what changed."""

from __future__ import annotations

import numpy as np
from vispy import gloo

Value = object  # a float, a tuple of floats, or one of gloo's buffers and textures

DEPTH24 = 0x81A6  # GL_DEPTH_COMPONENT24: sixteen bits let lashes flicker through lids
CORNERS = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)


class Program:
    """gloo.Program that sends a value again only when it differs: sending costs more than small parts do."""

    def __init__(self, vertex: str, pixel: str) -> None:
        self._program = gloo.Program(vertex, pixel)
        self._known = {name for _, _, name in self._program.variables}
        self._sent: dict[str, Value] = {}

    def set(self, values: dict[str, Value]) -> None:
        """Uniforms and attributes by name; those the shaders do not have are left out."""
        for name, value in values.items():
            if name in self._known and not self._is_sent(name, value):
                self._sent[name] = value
                self._program[name] = value

    def _is_sent(self, name: str, value: Value) -> bool:
        if name not in self._sent:
            return False
        sent = self._sent[name]
        return sent is value or (isinstance(value, tuple | float) and sent == value)

    def draw(self, triangles: object = None) -> None:
        """The triangles of an index buffer, or a strip of all vertices."""
        if triangles is None:
            self._program.draw("triangle_strip")
        else:
            self._program.draw("triangles", triangles)

    def delete(self) -> None:
        self._program.delete()


class ScreenProgram(Program):
    """A program drawn over the whole frame buffer."""

    def __init__(self, vertex: str, pixel: str) -> None:
        super().__init__(vertex, pixel)
        self._corners = gloo.VertexBuffer(CORNERS)
        self.set({"a_corner": self._corners})

    def delete(self) -> None:
        super().delete()
        self._corners.delete()
