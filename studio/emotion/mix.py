"""How much of each emotion is up when, over the whole face and by region."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.sample import sample
from studio.core.names import EMOTIONS, FACE_REGIONS
from studio.core.time import TickArray
from studio.document.schema import EmotionTrack
from studio.emotion.affect import point_of_mix
from studio.emotion.prototypes import emotion_of

F64 = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class EmotionMix:
    """names: styles, `emotion` or `emotion/variant`, each once; values [frames, styles] 0..1 without region
    weights; regional [frames, styles, regions] 0..1 with them, regions in the order of FACE_REGIONS."""

    names: tuple[str, ...]
    values: F64
    regional: F64

    def emotions(self) -> dict[str, F64]:
        """Every emotion of EMOTIONS and any other that is up -> [frames] 0..1, its variants added up."""
        totals = {name: np.zeros(len(self.values)) for name in EMOTIONS}
        for column, style in enumerate(self.names):
            name = emotion_of(style)
            totals[name] = np.minimum(totals.get(name, 0.0) + self.values[:, column], 1.0)
        return totals

    def valence_arousal(self) -> F64:
        """[frames, 2] valence and arousal in -1..1; names without a place in the affect space count as
        neutral."""
        totals = self.emotions()
        return point_of_mix(np.stack([totals[name] for name in EMOTIONS], axis=1))[:, :2]


def style_of_track(track: EmotionTrack) -> str:
    """`emotion`, or `emotion/variant` where the track's `extra` names a variant."""
    variant = track.extra.get("variant", "")
    return f"{track.emotion}/{variant}" if isinstance(variant, str) and variant else track.emotion


def audible_tracks(tracks: Iterable[EmotionTrack]) -> tuple[EmotionTrack, ...]:
    """Tracks that can show: not muted, with keys that are not all zero."""
    return tuple(t for t in tracks if not t.muted and any(key.value for key in t.curve.keys))


def emotion_mix(tracks: Iterable[EmotionTrack], ticks: TickArray) -> EmotionMix:
    """The mix of the tracks' curves at ticks [frames], exactly as drawn. Tracks of one style add up to at
    most 1."""
    heard = audible_tracks(tracks)
    names = tuple(dict.fromkeys(style_of_track(track) for track in heard))
    values = np.zeros((len(ticks), len(names)))
    regional = np.zeros((len(ticks), len(names), len(FACE_REGIONS)))
    for track in heard:
        column = names.index(style_of_track(track))
        drawn = np.clip(sample(track.curve, ticks), 0.0, 1.0)
        weights = [min(max(track.regions.get(region, 1.0), 0.0), 1.0) for region in FACE_REGIONS]
        values[:, column] += drawn
        regional[:, column] += drawn[:, None] * np.array(weights)
    return EmotionMix(names, np.minimum(values, 1.0), np.minimum(regional, 1.0))
