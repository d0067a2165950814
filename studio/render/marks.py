"""What is laid over characters to work on them: their mesh, a glow on a part of the face, an earlier take."""

from __future__ import annotations

import numpy as np
from vispy import gloo

from studio.render.actor import Actor
from studio.render.program import Program
from studio.render.spaces import uniform
from studio.rig.schema import F32, F64, I32, Geometry, Rig

Colour = tuple[float, float, float]
_NEARER = "0.0004"  # towards the eye, so that marks do not sink into what they lie on

_WIRE_VERTEX = f"""
uniform mat4 u_clip;
attribute vec3 a_position;
void main() {{
    gl_Position = u_clip * vec4(a_position, 1.0);
    gl_Position.z -= {_NEARER} * gl_Position.w;
}}
"""
_WIRE_FRAGMENT = """
uniform vec4 u_colour;
void main() { gl_FragColor = u_colour; }
"""
_GLOW_VERTEX = f"""
uniform mat4 u_clip;
attribute vec3 a_position;
attribute float a_weight;
varying float v_weight;
void main() {{
    v_weight = a_weight;
    gl_Position = u_clip * vec4(a_position, 1.0);
    gl_Position.z -= {_NEARER} * gl_Position.w;
}}
"""
_GLOW_FRAGMENT = """
uniform vec4 u_colour;
varying float v_weight;
void main() {
    // A line where the region ends, and a tint within.
    float edge = smoothstep(0.25, 0.45, v_weight) * (1.0 - smoothstep(0.45, 0.65, v_weight));
    float alpha = u_colour.a * (smoothstep(0.1, 0.6, v_weight) + 0.5 * edge);
    gl_FragColor = vec4(u_colour.rgb, min(alpha, 1.0));
}
"""
# Seen only along its outlines, like glass.
_GHOST_VERTEX = """
uniform mat4 u_clip;
uniform vec3 u_eye;
attribute vec3 a_position;
attribute vec3 a_normal;
varying float v_facing;
void main() {
    v_facing = abs(dot(normalize(u_eye - a_position), a_normal));
    gl_Position = u_clip * vec4(a_position, 1.0);
}
"""
_GHOST_FRAGMENT = """
uniform vec4 u_colour;
varying float v_facing;
void main() {
    float rim = 1.0 - v_facing;
    gl_FragColor = vec4(u_colour.rgb, u_colour.a * (0.16 + 0.84 * rim * rim));
}
"""


class Marks:
    """Draws over what a Painter has drawn, in the same frame buffer. Programs are compiled at their first
    use; all calls need the same current context."""

    def __init__(self) -> None:
        self._programs: dict[str, Program] = {}

    def wire(self, actor: Actor, edges: gloo.IndexBuffer, clip: F64, colour: Colour) -> None:
        program = self._program("wire", _WIRE_VERTEX, _WIRE_FRAGMENT)
        program.set({"u_clip": uniform(clip), "u_colour": (*colour, 0.45), "a_position": actor.position})
        _over()
        program.draw_lines(edges)
        _done()

    def glow(self, actor: Actor, weights: gloo.VertexBuffer, clip: F64, colour: Colour) -> None:
        """weights: [V] in 0..1, of the skin."""
        program = self._program("glow", _GLOW_VERTEX, _GLOW_FRAGMENT)
        program.set({"u_clip": uniform(clip), "u_colour": (*colour, 0.42)})
        program.set({"a_position": actor.position, "a_weight": weights})
        _over()
        gloo.set_state(cull_face=True)
        for part in actor.parts:
            if part.shading == "skin":
                program.draw(part.triangles)
        _done()

    def ghost(self, ghost: Ghost, eye: F64, clip: F64, colour: Colour) -> None:
        program = self._program("ghost", _GHOST_VERTEX, _GHOST_FRAGMENT)
        program.set({"u_clip": uniform(clip), "u_eye": tuple(eye.tolist()), "u_colour": (*colour, 0.75)})
        program.set({"a_position": ghost.position, "a_normal": ghost.normal})
        gloo.clear(color=False, depth=True)
        _over()
        gloo.set_state(depth_mask=True, cull_face=True)
        program.draw(ghost.triangles)
        _done()

    def _program(self, name: str, vertex: str, fragment: str) -> Program:
        if name not in self._programs:
            self._programs[name] = Program(vertex, fragment)
        return self._programs[name]

    def delete(self) -> None:
        for program in self._programs.values():
            program.delete()
        self._programs.clear()


class Ghost:
    """The skin of a character, to be drawn as glass. Needs the same current context throughout."""

    def __init__(self, rig: Rig) -> None:
        skin = [i for i, m in enumerate(rig.materials) if m.shading == "skin"]
        shown = rig.triangles[np.isin(rig.triangle_material, skin)]
        self.position = gloo.VertexBuffer(np.array(rig.vertices, np.float32))
        self.normal = gloo.VertexBuffer(np.array(rig.normals, np.float32))
        self.triangles = gloo.IndexBuffer(np.ascontiguousarray(shown, np.uint32))

    def move(self, geometry: Geometry) -> None:
        self.position.set_subdata(np.ascontiguousarray(geometry.vertices, np.float32), 0, copy=False)
        self.normal.set_subdata(np.ascontiguousarray(geometry.normals, np.float32), 0, copy=False)

    def delete(self) -> None:
        for buffer in (self.position, self.normal, self.triangles):
            buffer.delete()


def edges_of(triangles: I32) -> gloo.IndexBuffer:
    """Every edge of triangles [T, 3] once, for `Marks.wire`. Needs a current context."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return gloo.IndexBuffer(np.unique(np.sort(pairs, axis=1), axis=0).astype(np.uint32))


def weights_of(values: F32) -> gloo.VertexBuffer:
    """[V] for `Marks.glow`. Needs a current context."""
    return gloo.VertexBuffer(np.ascontiguousarray(values, np.float32))


def _over() -> None:
    gloo.set_state(
        depth_test=True, depth_mask=False, depth_func="lequal", blend=True,
        blend_func=("src_alpha", "one_minus_src_alpha"), cull_face=False,
    )  # fmt: skip


def _done() -> None:
    gloo.set_state(depth_mask=True, blend=False, cull_face=False)
