"""GLSL 1.20 of the stage: one vertex shader, and one fragment shader for each way a surface takes light.

Everything is linear until `developed`, which applies exposure, a filmic curve and the display's gamma.
GLSL 1.20 because it runs on every desktop context a window may own.
"""

from __future__ import annotations

VERTEX = """
uniform mat4 u_clip;
attribute vec3 a_position;
attribute vec3 a_normal;
attribute vec2 a_uv;
attribute vec3 a_colour;
attribute vec2 a_hidden;
varying vec3 v_position;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec3 v_colour;
varying vec2 v_hidden;
void main() {
    v_position = a_position;
    v_normal = a_normal;
    v_uv = a_uv;
    v_colour = a_colour;
    v_hidden = a_hidden;
    gl_Position = u_clip * vec4(a_position, 1.0);
}
"""

_COMMON = """
uniform vec3 u_eye;
uniform vec3 u_base;
uniform sampler2D u_texture;
uniform vec3 u_key_from;
uniform vec3 u_key;
uniform vec3 u_fill_from;
uniform vec3 u_fill;
uniform vec3 u_rim_from;
uniform vec3 u_rim;
uniform vec3 u_sky;
uniform vec3 u_ground;
uniform float u_exposure;
varying vec3 v_position;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec3 v_colour;
varying vec2 v_hidden;

vec4 albedo() {
    vec4 painted = texture2D(u_texture, v_uv);
    return vec4(pow(painted.rgb, vec3(2.2)) * u_base * v_colour, painted.a);
}

vec3 ambience(vec3 n) {
    return mix(u_ground, u_sky, 0.5 + 0.5 * n.y);
}

vec3 wrapped(float facing, vec3 wrap) {
    vec3 lit = max((vec3(facing) + wrap) / (1.0 + wrap), 0.0);
    return lit * lit / (0.25 * lit + 0.75);
}

vec3 diffuse(vec3 n, vec3 wrap) {
    return u_key * wrapped(dot(n, u_key_from), wrap)
         + u_fill * wrapped(dot(n, u_fill_from), wrap)
         + u_rim * wrapped(dot(n, u_rim_from), wrap);
}

float lobe(vec3 n, vec3 to_eye, vec3 to_light, float sharpness) {
    float facing = max(dot(n, normalize(to_eye + to_light)), 0.0);
    return pow(facing, sharpness) * (sharpness + 8.0) * 0.04 * max(dot(n, to_light), 0.0);
}

vec3 gloss(vec3 n, vec3 to_eye, float sharpness) {
    return u_key * lobe(n, to_eye, u_key_from, sharpness)
         + u_fill * lobe(n, to_eye, u_fill_from, sharpness)
         + u_rim * lobe(n, to_eye, u_rim_from, sharpness);
}

float grazing(vec3 n, vec3 to_eye) {
    float away = 1.0 - max(dot(n, to_eye), 0.0);
    return away * away * away * away * away;
}

// Filmic curve fitted by K. Narkowicz, "ACES Filmic Tone Mapping Curve", 2016.
vec4 developed(vec3 light) {
    vec3 x = light * u_exposure * 0.8;
    vec3 film = clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0);
    return vec4(pow(film, vec3(1.0 / 2.2)), 1.0);
}
"""

_BEGIN = """
void main() {
    vec3 n = normalize(v_normal);
    vec3 to_eye = normalize(u_eye - v_position);
    vec4 painted = albedo();
    vec3 base = painted.rgb;
    float open = v_hidden.x;
"""

_SKIN = """
    // Red light scatters farthest under skin: it wraps round the terminator and fills creases.
    vec3 lit = diffuse(n, vec3(0.34, 0.16, 0.11)) * (0.35 + 0.65 * open);
    vec3 around = ambience(n) * pow(vec3(open), vec3(0.7, 1.0, 1.1));
    float rim = grazing(n, to_eye);
    vec3 shine = gloss(n, to_eye, 14.0) * 0.055 + gloss(n, to_eye, 48.0) * 0.03;
    vec3 colour = base * (lit + around) + (shine + rim * 0.25 * ambience(n)) * open;
"""

