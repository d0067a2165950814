"""Clothes cut from the base mesh's helper suit: a long-sleeved top, trousers and shoes."""

from __future__ import annotations

import attrs
import numpy as np
from scipy.spatial import cKDTree

from bake import binding, clip, extend, parts, skeleton, source
from bake.curves import soft
from bake.parts import Part, Surface
from bake.source import F64

SOLE = 0.012  # metres under the heel
_ANKLE = -0.700  # heights in the unshaped base mesh, metres
_TROUSERS_END = -0.690
_LEG_BELOW = 0.075  # metres of straight cloth from there down
# (height on the unshaped base mesh, room between skin and trousers), metres
_LEG_EASE = ((-0.70, 0.020), (-0.55, 0.019), (-0.42, 0.016), (-0.25, 0.012), (-0.05, 0.007), (0.06, 0.003))
_ARM = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")


@attrs.frozen
class Outfit:
    """Colours are linear. `neckline` are the heights of the top's edge in front and at the nape, `hem` that
    of its lower edge (metres, unshaped base mesh); `loose` scales the room between skin and top."""

    top: tuple[float, float, float]
    trousers: tuple[float, float, float]
    shoes: tuple[float, float, float]
    sole: tuple[float, float, float] = (0.05, 0.045, 0.04)
    neckline: tuple[float, float] = (0.553, 0.604)
    hem: float = 0.055
    loose: float = 1.0


def arm_share(weights: F64) -> F64:
    """0..1 [n]: how much vertices with these weights belong to an arm."""
    arms = [k for k, name in enumerate(skeleton.skeleton().names) if name.startswith(_ARM)]
    return weights[:, arms].sum(axis=1)


@attrs.define(frozen=True, eq=False)
class Cuts:
    """Planes (point, unit normal into the cloth) in some shape of the body, and heights of level cuts."""

    neck: tuple[F64, F64]
    wrist: tuple[F64, F64]  # the left one
    hem: float
    ankle: float
    leg_end: float

    def below_neck(self, places: F64) -> F64:
        return (places - self.neck[0]) @ self.neck[1]

    def up_the_arm(self, places: F64) -> F64:
        folded = np.c_[np.abs(places[:, 0]), places[:, 1:]]
        return (folded - self.wrist[0]) @ self.wrist[1]


def _landmarks(outfit: Outfit) -> F64:
    """Neck in front, nape, hem, ankle, end of the legs: points on or near the unshaped skin [5, 3]."""
    front, nape = outfit.neckline
    return np.array(
        [[0.0, front, 0.075], [0.0, nape, -0.03], [0.0, outfit.hem, 0.1], [0.22, _ANKLE, 0.0],
         [0.22, _TROUSERS_END, 0.0]]
    )  # fmt: skip


def cuts(vertices: F64, outfit: Outfit) -> Cuts:
    """Where clothes end on a body with these base vertices [19158, 3]."""
    bound = binding.bind(_landmarks(outfit))
    front, nape, hem, ankle, leg_end = bound.mixed(vertices)
    slope = front - nape
    normal = np.array([0.0, -slope[2], slope[1]])
    normal *= -np.sign(normal[1]) / np.linalg.norm(normal)
    joints = dict(zip(skeleton.skeleton().names, skeleton.joint_places(vertices), strict=True))
    up = joints["lowerarm01_L"] - joints["wrist_L"]
    up /= np.linalg.norm(up)
    return Cuts((nape, normal), (joints["wrist_L"] + 0.002 * up, up), hem[1], ankle[1], leg_end[1])


def hidden(outfit: Outfit) -> np.ndarray:
    """Which of the body's quads clothes hide altogether."""
    rows = source.base_mesh().groups["body"].vertices
    vertices = np.unique(rows)
    places = source.base_mesh().vertices[vertices]
    arm = arm_share(skeleton.skeleton().weights[vertices]) > 0.5
    ends = cuts(source.base_mesh().vertices, outfit)
    deep = np.where(arm, ends.up_the_arm(places) > 0.03, ends.below_neck(places) > 0.03)
    table = np.zeros(len(source.base_mesh().vertices), dtype=bool)
    table[vertices] = deep
    return table[rows].all(axis=1)


def _suit(surface: Surface) -> Part:
    """The helper suit, rounder than it is and without the face's shapes."""
    quads = source.base_mesh().groups["helper-tights"]
    part = parts.cut(surface, "suit", quads, ["top"] * len(quads.vertices))
    return attrs.evolve(part, places=_smoothed(part, 3), deltas=np.zeros_like(part.deltas))


def _smoothed(part: Part, rounds: int) -> F64:
    corners = part.weld[part.triangles]
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    rim = np.unique(clip.rims(part))
    places = part.places.copy()
    for _ in range(rounds):
        sums, counts = np.zeros_like(places), np.zeros(len(places))
        np.add.at(sums, edges[:, 0], places[edges[:, 1]])
        np.add.at(counts, edges[:, 0], 1.0)
        mean = sums / np.maximum(counts, 1.0)[:, None]
        mean[rim] = places[rim]
        places = (0.4 * places + 0.6 * mean)[part.weld]
    return places


