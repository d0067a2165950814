"""GLSL 1.20 of what is not a surface: backdrop, floor, the shadow map and its blur, the final shrinking."""

from __future__ import annotations

from studio.render.surface_light import SHADOW

BACKDROP_VERTEX = """
uniform vec3 u_top;
uniform vec3 u_bottom;
attribute vec2 a_corner;
varying vec3 v_colour;
void main() {
    float up = 0.5 + 0.5 * a_corner.y;
    v_colour = mix(u_bottom, u_top, up * up * (3.0 - 2.0 * up)) * (1.0 - 0.16 * dot(a_corner, a_corner));
    gl_Position = vec4(a_corner, 0.99999, 1.0);
}
"""

# Drawn on a grid of a_corner; colours come developed already: the backdrop is looked at, not lit.
BACKDROP_FRAGMENT = """
varying vec3 v_colour;
void main() {
    // Half a step of noise hides the bands of a dark gradient in eight bits (M. Roberts' R2 sequence, 2018).
    float noise = fract(dot(gl_FragCoord.xy, vec2(0.7548777, 0.5698403))) - 0.5;
    gl_FragColor = vec4(v_colour + noise / 255.0, 1.0);
}
"""

# A pool of light on the ground y = 0 about a place, on which the shadow falls; premultiplied.
FLOOR_VERTEX = """
uniform mat4 u_clip;
uniform mat4 u_shade;
uniform vec3 u_place;
attribute vec2 a_corner;
varying vec2 v_at;
varying vec3 v_shade;
void main() {
    vec4 at = vec4(u_place.x + u_place.z * a_corner.x, 0.0, u_place.y - u_place.z * a_corner.y, 1.0);
    v_at = a_corner;
    v_shade = (u_shade * at).xyz;
    gl_Position = u_clip * at;
}
"""

FLOOR_FRAGMENT = (
    SHADOW
    + """
uniform vec3 u_bottom;
varying vec2 v_at;
void main() {
    float fade = max(1.0 - dot(v_at, v_at), 0.0);
    fade *= fade;
    float lit = lit_by_key();
    gl_FragColor = vec4(u_bottom * 0.45 * lit * fade, 0.6 * (1.0 - lit) * fade);
}
"""
)

CASTER_VERTEX = """
uniform mat4 u_shade;
attribute vec3 a_position;
attribute vec2 a_uv;
varying float v_height;
varying vec2 v_uv;
void main() {
    vec4 at = u_shade * vec4(a_position, 1.0);
    v_uv = a_uv;
    v_height = clamp(at.z, -3.9, 3.9) + 4.0;
    gl_Position = vec4(2.0 * at.xy - 1.0, -clamp(at.z, -7.9, 7.9) / 8.0, 1.0);
}
"""

# Height towards the light and its square; where nothing stands both stay zero.
HEIGHTS = """
varying float v_height;
void main() {
    gl_FragColor = vec4(v_height, v_height * v_height, 0.0, 1.0);
}
"""


def cut_out(fragment: str) -> str:
    """The same, with holes where the texture is clear."""
    head = "uniform sampler2D u_texture;\nvarying vec2 v_uv;\n"
    hole = "void main() {\n    if (texture2D(u_texture, v_uv).a < 0.5) discard;"
    return head + fragment.replace("void main() {", hole)


SCREEN_VERTEX = """
attribute vec2 a_corner;
varying vec2 v_at;
void main() {
    v_at = 0.5 + 0.5 * a_corner;
    gl_Position = vec4(a_corner, 0.0, 1.0);
}
"""

# Nine-tap binomial blur along one axis in five fetches between texels.
BLUR_FRAGMENT = """
uniform sampler2D u_source;
uniform vec2 u_step;
varying vec2 v_at;
void main() {
    vec4 sum = texture2D(u_source, v_at) * 0.2734375;
    vec2 near = u_step * 1.3333333;
    vec2 far = u_step * 3.1111111;
    sum += (texture2D(u_source, v_at + near) + texture2D(u_source, v_at - near)) * 0.328125;
    sum += (texture2D(u_source, v_at + far) + texture2D(u_source, v_at - far)) * 0.03515625;
    gl_FragColor = sum;
}
"""

# Sampling between four texels takes their mean.
COPY_FRAGMENT = """
uniform sampler2D u_source;
varying vec2 v_at;
void main() {
    gl_FragColor = texture2D(u_source, v_at);
}
"""
