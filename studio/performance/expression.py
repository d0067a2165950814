"""The expression layer: emotion curves as channels of the face, and their meeting with speech.

Emotion is slow and whole-face, speech fast and local to the mouth. While a character talks, the parts of an
emotion that articulation needs for itself (jaw, lip parting, pressing, rolling, rounding) yield; those by
which a mouth is read (smile and frown corners, stretch, dimple, sneer) keep most of their strength.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import TickArray
from studio.emotion.asymmetry import drift, side_gains
from studio.emotion.facs import regional_channels
from studio.emotion.mix import EmotionMix
from studio.emotion.prototypes import PARTS

F64 = npt.NDArray[np.float64]

# Share of an emotion's mouth channel that remains while speaking; by eye, channels not named keep all.
SPEAKING_SHARE: MappingProxyType[str, float] = MappingProxyType(
    {
        "jawOpen": 0.35, "jawForward": 0.6, "mouthClose": 0.0, "mouthFunnel": 0.35, "mouthPucker": 0.35,
        "mouthSmile": 0.85, "mouthFrown": 0.85, "mouthDimple": 0.85, "mouthStretch": 0.75,
        "mouthRollLower": 0.25, "mouthRollUpper": 0.25, "mouthShrugLower": 0.55, "mouthShrugUpper": 0.45,
        "mouthPress": 0.4, "mouthLowerDown": 0.5, "mouthUpperUp": 0.65, "cheekPuff": 0.3,
    }
)  # fmt: skip
# Share of a spreading channel that remains where speech rounds the lips fully (w, u, o).
_ROUNDED_SHARE = MappingProxyType(
    {"mouthSmile": 0.5, "mouthStretch": 0.35, "mouthDimple": 0.5, "mouthFrown": 0.75}
)


def _stem(channel: str) -> str:
    return channel.removesuffix("Left").removesuffix("Right")


_SPEAKING = np.array([SPEAKING_SHARE.get(_stem(c), 1.0) for c in ARKIT_CHANNELS])
_ROUNDED = np.array([_ROUNDED_SHARE.get(_stem(c), 1.0) for c in ARKIT_CHANNELS])
_JAW = ARKIT_CHANNELS.index("jawOpen")
_ROUNDING = [ARKIT_CHANNELS.index(c) for c in ("mouthPucker", "mouthFunnel")]


def warn_faceless(mix: EmotionMix, log: ProblemLog) -> None:
    """Warns of emotions for which the studio has no face: they show nothing."""
    for style in mix.names:
        if style not in PARTS:
            text = "has no face in the studio and shows nothing"
            log.warn("performance.emotion", text, style, "Paint a known emotion beside it")


def mix_channels(mix: EmotionMix, at: TickArray, seed: int) -> F64:
    """[frames, 52] of a timed mix at scene ticks [frames]."""
    if not mix.names:
        return np.zeros((len(at), len(ARKIT_CHANNELS)))
    wandering = mix.regional * drift(seed, at)[:, None, :]
    return regional_channels(mix.names, np.clip(wandering, 0.0, 1.0), side_gains(seed), mix.strengths)


def with_speech(speech: F64, emotion: F64, activity: F64, hiss: F64 | float = 0.0) -> F64:
    """Speech [frames, 52] and emotion [frames, 52] in one face; activity [frames]: 1 while talking; hiss
    [frames]: 1 on sibilants, for which no emotion drops the jaw.

    Each keeps its own value where the other is absent; together they join as 1 - (1 - a)(1 - b), which never
    passes 1.
    """
    rounding = np.minimum(speech[:, _ROUNDING].sum(axis=1), 1.0)[:, None]
    share = 1.0 - activity[:, None] * (1.0 - _SPEAKING)
    share = share * (1.0 - rounding * (1.0 - _ROUNDED))
    share[:, _JAW] *= 1.0 - hiss
    return np.asarray(1.0 - (1.0 - speech) * (1.0 - share * emotion))
