"""Action units of the face (Ekman and Friesen) and the ARKit channels that show them.

A 52-channel set cannot hold wrinkles, so some units share channels; they add and saturate softly.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS

F64 = npt.NDArray[np.float64]

# unit -> channel stem -> gain. Stems without a side are written on both; the gains are tuned by eye on the
# bundled characters (a stem's shape at 1 is the extreme of a face, which few people reach in feeling).
UNIT_CHANNELS: MappingProxyType[int, dict[str, float]] = MappingProxyType(
    {
        1: {"browInnerUp": 1.0},
        2: {"browOuterUp": 1.0},
        4: {"browDown": 1.0},
        5: {"eyeWide": 1.0},
        6: {"cheekSquint": 1.0, "eyeSquint": 0.3},
        7: {"eyeSquint": 0.9},
        9: {"noseSneer": 1.0, "browDown": 0.25},
        10: {"mouthUpperUp": 0.8, "noseSneer": 0.2},
        11: {"mouthUpperUp": 0.3, "cheekSquint": 0.25},
        12: {"mouthSmile": 1.0},
        14: {"mouthDimple": 1.0},
        15: {"mouthFrown": 1.0},
        16: {"mouthLowerDown": 0.8},
        17: {"mouthShrugLower": 1.0, "mouthShrugUpper": 0.3},
        18: {"mouthPucker": 1.0},
        20: {"mouthStretch": 1.0},
        22: {"mouthFunnel": 1.0},
        # mouthPress draws the corners up and apart, as no angry mouth does: the rest holds them level
        23: {
            "mouthPress": 0.5, "mouthFrown": 0.45, "mouthPucker": 0.15,
            "mouthRollLower": 0.3, "mouthRollUpper": 0.3,
        },
        24: {
            "mouthPress": 0.8, "mouthFrown": 0.75, "mouthPucker": 0.25,
            "mouthRollLower": 0.2, "mouthRollUpper": 0.15,
        },
        25: {"mouthLowerDown": 0.3, "mouthUpperUp": 0.2, "jawOpen": 0.06},
        26: {"jawOpen": 0.3},
        27: {"jawOpen": 0.7},
        28: {"mouthRollLower": 1.0, "mouthRollUpper": 1.0},
        43: {"eyeBlink": 1.0},
    }
)  # fmt: skip
UNITS: tuple[int, ...] = tuple(UNIT_CHANNELS)
UNIT_INDEX: MappingProxyType[int, int] = MappingProxyType({unit: i for i, unit in enumerate(UNITS)})

_KNEE = 0.8


def _unit_matrix() -> F64:
    """[units, 2 sides, 52]: a one-sided channel follows its own side, a middle one the mean of both."""
    index = {name: i for i, name in enumerate(ARKIT_CHANNELS)}
    matrix = np.zeros((len(UNITS), 2, len(ARKIT_CHANNELS)))
    for u, unit in enumerate(UNITS):
        for stem, gain in UNIT_CHANNELS[unit].items():
            if stem in index:
                matrix[u, :, index[stem]] = gain / 2
            else:
                matrix[u, 0, index[stem + "Left"]] = gain
                matrix[u, 1, index[stem + "Right"]] = gain
    return matrix


UNIT_MATRIX: F64 = _unit_matrix()
UNIT_MATRIX.setflags(write=False)


def saturate(values: F64) -> F64:
    """Itself up to 0.8, then bending smoothly (same slope at the knee) towards 1, which it never passes."""
    room = 1.0 - _KNEE
    over = np.maximum(values - _KNEE, 0.0)
    return np.where(values > _KNEE, _KNEE + room * -np.expm1(-over / room), np.maximum(values, 0.0))
