"""How each kind of surface takes light: GLSL bodies between the shared ends of a fragment shader.

In scope (see studio.render.surface_light): base, open, n, to_eye, facing (n to the key), toward (n to the
eye), mirrored (the key's reflection to the eye), sun (share of the key that arrives), v_around (all other
light), alpha.
"""

from __future__ import annotations

from studio.render.surface_light import CLEAR_END, FRAGMENT, LIGHTS, SHADOW, SOLID_END, VERTEX

_SKIN = """
    // Red light scatters farthest under skin: it wraps round the terminator and fills creases and shadows.
    vec3 soft = vec3(wrapped(facing, 0.42), wrapped(facing, 0.24), wrapped(facing, 0.18));
    vec3 edge = vec3(0.4 * sqrt(sun) + 0.6 * sun, sun, sun * (0.75 + 0.25 * sun));
    vec3 crease = vec3(0.16 + 0.84 * open, 0.07 + 0.93 * open, 0.05 + 0.95 * open);
    vec3 light = u_key * soft * edge * (0.35 + 0.65 * crease) + v_around * crease;
    float broad = raised4(mirrored);
    vec3 shine = u_key * (broad * 0.06 + broad * broad * broad * 0.05) * sun * clamp(2.0 * facing, 0.0, 1.0)
               + grazing(toward) * 0.22 * v_around;
    vec3 colour = base * light + shine * open * open;
"""

_EYE = """
    vec3 light = u_key * wrapped(facing, 0.35) * (0.3 + 0.7 * sun) + v_around;
    float shade = open * (0.5 + 0.5 * open);
    vec3 colour = base * light * 0.76 * vec3(0.25 + 0.75 * shade, 0.16 + 0.84 * shade, 0.15 + 0.85 * shade);
    colour += (0.15 + u_wet) * (0.5 + 0.5 * sun) * open * u_key * 0.5 * raised4(raised4(raised4(mirrored)));
"""

_MIRROR = """
    vec3 seen = reflect(-to_eye, n);
    float spark = smoothstep(0.962, 0.985, mirrored) * (0.4 + 0.6 * sun);
    float window = smoothstep(0.95, 0.995, dot(seen, u_fill_from));
    float sheen = 0.015 + 0.3 * grazing(toward);
    vec3 glint = u_key * spark * 1.2 + u_fill * window * 0.5 + ambience(seen) * sheen;
    glint *= 0.15 + 0.85 * open;
"""

# Light bends at the cornea and gathers on the far side of the iris, which lies flat behind it.
_IRIS = """
    vec3 bent = normalize(2.0 * to_eye - n);
    vec3 light = u_key * (0.35 + 0.3 * clamp(dot(bent, u_key_from), -0.5, 1.0)) * (0.4 + 0.6 * sun)
               + u_fill * 0.4 + ambience(n);
    vec3 colour = base * light * (0.15 + 0.85 * open * (0.5 + 0.5 * open)) + glint;
"""

_CORNEA = """
    vec3 colour = glint;
    alpha = clamp(max(spark, sheen), 0.0, 1.0) * 0.6;
"""

_TEETH = """
    vec3 light = u_key * wrapped(facing, 0.4) * (0.3 + 0.7 * sun) + v_around;
    float wet = raised4(mirrored);
    vec3 depth = open * vec3(0.6 + 0.4 * open, 0.5 + 0.5 * open, 0.42 + 0.58 * open);
    vec3 colour = (base * light + u_key * wet * wet * wet * 0.14) * depth;
"""

_TONGUE = """
    vec3 light = u_key * wrapped(facing, 0.35) * (0.3 + 0.7 * sun) + v_around;
    float wet = raised4(mirrored);
    vec3 depth = vec3(open * (0.4 + 0.6 * open), open * open, open * open);
    vec3 shine = u_key * wet * wet * 0.10 + grazing(toward) * v_around * 0.3;
    vec3 colour = (base * light * 0.9 + shine) * depth;
"""

