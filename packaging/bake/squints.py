"""Lids that are squeezed from below stay before the eyeball."""

from __future__ import annotations

import numpy as np

from bake import eyes, source
from bake.parts import Surface
from bake.source import F64, I64
from studio.core.names import ARKIT_CHANNELS

_SHARED = ("eyeSquint", "cheekSquint")  # raise the lower lid together; each is corrected by half
_MORE = (("noseSneer", 0.6),)  # goes with them in pain and disgust
_ROOM = 0.0003  # metres between eyeball and skin
_AROUND = 0.012  # metres before the eyeball in which skin is looked at
_SOFT = 0.004  # metres over which a correction fades


def keep_clear(surface: Surface) -> None:
    """Corrects both squints of either eye in `surface.deltas`: skin that lies before the eyeball at rest
    does so with all of them up."""
    for side, group, _ in eyes.SIDES:
        globe = eyes.fitted_globe(surface.vertices, group)
        skin = _before(surface.vertices, globe)
        shapes = [_column(name, side) for name in _SHARED]
        amounts = [(shape, 1.0) for shape in shapes] + [(_column(n, side), a) for n, a in _MORE]
        for _ in range(3):  # what is pushed out at one place may be needed less at the next
            moved = surface.vertices[skin] + sum(a * surface.deltas[c][skin] for c, a in amounts)
            for shape in shapes:
                surface.deltas[shape][skin] += _outwards(moved, globe) / len(shapes)


def _column(name: str, side: str) -> int:
    return ARKIT_CHANNELS.index(f"{name}{side.title()}")


def _before(vertices: F64, globe: eyes.Globe) -> I64:
    """Base vertices of the body's skin that lie close before the eyeball."""
    skin = np.unique(source.base_mesh().groups["body"].vertices)
    away = vertices[skin] - globe.centre
    height = np.linalg.norm(away, axis=1) - globe.radius
    near: I64 = skin[(height > _ROOM) & (height < _AROUND) & (away[:, 2] > 0.0)]
    return near


def _outwards(moved: F64, globe: eyes.Globe) -> F64:
    """[n, 3] metres that vertices must go out for none to be nearer than the room, softly around each."""
    away = moved - globe.centre
    far = np.linalg.norm(away, axis=1)
    missing = np.maximum(globe.radius + _ROOM - far, 0.0)
    apart = np.linalg.norm(moved[:, None] - moved[missing > 0.0][None], axis=2)
    spread = np.exp(-((apart / _SOFT) ** 2)) * missing[missing > 0.0]
    return away / far[:, None] * spread.max(axis=1, initial=0.0)[:, None]
