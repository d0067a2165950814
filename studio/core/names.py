"""Names that cross every border: ARKit channels, SMPL-X joints, face regions. Indices never do."""

from __future__ import annotations

import re
from types import MappingProxyType

# Apple's Live Link order, camelCase; Unreal's CSV swaps jawLeft/jawRight and mouthLeft/mouthRight.
ARKIT_CHANNELS: tuple[str, ...] = (
    "eyeBlinkLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyeLookUpLeft",
    "eyeSquintLeft", "eyeWideLeft", "eyeBlinkRight", "eyeLookDownRight", "eyeLookInRight",
    "eyeLookOutRight", "eyeLookUpRight", "eyeSquintRight", "eyeWideRight", "jawForward", "jawLeft",
    "jawRight", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft", "mouthRight",
    "mouthSmileLeft", "mouthSmileRight", "mouthFrownLeft", "mouthFrownRight", "mouthDimpleLeft",
    "mouthDimpleRight", "mouthStretchLeft", "mouthStretchRight", "mouthRollLower", "mouthRollUpper",
    "mouthShrugLower", "mouthShrugUpper", "mouthPressLeft", "mouthPressRight", "mouthLowerDownLeft",
    "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight", "browDownLeft", "browDownRight",
    "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekPuff", "cheekSquintLeft",
    "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "tongueOut",
)  # fmt: skip

SMPLX_JOINTS: tuple[str, ...] = (
    "pelvis", "left_hip", "right_hip", "spine1", "left_knee", "right_knee", "spine2", "left_ankle",
    "right_ankle", "spine3", "left_foot", "right_foot", "neck", "left_collar", "right_collar", "head",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist", "jaw",
    "left_eye", "right_eye",
    *(f"left_{finger}{k}" for finger in ("index", "middle", "pinky", "ring", "thumb") for k in (1, 2, 3)),
    *(f"right_{finger}{k}" for finger in ("index", "middle", "pinky", "ring", "thumb") for k in (1, 2, 3)),
)  # fmt: skip

SMPLX_PARENTS: tuple[int, ...] = (
    -1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 15, 15, 15,
    20, 25, 26, 20, 28, 29, 20, 31, 32, 20, 34, 35, 20, 37, 38,
    21, 40, 41, 21, 43, 44, 21, 46, 47, 21, 49, 50, 21, 52, 53,
)  # fmt: skip

EMOTIONS: tuple[str, ...] = ("joy", "sadness", "anger", "fear", "disgust", "surprise", "contempt", "pain")

FACE_REGIONS: tuple[str, ...] = ("brows", "eyes", "nose", "cheeks", "mouth", "jaw")


def _region(channel: str) -> str:
    for prefix, region in (
        ("brow", "brows"),
        ("eye", "eyes"),
        ("nose", "nose"),
        ("cheek", "cheeks"),
        ("jaw", "jaw"),
    ):
        if channel.startswith(prefix):
            return region
    return "mouth"


REGION_OF_CHANNEL: MappingProxyType[str, str] = MappingProxyType({c: _region(c) for c in ARKIT_CHANNELS})


def title_of_channel(name: str) -> str:
    """`browOuterUpLeft` as people read it: `Brow outer up L`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    side = {"Left": " L", "Right": " R"}.get(words.rpartition(" ")[2], "")
    plain = (words.rpartition(" ")[0] if side else words).lower()
    # jawLeft and mouthRight are ways to go, not sides
    if side and " " not in plain:
        side, plain = "", words.lower()
    return plain[:1].upper() + plain[1:] + side
