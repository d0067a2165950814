"""Articulators and contacts to ARKit channels. Gains found by measure and by eye on several meshes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .articulators import FUNNEL, JAW, LOWER, ROUND, TONGUE, UPPER, WIDE, Floats

CHANNELS: tuple[str, ...] = (
    "jawForward", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "mouthSmileLeft", "mouthSmileRight",
    "mouthDimpleLeft", "mouthDimpleRight", "mouthStretchLeft", "mouthStretchRight", "mouthRollLower",
    "mouthRollUpper", "mouthPressLeft", "mouthPressRight", "mouthLowerDownLeft", "mouthLowerDownRight",
    "mouthUpperUpLeft", "mouthUpperUpRight", "tongueOut",
)  # fmt: skip

# Between what the jaw may stand during a contact, in units of jawOpen. Under the teeth, a lip needs room.
_JAW_LIPS, _JAW_TUCK, _JAW_TEETH = (0.0, 0.1), (0.105, 0.12), (0.0, 0.015)


def channels(
    pose: Floats,
    contacts: tuple[Floats, Floats, Floats],
    jaw_gain: Floats,
    lip_gain: Floats,
    lean: Floats,
) -> npt.NDArray[np.float32]:
    """[frames, CHANNELS] 0..1 from articulators [frames, 7], contact envelopes, gains and left-right lean."""
    lips, tuck, teeth = contacts
    tuck = tuck * (1 - lips)
    jaw = _limited(_soft(pose[:, JAW] * jaw_gain, 0.5, 0.3), lips, tuck, teeth)
    wide, rounded, funnel, upper, lower = (
        _soft(pose[:, i] * lip_gain, 0.8, 0.2) for i in (WIDE, ROUND, FUNNEL, UPPER, LOWER)
    )
    free = 1 - lips
    middle = {
        "jawForward": 0.15 * funnel * teeth,
        "jawOpen": jaw,
        "mouthClose": jaw * lips,
        "mouthFunnel": funnel * free * (1 - tuck),
        "mouthPucker": rounded * (1 - 0.4 * lips) * (1 - tuck),
        "mouthRollLower": 0.1 * lips + tuck,
        "mouthRollUpper": 0.08 * lips,
        "tongueOut": pose[:, TONGUE] * 0.45 * free,
    }
    every = {
        **middle,
        **_sides(wide * (1 - 0.5 * lips) * (1 - 0.95 * tuck), upper * free, lower * free, lips, tuck, lean),
    }
    return np.clip(np.stack([every[name] for name in CHANNELS], axis=1), 0, 1).astype(np.float32)


def _sides(
    wide: Floats, upper: Floats, lower: Floats, lips: Floats, tuck: Floats, lean: Floats
) -> dict[str, Floats]:
    """The channels that come in pairs. A lip spreads by its corners' three shapes together, straight out."""
    both = {
        "mouthSmile": 0.16 * wide,
        "mouthDimple": 0.35 * wide,
        "mouthStretch": 0.55 * wide,
        "mouthPress": 0.12 * lips + 0.06 * tuck,
        "mouthLowerDown": lower * (1 - tuck),
        "mouthUpperUp": upper + 0.1 * tuck,
    }
    scales = {"Left": 1 + lean, "Right": 1 - lean}
    return {f"{name}{side}": value * scale for name, value in both.items() for side, scale in scales.items()}


def _soft(values: Floats, knee: float, room: float) -> Floats:
    """Unchanged up to the knee, then bending towards knee + room."""
    return np.where(values > knee, knee + room * np.tanh((values - knee) / room), values)


def _limited(jaw: Floats, lips: Floats, tuck: Floats, teeth: Floats) -> Floats:
    for level, allowed in ((teeth, _JAW_TEETH), (tuck, _JAW_TUCK), (lips, _JAW_LIPS)):
        jaw = jaw * (1 - level) + np.clip(jaw, *allowed) * level
    return jaw
