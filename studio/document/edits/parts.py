"""Parts of recordings: their edges trimmed, and one recording cut in two. See `document.voice` for the model.

    start        in_point                 out_point      the recording's end
      |............|=========================|................|
      cut away      what is heard              cut away

Trimming changes what is heard and moves nothing. Cutting makes a second clip of the same recording, with
words, takes and gestures of its own; what is tied to a word behind the cut goes to the second part's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from studio.core.problems import ProblemError, fail
from studio.core.time import TimeRange, ticks
from studio.document.belonging import is_take_of, take_of_part, word_of
from studio.document.edits.anchors import renamed
from studio.document.edits.tree import in_character, in_part, owner_of, part_of
from studio.document.edits.words import Side
from studio.document.identity import fresh_id
from studio.document.schema import Character, Event, Project, Take, VoiceClip

SHORTEST_PART = ticks(0.04)


def trim_clip(project: Project, clip_id: str, side: Side, to: int) -> Project:
    """Moves one edge of what is heard to a tick of the recording, as far as there is room (see `room`).
    Raises ProblemError where that would cut off what is locked of a performance."""
    clip = part_of(project, VoiceClip, clip_id)
    owner = owner_of(project, VoiceClip, clip_id)
    to = _between(to, room(owner, clip, side))
    if to != _between(to, room_by_locks(owner, clip, side)):
        raise locked_there()
    after = _from(clip, to) if side is Side.START else _until(clip, to)
    return in_part(project, VoiceClip, clip_id, lambda _: after) if after != clip else project


def untrimmed(project: Project, clip_id: str) -> Project:
    """All of a recording is heard again, as far as there is room."""
    clip = part_of(project, VoiceClip, clip_id)
    project = trim_clip(project, clip_id, Side.START, 0)
    return trim_clip(project, clip_id, Side.END, clip.media.duration)


def room(owner: Character, clip: VoiceClip, side: Side, *, alone: bool = False) -> TimeRange:
    """Ticks of the recording between which an edge of what is heard may lie: within the recording and the
    scene, not beyond the other edge, and not into a recording beside it; alone: those make way."""
    near = () if alone else tuple(other for other in owner.clips if other.id != clip.id)
    if side is Side.START:
        ends = (other.end - clip.start for other in near if other.end <= clip.begin)
        low = max(0, min(-clip.start, clip.in_point), *ends)
        return TimeRange(low, max(clip.out_point - SHORTEST_PART, low))
    begins = (other.begin - clip.start for other in near if other.begin >= clip.end)
    high = min(max(clip.media.duration, clip.out_point), *begins, _FAR)
    return TimeRange(min(clip.in_point + SHORTEST_PART, high), high)


_FAR = 1 << 62


def room_by_locks(owner: Character, clip: VoiceClip, side: Side) -> TimeRange:
    """Ticks of the recording between which an edge cuts off nothing that is locked."""
    locks = [
        (max(start, clip.begin) - clip.start, min(end, clip.end) - clip.start)
        for start, end in _locks(owner, clip)
        if start < clip.end and end > clip.begin
    ]
    if side is Side.START:
        return TimeRange(-_FAR, min((start for start, _ in locks), default=_FAR))
    return TimeRange(max((end for _, end in locks), default=-_FAR), _FAR)


def cut_clip(project: Project, clip_id: str, at: int) -> tuple[Project, str]:
    """Cuts a recording at a scene tick: the project, and the id of the part that begins there. Raises
    ProblemError where it is not heard, and in what is locked of its performance."""
    clip, owner = part_of(project, VoiceClip, clip_id), owner_of(project, VoiceClip, clip_id)
    if not clip.begin + SHORTEST_PART <= at <= clip.end - SHORTEST_PART:
        raise fail("document.cut", "is not heard there", clip.media.path, "Choose a place within it")
    if any(start < at < end for start, end in _locks(owner, clip)):
        raise locked_there()
    own = fresh_id(project, "part-")
    return in_character(project, owner.id, lambda character: _cut(character, clip, own, at)), own


def _cut(character: Character, clip: VoiceClip, own: str, at: int) -> Character:
    place = at - clip.start
    names = {word.id: f"{own}/{word.id.removeprefix(f'{clip.id}/')}" for word in clip.words}
    later = {w.id: names[w.id] for w in clip.words if (w.start + w.end) // 2 >= place}
    first, second = _until(clip, place), _named(_from(clip, place), own, names)
    clips = (part for c in character.clips for part in ((first, second) if c.id == clip.id else (c,)))
    takes = (part for take in character.takes for part in _takes(take, clip.id, own, at))
    return renamed(
        attrs.evolve(
            character,
            clips=tuple(clips),
            takes=tuple(takes),
            events=tuple(_event(event, clip.id, own, later) for event in character.events),
        ),
        later,
    )


def _named(clip: VoiceClip, own: str, names: Mapping[str, str]) -> VoiceClip:
    if clip.transcript is None:
        return attrs.evolve(clip, id=own)
    words = tuple(attrs.evolve(word, id=names[word.id]) for word in clip.transcript.words)
    return attrs.evolve(clip, id=own, transcript=attrs.evolve(clip.transcript, words=words))


def _takes(take: Take, clip_id: str, own: str, at: int) -> tuple[Take, ...]:
    """A take, and where it is the cut clip's, the same frames as a take of the second part."""
    if not is_take_of(take, clip_id):
        return (take,)
    before, behind = (tuple(lock for lock in take.locked if (lock[0] >= at) == late) for late in (0, 1))
    same = attrs.evolve(take, id=take_of_part(take, clip_id, own), locked=behind)
    return attrs.evolve(take, locked=before), same


def _event(event: Event, clip_id: str, own: str, later: Mapping[str, str]) -> Event:
    tail = word_of(event, clip_id)
    # planned twice, a gesture's name has a number behind the word's
    word = tail if tail in later else tail.rpartition("-")[0]
    if word not in later:
        return event
    return attrs.evolve(event, id=event.id.replace(f"{clip_id}-{word}", f"{own}-{later[word]}", 1))


def _from(clip: VoiceClip, place: int) -> VoiceClip:
    length = None if clip.length is None else clip.out_point - place
    return attrs.evolve(clip, in_point=place, length=length)


def _until(clip: VoiceClip, place: int) -> VoiceClip:
    whole = place >= clip.media.duration
    return attrs.evolve(clip, length=None if whole else place - clip.in_point)


def _locks(owner: Character, clip: VoiceClip) -> Iterable[tuple[int, int]]:
    return [lock for take in owner.takes if is_take_of(take, clip.id) for lock in take.locked]


def locked_there() -> ProblemError:
    """The problem of an edge or a cut in what is locked."""
    return fail("document.locked", "is locked", "the performance there", "Unlock it first")


def _between(to: int, span: TimeRange) -> int:
    return max(min(to, span.end), span.start)
