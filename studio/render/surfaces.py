"""GLSL 1.20 of the stage: one vertex shader, and one fragment shader for each way a surface takes light.

Light is linear until `developed`. GLSL 1.20 because it runs on every desktop context a window may own;
no `pow` in any of it, because a software rasteriser pays for each dearly.
"""

from __future__ import annotations

_VERTEX = """
uniform mat4 u_clip;
uniform mat4 u_shade;
uniform float u_lift;
attribute vec3 a_position;
attribute vec3 a_normal;
attribute vec2 a_uv;
attribute vec3 a_colour;
attribute float a_open;
varying vec3 v_position;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec3 v_colour;
varying float v_open;
varying vec3 v_shade;
#ifdef STRANDS
uniform mat3 u_head;
attribute vec3 a_strand;
varying vec3 v_strand;
#endif
void main() {
#ifdef STRANDS
    v_strand = u_head * a_strand;
#endif
    v_position = a_position;
    v_normal = a_normal;
    v_uv = a_uv;
    v_colour = a_colour;
    v_open = a_open;
    v_shade = (u_shade * vec4(a_position + u_lift * a_normal, 1.0)).xyz;
    gl_Position = u_clip * vec4(a_position, 1.0);
}
"""

_COMMON = """
uniform vec3 u_eye;
uniform vec3 u_base;
uniform sampler2D u_texture;
uniform sampler2D u_shadow;
uniform vec3 u_key_from;
uniform vec3 u_key;
uniform vec3 u_fill_from;
uniform vec3 u_fill;
uniform vec3 u_rim_from;
uniform vec3 u_rim;
uniform vec3 u_sky;
uniform vec3 u_ground;
uniform float u_exposure;
uniform vec3 u_tint;
uniform float u_wet;
varying vec3 v_position;
varying vec3 v_normal;
varying vec2 v_uv;
varying vec3 v_colour;
varying float v_open;
varying vec3 v_shade;
#ifdef STRANDS
varying vec3 v_strand;
#endif

// The display's gamma undone to within 2 %.
vec3 linear(vec3 c) {
    return c * c * (0.8 + 0.2 * c);
}

vec3 ambience(vec3 n) {
    return mix(u_ground, u_sky, 0.5 + 0.5 * n.y);
}

// Share of the key light that arrives: variance shadow map (Donnelly and Lauritzen, 2006), less its lowest
// part, which leaks where shadows overlap.
float lit_by_key() {
    vec2 heights = texture2D(u_shadow, v_shade.xy).rg;
    float above = heights.x - 4.0 - clamp(v_shade.z, -3.9, 3.9);
    float spread = max(heights.y - heights.x * heights.x, 0.0002);
    float share = spread / (spread + above * above);
    return above <= 0.0 ? 1.0 : clamp(share * 1.2 - 0.2, 0.0, 1.0);
}

float wrapped(float facing, float wrap) {
    float lit = clamp((facing + wrap) / (1.0 + wrap), 0.0, 1.0);
    return lit * (0.4 + 0.6 * lit);
}

vec3 fill_and_rim(vec3 n, float wrap) {
    return u_fill * wrapped(dot(n, u_fill_from), wrap) + u_rim * max(dot(n, u_rim_from), 0.0);
}

float raised16(float x) {
    x *= x; x *= x; x *= x;
    return x * x;
}

float halfway(vec3 n, vec3 to_eye, vec3 to_light) {
    return max(dot(n, normalize(to_eye + to_light)), 0.0);
}

// All light on a wrapped surface, of which that share of the key's arrives.
vec3 daylight(vec3 n, float wrap, float sun) {
    return u_key * wrapped(dot(n, u_key_from), wrap) * sun + fill_and_rim(n, wrap) + ambience(n);
}

float grazing(vec3 n, vec3 to_eye) {
    float away = 1.0 - max(dot(n, to_eye), 0.0);
    float squared = away * away;
    return squared * squared * away;
}

// Filmic curve with the display's gamma in it: J. Hejl and R. Burgess-Dawson, "Filmic tonemapping ops", 2010.
vec3 developed(vec3 light) {
    vec3 x = max(light * u_exposure - 0.002, 0.0);
    return (x * (6.2 * x + 0.5)) / (x * (6.2 * x + 1.7) + 0.06);
}

void main() {
    vec3 to_eye = normalize(u_eye - v_position);
    vec3 n = normalize(v_normal);
    vec4 painted = texture2D(u_texture, v_uv);
    float alpha = painted.a;
    vec3 base = linear(painted.rgb / max(alpha, 0.004)) * u_base * v_colour * u_tint;
    float open = v_open;
"""

