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
from studio.emotion.prototypes import MOST, Strengths, emotion_of
from studio.emotion.units import UNIT_INDEX

F64 = npt.NDArray[np.float64]

TOGETHER = "+"
"""Joins two emotions that one track holds up together: `joy+surprise`."""

UNITS_FIELD = "units"
"""Where a track's `extra` keeps strengths of action units by number: `{"12": 0.6}`."""


@attrs.define(frozen=True, eq=False)
class EmotionMix:
    """names: styles, `emotion` or `emotion/variant`; values [frames, styles] 0..1: how far the whole person
    feels it, gaze, head and body with the face; regional [frames, styles, regions] 0..1: how far each part of
    the face shows it, regions in the order of FACE_REGIONS; strengths: for each style the units whose
    strength somebody chose (none where absent). A style with the same strengths is there once."""

    names: tuple[str, ...]
    values: F64
    regional: F64
    strengths: tuple[Strengths, ...] = ()

    def part(self, frames: slice) -> EmotionMix:
        """The mix of some of its frames."""
        return attrs.evolve(self, values=self.values[frames], regional=self.regional[frames])

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


def styles_of_track(track: EmotionTrack) -> tuple[str, ...]:
    """`emotion`, `emotion/variant` where the track's `extra` names a variant, or both emotions of a pair."""
    if TOGETHER in track.emotion:
        return tuple(dict.fromkeys(part.strip() for part in track.emotion.split(TOGETHER)))
    variant = track.extra.get("variant", "")
    return (f"{track.emotion}/{variant}" if isinstance(variant, str) and variant else track.emotion,)


def strengths_of_track(track: EmotionTrack) -> Strengths:
    """The units whose strength the artist chose for a track, in rising order; what means nothing is left
    out."""
    kept = track.extra.get(UNITS_FIELD)
    found = {}
    for name, value in kept.items() if isinstance(kept, dict) else ():
        known = isinstance(name, str) and name.isdecimal() and int(name) in UNIT_INDEX
        if known and isinstance(value, int | float) and np.isfinite(value):
            found[int(name)] = min(max(float(value), 0.0), MOST)
    return tuple(sorted(found.items()))


def audible_tracks(tracks: Iterable[EmotionTrack]) -> tuple[EmotionTrack, ...]:
    """Tracks that can show: not muted, with keys that are not all zero."""
    return tuple(t for t in tracks if not t.muted and any(key.value for key in t.curve.keys))


def weights_of_track(track: EmotionTrack) -> F64:
    """[regions] 0..1: how much of a track each part of the face shows, in the order of FACE_REGIONS."""
    return np.array([min(max(track.regions.get(region, 1.0), 0.0), 1.0) for region in FACE_REGIONS])


def share_of_person(weights: F64) -> float:
    """0..1: how much of an emotion the whole person feels whose regions show it by `weights` [regions].

    Alike everywhere it is that weight; an emotion of a few regions, at most half of the face, is a movement
    of the face alone and turns neither gaze nor body.
    """
    return max(2.0 * float(weights.mean()) - float(weights.max()), 0.0)


def emotion_mix(tracks: Iterable[EmotionTrack], ticks: TickArray) -> EmotionMix:
    """The mix of the tracks' curves at ticks [frames], exactly as drawn. Tracks of one style and
    the same strengths of units add up to at most 1."""
    heard = [
        (track, (style, strengths_of_track(track)))
        for track in audible_tracks(tracks)
        for style in styles_of_track(track)
    ]
    columns = {column: k for k, column in enumerate(dict.fromkeys(column for _, column in heard))}
    values = np.zeros((len(ticks), len(columns)))
    regional = np.zeros((len(ticks), len(columns), len(FACE_REGIONS)))
    for track, column in heard:
        drawn = np.clip(sample(track.curve, ticks), 0.0, 1.0)
        weights = weights_of_track(track)
        values[:, columns[column]] += drawn * share_of_person(weights)
        regional[:, columns[column]] += drawn[:, None] * weights
    names, strengths = tuple(name for name, _ in columns), tuple(chosen for _, chosen in columns)
    return EmotionMix(names, np.minimum(values, 1.0), np.minimum(regional, 1.0), strengths)
