"""A shader program that sends only what changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from vispy import gloo

Value = object  # a float, a tuple of floats, or one of gloo's buffers and textures

DEPTH24 = 0x81A6  # GL_DEPTH_COMPONENT24: sixteen bits let lashes flicker through lids


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

    def draw(self, triangles: gloo.IndexBuffer) -> None:
        self._program.draw("triangles", triangles)

    def draw_lines(self, edges: gloo.IndexBuffer) -> None:
        """Two vertices for each line, a pixel wide."""
        self._program.draw("lines", edges)

    def delete(self) -> None:
        self._program.delete()


class ScreenProgram(Program):
    """A program drawn over the whole frame buffer, as `steps` squares a side."""

    def __init__(self, vertex: str, pixel: str, steps: int = 1) -> None:
        super().__init__(vertex, pixel)
        corners, squares = _grid(steps)
        self._corners, self._squares = gloo.VertexBuffer(corners), gloo.IndexBuffer(squares)
        self.set({"a_corner": self._corners})

    def fill(self) -> None:
        self.draw(self._squares)

    def delete(self) -> None:
        super().delete()
        self._corners.delete()
        self._squares.delete()


def _grid(steps: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint32]]:
    """Corners [(steps + 1)^2, 2] over -1..1, and two triangles for each square."""
    line = np.linspace(-1.0, 1.0, steps + 1, dtype=np.float32)
    corners = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    first = (np.arange(steps)[:, None] * (steps + 1) + np.arange(steps)).ravel()
    squares = np.stack(
        [first, first + 1, first + steps + 1, first + 1, first + steps + 2, first + steps + 1], 1
    )
    return corners, squares.astype(np.uint32)
