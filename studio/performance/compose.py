"""Lays the layers of one character's performance: take (weakest), expression, life, overrides (strongest).

Contacts of speech are enforced on the character's own lips once speech and emotion have met and before the
artist's handwork, which nothing contradicts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import Rate, TickArray, TimeRange, frame_ticks, ticks
from studio.document.schema import Character
from studio.emotion.mix import EmotionMix
from studio.emotion.timing import timed_mix
from studio.performance.body import REACH, body_poses, carried, steadied_gaze
from studio.performance.closures import with_contacts
from studio.performance.contact_timing import asked_contacts
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

_RUN_UP = ticks(2.0)
_INDEX = {name: i for i, name in enumerate(ARKIT_CHANNELS)}


def compose(
    character: Character,
    rig: Rig,
    span: TimeRange,
    rate: Rate,
    log: ProblemLog,
) -> PerformanceFrames:
    """The performance over a span of the scene at a rate; a pure function of its arguments.

    Frames lie at `frame_ticks(span, rate)`.
    """
    at = frame_ticks(span, rate)
    mix = timed_mix(character.emotions, at)
    warn_faceless(mix, log)
    life, body = _lively_body(character, rig, at, rate)
    activity = speaking(character.clips, at)
    body = with_motion_clips(body, character, rig, at, log)
    life = _steadied(life, body)
    speech = take_channels(character.takes, at, log)
    hiss = hissing(character.clips, at)
    face = with_speech(speech, mix_channels(mix, at, character.seed), activity, hiss)
    face = with_closures(face, character, rig, at, rate, log)
    face = overridden(with_life(face, life), character.overrides, at, log)
    channels = ChannelFrames(ARKIT_CHANNELS, rate, span.start, face.astype(np.float32))
    return PerformanceFrames(channels, body, life.gaze_degrees)


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


def _steadied(life: LifeFrames, body: PoseFrames) -> LifeFrames:
    """Life whose eyes, and the lids that follow them, make up for what the body does to the head."""
    gaze = steadied_gaze(life.gaze_degrees, body, life.head)
    return LifeFrames(life.channels | look_channels(gaze), gaze, life.head)


def _lively_body(character: Character, rig: Rig, at: TickArray, rate: Rate) -> tuple[LifeFrames, PoseFrames]:
    """Life and the body it moves at ticks `at`, made with some frames around them, so that a piece is
    softened as the whole is."""
    around = np.array([rate.tick_of(i) for i in range(1, REACH + 1)], np.int64)
    wide = np.concatenate([int(at[0]) - around[::-1], at, int(at[-1]) + around])
    life = _life(character, wide, rate, timed_mix(character.emotions, wide))
    body = carried(body_poses(character, rig, wide, rate, life.head, speaking(character.clips, wide)))
    inside = slice(REACH, REACH + len(at))
    channels = {name: values[inside] for name, values in life.channels.items()}
    return (
        LifeFrames(channels, life.gaze_degrees[inside], life.head[inside]),
        PoseFrames(rate, int(at[0]), body.rotations[inside], body.translation[inside]),
    )


def _life(character: Character, at: TickArray, rate: Rate, mix: EmotionMix) -> LifeFrames:
    """Life at ticks `at`, realised from a little earlier on, so that a glance under way goes on as in the
    whole."""
    before = rate.frame_at(_RUN_UP)
    earlier = int(at[0]) - np.array([rate.tick_of(i) for i in range(before, 0, -1)], np.int64)
    frames = np.concatenate([earlier, at])
    life = realise_life(character.events, frames, mood_of(mix, at), character.seed)
    channels = {name: values[before:] for name, values in life.channels.items()}
    return LifeFrames(channels, life.gaze_degrees[before:], life.head[before:])
