"""The live performances: each character at the playhead, kept up with the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt
from psygnal import Signal

from studio.core.time import Rate, TimeRange
from studio.document.schema import Character, Project, Scene
from studio.session.held import Held
from studio.session.rigs import Rigs
from studio.session.selection import CurveRef
from studio.session.staging.ahead import PAUSE, Ahead
from studio.session.staging.composed import Composed, frames_of_scene
from studio.session.staging.performer import Performer
from studio.session.staging.sounding import sounding
from studio.session.staging.spoiled import Spoiled, spoiled
from studio.session.staging.takes_made import Rehearsals
from studio.session.staging.voices import Voices

if TYPE_CHECKING:
    from studio.media.audio import Audio
    from studio.media.peaks import Peaks
    from studio.rig.schema import Geometry, Rig
    from studio.session.jobs import Job
    from studio.session.studio import Studio
    from studio.speech.prosody import Prosody


class Stage:
    """`shown(character id)`: its picture at the playhead is another; `composed_changed(character id, time
    range)`: other values in `composed` there; `heard(clip id)`: a recording's sound, peaks, words or prosody
    are there; `stale_changed(character id)`: its takes are older, or no longer older, than their inputs.

    solo: ids of the emotion tracks that alone show; empty: all. channels: likewise of the face's channels, by
    the curves of their handwork. audition: ids of variations that show in the
    place of the active takes. Everything on the owner's thread.
    """

    shown: ClassVar[Signal] = Signal(str)
    composed_changed: ClassVar[Signal] = Signal(str, object)
    heard: ClassVar[Signal] = Signal(str)
    stale_changed: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio, self._store = studio, studio.store
        self.solo: Held[frozenset[str]] = Held(frozenset())
        self.channels: Held[frozenset[CurveRef]] = Held(frozenset())
        self.audition: Held[frozenset[str]] = Held(frozenset())
        self._rigs = Rigs(studio)
        self._ahead = Ahead(studio, self._on_made)
        self._performers = self._ahead.performers
        self._rehearsals = Rehearsals(studio, self)
        self._ahead.waiting = self._rehearsals.pending
        self.voices = Voices(studio, self._rehearsals.on_heard, self._rehearsals.on_aligned)
        studio.opened.connect(self._on_opened)
        studio.changed.connect(self._on_changed)
        studio.selection.changed.connect(self._on_selected)
        studio.transport.moved.connect(self._on_moved)
        self.solo.changed.connect(self._on_solo)
        self.channels.changed.connect(self._on_solo)
        self.audition.changed.connect(self._on_solo)

    def rig(self, asset: str) -> Rig:
        """A character's rig, loaded at its first use. Raises ProblemError."""
        return self._rigs[asset][0]

    def ready(self, character_id: str) -> bool:
        """Can it be shown without loading anything first? `shown` tells when it can."""
        performer = self._performers.get(character_id)
        return performer is not None and bool(performer.pages)

    def geometry(self, character: Character, at: int, rate: Rate) -> Geometry:
        """The character at the frame that is on screen at a tick. Where nothing is composed yet, a second of
        loading and composing comes first: ask `ready`."""
        performer = self._performer(character, rate)
        return performer.geometry(_frame(performer, at))

    def ghost(self, character: Character, at: int, rate: Rate) -> Geometry | None:
        """The character at that frame with the takes that were replaced last; None where none were."""
        performer = self._performer(character, rate)
        return performer.ghost(_frame(performer, at))

    def face(self, character: Character, at: int, rate: Rate) -> npt.NDArray[np.float32]:
        """[52] of that frame, in the order of ARKIT_CHANNELS."""
        performer = self._performer(character, rate)
        return performer.face(_frame(performer, at))

    def composed(self, character_id: str) -> Composed | None:
        """The whole scene's face as far as it is composed; None before its rig is loaded, and for a
        stranger."""
        performer = self._performers.get(character_id)
        return None if performer is None else performer.composed

    def want(self, span: TimeRange) -> None:
        """What is in view: composed next, from the playhead outwards."""
        self._ahead.look(span)

    def audio(self, clip_id: str) -> Audio | None:
        """A recording's sound, once it is loaded."""
        voice = self.voices[clip_id]
        return None if voice is None else voice.audio

    def peaks(self, clip_id: str) -> Peaks | None:
        """A recording's waveform, once it is loaded."""
        voice = self.voices[clip_id]
        return None if voice is None else voice.peaks

    def prosody(self, clip_id: str) -> Prosody | None:
        """What was heard in a recording: loudness, pitch, stress. After an edit of words it is a moment
        late."""
        voice = self.voices[clip_id]
        return None if voice is None else voice.prosody

    def stale(self, character_id: str) -> tuple[TimeRange, ...]:
        """Where takes are older than what they were made from."""
        return self._rehearsals.stale(character_id)

    def perform_again(
        self, character_id: str, span: TimeRange | None = None, seed: int | None = None
    ) -> None:
        """Makes the takes of a character anew beside the window, or what of them lies in a span; locked
        ranges stay, and it is one step to undo. seed: of the new takes, by default the character's own."""
        self._rehearsals.perform_again(character_id, span, seed)

    def warm(self) -> Job:
        """Loads beside the window what the first recording and the first character will need."""
        return self._rigs.warm()

    def media_path(self, relative: str) -> Path:
        """Where a recording of the project lies."""
        path = self._studio.path
        folder = Path() if path is None else path if path.is_dir() else path.parent
        return folder / relative

    def _performer(self, character: Character, rate: Rate) -> Performer:
        """Who shows a character; somebody for the moment where it is not as the open scene has it."""
        performer = self._performers.get(character.id)
        scene = self._studio.scene
        if performer is None and scene is not None and any(m is character for m in scene.characters):
            performer = self._hire(character, scene)
        if performer is None or performer.source is not character or performer.rate != rate:
            frames = frames_of_scene(self._studio.transport.length, rate)
            performer = Performer(
                character, self._sounding(character), *self._rigs[character.asset], frames, rate
            )
        if not performer.pages:
            performer.begin(_frame(performer, self._studio.transport.at))
        return performer

    def _hire(self, character: Character, scene: Scene) -> Performer:
        rig, evaluator = self._rigs[character.asset]
        frames = frames_of_scene(self._studio.transport.length, scene.rate)
        made = Performer(character, self._sounding(character), rig, evaluator, frames, scene.rate)
        self._performers[character.id] = made
        return made

    def _sounding(self, character: Character) -> Character:
        heard = sounding(character, self.solo.value, self.channels.value, self.audition.value)
        if not any(clip.trimmed for clip in heard.clips):
            return heard
        from studio.performance.cut_away import as_heard  # noqa: PLC0415 - performance, not at start

        return as_heard(heard)

    def _on_opened(self) -> None:
        self._store = self._studio.store
        self._performers.clear()
        self._rigs.ask_again()
        self._ahead.view = None
        self.voices.forget()
        self._rehearsals.forget()
        self.solo.set(frozenset())
        self.channels.set(frozenset())
        self.audition.set(frozenset())

    def _on_changed(self, before: Project, after: Project) -> None:
        self._follow(editing=not self._studio.deriving)

    def _on_selected(self, before: object, after: object) -> None:
        self._follow(editing=False)

    def _on_solo(self, before: object, after: object) -> None:
        self._follow(editing=True)

    def _on_moved(self, at: int) -> None:
        self._ahead.move()

    def _follow(self, editing: bool) -> None:
        scene = self._studio.scene
        if self._store is not self._studio.store:
            # A document is being opened; there is more to come.
            return
        people = () if scene is None else scene.characters
        for gone in self._performers.keys() - {member.id for member in people}:
            del self._performers[gone]
        self.voices.follow(clip for member in people for clip in member.clips)
        if scene is None:
            return
        for member in people:
            self._follow_one(member, scene)
        self._prepare(scene)
        self._rehearsals.follow(scene)
        self._ahead.kick(PAUSE if editing else 0.0)

    def _follow_one(self, member: Character, scene: Scene) -> None:
        performer = self._performers.get(member.id)
        if performer is None:
            return
        if performer.rate != scene.rate or performer.source.asset != member.asset:
            del self._performers[member.id]
            return
        performer.resize(frames_of_scene(self._studio.transport.length, scene.rate))
        now = self._sounding(member)
        lost = Spoiled()
        if now is not performer.character:
            lost = spoiled(performer.character, now, scene.rate.tick_of(performer.frames))
        done = performer.follow(member, now, lost)
        if done is not None:
            self.composed_changed.emit(member.id, done)
        if lost:
            self.shown.emit(member.id)

    def _prepare(self, scene: Scene) -> None:
        """Brings in who is missing; rigs are loaded beside the window first."""
        missing = [m for m in scene.characters if m.id not in self._performers]
        assets = {member.asset for member in missing}
        if not self._rigs.have(assets):
            self._rigs.fetch(assets, lambda: self._follow(editing=False))
            return
        for member in missing:
            self._hire(member, scene)

    def _on_made(self, performer: Performer, span: TimeRange) -> None:
        if self._performers.get(performer.source.id) is not performer:
            return
        self.composed_changed.emit(performer.source.id, span)
        if span.start <= self._studio.transport.at <= span.end + performer.rate.tick_of(1):
            self.shown.emit(performer.source.id)


def _frame(performer: Performer, at: int) -> int:
    return min(max(performer.rate.frame_at(at), 0), performer.frames - 1)
