"""What to draw of a character, worked out on any thread: what the graphics card gets is made of it later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

import attrs
import numpy as np

from studio.core.progress import go_on
from studio.render.strands import strands
from studio.render.surfaces import ORDER
from studio.render.textures import Pixels, load, share_thin
from studio.rig.schema import F32, I32, Material, Rig

_CASTS_NONE = frozenset({"cornea", "lash", "brow"})


@attrs.frozen(eq=False)
class Piece:
    """Triangles of one material; `shading` is a key of studio.render.surfaces, `vertices` those of the
    triangles, each once. texture: name of its picture, or empty. cuts: light falls through its clear texels;
    casts: it throws a whole shadow."""

    shading: str
    colour: tuple[float, float, float]
    triangles: I32
    vertices: I32
    texture: str
    cuts: bool
    casts: bool


@attrs.frozen(eq=False)
class Pieces:
    """In the order of drawing; solid: triangles that throw a whole shadow, those of pieces that are not
    drawn included; strands: see studio.render.strands."""

    drawn: tuple[Piece, ...]
    solid: I32
    strands: F32


_known: WeakKeyDictionary[Rig, Pieces] = WeakKeyDictionary()


def pieces_of(rig: Rig, ask: Callable[[], object] = go_on) -> Pieces:
    """Takes a quarter of a second for a rig that was not asked for before, most of it for its pictures. ask:
    called between two of them, may raise Cancelled. Raises ProblemError."""
    found = _known.get(rig)
    if found is None:
        found = _known[rig] = _made(rig, ask)
    return found


def _made(rig: Rig, ask: Callable[[], object]) -> Pieces:
    found: list[Piece] = []
    for index, material in enumerate(rig.materials):
        ask()
        found += _of_material(rig, index, material)
    ask()
    solid = [piece.triangles for piece in found if piece.casts]
    drawn = sorted(found, key=lambda piece: ORDER.index(piece.shading))
    none: I32 = np.zeros((0, 3), np.int32)
    return Pieces(tuple(drawn), np.concatenate([none, *solid]), strands(rig))


def _of_material(rig: Rig, index: int, material: Material) -> Iterator[Piece]:
    triangles = rig.triangles[rig.triangle_material == index]
    if not len(triangles):
        return
    pixels = load(rig.name, material.texture)
    texture = material.texture if pixels is not None else ""
    for shading, chosen in _split(rig, material, triangles, pixels):
        if len(chosen):
            cuts = shading == "locks"
            casts = not cuts and shading != "wisps" and material.shading not in _CASTS_NONE
            used: I32 = np.unique(chosen)
            yield Piece(shading, material.colour, chosen, used, texture, cuts, casts)


def _split(rig: Rig, material: Material, triangles: I32, pixels: Pixels | None) -> Iterator[tuple[str, I32]]:
    """How a material is drawn: (shading, triangles) of each way.

    A cornea that carries a picture has the iris painted on it and hides what is behind, one without is clear.
    Hair is drawn solid where it is dense; where it thins out its dense parts come first (`locks`), its thin
    ends over what is behind them last (`wisps`).
    """
    if material.shading == "cornea" and pixels is not None:
        yield "iris", triangles
    elif material.shading == "hair" and pixels is not None:
        thin = share_thin(pixels, rig.uv[triangles])
        yield "hair", triangles[thin == 0.0]
        yield "locks", triangles[(thin > 0.0) & (thin < 1.0)]
        yield "wisps", triangles[thin > 0.0]
    else:
        yield material.shading if material.shading in ORDER else "plain", triangles