_SKIN = """
    // Red light scatters farthest under skin: it wraps round the terminator and fills creases and shadows.
    float sun = lit_by_key();
    float facing = dot(n, u_key_from);
    vec3 soft = vec3(wrapped(facing, 0.42), wrapped(facing, 0.24), wrapped(facing, 0.18));
    vec3 edge = vec3(0.5 * (sun + sqrt(sun)), sun, sun * (0.7 + 0.3 * sun));
    vec3 crease = vec3(0.28 + 0.72 * open, open, open * (0.85 + 0.15 * open));
    vec3 light = u_key * soft * edge * (0.35 + 0.65 * crease)
               + (fill_and_rim(n, 0.3) * (0.3 + 0.7 * open) + ambience(n)) * crease;
    float broad = raised16(halfway(n, to_eye, u_key_from));
    float glint = raised16(halfway(n, to_eye, u_fill_from));
    vec3 shine = u_key * (broad * 0.06 + broad * broad * broad * 0.05) * sun * clamp(2.0 * facing, 0.0, 1.0)
               + u_fill * glint * 0.06 + grazing(n, to_eye) * (0.12 * ambience(n) + 0.14 * u_rim);
    vec3 colour = base * light + shine * open * open;
"""

_EYE = """
    float sun = lit_by_key();
    vec3 light = daylight(n, 0.35, 0.3 + 0.7 * sun);
    float shade = open * (0.5 + 0.5 * open);
    vec3 colour = base * light * 0.8 * vec3(0.25 + 0.75 * shade, 0.16 + 0.84 * shade, 0.15 + 0.85 * shade);
    float tight = raised16(raised16(halfway(n, to_eye, u_key_from)));
    colour += (0.15 + u_wet) * (0.5 + 0.5 * sun) * open * u_key * 0.5 * tight;
"""

# Light bends at the cornea and gathers on the far side of the iris, which lies flat behind it.
_IRIS = """
    float sun = lit_by_key();
    float facing = dot(n, u_key_from);
    vec3 bent = normalize(2.0 * to_eye - n);
    vec3 light = u_key * (0.35 + 0.3 * clamp(dot(bent, u_key_from), -0.5, 1.0)) * (0.4 + 0.6 * sun)
               + u_fill * 0.4 + ambience(n);
    float shade = open * (0.5 + 0.5 * open);
    vec3 seen = reflect(-to_eye, n);
    float spark = smoothstep(0.962, 0.985, dot(seen, u_key_from)) * (0.4 + 0.6 * sun);
    float window = smoothstep(0.95, 0.995, dot(seen, u_fill_from));
    vec3 mirrored = u_key * spark * 1.2 + u_fill * window * 0.5;
    mirrored += ambience(seen) * (0.015 + 0.3 * grazing(n, to_eye));
    vec3 colour = base * light * (0.15 + 0.85 * shade) + mirrored * (0.15 + 0.85 * open);
"""

_CORNEA = """
    vec3 seen = reflect(-to_eye, n);
    float spark = smoothstep(0.962, 0.985, dot(seen, u_key_from)) * (0.4 + 0.6 * lit_by_key());
    float window = smoothstep(0.95, 0.995, dot(seen, u_fill_from));
    float sheen = 0.015 + 0.3 * grazing(n, to_eye);
    vec3 mirrored = u_key * spark * 1.2 + u_fill * window * 0.5 + ambience(seen) * sheen;
    vec3 colour = mirrored * (0.15 + 0.85 * open);
    alpha = clamp(max(spark, sheen), 0.0, 1.0) * 0.6;
"""

_TEETH = """
    vec3 light = daylight(n, 0.4, 0.3 + 0.7 * lit_by_key());
    float broad = raised16(halfway(n, to_eye, u_key_from));
    vec3 depth = open * vec3(0.35 + 0.65 * open, 0.2 + 0.8 * open, 0.12 + 0.88 * open);
    vec3 colour = (base * light * 0.85 + u_key * broad * broad * broad * 0.14) * depth;
"""

_TONGUE = """
    vec3 light = daylight(n, 0.35, 0.3 + 0.7 * lit_by_key());
    float broad = raised16(halfway(n, to_eye, u_key_from));
    vec3 depth = vec3(open * (0.4 + 0.6 * open), open * open, open * open);
    vec3 wet = u_key * broad * broad * 0.10 + u_fill * 0.02 + grazing(n, to_eye) * ambience(n) * 0.3;
    vec3 colour = (base * light * 0.9 + wet) * depth;
"""

