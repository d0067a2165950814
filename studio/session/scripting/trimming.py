"""Parts of recordings at the artist's hand: edges trimmed, with everything later moving up on demand, and
recordings cut in two. Each is one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.core.time import TimeRange
from studio.document.edits.clips import remove_clip
from studio.document.edits.parts import (
    cut_clip,
    locked_there,
    room,
    room_by_locks,
    trim_clip,
    untrimmed,
)
from studio.document.edits.tree import owner_of, part_of
from studio.document.edits.words import Side
from studio.document.schema import Project, Scene, VoiceClip
from studio.session.keying.cutting import delete_time, insert_time
from studio.session.painting.drag import Drag
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.document.schema import Transcript
    from studio.session.staging.voices import Voice
    from studio.session.studio import Studio

_LABEL = "Trim recording"


def trimmed(
    studio: Studio, project: Project, clip_id: str, side: Side, to: int, *, ripple: bool = False
) -> Project:
    """The project with one edge of what is heard at a tick of the recording, as far as there is room. ripple:
    everything of this character that comes later moves along, and what lies in time that goes, goes too.
    Raises ProblemError where it would cut off what is locked."""
    who = owner_of(project, VoiceClip, clip_id).id
    edit = rippled if ripple else trim_clip
    return studio.suggestions.kept_up(edit(project, clip_id, side, to), who)


def rippled(project: Project, clip_id: str, side: Side, to: int) -> Project:
    """See `trimmed`: an edge moved, and everything later with it."""
    clip, owner = part_of(project, VoiceClip, clip_id), owner_of(project, VoiceClip, clip_id)
    span = room(owner, clip, side, alone=True)
    to = max(min(to, span.end), span.start)
    by = clip.in_point - to if side is Side.START else to - clip.out_point
    edge = clip.begin if side is Side.START else clip.end
    if by > 0:
        project = insert_time(project, _scene_of(project, owner.id), edge, by, owner.id)
    project = trim_clip(project, clip_id, side, to)
    if by < 0:
        gone = TimeRange(edge, edge - by) if side is Side.START else TimeRange(edge + by, edge)
        project = delete_time(project, _scene_of(project, owner.id), gone, owner.id)
    return project


def _scene_of(project: Project, character_id: str) -> Scene:
    return next(s for s in project.scenes if any(c.id == character_id for c in s.characters))


class EdgeHand:
    """Holds an edge of a recording and moves it until it lets go."""

    def __init__(self, studio: Studio, clip_id: str, side: Side) -> None:
        self._studio, self.clip_id, self.side = studio, clip_id, side
        self._drag = Drag(studio, _LABEL)
        self._warned = False

    def move(self, to: int, *, ripple: bool) -> None:
        """To a tick of the recording; not into what is locked of its performance."""
        before = self._studio.store.before(self._drag.key)
        clip = part_of(before, VoiceClip, self.clip_id)
        free = room_by_locks(owner_of(before, VoiceClip, self.clip_id), clip, self.side)
        held = max(min(to, free.end), free.start)
        if held != to and not self._warned:
            self._warned = True
            self._studio.told.emit(str(locked_there().problem))
        self._drag.apply_anew(
            lambda project: trimmed(self._studio, project, self.clip_id, self.side, held, ripple=ripple)
        )

    def finish(self) -> None:
        """The hand let go."""
        self._drag.finish()

    def cancel(self) -> None:
        """As it was."""
        self._drag.cancel()


def split(studio: Studio, clip_id: str, at: int) -> str | None:
    """Cuts a recording at a scene tick: the id of the part that begins there, heard as the whole was.
    None where it cannot be cut, which is reported."""
    made: list[str] = []

    def edit(project: Project) -> Project:
        return _with_part(studio, project, clip_id, at, made)

    return made[-1] if studio.apply("Cut recording", edit) else None


def split_chosen(studio: Studio) -> bool:
    """The chosen recordings, or else those of the character the artist works on, cut at the playhead."""
    at, scene = studio.transport.at, studio.scene
    people = scene.characters if scene is not None else ()
    chosen = studio.selection.value
    if chosen.kind is Kind.CLIP:
        clips = [c for who in people for c in who.clips if c.id in chosen.ids]
    else:
        clips = list(studio.character.clips) if studio.character is not None else []
    clips = [clip for clip in clips if clip.begin < at < clip.end]

    def edit(project: Project) -> Project:
        for clip in clips:
            project = _with_part(studio, project, clip.id, at, [])
        return project

    if not clips:
        studio.told.emit("No recording is heard at the playhead")
        return False
    return studio.apply("Cut recording", edit)


def trim_chosen(studio: Studio, side: Side) -> bool:
    """The beginning or the end of the chosen recordings moved to the playhead, with ripple where it is on."""
    at, ids, ripple = studio.transport.at, studio.selection.value.ids, studio.snapping.value.ripple
    if studio.selection.value.kind is not Kind.CLIP:
        studio.told.emit("Choose a recording first")
        return False

    def edit(project: Project) -> Project:
        for id_ in ids:
            to = at - part_of(project, VoiceClip, id_).start
            project = trimmed(studio, project, id_, side, to, ripple=ripple)
        return project

    return studio.apply(_LABEL, edit)


def remove_chosen(studio: Studio) -> bool:
    """Takes the chosen recordings away; with ripple on, the time they took goes with them."""
    ids, ripple = studio.selection.value.ids, studio.snapping.value.ripple

    def edit(project: Project) -> Project:
        for id_ in ids:
            who, span = owner_of(project, VoiceClip, id_).id, part_of(project, VoiceClip, id_).span
            project = remove_clip(project, id_)
            if ripple and span.duration:
                project = delete_time(project, _scene_of(project, who), span, who)
            project = studio.suggestions.kept_up(project, who)
        return project

    done = bool(ids) and studio.apply("Remove recording", edit)
    if done:
        studio.selection.set(studio.selection.value.of(Kind.NOTHING))
    return done


def whole_again(studio: Studio, ids: tuple[str, ...]) -> bool:
    """All of these recordings is heard again, as far as there is room."""

    def edit(project: Project) -> Project:
        for id_ in ids:
            who = owner_of(project, VoiceClip, id_).id
            project = studio.suggestions.kept_up(untrimmed(project, id_), who)
        return project

    return studio.apply("Hear the whole recording", edit)


def _with_part(studio: Studio, project: Project, clip_id: str, at: int, made: list[str]) -> Project:
    before = part_of(project, VoiceClip, clip_id)
    project, own = cut_clip(project, clip_id, at)
    part = part_of(project, VoiceClip, own)
    names = {old.id: new.id for old, new in zip(before.words, part.words, strict=True)}
    voice = studio.stage.voices[clip_id]
    if voice is not None:
        studio.stage.voices.offer(own, _voice_of_part(voice, before.transcript, part.transcript, names))
    studio.suggestions.share(clip_id, own, names)
    made.append(own)
    return studio.suggestions.kept_up(project, owner_of(project, VoiceClip, own).id)


def _voice_of_part(
    voice: Voice, before: Transcript | None, after: Transcript | None, names: dict[str, str]
) -> Voice:
    """What was heard in a recording, with the words' names in a part of it: nothing is listened to twice."""
    if voice.prosody is None or voice.transcript is not before:
        return attrs.evolve(voice, transcript=None, prosody=None)
    words = tuple(attrs.evolve(w, word_id=names[w.word_id]) for w in voice.prosody.words)
    ends = tuple(attrs.evolve(e, word_id=names.get(e.word_id, e.word_id)) for e in voice.prosody.phrase_ends)
    prosody = attrs.evolve(voice.prosody, words=words, phrase_ends=ends)
    return attrs.evolve(voice, transcript=after, prosody=prosody)
