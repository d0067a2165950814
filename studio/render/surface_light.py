"""GLSL 1.20 that all surfaces share: what light reaches a point, and how it comes out on the display.

Light is linear until `developed`. GLSL 1.20 because it runs on every desktop context a window may own. What
changes slowly is worked out at vertices, and nothing uses `pow`: a software rasteriser pays dearly for both.
"""

from __future__ import annotations

LIGHTS = """
uniform vec3 u_key_from;
uniform vec3 u_key;
uniform vec3 u_fill_from;
uniform vec3 u_fill;
uniform vec3 u_rim_from;
uniform vec3 u_rim;
uniform vec3 u_sky;
uniform vec3 u_ground;

float wrapped(float facing, float wrap) {
    float lit = clamp((facing + wrap) / (1.0 + wrap), 0.0, 1.0);
    return lit * (0.4 + 0.6 * lit);
}

vec3 ambience(vec3 n) {
    return mix(u_ground, u_sky, 0.5 + 0.5 * n.y);
}
"""

SHADOW = """
uniform sampler2D u_shadow;
varying vec3 v_shade;

// Share of the key light that arrives: variance shadow map (Donnelly and Lauritzen, 2006), less its lowest
// part, which leaks where shadows overlap.
float lit_by_key() {
    vec2 heights = texture2D(u_shadow, v_shade.xy).rg;
    float above = max(heights.x - 4.0 - clamp(v_shade.z, -3.9, 3.9), 0.0);
    float spread = max(heights.y - heights.x * heights.x, 0.0002);
    return clamp(1.2 * spread / (spread + above * above) - 0.2, 0.0, 1.0);
}
"""

VERTEX = """
uniform mat4 u_clip;
uniform mat4 u_shade;
uniform float u_lift;
uniform vec3 u_eye;
uniform vec3 u_base;
attribute vec3 a_position;
attribute vec3 a_normal;
attribute vec2 a_uv;
attribute vec3 a_colour;
attribute float a_open;
varying vec3 v_to_eye;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec4 v_base;
varying vec3 v_shade;
varying vec3 v_around;
#ifdef STRANDS
uniform mat3 u_head;
attribute vec3 a_strand;
varying vec3 v_strand;
#endif
void main() {
#ifdef STRANDS
    v_strand = u_head * a_strand;
#endif
    v_to_eye = u_eye - a_position;
    v_normal = a_normal;
    v_uv = a_uv;
    v_base = vec4(u_base * a_colour, a_open);
    v_around = u_fill * wrapped(dot(a_normal, u_fill_from), 0.3) + u_rim * max(dot(a_normal, u_rim_from), 0.0)
             + ambience(a_normal);
    v_shade = (u_shade * vec4(a_position + u_lift * a_normal, 1.0)).xyz;
    gl_Position = u_clip * vec4(a_position, 1.0);
}
"""

FRAGMENT = """
uniform sampler2D u_texture;
uniform float u_exposure;
uniform float u_wet;
varying vec3 v_to_eye;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec4 v_base;
varying vec3 v_around;
#ifdef STRANDS
varying vec3 v_strand;
#endif

// The display's gamma undone to within 2 %.
vec3 linear(vec3 c) {
    return c * c * (0.8 + 0.2 * c);
}

float raised4(float x) {
    x *= x;
    return x * x;
}

float grazing(float toward) {
    float away = 1.0 - toward;
    return raised4(away) * away;
}

// Filmic curve with the display's gamma in it: J. Hejl and R. Burgess-Dawson, "Filmic tonemapping ops", 2010.
vec3 developed(vec3 light) {
    vec3 x = max(light * u_exposure - 0.002, 0.0);
    return (x * (6.2 * x + 0.5)) / (x * (6.2 * x + 1.7) + 0.06);
}

void main() {
    vec3 to_eye = normalize(v_to_eye);
#ifdef TWO_SIDED
    vec3 n = normalize(gl_FrontFacing ? v_normal : -v_normal);
#else
    vec3 n = normalize(v_normal);
#endif
    vec4 painted = texture2D(u_texture, v_uv);
    float alpha = painted.a;
    vec3 base = linear(painted.rgb / max(alpha, 0.004)) * v_base.rgb;
    float open = v_base.a;
    float facing = dot(n, u_key_from);
    float toward = max(dot(n, to_eye), 0.0);
    float mirrored = max(2.0 * toward * facing - dot(to_eye, u_key_from), 0.0);
    float sun = lit_by_key();
"""

SOLID_END = """
    gl_FragColor = vec4(developed(colour), 1.0);
}
"""

# Premultiplied: a highlight adds light where the surface itself is clear.
CLEAR_END = """
    gl_FragColor = vec4(developed(colour) * %s, alpha);
}
"""
