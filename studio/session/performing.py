"""From a recording to a baked performance: which stage runs when. The one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TimeRange
from studio.document.edits.takes import with_locked
from studio.document.schema import Character, MediaRef, Script, Take, Transcript, VoiceClip
from studio.emotion.direction import articulation_of
from studio.interchange.baked import BakedClip
from studio.media.audio import Audio
from studio.media.load import load
from studio.models.generate import generate_face
from studio.performance.compose import compose
from studio.performance.listening import Partner
from studio.rig.retarget import retarget
from studio.rig.schema import Rig
from studio.session.derived import derived_data
from studio.session.planning import with_plans
from studio.session.stopwatch import Stopwatch
from studio.speech.align import align
from studio.speech.prosody import Prosody, analyse


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
        prosody = analyse(audio, transcript, derived_data(log), script=clip.script.text)
    media = MediaRef(path.name, audio.content_hash, audio.duration)
    return Heard(attrs.evolve(clip, media=media, transcript=transcript), audio, transcript, prosody)


def rehearse(
    character: Character,
    heard: Mapping[str, Heard],
    span: TimeRange,
    rate: Rate,
    log: ProblemLog,
    watch: Stopwatch,
    partners: Sequence[Partner] = (),
) -> Character:
    """The character with a mouth take for each clip, planned signs of life and gestures, and with partners
    listening to them; what an artist has pinned stays, and so do gestures that were muted."""
    clips = tuple(heard[c.id].clip if c.id in heard else c for c in character.clips)
    character = attrs.evolve(character, clips=clips)
    style = articulation_of(character)
    with watch.stage("face"):
        takes = {
            c.id: generate_face(
                character, c, heard[c.id].audio, heard[c.id].prosody, rate, character.seed, log, style=style
            )
            for c in clips
            if c.id in heard
        }
    character = attrs.evolve(character, takes=_with_takes(character.takes, takes))
    with watch.stage("life"):
        return with_plans(character, {i: h.prosody for i, h in heard.items()}, span, log, partners)


def _with_takes(old: Iterable[Take], made: Mapping[str, Take]) -> tuple[Take, ...]:
    """The takes, those made (by clip) in place of their clips' earlier ones, whose locked ranges stay."""
    others = list(old)
    takes = []
    for clip_id, take in made.items():
        earlier = [t for t in others if t.id.startswith(f"take-{clip_id}-")]
        others = [t for t in others if t not in earlier]
        for kept in (t for t in earlier if t.locked):
            take = with_locked(kept, take)  # noqa: PLW2901 - each lock lays itself over the take so far
        takes.append(take)
    return (*others, *takes)


def bake(
    character: Character,
    rig: Rig,
    span: TimeRange,
    rate: Rate,
    name: str,
    log: ProblemLog,
    watch: Stopwatch,
) -> BakedClip:
    """Compose the layers and put them on the character's joints: what is seen is what is exported."""
    with watch.stage("compose"):
        frames = compose(character, rig, span, rate, log)
    with watch.stage("retarget"):
        joints = retarget(rig, frames.body, frames.gaze_degrees)
    return BakedClip(name, rate, rig, joints, frames.face, frames.body, frames.gaze_degrees)
