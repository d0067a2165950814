"""How chosen words are spoken: gains of lips and jaw, stress, doubt, and directions that are laid at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import attrs

from studio.document.edits.tree import in_part, owner_of, part_of
from studio.document.schema import Character, Project, VoiceClip, Word
from studio.session.palette.laying import Target, laid
from studio.session.palette.palette import track_for
from studio.session.scripting.directions import Reading, read_direction, span_of, spoken_for
from studio.session.scripting.text import with_direction
from studio.session.tools import Brush

if TYPE_CHECKING:
    from studio.session.studio import Studio

STRESS = "stress"


@attrs.frozen
class Line:
    """One recording of the scene as the list of lines shows it; times in ticks of the scene."""

    character: Character
    clip: VoiceClip

    @property
    def text(self) -> str:
        """What is said, in one line: of a part of a recording the words that are heard."""
        if self.clip.trimmed and self.clip.transcript is not None:
            return " ".join(word.text for word in self.clip.said) or self.clip.media.name
        return " ".join(self.clip.script.text.split()) or self.clip.media.name


def lines_of(studio: Studio) -> tuple[Line, ...]:
    """Every recording of the scene, in the order in which they are heard."""
    scene = studio.scene
    found = [Line(who, clip) for who in scene.characters for clip in who.clips] if scene is not None else []
    return tuple(sorted(found, key=lambda line: (line.clip.begin, line.character.name)))


def with_words(
    project: Project, clip_id: str, ids: Collection[str], change: Callable[[Word], Word]
) -> Project:
    """These words changed, but for their ids and times."""
    wanted = frozenset(ids)

    def edit(clip: VoiceClip) -> VoiceClip:
        if clip.transcript is None:
            return clip
        words = tuple(change(word) if word.id in wanted else word for word in clip.transcript.words)
        if all(a is b for a, b in zip(words, clip.transcript.words, strict=True)):
            return clip
        return attrs.evolve(clip, transcript=attrs.evolve(clip.transcript, words=words))

    return in_part(project, VoiceClip, clip_id, edit)


def with_gain(project: Project, clip_id: str, ids: Collection[str], field: str, value: float) -> Project:
    """`lip_gain` or `jaw_gain` of words, as a factor."""
    return with_words(project, clip_id, ids, lambda w: _evolved(w, **{field: max(value, 0.0)}))


def with_stress(project: Project, clip_id: str, ids: Collection[str], value: float | None) -> Project:
    """The stress 0..1 of words; None: as it was heard."""

    def change(word: Word) -> Word:
        extra = {name: kept for name, kept in word.extra.items() if name != STRESS}
        if value is not None:
            extra[STRESS] = round(min(max(value, 0.0), 1.0), 3)
        return _evolved(word, extra=extra)

    return with_words(project, clip_id, ids, change)


def without_doubt(project: Project, clip_id: str, ids: Collection[str]) -> Project:
    """These words are right."""
    return with_words(project, clip_id, ids, lambda w: _evolved(w, doubtful=False))


def direct(studio: Studio, clip_id: str, word_id: str, text: str) -> Reading:
    """A stage direction before a word, and what it means laid over the words it stands for: one step."""
    reading = read_direction(text)

    def edit(project: Project) -> Project:
        return performed(with_direction(project, clip_id, word_id, text), clip_id, word_id, reading)

    studio.apply("Stage direction", edit)
    if not reading.understood:
        studio.told.emit(f"“{reading.text}” stays a note: no feeling is called that")
    return reading


def perform_direction(studio: Studio, clip_id: str, word_id: str, text: str) -> bool:
    """What a direction that is already there means, laid over its words."""
    reading = read_direction(text)
    return studio.apply("Perform direction", lambda p: performed(p, clip_id, word_id, reading))


def directions_in(clip: VoiceClip) -> tuple[tuple[str, str], ...]:
    """Every stage direction that is heard of a line: the id of the word it stands before, and its text."""
    return tuple((word.id, tag) for word in clip.said for tag in word.tags)


def with_new_directions(project: Project, clip_id: str, known: Collection[str]) -> Project:
    """What the line's directions mean that were not among these texts, laid over their words."""
    for word, tag in directions_in(part_of(project, VoiceClip, clip_id)):
        if tag not in known:
            project = performed(project, clip_id, word, read_direction(tag))
    return project


def performed(project: Project, clip_id: str, word_id: str, reading: Reading) -> Project:
    """The feeling of a direction over its words; a note, or calm where nothing is felt, changes nothing."""
    clip = part_of(project, VoiceClip, clip_id)
    words = spoken_for(clip, word_id)
    span = span_of(clip, words)
    if span is None or not reading.understood:
        return project
    who = owner_of(project, VoiceClip, clip_id)
    target = Target(span, "words", tuple((clip, word) for word in words))
    brushes = [Brush(emotion=reading.style)] if reading.style else _felt(who)
    for brush in brushes:
        project = laid(project, who.id, brush, target, reading.intensity)
    return project


def _felt(who: Character) -> list[Brush]:
    """A brush for every lane that a call for calm must bring to rest."""
    from studio.session.palette.lane import brush_of  # noqa: PLC0415 - only for calm

    brushes = [brush_of(t, Brush()) for t in who.emotions if any(k.value for k in t.curve.keys)]
    return [brush for brush in brushes if track_for(who, brush) is not None]


def feel(studio: Studio, clip_id: str, ids: Collection[str], style: str, intensity: float) -> bool:
    """An emotion over chosen words of a line, in one step."""
    clip = part_of(studio.project, VoiceClip, clip_id)
    words = tuple(w for w in (clip.transcript.words if clip.transcript else ()) if w.id in ids)
    span = span_of(clip, words)
    if span is None:
        return False
    who = owner_of(studio.project, VoiceClip, clip_id)
    target = Target(span, "words", tuple((clip, word) for word in words))
    return studio.apply("Feel on words", lambda p: laid(p, who.id, Brush(emotion=style), target, intensity))


def _evolved(word: Word, **fields: object) -> Word:
    same = all(getattr(word, name) == value for name, value in fields.items())
    return word if same else attrs.evolve(word, **fields)  # type: ignore[arg-type]  # fields of a word