_HAIR = """
    n = dot(n, to_eye) < 0.0 ? -n : n;
    // The highlight is a band across the strands (Kajiya and Kay, 1989), shifted from lock to lock. Light
    // scatters on between them: hair in shadow is never black.
    vec3 along = v_strand - n * dot(v_strand, n);
    vec3 strand = normalize(along + n * (0.6 * painted.g / max(alpha, 0.004) - 0.4));
    float across = dot(strand, normalize(to_eye + u_key_from));
    float behind = dot(strand, normalize(to_eye + u_rim_from));
    float band = raised16(1.0 - across * across);
    float back = raised16(1.0 - behind * behind);
    float sun = 0.25 + 0.75 * lit_by_key();
    float lit = 0.4 + 0.6 * open;
    float facing = dot(n, u_key_from);
    vec3 light = u_key * wrapped(facing, 0.3) * sun * lit + (fill_and_rim(n, 0.3) + ambience(n)) * lit;
    vec3 shine = u_key * band * sun * clamp(facing + 0.3, 0.0, 1.0) * 0.5
               + u_rim * back * clamp(dot(n, u_rim_from) + 0.2, 0.0, 1.0) * 0.35;
    vec3 colour = base * light + (base * 1.2 + 0.025) * shine * open;
"""

_BROW = """
    n = dot(n, to_eye) < 0.0 ? -n : n;
    vec3 colour = base * daylight(n, 0.3, 0.3 + 0.7 * lit_by_key()) * (0.6 + 0.4 * open);
"""

_CLOTH = """
    n = dot(n, to_eye) < 0.0 ? -n : n;
    vec3 light = u_key * wrapped(dot(n, u_key_from), 0.12) * (0.1 + 0.9 * lit_by_key()) * (0.4 + 0.6 * open)
               + (fill_and_rim(n, 0.12) + ambience(n)) * open;
    vec3 colour = base * light + (0.5 * base + 0.015) * grazing(n, to_eye) * (ambience(n) + 0.5 * u_rim);
"""

_PLAIN = """
    n = dot(n, to_eye) < 0.0 ? -n : n;
    float sun = lit_by_key();
    vec3 light = u_key * max(dot(n, u_key_from), 0.0) * sun + (fill_and_rim(n, 0.1) + ambience(n)) * open;
    vec3 colour = base * light + u_key * raised16(halfway(n, to_eye, u_key_from)) * 0.05 * sun;
"""

_SOLID_END = """
    gl_FragColor = vec4(developed(colour), 1.0);
}
"""

# Premultiplied: a highlight adds light where the surface itself is clear.
_CLEAR_END = """
    gl_FragColor = vec4(developed(colour) * %s, alpha);
}
"""

_DENSE = """
    if (alpha < 0.8) discard;
"""

_THIN = """
    if (alpha >= 0.8) discard;
"""

_BODIES: dict[str, str] = {
    "skin": _SKIN + _SOLID_END,
    "eye": _EYE + _SOLID_END,
    "iris": _IRIS + _SOLID_END,
    "cornea": _CORNEA + _CLEAR_END % "1.0",
    "teeth": _TEETH + _SOLID_END,
    "tongue": _TONGUE + _SOLID_END,
    "hair": _DENSE + _HAIR + _SOLID_END,
    "wisps": _THIN + _HAIR + _CLEAR_END % "alpha",
    "brow": _BROW + _CLEAR_END % "alpha",
    "lash": _BROW + _CLEAR_END % "alpha",
    "cloth": _CLOTH + _SOLID_END,
    "plain": _PLAIN + _SOLID_END,
}

# Blended over what lies behind them, without hiding one another.
CLEAR: frozenset[str] = frozenset({"wisps", "cornea", "brow", "lash"})
# Closed surfaces: their far sides need no drawing.
CLOSED: frozenset[str] = frozenset({"skin", "eye", "iris", "cornea", "teeth", "tongue"})
_HAIRS = frozenset({"hair", "wisps"})
# Drawn in this order: what hides most comes first, what is blended last.
ORDER: tuple[str, ...] = (
    "hair", "cloth", "skin", "plain", "eye", "iris", "teeth", "tongue", "wisps", "brow", "cornea", "lash",
)  # fmt: skip


def sources(shading: str) -> tuple[str, str]:
    """GLSL (vertex, fragment) of one of ORDER."""
    head = "#define STRANDS\n" if shading in _HAIRS else ""
    return head + _VERTEX, head + _COMMON + _BODIES[shading]
