"""What a joint of somebody else's skeleton is, as far as its name tells.

Names are taken apart into words: `mixamorig:LeftUpLeg`, `Bip01 L Thigh`, `thigh.L` and `l_thigh` say the
same.
"""

from __future__ import annotations

import re

import attrs

FINGERS = ("thumb", "index", "middle", "ring", "pinky")

_PREFIXES = re.compile(
    r"^(?:.*[:|])?(?:(?:cc_base|def|org|mch|j_bip|j_sec|valvebiped.bip\d*|bip0*\d*|mixamorig\d*|[mf]_avg|f|jnt|joint|"
    r"bone|smplx?)[ _.\-])?",
    re.I,
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MIDDLE = {"c", "center", "centre"}
_LEFT, _RIGHT = {"left", "l", "lft", "lt"}, {"right", "r", "rgt", "rt"}

# Joined words of a name (without side and number) by what they mean. `arm`, `leg`, `shoulder` and `hip` mean
# different bones in different families: the order of a limb settles those.
_PARTS: dict[str, tuple[str, ...]] = {
    "pelvis": ("hips", "pelvis", "hip", "root", "cog", "reference", "hiproot", "bodyroot"),
    "spine": (
        "spine", "chest", "torso", "abdomen", "ab", "lowerback", "upperback", "back", "waist", "upperchest",
        "lowerspine", "upperspine", "spineupper", "spinelower", "spinemid", "lumbar", "thorax", "belly",
        "abdomenlower", "abdomenupper", "chestlower", "chestupper", "stomach", "trunk", "spineproximal",
        "spinedistal",
    ),
    "neck": ("neck", "necklower", "neckupper", "lowerneck", "upperneck", "necktwist"),
    "head": ("head", "skull"),
    "jaw": ("jaw", "jawroot", "lowerjaw"),
    "eye": ("eye", "eyeball"),
    "collar": ("collar", "clavicle", "scapula", "collarbone", "buckle", "shoulderblade"),
    "upperarm": ("upperarm", "uparm", "armupper", "humerus", "shldr", "shldrbend", "armup"),
    "arm": ("arm",),
    "shoulder": ("shoulder",),
    "elbow": (
        "forearm", "elbow", "lowerarm", "lowarm", "armlower", "radius", "forearmbend", "foarm", "loarm",
        "armdown",
    ),
    "wrist": ("hand", "wrist", "palm"),
    "thigh": ("upleg", "upperleg", "thigh", "femur", "legupper", "thighbend", "upperlimb"),
    "hip": ("hipjoint", "hipsocket"),
    "leg": ("leg",),
    "knee": ("knee", "lowerleg", "shin", "calf", "tibia", "leglower", "lowleg", "loleg", "shank", "crus"),
    "ankle": ("foot", "ankle", "feet"),
    "toe": ("toebase", "toe", "toes", "ball", "forefoot", "toesbase", "football", "bigtoe"),
}  # fmt: skip
_OF_WORD = {word: part for part, words in _PARTS.items() for word in words}
_FINGER_WORDS = {
    "thumb": "thumb", "index": "index", "middle": "middle", "mid": "middle", "ring": "ring",
    "pinky": "pinky", "little": "pinky", "pinkie": "pinky", "small": "pinky",
}  # fmt: skip
_EXTRA = re.compile(
    r"twist|roll|helper|ik|pole|metacarpal|carpal|nub|_end$|\bend\b|tip$|null|share|adjust", re.I
)


@attrs.frozen
class Meaning:
    """part: one of the table's or a finger; side: 1 left, -1 right, 0 none; number: the last in the name."""

    part: str
    side: int
    number: int | None


def meaning(name: str) -> Meaning | None:
    """None where the name tells nothing, or names a helper that carries no bone of its own."""
    bare = _PREFIXES.sub("", name.strip())
    if _EXTRA.search(bare):
        return None
    words = [w.lower() for w in _WORDS.findall(bare)]
    side = _side(words)
    words = _without_side(words)
    numbers = [int(w) for w in words if w.isdigit() and len(w) < 4]
    letters = [w for w in words if not w.isdigit()]
    part = _finger(letters) or _OF_WORD.get("".join(letters)) or _stuck(letters)
    if part is None:
        return None
    found, stuck_side = part if isinstance(part, tuple) else (part, 0)
    return Meaning(found, side or stuck_side, numbers[-1] if numbers else None)


def _side(words: list[str]) -> int:
    for word in words:
        if word in _LEFT:
            return 1
        if word in _RIGHT:
            return -1
    return 0


def _without_side(words: list[str]) -> list[str]:
    return [w for w in words if w not in _LEFT | _RIGHT | _MIDDLE]


def _finger(letters: list[str]) -> str | None:
    found = [_FINGER_WORDS[w] for w in letters if w in _FINGER_WORDS]
    known = {"hand", "finger", "fingers", "base", "in", "proximal", "intermediate", "distal", *_FINGER_WORDS}
    return found[0] if found and set(letters) <= known else None


def _stuck(letters: list[str]) -> tuple[str, int] | None:
    """Sides written onto the word in one case: `lthigh`, `rhand`, `leftarm`, and `lHandIndex` alike."""
    joined = "".join(letters)
    for prefix, side in (("left", 1), ("right", -1), ("l", 1), ("r", -1)):
        rest = joined.removeprefix(prefix)
        if rest != joined and rest in _OF_WORD and _OF_WORD[rest] not in ("pelvis", "spine", "neck", "head"):
            return _OF_WORD[rest], side
    return None
