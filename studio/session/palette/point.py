"""A point of the affect space as feelings at the playhead, and where a performance goes in that space."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import EMOTIONS
from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.curves import Curve, Key
from studio.document.edits.emotions import add_emotion, paint
from studio.document.edits.tree import character_of
from studio.document.schema import Character, Project
from studio.emotion.affect import mix_of_point
from studio.emotion.mix import weights_of_track
from studio.emotion.timing import timed_mix
from studio.session.palette.laying import value_at
from studio.session.palette.palette import new_track, track_for
from studio.session.tools import Brush

REACH = ticks(0.5)
"""How far before and after the playhead a point eases in and out."""

_LEAST = 0.02
_TRAIL, _STEPS = 1.2, 16  # seconds, points


def felt_at(
    project: Project, character_id: str, at: int, valence: float, arousal: float, brush: Brush
) -> Project:
    """The character feels a point at a tick, eased out on both sides; on the plain lanes of the brush's
    regions."""
    mix = mix_of_point(np.array([[valence, arousal]], np.float64))[0]
    for emotion, value in zip(EMOTIONS, mix.tolist(), strict=True):
        character = character_of(project, character_id)
        if character is None:
            return project
        dipped = attrs.evolve(brush, emotion=emotion, units=())
        track = track_for(character, dipped)
        if track is None:
            if value < _LEAST:
                continue
            track = new_track(project, dipped)
            project = add_emotion(project, character_id, track)
        project = paint(project, track.id, _peak(track.curve, at, min(max(value, 0.0), 1.0)))
    return project


def _peak(curve: Curve, at: int, value: float) -> tuple[Key, ...]:
    start, end = max(at - REACH, 0), at + REACH
    keys = [Key(at, value), Key(end, value_at(curve, end))]
    return (Key(start, value_at(curve, start)), *keys) if start < at else tuple(keys)


def trail(character: Character, at: int) -> npt.NDArray[np.float64]:
    """[points, 2] valence and arousal of what is performed over the last 1.2 s, now at the end; what
    only some regions of the face show counts as if all of it did, so that a hand sees where it is."""
    step = round(_TRAIL * TICKS_PER_SECOND / _STEPS)
    times = at + step * np.arange(-_STEPS, 1, dtype=np.int64)
    felt = [attrs.evolve(t, regions={}) for t in character.emotions if weights_of_track(t).any()]
    return timed_mix(felt, np.maximum(times, 0)).valence_arousal()
