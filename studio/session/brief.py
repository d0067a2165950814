"""A brief for one recording, and its performance from the file to a baked clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TimeRange, seconds
from studio.document.schema import Character, MediaRef, Script, VoiceClip
from studio.emotion.direction import Direction, directed, with_word_gains
from studio.interchange.baked import BakedClip
from studio.performance.listening import Partner
from studio.rig.characters import load as load_character
from studio.rig.schema import Rig
from studio.session.performing import Heard, bake, listen, rehearse
from studio.session.staging.scene_time import clips_end, scene_span
from studio.session.stopwatch import Stopwatch

START_UP = "start-up"


@attrs.frozen
class Brief:
    """One recording to perform: with what script, by whom, how."""

    audio: Path
    script: Script = Script()
    direction: Direction = Direction()
    character: str = "nora"
    rate: Rate = Rate(30)
    seed: int = 0


@attrs.define(frozen=True, eq=False)
class Performed:
    """A performance and all that led to it."""

    character: Character
    heard: dict[str, Heard]
    span: TimeRange
    clip: BakedClip
    watch: Stopwatch

    @property
    def seconds(self) -> float:
        """Length of what was performed."""
        return (self.clip.frame_count - 1) / self.clip.rate.fps


def perform(brief: Brief, log: ProblemLog, progress: Progress = silent) -> Performed:
    """Every stage from the recording to the baked clip. Raises ProblemError."""
    watch = Stopwatch()
    with watch.stage(START_UP):
        rig = load_character(brief.character)
    clip = VoiceClip("voice", MediaRef(brief.audio.name, "", 0), script=brief.script)
    performer = Character("performer", rig.label, brief.character, seed=brief.seed, clips=(clip,))
    heard = listen(clip, brief.audio, log, watch, part_of(progress, 0.0, 0.6))
    gained = with_word_gains(heard.transcript, brief.direction.word_gains, log)
    heard = attrs.evolve(heard, transcript=gained, clip=attrs.evolve(heard.clip, transcript=gained))
    performer = directed(performer, brief.direction)
    _warn_beyond(performer, heard.audio.duration, log)
    return stage(performer, rig, {clip.id: heard}, brief.rate, brief.audio.stem, log, watch, progress)


def _warn_beyond(performer: Character, end: int, log: ProblemLog) -> None:
    """Says which emotions and events of a direction lie after the end of the recording."""
    late = [t.emotion for t in performer.emotions if t.curve.keys and t.curve.keys[0].time >= end]
    late += [f"{e.kind} at {seconds(e.start):g} s" for e in performer.events if e.start >= end]
    for name in late:
        text = f"begins after the recording ends ({seconds(end):.1f} s) and is not seen"
        log.warn("direction.beyond", text, name, "Times are seconds of the recording")


def stage(
    performer: Character,
    rig: Rig,
    heard: dict[str, Heard],
    rate: Rate,
    name: str,
    log: ProblemLog,
    watch: Stopwatch,
    progress: Progress = silent,
    span: TimeRange | None = None,
    partners: Sequence[Partner] = (),
) -> Performed:
    """Rehearse and bake a character whose recordings have been listened to; it listens to partners."""
    span = span or scene_span(clips_end(h.clip for h in heard.values()), rate)
    progress(0.6, "performing")
    performer = rehearse(performer, heard, span, rate, log, watch, partners)
    progress(0.75, "composing")
    clip = bake(performer, rig, span, rate, name, log, watch)
    progress(0.85, "composed")
    return Performed(performer, heard, span, clip, watch)
