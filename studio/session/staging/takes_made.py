"""When the cast is rehearsed: takes and plans for recordings that are new, marks on takes that are older than
their inputs, and performing again where the artist asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from studio.core.problems import Problem
from studio.core.progress import Progress, part_of
from studio.core.time import Rate, TimeRange
from studio.document.edits.tree import in_part, with_parts
from studio.document.schema import Character, Project, Scene, Take, Transcript, VoiceClip
from studio.session.staging.freshness import stale_spans, with_note
from studio.session.staging.rehearsing import (
    HasVoice,
    Rehearsed,
    clips_in,
    generated,
    regenerated,
    rehearse_scene,
    unperformed,
    with_rehearsal,
)
from studio.session.staging.renewals import Renewals
from studio.session.staging.renewing import take_inputs
from studio.session.staging.voices import media_of
from studio.session.wait import wait_for_quiet

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.staging.stage import Stage
    from studio.session.studio import Studio


class Rehearsals:
    """Belongs to the stage."""

    def __init__(self, studio: Studio, stage: Stage) -> None:
        self._studio, self._stage = studio, stage
        self._stale: dict[str, tuple[TimeRange, ...]] = {}
        self._compared: dict[str, object] = {}
        self._tried: frozenset[tuple[str, str, str]] = frozenset()
        self._met: frozenset[str] = frozenset()  # who was there when it was tried
        self._job: Job | None = None
        self._renewals = Renewals(studio)

    def forget(self) -> None:
        """Another document is open."""
        self._stale.clear()
        self._compared.clear()
        self._renewals.forget()
        self._tried, self._met = frozenset(), frozenset()

    def pending(self) -> bool:
        """Are there recordings that are still to be performed?"""
        scene, voices = self._studio.scene, self._stage.voices
        if scene is None or (clips_in(scene) == self._tried and (self._job is None or self._job.over)):
            return False
        new = (clip for member in scene.characters for clip in unperformed(member))
        return any(clip.id not in voices.failed for clip in new)

    def stale(self, character_id: str) -> tuple[TimeRange, ...]:
        return self._stale.get(character_id, ())

    def on_heard(self, clip: VoiceClip) -> None:
        """A step further with a recording."""
        voice = self._stage.voices[clip.id]
        if voice is not None:
            self._note_media(clip, media_of(clip, voice.audio))
        self._stage.heard.emit(clip.id)
        scene = self._studio.scene
        if scene is not None:
            self.follow(scene)

    def _note_media(self, clip: VoiceClip, media: Any) -> None:  # noqa: ANN401 - a MediaRef
        known = clip.media
        if known == media:
            return
        if known.content_hash and known.content_hash != media.content_hash:
            text = "is not the recording that the project was made with"
            self._studio.report(
                Problem("media.changed", text, known.path, "Align it again if its words are late or early")
            )

        def edit(project: Project) -> Project:
            return in_part(
                project, VoiceClip, clip.id, lambda c: attrs.evolve(c, media=media) if c.media == known else c
            )

        self._studio.derive("Load", edit)

    def on_aligned(self, clip: VoiceClip, transcript: Transcript) -> None:
        """The words of a clip that had none."""

        def edit(project: Project) -> Project:
            return in_part(project, VoiceClip, clip.id, lambda c: _worded(c, clip, transcript))

        self._studio.derive("Align", edit)

    def follow(self, scene: Scene) -> None:
        """Rehearses what is new once everybody is heard, and looks for takes that became old."""
        voices = self._stage.voices
        clips = [clip for member in scene.characters for clip in member.clips]
        ready = {clip.id for clip in clips if voices.ready(clip.id)}
        if all(clip.id in ready or clip.id in voices.failed for clip in clips):
            self._rehearse(scene, ready)
        for member in scene.characters:
            self._compare(member, scene.rate)

    def _rehearse(self, scene: Scene, ready: set[str]) -> None:
        """Once for each set of clips, and for whoever comes later to listen: what an artist deletes then is
        not made again unasked."""
        new = {c.id for m in scene.characters for c in unperformed(m) if c.id in ready}
        idle = bool(ready) and any(not m.events for m in scene.characters)
        running = self._job is not None and not self._job.over
        tried = clips_in(scene) == self._tried
        late = {m.id for m in scene.characters if not m.events} - self._met if tried else set()
        if running or (tried and not late) or not (new or idle):
            return
        self._tried, self._met = clips_in(scene), frozenset(m.id for m in scene.characters)
        voices, log = self._voices(scene), self._studio.findings

        def work(progress: Progress) -> Rehearsed:
            made = rehearse_scene(scene, voices, log, progress)
            parts = tuple(p for p in made.parts if not late or p.character_id in late)
            return attrs.evolve(made, parts=parts)

        def then(made: Rehearsed) -> None:
            self._studio.derive("Perform", lambda project: with_rehearsal(project, made))
            self._again()

        self._job = self._studio.jobs.start(
            "Performing", work, then, key="rehearse", failed=self._studio.report
        )

    def _again(self) -> None:
        """Clips may have come while others were rehearsed."""
        scene = self._studio.scene
        if scene is not None:
            self.follow(scene)

    def _voices(self, scene: Scene) -> Mapping[str, HasVoice]:
        found: dict[str, HasVoice] = {}
        for member in scene.characters:
            for clip in member.clips:
                voice = self._stage.voices[clip.id]
                if voice is not None and voice.prosody is not None:
                    found[clip.id] = voice
        return found

    def _compare(self, member: Character, rate: Rate) -> None:
        """Compares takes with their inputs, when these are others than at the last time."""
        voices = {c.id: v for c in member.clips if (v := self._stage.voices[c.id]) and v.prosody is not None}
        about = _inputs(member, rate, tuple(id(v.prosody) for v in voices.values()))
        if self._compared.get(member.id) == about:
            return
        self._renewals.note(member)
        self._compared[member.id] = about
        if not member.takes and not self.stale(member.id):
            return
        pause = self._renewals.pause(member.id)

        def work(progress: Progress) -> tuple[TimeRange, ...]:
            wait_for_quiet(pause, progress)
            return stale_spans(member, voices, rate, progress)

        def then(found: tuple[TimeRange, ...]) -> None:
            known = all(self._stage.voices.ready(clip.id) for clip in member.clips)
            if not (found and known and self._renewals.begin(member, voices, rate, lambda: told(found))):
                told(found)

        def told(found: tuple[TimeRange, ...]) -> None:
            if found != self.stale(member.id):
                self._stale[member.id] = found
                self._stage.stale_changed.emit(member.id)

        key, failed = f"stale {member.id}", self._studio.report
        self._studio.jobs.start(
            "Comparing takes", work, then, key=key, quiet=True, lane="rest", failed=failed
        )

    def perform_again(self, character_id: str, span: TimeRange | None, seed: int | None) -> None:
        """See `Stage.perform_again`."""
        scene = self._studio.scene
        member = next((m for m in scene.characters if m.id == character_id), None) if scene else None
        if scene is None or member is None:
            return
        clips = [c for c in member.clips if span is None or _meet(c, span)]
        voices = self._voices(scene)
        unheard = [c for c in clips if c.id not in voices]
        if unheard or not clips:
            text = "has no recording there that was listened to"
            self._studio.report(Problem("takes.unheard", text, member.name, "Wait for it, or find its file"))
            return
        chosen, log, rate = member.seed if seed is None else seed, self._studio.findings, scene.rate

        def work(progress: Progress) -> dict[str, Take]:
            takes = {}
            for k, clip in enumerate(clips):
                share = part_of(progress, k / len(clips), (k + 1) / len(clips))
                takes[clip.id] = generated(member, clip, voices[clip.id], rate, chosen, log, share)
            return takes

        def then(takes: dict[str, Take]) -> None:
            self._studio.apply(
                "Perform again", lambda project: with_takes(project, character_id, takes, span)
            )

        title = f"Performing {member.name} again"
        self._studio.jobs.start(title, work, then, key=f"again {character_id}", failed=self._studio.report)


def with_takes(
    project: Project, character_id: str, takes: Mapping[str, Take], span: TimeRange | None
) -> Project:
    """The takes (by clip) in place of those clips' earlier ones; locked ranges and what lies outside the
    span stay."""
    return with_parts(project, character_id, Take, lambda old: _replaced(old, takes, span))


def _replaced(old: tuple[Take, ...], takes: Mapping[str, Take], span: TimeRange | None) -> tuple[Take, ...]:
    result = list(old)
    for clip_id, new in takes.items():
        earlier = [t for t in result if t.id.startswith(f"take-{clip_id}-")]
        place = result.index(earlier[0]) if earlier else len(result)
        made = regenerated(earlier, new, span)
        if span is not None and earlier:
            made = with_note(earlier[-1], made, new.provenance, span)
        result = [t for t in result if t not in earlier]
        result.insert(place, made)
    return tuple(result)


def _worded(clip: VoiceClip, heard: VoiceClip, transcript: Transcript) -> VoiceClip:
    if clip.transcript is not None or clip.media.path != heard.media.path or clip.script != heard.script:
        return clip
    return attrs.evolve(clip, transcript=transcript)


def _meet(clip: VoiceClip, span: TimeRange) -> bool:
    return clip.begin < span.end and clip.end > span.start


def _inputs(member: Character, rate: Rate, prosodies: tuple[int, ...]) -> object:
    """What the takes of a character are compared with, cheap to compare."""
    takes = tuple((t.id, id(t.values), t.provenance.inputs_hash, str(t.extra)) for t in member.takes)
    return take_inputs(member), takes, member.seed, rate, prosodies
