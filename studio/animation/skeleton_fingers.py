"""The fingers of a foreign hand."""

from __future__ import annotations

import numpy as np

from studio.animation.skeleton import Skeleton
from studio.animation.skeleton_names import FINGERS, Meaning


def fingers_of(skeleton: Skeleton, wrist: int, means: list[Meaning | None]) -> dict[str, int]:
    """Joint by `index1`, `thumb3` ... The last three joints of a finger are its phalanges; a metacarpal
    before them moves with the palm."""
    found: dict[str, int] = {}
    for finger in FINGERS:
        own = [k for k in _below(skeleton, wrist) if (m := means[k]) and m.part == finger]
        found |= {f"{finger}{k}": joint for k, joint in enumerate(_phalanges(skeleton, own), 1)}
    if not any(name.startswith(("index", "middle", "ring", "pinky")) for name in found):
        found |= _by_order(skeleton, wrist) if not found else {}
    return found


def _below(skeleton: Skeleton, joint: int) -> list[int]:
    inside = {joint}
    found = []
    for k in range(joint + 1, len(skeleton.names)):
        if int(skeleton.parents[k]) in inside:
            inside.add(k)
            found.append(k)
    return found


def _phalanges(skeleton: Skeleton, line: list[int]) -> list[int]:
    """Of a finger's joints from the palm outward: a fourth or fifth comes first as metacarpal or last as
    tip."""
    moving = [k for k in line if k in skeleton.tips or skeleton.children(k) or skeleton.offsets[k].any()]
    if len(moving) <= 3:
        return moving
    last_is_tip = not skeleton.children(moving[-1]) and moving[-1] not in skeleton.tips
    return moving[-4:-1] if last_is_tip else moving[-3:]


def _by_order(skeleton: Skeleton, wrist: int) -> dict[str, int]:
    """Five branches without names: the one that leaves the palm first is the thumb, the others lie in the
    order of their distance from it."""
    starts = [k for k in skeleton.children(wrist) if _below(skeleton, k)]
    if len(starts) != 5:
        return {}
    places = skeleton.places()
    lines = {k: _phalanges(skeleton, [k, *_below(skeleton, k)]) for k in starts}
    thumb = min(starts, key=lambda k: (float(np.linalg.norm(places[lines[k][0]] - places[wrist])), k))
    others = sorted(
        (k for k in starts if k != thumb),
        key=lambda k: float(np.linalg.norm(places[lines[k][0]] - places[lines[thumb][0]])),
    )
    order = (thumb, *others)
    return {
        f"{finger}{n}": joint
        for finger, start in zip(FINGERS, order, strict=True)
        for n, joint in enumerate(lines[start][:3], 1)
    }
