"""Paints skin: one colour for each point, whether it is a texel of the head or a vertex of a hand."""

from __future__ import annotations

import numpy as np

from bake import curves, lids, mouth, source, wrinkles
from bake.complexion import Colour, Complexion
from bake.curves import blob, soft
from bake.points import Points, noise
from bake.source import F64


def _dyed(colour: Colour, factors: Colour) -> Colour:
    return (colour[0] * factors[0], colour[1] * factors[1], colour[2] * factors[2])


def _between(one: Colour, other: Colour, a: float, b: float) -> Colour:
    return (a * one[0] + b * other[0], a * one[1] + b * other[1], a * one[2] + b * other[2])


def _mix(colours: F64, other: Colour, share: F64) -> F64:
    return colours + (np.array(other) - colours) * np.clip(share, 0.0, 1.0)[:, None]


def _tone(colours: F64, points: Points, look: Complexion) -> F64:
    """The slow and the fine variation every skin has."""
    slow = noise(points.places, 0.035, 1)
    patches = noise(points.places, 0.007, 2)
    pores = noise(points.places, 0.0013, 3)
    colours = colours * (1.0 + 0.035 * slow + 0.025 * patches)[:, None]
    colours[:, 1:] *= (1.0 - 0.03 * (1 + 2 * look.age) * np.maximum(patches, 0.0))[:, None]
    return colours * (1.0 + (0.030 + 0.02 * look.age) * pores)[:, None]


def _flush(colours: F64, points: Points, look: Complexion) -> F64:
    p = points.places
    cheeks = 0.75 * blob(p, (42, 702, 132), 21) + 0.35 * blob(p, (50, 690, 118), 24)
    nose = 0.55 * blob(p, (0, 694, 166), 13) + 0.35 * blob(p, (13, 690, 152), 8)
    other = 0.25 * blob(p, (0, 632, 146), 13) + 0.5 * points.mask("ears") + 0.18 * blob(p, (0, 752, 152), 22)
    return _mix(colours, look.flush, look.blush * (cheeks + nose + other))


