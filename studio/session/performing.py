"""From a recording to a baked performance: which stage runs when. The one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange, frame_ticks
from studio.document.schema import Character, Event, MediaRef, Script, Transcript, VoiceClip
from studio.emotion.mix import emotion_mix
from studio.interchange.baked import BakedClip
from studio.media.audio import Audio
from studio.media.load import load
from studio.models.generate import generate_face
from studio.performance.body import plan_body
from studio.performance.compose import compose
from studio.performance.gestures.library import own_library
from studio.performance.gestures.plan import plan_gestures
from studio.performance.gestures.plan_limits import limits_of, seated
from studio.performance.gestures.plan_style import style_of
from studio.performance.gestures.plan_words import said_words
from studio.performance.life import mood_of, plan_life, voice_in_scene
from studio.rig.retarget import retarget
from studio.rig.schema import Rig
from studio.session.stopwatch import Stopwatch
from studio.speech.align import align
from studio.speech.prosody import Prosody, analyse

_MOOD_RATE = Rate(10)  # planners look at the mood ten times a second
_LASTING = ("constraint",)  # kinds of events that nobody plans: they are the artist's


@attrs.define(frozen=True, eq=False)
class Heard:
    """A clip that has been listened to."""

    clip: VoiceClip
    audio: Audio
    transcript: Transcript
    prosody: Prosody


def listen(
    clip: VoiceClip, path: Path, log: ProblemLog, watch: Stopwatch, progress: Progress = silent
) -> Heard:
    """Load a recording, align its script unless that was done, hear its prosody. Raises ProblemError."""
    with watch.stage("load"):
        audio = load(path, log, part_of(progress, 0.0, 0.1))
    with watch.stage("align"):
        script: Script | None = clip.script if clip.script.text.strip() else None
        transcript = clip.transcript or align(
            audio, script, log, part_of(progress, 0.1, 0.9), clip.script.language
        )
    with watch.stage("prosody"):
        prosody = analyse(audio, transcript)
    media = MediaRef(path.name, audio.content_hash, audio.duration)
    return Heard(attrs.evolve(clip, media=media, transcript=transcript), audio, transcript, prosody)


def clips_end(clips: Iterable[VoiceClip]) -> int:
    """The tick at which the last of the recordings ends."""
    return max((c.start + c.media.duration for c in clips), default=0)


def scene_span(end: int, rate: Rate) -> TimeRange:
    """From the scene's start to the first frame border at or after `end`."""
    frames = -(-end * rate.numerator // (TICKS_PER_SECOND * rate.denominator))
    return TimeRange(0, rate.tick_of(max(frames, 1)))


def rehearse(
    character: Character,
    heard: Mapping[str, Heard],
    span: TimeRange,
    rate: Rate,
    log: ProblemLog,
    watch: Stopwatch,
) -> Character:
    """The character with a mouth take for each clip, planned signs of life and gestures; what an artist has
    pinned stays, and so do gestures that were muted."""
    clips = tuple(heard[c.id].clip if c.id in heard else c for c in character.clips)
    character = attrs.evolve(character, clips=clips)
    with watch.stage("face"):
        takes = [
            generate_face(character, h.clip, h.audio, h.prosody, rate, character.seed, log)
            for h in (heard[c.id] for c in clips if c.id in heard)
        ]
    kept = tuple(e for e in character.events if e.pinned or e.kind in _LASTING or _muted_gesture(e))
    with watch.stage("life"):
        planned = _planned(character, {i: h.prosody for i, h in heard.items()}, span, kept, log)
    held = {(e.kind, e.id) for e in kept}
    events = kept + tuple(e for e in planned if (e.kind, e.id) not in held)
    return attrs.evolve(character, takes=tuple(takes), events=events)


def _muted_gesture(event: Event) -> bool:
    return event.muted and event.kind == "gesture"


def _planned(
    character: Character,
    prosodies: Mapping[str, Prosody],
    span: TimeRange,
    kept: tuple[Event, ...],
    log: ProblemLog,
) -> tuple[Event, ...]:
    seed, who = character.seed, character.id
    mood_at = frame_ticks(span, _MOOD_RATE)
    mood = mood_of(emotion_mix(character.emotions, mood_at), mood_at)
    voice = voice_in_scene(character.clips, prosodies)
    words, limits = said_words(character.clips, prosodies), limits_of(character, log)
    body = (e for e in plan_body(span, voice, mood, seed, who) if not seated(limits, e))
    gestures = plan_gestures(
        span, voice, words, mood, own_library(), style_of(character), seed, who, kept, limits
    )
    return (*plan_life(span, voice, mood, seed, who), *body, *gestures)


def bake(
    character: Character,
    rig: Rig,
    heard: Mapping[str, Heard],
    span: TimeRange,
    rate: Rate,
    name: str,
    log: ProblemLog,
    watch: Stopwatch,
) -> BakedClip:
    """Compose the layers and put them on the character's joints: what is seen is what is exported."""
    voices = {clip_id: h.prosody for clip_id, h in heard.items()}
    with watch.stage("compose"):
        frames = compose(character, rig, span, rate, voices, log)
    with watch.stage("retarget"):
        joints = retarget(rig, frames.body, frames.gaze_degrees)
    return BakedClip(name, rate, rig, joints, frames.face, frames.body, frames.gaze_degrees)
