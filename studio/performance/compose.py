"""Lays the layers of one character's performance: take (weakest), expression, life, overrides (strongest).

Contacts of speech are enforced on the character's own lips once speech and emotion have met and before the
artist's handwork, which nothing contradicts.
"""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import Array, PoseFrames
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TickArray, TimeRange, frame_starts, frame_ticks, ticks
from studio.document.schema import Character
from studio.emotion.mix import EmotionMix
from studio.emotion.timing import timed_mix
from studio.performance.body import REACH, body_poses, carried, head_turns, steadied
from studio.performance.closures import with_contacts
from studio.performance.contact_timing import asked_contacts
from studio.performance.cut_away import as_heard
from studio.performance.expression import mix_channels, warn_faceless, with_speech
from studio.performance.frames import PerformanceFrames
from studio.performance.life import LifeFrames, look_channels, mood_of, realise_life
from studio.performance.motion_clips import with_motion_clips
from studio.performance.mouth_linkage import mouth_linkage
from studio.performance.overrides import overridden
from studio.performance.takes import take_channels
from studio.performance.utterance import hissing, scene_contacts, speaking
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]

_RUN_UP = ticks(5.0)
_LAG = 1  # frames around a face that it may look at: one lid follows the other
_INDEX = {name: i for i, name in enumerate(ARKIT_CHANNELS)}


def compose(
    character: Character,
    rig: Rig,
    span: TimeRange,
    rate: Rate,
    log: ProblemLog,
    progress: Progress = silent,
) -> PerformanceFrames:
    """The performance over a span of the scene at a rate; a pure function of its arguments.

    Frames lie at `frame_ticks(span, rate)`.
    """
    character, at = as_heard(character), frame_ticks(span, rate)
    wide = _around(at, rate, REACH)
    mix = timed_mix(character.emotions, wide)
    life = _life(character, wide, rate, mix)
    progress(0.2)
    body = with_motion_clips(
        _body(character, rig, wide, rate, life, part_of(progress, 0.2, 0.7)),
        character,
        rig,
        at,
        log,
        partial(progress, 0.7),
    )
    progress(0.7)
    life = _steadied(_within(life, REACH), head_turns(body))
    rest = part_of(progress, 0.7, 1.0)
    face = _face(character, rig, at, rate, mix.part(slice(REACH, -REACH)), life, log, rest)
    channels = ChannelFrames(ARKIT_CHANNELS, rate, span.start, face.astype(np.float32))
    return PerformanceFrames(channels, body, life.gaze_degrees)


def compose_face(
    character: Character,
    rig: Rig,
    at: TickArray,
    rate: Rate,
    heads: Array,
    log: ProblemLog,
    progress: Progress = silent,
) -> tuple[F64, F64]:
    """The face alone, [frames, 52] and gaze [frames, 4], at neighbouring ticks `at` of a grid at `rate`, on a
    body that was composed before: heads [frames, 4] are its `head_turns`. The same as `compose` gives where
    the body is the same, for a tenth of its cost."""
    character, wide = as_heard(character), _around(at, rate, _LAG)
    mix = timed_mix(character.emotions, wide)
    life = _steadied(_within(_life(character, wide, rate, mix), _LAG), heads)
    inside = mix.part(slice(_LAG, -_LAG))
    return _face(character, rig, at, rate, inside, life, log, progress), life.gaze_degrees


def _face(
    character: Character,
    rig: Rig,
    at: TickArray,
    rate: Rate,
    mix: EmotionMix,
    life: LifeFrames,
    log: ProblemLog,
    progress: Progress,
) -> F64:
    warn_faceless(mix, log)
    progress(0.0)
    speech = take_channels(character.takes, at, log, character.clips)
    emotion = mix_channels(mix, at, character.seed)
    face = with_speech(speech, emotion, speaking(character.clips, at), hissing(character.clips, at))
    progress(0.3)
    face = with_closures(face, character, rig, at, rate, log)
    progress(0.9)
    return overridden(with_life(face, life), character.overrides, at, log)


def with_closures(
    face: F64, character: Character, rig: Rig, at: TickArray, rate: Rate, log: ProblemLog
) -> F64:
    """Channels [frames, 52] with the contacts of the character's speech met on its own mesh. A character
    whose lips nobody named keeps the face it has, with a warning."""
    try:
        mouth = mouth_linkage(rig)
    except ProblemError as error:
        log.add(error.problem)
        return face
    asked = asked_contacts(scene_contacts(character.clips), at, rate)
    return with_contacts(face, asked, mouth)


def with_life(face: F64, life: LifeFrames) -> F64:
    """Channels [frames, 52] with life's own joined in: what an emotion closes, raises or turns, life adds to
    without passing 1. A lid that shuts lets go of what held it wide, or a blink would stay open."""
    result = face.copy()
    for name in sorted(life.channels):
        column = _INDEX[name]
        lively = np.clip(life.channels[name], 0.0, 1.0)
        result[:, column] = 1.0 - (1.0 - result[:, column]) * (1.0 - lively)
        if name.startswith("eyeBlink"):
            result[:, _INDEX[name.replace("Blink", "Wide")]] *= 1.0 - lively
    return result


def _steadied(life: LifeFrames, heads: Array) -> LifeFrames:
    """Life whose eyes, and the lids that follow them, make up for what the body does to the head."""
    gaze = steadied(life.gaze_degrees, heads, life.head)
    return LifeFrames(life.channels | look_channels(gaze), gaze, life.head)


def _body(
    character: Character, rig: Rig, wide: TickArray, rate: Rate, life: LifeFrames, progress: Progress
) -> PoseFrames:
    """The body that life moves, made with REACH frames around it, so that a piece is softened as the whole
    is; without those frames."""
    spoken = speaking(character.clips, wide)
    body = body_poses(character, rig, wide, rate, life.head, spoken, progress=progress)
    body = carried(body, part_of(progress, 1.0, 1.0))
    inside = slice(REACH, -REACH)
    return PoseFrames(rate, int(wide[REACH]), body.rotations[inside], body.translation[inside])


def _around(at: TickArray, rate: Rate, reach: int) -> TickArray:
    """The ticks with `reach` frames more on either side."""
    more = _steps(rate, reach)
    return np.concatenate([int(at[0]) - more[::-1], at, int(at[-1]) + more])


@lru_cache(maxsize=16)
def _steps(rate: Rate, count: int) -> TickArray:
    """[count] ticks that 1, 2, 3 ... frames take."""
    return frame_starts(rate, count + 1)[1:]


def _within(life: LifeFrames, reach: int) -> LifeFrames:
    """Life without the frames around."""
    inside = slice(reach, -reach)
    channels = {name: values[inside] for name, values in life.channels.items()}
    return LifeFrames(channels, life.gaze_degrees[inside], life.head[inside])


def _life(character: Character, at: TickArray, rate: Rate, mix: EmotionMix) -> LifeFrames:
    """Life at ticks `at`, realised from a little earlier on, so that a glance under way goes on as in the
    whole."""
    before = rate.frame_at(_RUN_UP)
    frames = np.concatenate([int(at[0]) - _steps(rate, before)[::-1], at])
    life = realise_life(character.events, frames, mood_of(mix, at), character.seed)
    channels = {name: values[before:] for name, values in life.channels.items()}
    return LifeFrames(channels, life.gaze_degrees[before:], life.head[before:])