def _eyes(colours: F64, points: Points, look: Complexion) -> F64:
    p = points.places
    below = 0.7 * blob(p, (27, 717, 140), 9) + 0.6 * blob(p, (18, 722, 140), 7)
    colours = _mix(colours, _dyed(look.skin, (0.62, 0.50, 0.56)),
                   look.shadow * below)  # fmt: skip
    crease = 0.5 * points.mask("eyelids") * soft(p[:, 1], 0.728, 0.736)
    colours = _mix(colours, _dyed(look.skin, (0.70, 0.56, 0.52)), crease)
    for side in ("left", "right"):
        margin, inner = lids.margin(side), lids.margin(side, inner=True)
        base = source.base_mesh().vertices
        rim = np.minimum(curves.distance(p, base[inner.upper]), curves.distance(p, base[inner.lower]))
        colours = _mix(colours, (0.50, 0.22, 0.18), 0.85 * soft(rim, 0.0022, 0.0006))
        upper = curves.distance(p, base[margin.upper[1:]] if side == "left" else base[margin.upper[:-1]])
        colours = _mix(colours, look.brow, 0.95 * look.liner * soft(upper, 0.0016, 0.0004))
        lower = curves.distance(p, base[margin.lower[len(margin.lower) // 3 :]] if side == "left"
                                else base[margin.lower[: -len(margin.lower) // 3]])  # fmt: skip
        colours = _mix(colours, look.brow, 0.35 * look.liner * soft(lower, 0.0012, 0.0003))
    return _mix(colours, (0.55, 0.22, 0.19), 0.9 * blob(p, (16.2, 727, 134), 2.2))


def _lips(colours: F64, points: Points, look: Complexion) -> F64:
    p = points.places
    red = soft(points.mask("lips"), 0.15, 0.75)
    grain = noise(p * [1.0, 0.25, 0.25], 0.0012, 5)
    lips = np.array(look.lips) * (1.0 + 0.10 * grain)[:, None]
    upper, lower = mouth.lip_rings()
    base = source.base_mesh().vertices
    contact = np.minimum(curves.distance(p, base[upper]), curves.distance(p, base[lower]))
    lips = lips * (1.0 - 0.55 * soft(contact, 0.0045, 0.0))[:, None]
    colours = colours + (lips - colours) * (look.lip_paint * red)[:, None]
    return _mix(colours, _dyed(look.lips, (0.45, 0.45, 0.45)), 0.9 * soft(contact, 0.0022, 0.0004))


def _beard(colours: F64, points: Points, look: Complexion) -> F64:
    if not look.beard:
        return colours
    p = points.places
    x = np.abs(p[:, 0])
    jaw = soft(p[:, 1], 0.690, 0.668) * soft(p[:, 2], 0.03, 0.07) * soft(p[:, 1], 0.598, 0.618)
    cheek = soft(p[:, 1] - 0.40 * np.maximum(x - 0.030, 0.0), 0.684, 0.668)
    lip = soft(p[:, 1], 0.686, 0.681) * soft(x, 0.032, 0.024) * soft(p[:, 1], 0.664, 0.667)
    area = np.maximum(jaw * cheek * soft(x, 0.014, 0.026), np.maximum(lip, jaw * soft(p[:, 1], 0.650, 0.643)))
    area *= 1.0 - soft(points.mask("lips"), 0.05, 0.4)
    dots = soft(noise(p, 0.0008, 7), -0.3, 0.9)
    return _mix(colours, _between(look.hair, look.skin, 0.45, 0.10),
                look.beard * area * (0.6 + 0.4 * dots))  # fmt: skip


def _spots(colours: F64, points: Points, look: Complexion) -> F64:
    p = points.places
    nose_bridge = blob(p, (22, 706, 146), 26) + blob(p, (0, 712, 156), 16)
    freckle = soft(noise(p, 0.0030, 11), 0.75, 1.15) * soft(noise(p, 0.012, 12), -0.4, 0.6)
    colours = _mix(colours, _dyed(look.skin, (0.62, 0.48, 0.38)),
                   look.freckles * np.clip(nose_bridge, 0, 1) * freckle)  # fmt: skip
    spots = soft(noise(p, 0.0055, 13), 1.0, 1.4) * soft(noise(p, 0.03, 14), 0.0, 0.8)
    brown = _dyed(look.skin, (0.72, 0.60, 0.52))
    return _mix(colours, brown, 0.6 * look.age * spots)


def _folds(colours: F64, points: Points, look: Complexion) -> F64:
    """Drawn lines, and the darkness in deep places that light seldom finds its way into."""
    dark = wrinkles.darkness(points.places, look.age)
    deep = soft(points.openness, 0.75, 0.15)
    folded = _dyed(look.skin, (0.50, 0.34, 0.28))
    colours = _mix(colours, folded, 0.55 * dark + 0.55 * deep)
    nostril = soft(points.openness, 0.42, 0.2) * blob(points.places, (8, 687, 155), 9)
    return _mix(colours, (0.05, 0.014, 0.012), nostril)


def _hands(colours: F64, points: Points, look: Complexion) -> F64:
    nails = points.mask("fingernails")
    pale = _between(look.skin, (0.80, 0.55, 0.50), 0.5, 0.5)
    return _mix(colours, pale, 0.8 * soft(nails, 0.3, 0.7))


def skin(points: Points, look: Complexion) -> F64:
    """Linear colours [n, 3] of bare skin, lips and lid rims included, hair left out."""
    colours = np.tile(np.array(look.skin), (len(points.places), 1))
    for layer in (_tone, _flush, _spots, _eyes, _folds, _lips, _beard, _hands):
        colours = layer(colours, points, look)
    return np.clip(colours, 0.0, 1.0)
