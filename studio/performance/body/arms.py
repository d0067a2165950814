"""Arms that hang at ease: palms to the thighs, elbows a little bent, fingers curled as they are when
nobody minds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY, Array, about, chain, conjugate, multiply, slerp, swing_twist
from studio.performance.body.posture import Posture
from studio.performance.body.unrest import Unrest

F64 = npt.NDArray[np.float64]

_MIRROR = np.array([1.0, -1.0, -1.0, 1.0])  # a turn seen in the mirror of left and right

# Degrees of flexion at ease and in a fist, from the knuckle outwards.
_AT_EASE = {"index": (20, 26, 14), "middle": (26, 30, 16), "ring": (31, 34, 18), "pinky": (36, 36, 20)}
_FIST = {"index": (72, 92, 55), "middle": (76, 94, 58), "ring": (78, 94, 58), "pinky": (80, 92, 56)}
_THUMB_AT_EASE, _THUMB_FIST = (10, 8, 12), (26, 34, 48)


def arms(
    p: Posture, chest: Array, collars: tuple[Array, Array], clear: F64, unrest: Unrest, seed: int
) -> dict[str, Array]:
    """Local turns [F, 4] of shoulders, elbows, wrists and fingers.

    clear [F, 2]: degrees that the left and the right arm must stand away from the vertical to pass the body.
    The arms hang from the shoulders as gravity has it: of the trunk's turning only its turn to the side takes
    them along.
    """
    found: dict[str, Array] = {}
    for n, side in enumerate(("left", "right")):
        rng = np.random.default_rng([abs(seed), 52, n])
        mirror = _MIRROR if side == "right" else np.ones(4)
        frame = _upright(chest * mirror)
        parts = _arm(p, frame, collars[n] * mirror, clear[:, n], unrest, n, rng) | _hand(p, unrest, n, rng)
        found |= {f"{side}_{name}": turn * mirror for name, turn in parts.items()}
    return found


def _upright(chest: Array) -> Array:
    """The chest's turn about the vertical, and a little of its leaning."""
    _, yaw = swing_twist(chest, [0.0, 1.0, 0.0])
    return slerp(yaw, chest, 0.15)


def _arm(
    p: Posture, frame: Array, collar: Array, clear: F64, unrest: Unrest, n: int, rng: np.random.Generator
) -> dict[str, Array]:
    """A left arm. Axes of the T-pose: the arm lies along X, palm down, thumb forward; it bends about -Y."""
    own = rng.normal(0.0, 1.0, 4)
    out = clear + p.out + 0.5 * unrest(20 + n, 0.21)
    reach = 1.0 + 1.5 * own[0] + p.reach + 0.8 * unrest(22 + n, 0.27)
    inward = 16.0 + 3.0 * own[1] + p.inward + 0.8 * unrest(24 + n, 0.19)
    elbow = np.maximum(15.0 + 2.5 * own[2] + p.elbow + 1.0 * unrest(26 + n, 0.24), 4.0)
    hanging = chain(
        about([-1.0, 0, 0], np.radians(reach)),
        about([0, 0, -1.0], np.radians(90.0 - out)),
        about([1.0, 0, 0], np.radians(inward)),
    )
    return {
        "shoulder": chain(conjugate(collar), frame, hanging),
        "elbow": chain(
            about([0, -1.0, 0], np.radians(elbow)), about([1.0, 0, 0], np.radians(6.0 + 2 * own[3]))
        ),
        "wrist": chain(
            about([0, 0, -1.0], np.radians(4.0 + 0.9 * unrest(28 + n, 0.33))),
            about([0, 1.0, 0], np.radians(5.0 + 0.7 * unrest(30 + n, 0.29))),
        ),
    }


def _hand(p: Posture, unrest: Unrest, n: int, rng: np.random.Generator) -> dict[str, Array]:
    found: dict[str, Array] = {}
    curl = np.asarray(p.curl, np.float64)
    for m, finger in enumerate(_AT_EASE):
        ease = rng.uniform(0.85, 1.15) + 0.05 * unrest(32 + 4 * n + m, 0.16)
        for k in range(3):
            low, high = _AT_EASE[finger][k], _FIST[finger][k]
            bent = ease * low + curl * (high - low)
            found[f"{finger}{k + 1}"] = about([0, 0, -1.0], np.radians(np.maximum(bent, -3.0)))
        spread = (1.5 - m) * (0.8 + 6.0 * np.maximum(-curl, 0.0))
        found[f"{finger}1"] = multiply(about([0, -1.0, 0], np.radians(spread)), found[f"{finger}1"])
    return found | _thumb(curl)


def _thumb(curl: F64) -> dict[str, Array]:
    """The thumb lies against the index finger at ease and over the fingers in a fist."""
    found = {}
    grip = np.clip(curl, 0.0, 1.0)
    for k in range(3):
        bent = _THUMB_AT_EASE[k] + grip * (_THUMB_FIST[k] - _THUMB_AT_EASE[k])
        found[f"thumb{k + 1}"] = about([0.5, 0.7, -0.51], np.radians(bent))
    return found | {"thumb1": multiply(found["thumb1"], slerp(IDENTITY, about([1.0, 0, 0], 0.25), 1.0))}
