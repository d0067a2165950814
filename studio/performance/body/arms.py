"""Arms that hang at ease: palms to the thighs, elbows a little bent, fingers curled as they are when
nobody minds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, about, chain, conjugate, multiply, slerp, swing_twist
from studio.animation.quaternions import unit
from studio.performance.body.posture import Posture
from studio.performance.body.unrest import Unrest

F64 = npt.NDArray[np.float64]

_MIRROR = np.array([1.0, -1.0, -1.0, 1.0])  # a turn seen in the mirror of left and right

# Degrees of flexion at ease and in a fist, from the knuckle outwards.
_AT_EASE = {"index": (18, 24, 13), "middle": (24, 28, 15), "ring": (29, 32, 17), "pinky": (33, 34, 18)}
_FIST = {"index": (74, 94, 55), "middle": (77, 96, 58), "ring": (79, 96, 58), "pinky": (80, 94, 56)}
# Axes that fingers bend about in the T-pose, tilted so that they run together towards the ball of the thumb.
_BENDS = {
    "index": (0.05, 0, -1.0),
    "middle": (-0.05, 0, -1.0),
    "ring": (-0.22, 0, -0.97),
    "pinky": (-0.42, 0, -0.91),
}
# The thumb: down to the palm, towards the index finger, and its two outer joints.
_THUMB_AT_EASE, _THUMB_FIST = (0, 20, 8, 14), (37, 4, 52, 60)
_TO_INDEX, _THUMB_BEND = (0.0, 0.93, 0.37), (0.25, 0.96, -0.1)


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
        bend = unit(_BENDS[finger])
        for k in range(3):
            low, high = _AT_EASE[finger][k], _FIST[finger][k]
            bent = np.maximum(ease * low + curl * (high - low), -3.0)
            found[f"{finger}{k + 1}"] = about(bend, np.radians(bent))
        spread = (1.5 - m) * 7.0 * np.maximum(-curl, 0.0)
        found[f"{finger}1"] = multiply(about([0, -1.0, 0], np.radians(spread)), found[f"{finger}1"])
    return found | _thumb(np.clip(curl + 0.02 * unrest(40 + n, 0.14), 0.0, 1.0))


def _thumb(grip: F64) -> dict[str, Array]:
    """The thumb lies along the index finger at ease and over the fingers in a fist."""
    down, aside, second, third = (
        np.radians(low + grip * (high - low)) for low, high in zip(_THUMB_AT_EASE, _THUMB_FIST, strict=True)
    )
    return {
        "thumb1": multiply(about([0, 0, -1.0], down), about(_TO_INDEX, aside)),
        "thumb2": about(_THUMB_BEND, second),
        "thumb3": about(_THUMB_BEND, third),
    }