_EYE = """
    vec3 lit = diffuse(n, vec3(0.25)) * 0.85;
    vec3 colour = base * (lit + ambience(n)) * (0.4 + 0.6 * open);
    vec3 seen = reflect(-to_eye, n);
    float spark = smoothstep(0.955, 0.985, dot(seen, u_key_from));
    float second = smoothstep(0.97, 0.995, dot(seen, u_fill_from));
    colour += u_key * spark * 1.1 + u_fill * second * 0.6 + ambience(seen) * (0.03 + 0.3 * grazing(n, to_eye));
"""

_TEETH = """
    vec3 lit = diffuse(n, vec3(0.4, 0.34, 0.28)) * 0.75 + ambience(n);
    vec3 colour = (base * lit + gloss(n, to_eye, 60.0) * 0.05) * open * open;
"""

_TONGUE = """
    vec3 lit = diffuse(n, vec3(0.4, 0.2, 0.18)) * 0.8 + ambience(n);
    vec3 colour = (base * lit + gloss(n, to_eye, 40.0) * 0.08) * open * open;
"""

_HAIR = """
    // Strands run about downwards: the highlight is a band across them (Kajiya and Kay, 1989).
    vec3 strand = normalize(vec3(0.0, -1.0, 0.0) + 0.98 * n * n.y + vec3(0.0, 0.0, 0.02));
    float across = dot(strand, normalize(to_eye + u_key_from));
    float behind = dot(strand, normalize(to_eye + u_rim_from));
    vec3 lit = diffuse(n, vec3(0.15)) * 0.9 + ambience(n) * open;
    float band = pow(sqrt(max(1.0 - across * across, 0.0)), 60.0) * max(dot(n, u_key_from) + 0.2, 0.0);
    float back = pow(sqrt(max(1.0 - behind * behind, 0.0)), 30.0) * max(dot(n, u_rim_from) + 0.1, 0.0);
    vec3 colour = base * lit + (base * 0.8 + 0.04) * (u_key * band * 0.35 + u_rim * back * 0.3) * open;
"""

_BROW = """
    vec3 colour = base * (diffuse(n, vec3(0.3)) + ambience(n)) * open;
"""

_CLOTH = """
    float rim = grazing(n, to_eye);
    vec3 colour = base * (diffuse(n, vec3(0.12)) * (0.4 + 0.6 * open) + ambience(n) * open)
                + (0.4 * base + 0.02) * rim * ambience(n);
"""

_PLAIN = """
    vec3 colour = base * (diffuse(n, vec3(0.05)) + ambience(n) * open) + gloss(n, to_eye, 30.0) * 0.04;
"""

_END = """
    gl_FragColor = developed(colour);
}
"""

_CUT = """
    if (painted.a < 0.5) discard;
"""

_BODIES: dict[str, str] = {
    "skin": _SKIN, "eye": _EYE, "cornea": _EYE, "teeth": _TEETH, "tongue": _TONGUE,
    "hair": _CUT + _HAIR, "brow": _CUT + _BROW, "lash": _CUT + _BROW, "cloth": _CLOTH, "plain": _PLAIN,
}  # fmt: skip

SHADINGS: tuple[str, ...] = tuple(_BODIES)


def fragment(shading: str) -> str:
    """GLSL of a shading of studio.rig.schema.Material; an unknown one is drawn plain."""
    return _COMMON + _BEGIN + _BODIES.get(shading, _PLAIN) + _END


BACKDROP_VERTEX = """
attribute vec2 a_corner;
varying vec2 v_at;
void main() {
    v_at = a_corner;
    gl_Position = vec4(a_corner, 0.9999, 1.0);
}
"""

BACKDROP_FRAGMENT = """
uniform vec3 u_top;
uniform vec3 u_bottom;
varying vec2 v_at;
void main() {
    float pool = 1.0 - 0.35 * dot(v_at, v_at) * 0.5;
    vec3 colour = mix(u_bottom, u_top, smoothstep(-1.0, 1.0, v_at.y)) * pool;
    // Half a step of noise hides the bands of a dark gradient in eight bits.
    float noise = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
    gl_FragColor = vec4(pow(colour, vec3(1.0 / 2.2)) + noise / 255.0, 1.0);
}
"""
