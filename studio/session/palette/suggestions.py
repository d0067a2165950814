"""What recordings suggest to feel: worked out beside the window after each was heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

import attrs
from psygnal import Signal

from studio.core.progress import part_of
from studio.core.time import TimeRange, seconds
from studio.document.curves import Curve
from studio.document.edits.anchors import renamed_curve
from studio.document.edits.tree import character_of
from studio.document.schema import Character, Project, Script, Transcript, VoiceClip

if TYPE_CHECKING:
    from studio.core.progress import Progress
    from studio.session.studio import Studio
    from studio.speech.prosody import Prosody

_LONGEST = 4 * 3600.0  # seconds of a recording that is listened to for feelings


@attrs.frozen(eq=False)
class _Asked:
    """What a suggestion was made from. speaker: all that was heard of the same voice."""

    transcript: Transcript | None
    script: Script
    prosody: Prosody
    speaker: tuple[tuple[Prosody, Transcript], ...] = ()

    def same_as(self, other: _Asked | None) -> bool:
        return (
            other is not None
            and self.transcript is other.transcript
            and self.script is other.script
            and self.prosody is other.prosody
        )


class Suggestions:
    """`changed(character id)`: its ghosts, or how much of them shows, are others.

    ghosts: curves 0..1 by emotion in scene ticks, for lanes to show under the painted ones; `set_blend` lets
    them be performed; `accept` makes them the artist's.
    """

    changed: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._asked: dict[str, _Asked] = {}
        self._found: dict[str, dict[str, Curve]] = {}
        self._kept: dict[str, tuple[object, dict[str, Curve]]] = {}
        studio.stage.heard.connect(self._on_heard)
        studio.changed.connect(self._on_changed)
        studio.opened.connect(self._on_opened)

    def ghosts(self, character_id: str) -> dict[str, Curve]:
        """What is suggested and not yet accepted, by emotion; nothing before a recording was heard. Emotions
        that were left out are not among them."""
        character = self._character(character_id)
        if character is None:
            return {}
        from studio.session.palette.suggesting import left_out  # noqa: PLC0415 - not at start

        unwanted = left_out(character)
        return {e: curve for e, curve in self.every(character_id).items() if e not in unwanted}

    def every(self, character_id: str) -> dict[str, Curve]:
        """As ghosts, with the emotions that were left out."""
        character = self._character(character_id)
        if character is None:
            return {}
        from studio.session.palette.suggesting import accepted_spans, without_accepted  # noqa: PLC0415 - not at start

        spans = accepted_spans(character)
        made_of = (spans, tuple((*_place(c), id(self._found.get(c.id))) for c in character.clips))
        kept = self._kept.get(character_id)
        if kept is None or kept[0] != made_of:
            kept = self._kept[character_id] = (made_of, without_accepted(self._all(character), spans))
        return dict(kept[1])

    def leave_out(self, character_id: str, emotions: Iterable[str]) -> bool:
        """Suggests nothing of these emotions, and of all others again; one step to undo."""
        from studio.session.palette.suggesting import with_left_out, with_suggestion  # noqa: PLC0415 - not at start

        unwanted = frozenset(emotions)
        left = {e: c for e, c in self.every(character_id).items() if e not in unwanted}
        blend = self.blend(character_id)

        def edit(project: Project) -> Project:
            project = with_left_out(project, character_id, unwanted)
            return with_suggestion(project, character_id, left, blend)

        return self._studio.apply("Choose suggestions", edit)

    def waits(self, character_id: str) -> bool:
        """Is there a recording of this character of which nothing was found out yet?"""
        character = self._character(character_id)
        return character is not None and self._unheard(character)

    def blend(self, character_id: str) -> float:
        """How much of the suggestion shows, 0..1."""
        from studio.session.palette.suggesting import blend_of  # noqa: PLC0415 - not at start

        character = self._character(character_id)
        return blend_of(character) if character is not None else 0.0

    def set_blend(self, character_id: str, blend: float, merge_key: str | None = None) -> bool:
        """Lets more or less of the suggestion be performed; one step to undo with one merge key."""
        from studio.session.palette.suggesting import with_suggestion  # noqa: PLC0415 - not at start

        ghosts = self.ghosts(character_id)
        label = "Blend the suggestion"
        return self._studio.apply(label, lambda p: with_suggestion(p, character_id, ghosts, blend), merge_key)

    def accept(self, character_id: str, span: TimeRange | None = None) -> bool:
        """Makes the suggestion, or a stretch of it, editable keys of the artist's; one step to undo."""
        from studio.session.palette.suggesting import with_accepted  # noqa: PLC0415 - not at start

        ghosts, blend = self.ghosts(character_id), self.blend(character_id)
        if not ghosts:
            return False
        return self._studio.apply(
            "Accept the suggestion", lambda p: with_accepted(p, character_id, ghosts, blend, span)
        )

    def suggest_again(self, character_id: str) -> bool:
        """Suggests anew what was accepted before; painted tracks stay."""
        from studio.session.palette.suggesting import with_nothing_accepted  # noqa: PLC0415 - not at start

        return self._studio.apply("Suggest again", lambda p: with_nothing_accepted(p, character_id))

    def kept_up(self, project: Project, character_id: str) -> Project:
        """The project, in which recordings are heard otherwise, showing what is suggested now."""
        from studio.session.palette.joining import with_what_is_heard  # noqa: PLC0415 - not at start

        character = character_of(project, character_id)
        if character is None or self.blend(character_id) <= 0.0 or self._unheard(character):
            return project
        return with_what_is_heard(project, character, self._all(character))

    def share(self, clip_id: str, part_id: str, names: Mapping[str, str]) -> None:
        """Another clip is a part of a recording that was heard; names: of its words, by the first clip's."""
        if clip_id in self._found:
            found = self._found[clip_id]
            self._found[part_id] = {e: renamed_curve(curve, names) for e, curve in found.items()}

    def _all(self, character: Character) -> dict[str, Curve]:
        """Suggestions of all the clips in one curve for each emotion, in scene ticks."""
        from studio.session.palette.joining import joined  # noqa: PLC0415 - not at start

        return joined((clip, self._found.get(clip.id, {})) for clip in character.clips)

    def _unheard(self, character: Character) -> bool:
        return any(clip.id not in self._found for clip in character.clips)

    def _character(self, character_id: str) -> Character | None:
        return character_of(self._studio.project, character_id)

    def _owner(self, clip_id: str) -> tuple[Character, VoiceClip] | None:
        people = (character for scene in self._studio.project.scenes for character in scene.characters)
        return next(((who, clip) for who in people for clip in who.clips if clip.id == clip_id), None)

    def _on_opened(self) -> None:
        self._asked.clear()
        self._found.clear()
        self._kept.clear()

    def _on_heard(self, clip_id: str) -> None:
        place = self._owner(clip_id)
        if place is not None:
            self._ask(place[1])

    def _on_changed(self, before: Project, after: Project) -> None:
        for scene in after.scenes:
            for character in scene.characters:
                old = character_of(before, character.id)
                if old is character:
                    continue
                if old is None or old.clips is not character.clips:
                    for clip in character.clips:
                        self._ask(clip)
                if old is None or _shows_other(old, character):
                    self.changed.emit(character.id)

    def _ask(self, clip: VoiceClip) -> None:
        prosody = self._studio.stage.prosody(clip.id)
        if prosody is None or clip.transcript is None or seconds(clip.media.duration) > _LONGEST:
            return
        asked = _Asked(clip.transcript, clip.script, prosody, self._heard_of(clip.id))
        if asked.same_as(self._asked.get(clip.id)):
            return
        self._asked[clip.id] = asked
        key = f"suggest {clip.id}"
        self._studio.jobs.start(
            "Listening for feelings",
            lambda progress: _suggested(asked, progress),
            lambda found: self._take(clip.id, found),
            key=key,
            quiet=True,
            lane="later",
        )

    def _heard_of(self, clip_id: str) -> tuple[tuple[Prosody, Transcript], ...]:
        """Everything that was heard of the one who speaks in a recording."""
        place = self._owner(clip_id)
        clips = place[0].clips if place is not None else ()
        recordings = {clip.media.content_hash or clip.id: clip for clip in clips}  # each once, however cut
        heard = ((self._studio.stage.prosody(clip.id), clip.transcript) for clip in recordings.values())
        return tuple((p, t) for p, t in heard if p is not None and t is not None)

    def _take(self, clip_id: str, found: dict[str, Curve]) -> None:
        self._found[clip_id] = found
        place = self._owner(clip_id)
        if place is None:
            return
        character = place[0]
        blend = self.blend(character.id)
        if blend > 0.0:  # what shows is kept up with what is suggested
            self.set_blend(character.id, blend, f"suggestion {character.id}")
        self.changed.emit(character.id)


def _suggested(asked: _Asked, progress: Progress) -> dict[str, Curve]:
    from studio.emotion.suggest import suggest  # noqa: PLC0415 - words and numbers, not at start
    from studio.emotion.suggest_voice import usual_voice  # noqa: PLC0415 - likewise
    from studio.speech.punctuation import closing_marks  # noqa: PLC0415 - likewise

    assert asked.transcript is not None
    marks = closing_marks(asked.script.text, asked.transcript.words)
    usual = usual_voice(asked.speaker, part_of(progress, 0.0, 0.4))
    rest = part_of(progress, 0.4, 1.0)
    return suggest(asked.prosody, asked.transcript, marks, asked.script.text, usual, rest)


def _shows_other(before: Character, after: Character) -> bool:
    keys = ("suggestion_blend", "suggestion_accepted", "suggestion_left_out")
    extra = any(before.extra.get(k) != after.extra.get(k) for k in keys)
    return extra or [_place(c) for c in before.clips] != [_place(c) for c in after.clips]


def _place(clip: VoiceClip) -> tuple[object, ...]:
    return clip.id, clip.start, clip.in_point, clip.length