_HAIR = """
    // The highlight is a band across the strands (Kajiya and Kay, 1989), shifted from lock to lock. Light
    // scatters on between them: hair in shadow is never black.
    vec3 along = v_strand - n * dot(v_strand, n);
    vec3 strand = normalize(along + n * (0.6 * painted.g / max(alpha, 0.004) - 0.4));
    vec3 front = to_eye + u_key_from;
    vec3 rear = to_eye + u_rim_from;
    float across = dot(strand, front);
    float behind = dot(strand, rear);
    float band = raised4(raised4(1.0 - across * across / max(dot(front, front), 0.01)));
    float back = raised4(raised4(1.0 - behind * behind / max(dot(rear, rear), 0.01)));
    float arrives = (0.25 + 0.75 * sun);
    float lit = 0.4 + 0.6 * open;
    vec3 light = (u_key * wrapped(facing, 0.3) * arrives + v_around) * lit;
    vec3 shine = u_key * band * arrives * clamp(facing + 0.3, 0.0, 1.0) * 0.5
               + u_rim * back * clamp(dot(n, u_rim_from) + 0.2, 0.0, 1.0) * 0.35;
    vec3 colour = base * light + (base * 1.2 + 0.025) * shine * open;
"""

_BROW = """
    vec3 light = u_key * wrapped(facing, 0.3) * (0.3 + 0.7 * sun) + v_around;
    vec3 colour = base * light * (0.6 + 0.4 * open);
"""

_CLOTH = """
    float arrives = (0.1 + 0.9 * sun) * (0.4 + 0.6 * open);
    vec3 light = u_key * wrapped(facing, 0.12) * arrives + v_around * open;
    vec3 colour = base * light + (0.5 * base + 0.015) * grazing(toward) * v_around;
"""

_PLAIN = """
    vec3 light = u_key * max(facing, 0.0) * sun + v_around * open;
    vec3 colour = base * light + u_key * raised4(mirrored) * 0.05 * sun;
"""

_DENSE = "    if (alpha < 0.8) discard;\n"
_THIN = "    if (alpha >= 0.8) discard;\n"

_BODIES: dict[str, str] = {
    "skin": _SKIN + SOLID_END,
    "eye": _EYE + SOLID_END,
    "iris": _MIRROR + _IRIS + SOLID_END,
    "cornea": _MIRROR + _CORNEA + CLEAR_END % "1.0",
    "teeth": _TEETH + SOLID_END,
    "tongue": _TONGUE + SOLID_END,
    "hair": _HAIR + SOLID_END,
    "locks": _DENSE + _HAIR + SOLID_END,
    "wisps": _THIN + _HAIR + CLEAR_END % "alpha",
    "brow": _BROW + CLEAR_END % "alpha",
    "lash": _BROW + CLEAR_END % "alpha",
    "cloth": _CLOTH + SOLID_END,
    "plain": _PLAIN + SOLID_END,
}

# Blended over what lies behind them, without hiding one another.
CLEAR: frozenset[str] = frozenset({"wisps", "cornea", "brow", "lash"})
# Closed surfaces: their far sides need no drawing.
CLOSED: frozenset[str] = frozenset({"skin", "eye", "iris", "cornea", "teeth", "tongue"})
_HAIRS = frozenset({"hair", "locks", "wisps"})
# Drawn in this order: what hides most comes first, what is blended last.
ORDER: tuple[str, ...] = (
    "skin", "cloth", "plain", "eye", "iris", "teeth", "tongue", "hair", "locks",
    "wisps", "brow", "cornea", "lash",
)  # fmt: skip


def sources(shading: str) -> tuple[str, str]:
    """GLSL (vertex, fragment) of one of ORDER."""
    head = "" if shading in CLOSED else "#define TWO_SIDED\n"
    head += "#define STRANDS\n" if shading in _HAIRS else ""
    return head + LIGHTS + VERTEX, head + LIGHTS + SHADOW + FRAGMENT + _BODIES[shading]