def _eased(part: Part, surface: Surface, ease: F64) -> F64:
    """Places moved outwards by `ease` [n] metres, and nowhere nearer to the skin than that."""
    skin = np.unique(source.base_mesh().groups["body"].vertices)
    up = binding.skin_normals(surface.vertices)[skin]
    tree = cKDTree(surface.vertices[skin])
    places = part.places
    for _ in range(4):
        _, near = tree.query(places, k=3)
        height = np.mean(np.sum((places[:, None] - surface.vertices[skin][near]) * up[near], axis=2), axis=1)
        outward = up[near].mean(axis=1)
        places = places + outward * np.maximum(ease - height, 0.0)[:, None]
        places = places[part.weld]
    return places


def _dyed(part: Part, name: str, places: F64) -> Part:
    """The suit as a garment of that name, darker in its folds."""
    at = part.home
    inner = np.exp(-((np.abs(at[:, 0]) / 0.05) ** 2)) * soft(at[:, 1], 0.02, -0.06)
    armpit = np.exp(-((np.linalg.norm(np.c_[np.abs(at[:, 0]) - 0.16, at[:, 1] - 0.47], axis=1) / 0.05) ** 2))
    shade = np.tile((1.0 - 0.35 * inner - 0.3 * armpit)[:, None], (1, 3))
    names = (name,) * len(part.triangles)
    return attrs.evolve(part, name=name, materials=names, places=places, colours=shade)


def _top(suit: Part, surface: Surface, outfit: Outfit) -> Part:
    at, arm, ends = suit.home, arm_share(suit.weights), cuts(surface.vertices, outfit)
    waist = np.exp(-(((at[:, 1] - 0.26) / 0.12) ** 2))
    trunk = 0.006 + 0.007 * waist + 0.009 * soft(at[:, 1], 0.17, 0.09)
    sleeve = 0.003 + 0.0045 * soft(ends.up_the_arm(suit.places), 0.0, 0.10)
    ease = (1 - arm) * outfit.loose * trunk + arm * sleeve
    ease = ease + (0.0035 - ease) * (1 - arm) * soft(ends.below_neck(suit.places), 0.05, 0.01)
    part = _dyed(suit, "top", _eased(suit, surface, ease))
    below = ends.below_neck(part.places)
    torso = np.where(below < 0.1, below, part.places[:, 1] - ends.hem)
    field = np.where(arm > 0.5, ends.up_the_arm(part.places), torso)
    return clip.hemmed(clip.kept(part, field), 0.006)


def _trousers(suit: Part, surface: Surface, outfit: Outfit) -> Part:
    at, arm, ends = suit.home, arm_share(suit.weights), cuts(surface.vertices, outfit)
    ease = np.interp(at[:, 1], *np.transpose(_LEG_EASE))
    part = _dyed(suit, "trousers", _eased(suit, surface, ease))
    height = part.places[:, 1]
    field = np.where(arm > 0.3, -1.0, np.minimum(ends.hem + 0.015 - height, height - ends.leg_end))
    cut = clip.kept(part, field)
    low = cut.places[:, 1] < ends.leg_end + 0.002
    legs, _ = extend.drawn(cut, low, ends.leg_end - _LEG_BELOW, 3, _leg_way)
    return clip.hemmed(legs, 0.008)


def _leg_way(outward: F64, share: float) -> F64:
    """Legs open a little and lie on the instep."""
    return outward * 0.10 * share + np.array([0.0, 0.0, 0.012]) * share**1.5


def _sole_way(outward: F64, share: float) -> F64:
    """Soles stand out by two millimetres all round."""
    return outward / np.linalg.norm(outward, axis=1, keepdims=True) * 0.002 * min(1.0, 3.0 * share)


def _shoes(suit: Part, surface: Surface, outfit: Outfit) -> Part:
    ends = cuts(surface.vertices, outfit)
    feet = clip.kept(suit, np.where(arm_share(suit.weights) > 0.3, -1.0, ends.ankle - suit.places[:, 1]))
    feet = attrs.evolve(feet, places=_smoothed(feet, 4))
    places = _eased(feet, surface, np.full(len(feet.places), 0.0045))
    floor = surface.vertices[np.unique(source.base_mesh().groups["body"].vertices), 1].min()
    upper = clip.kept(_dyed(feet, "shoes", places), places[:, 1] - floor - 0.007)
    welt = upper.places[:, 1] < floor + 0.008
    sole = np.array(outfit.sole) / np.array(outfit.shoes)
    part, ground = extend.drawn(upper, welt, floor - SOLE, 2, _sole_way)
    part.colours[len(upper.places) :] = np.clip(sole, 0.0, 1.0)
    return clip.hemmed(extend.closed(part, ground), 0.005)


def build(surface: Surface, outfit: Outfit) -> list[Part]:
    suit = _suit(surface)
    return [_top(suit, surface, outfit), _trousers(suit, surface, outfit), _shoes(suit, surface, outfit)]
