"""Takes and plans of a whole cast: worked out from values on any thread, laid into whatever the document is
by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of
from studio.core.time import Rate, TimeRange, ticks
from studio.document.edits.takes import with_locked
from studio.document.edits.tree import evolved, with_scene
from studio.document.schema import Character, EmotionTrack, Event, Project, Scene, Take, VoiceClip
from studio.session.staging.scene_time import clips_end, scene_span

if TYPE_CHECKING:
    from studio.media.audio import Audio
    from studio.speech.prosody import Prosody

PLANNED = "planned"
_NEAR = ticks(1.0)


class HasVoice(Protocol):
    """What a clip sounds like."""

    @property
    def audio(self) -> Audio: ...

    @property
    def prosody(self) -> Prosody | None: ...


@attrs.frozen(eq=False)
class Rehearsal:
    """New for one character: takes by clip; events and listening's own emotions, None where they stay; spans:
    where the new events count, the others keep theirs."""

    character_id: str
    takes: Mapping[str, Take] = attrs.field(factory=dict)
    events: tuple[Event, ...] | None = None
    emotions: tuple[EmotionTrack, ...] = ()
    spans: tuple[TimeRange, ...] = ()


def takes_of(character: Character, clip: VoiceClip) -> tuple[Take, ...]:
    """The takes that a character has of a clip, the strongest last."""
    return tuple(t for t in character.takes if t.id.startswith(f"take-{clip.id}-"))


def unperformed(character: Character) -> tuple[VoiceClip, ...]:
    """Clips of which there is no take."""
    return tuple(clip for clip in character.clips if not takes_of(character, clip))


def generated(
    character: Character,
    clip: VoiceClip,
    voice: HasVoice,
    rate: Rate,
    seed: int,
    log: ProblemLog,
    progress: Progress,
) -> Take:
    """A clip's take by the studio's own model. Raises ProblemError."""
    from studio.emotion.direction import articulation_of  # noqa: PLC0415 - heavy
    from studio.models.generate import generate_face  # noqa: PLC0415 - heavy

    assert voice.prosody is not None, "a voice is listened to before it is performed"
    style = articulation_of(character)
    return generate_face(
        character, clip, voice.audio, voice.prosody, rate, seed, log, style=style, progress=progress
    )


def rehearse_scene(
    scene: Scene, voices: Mapping[str, HasVoice], log: ProblemLog, progress: Progress
) -> Rehearsed:
    """Takes for clips that have none, and for everybody plans around them: who is silent listens. Clips
    without a voice are left out."""
    new = {m.id: [c for c in unperformed(m) if c.id in voices] for m in scene.characters}
    takes: dict[str, dict[str, Take]] = {m.id: {} for m in scene.characters}
    count = max(sum(len(clips) for clips in new.values()), 1)
    done = 0
    for member in scene.characters:
        for clip in new[member.id]:
            share = part_of(progress, 0.7 * done / count, 0.7 * (done + 1) / count)
            take = generated(member, clip, voices[clip.id], scene.rate, member.seed, log, share)
            takes[member.id][clip.id] = take
            done += 1
    spans = tuple(_extent(clip) for clips in new.values() for clip in clips)
    plans = planned(scene, voices, log, part_of(progress, 0.7, 1.0))
    parts = (
        Rehearsal(m.id, takes[m.id], *plans[m.id], spans=spans if _has_plan(m) else ())
        for m in scene.characters
    )
    return Rehearsed(scene.id, clips_in(scene), tuple(parts))


def _has_plan(member: Character) -> bool:
    return any(not event.pinned for event in member.events)


def _extent(clip: VoiceClip) -> TimeRange:
    return TimeRange(max(clip.begin - _NEAR, 0), max(clip.end, 0) + _NEAR)


def planned(
    scene: Scene,
    voices: Mapping[str, HasVoice],
    log: ProblemLog,
    progress: Progress,
    seeds: Mapping[str, int | None] = MappingProxyType({}),
) -> dict[str, tuple[tuple[Event, ...], tuple[EmotionTrack, ...]]]:
    """By character: all its events, and listening's own emotions; seeds: by character, other than its own."""
    from studio.session.planning import partners_in, with_plans  # noqa: PLC0415 - heavy

    people = [_seeded(named_apart(m, ""), seeds.get(m.id)) for m in scene.characters]
    span = scene_span(max(clips_end(c for m in people for c in m.clips), ticks(1.0)), scene.rate)
    heard = {m.id: _prosodies(m, voices) for m in people}
    seen = partners_in(people, heard, span, part_of(progress, 0.0, 0.0))
    plans = {}
    for k, (member, partners) in enumerate(zip(people, seen, strict=True)):
        progress(k / len(people), "planning")
        share = part_of(progress, k / len(people), (k + 1) / len(people))
        made = with_plans(member, heard[member.id], span, log, partners, progress=share)
        made = named_apart(made, f"{member.id}/")
        plans[member.id] = made.events, tuple(t for t in made.emotions if t.extra.get(PLANNED))
    return plans


def _seeded(member: Character, seed: int | None) -> Character:
    return member if seed is None else attrs.evolve(member, seed=seed)


def _prosodies(member: Character, voices: Mapping[str, HasVoice]) -> dict[str, Prosody]:
    found = {}
    for clip in member.clips:
        prosody = voices[clip.id].prosody if clip.id in voices else None
        if prosody is not None:
            found[clip.id] = prosody
    return found


def named_apart(member: Character, mark: str) -> Character:
    """The character with ids of planned events and of listening's emotions beginning with `mark`, so that
    those of two performers differ; with an empty mark as the planners name them."""
    own = f"{member.id}/"

    def name(id_: str) -> str:
        return mark + id_.removeprefix(own)

    events = tuple(attrs.evolve(e, id=name(e.id)) for e in member.events)
    emotions = tuple(attrs.evolve(t, id=name(t.id)) if t.extra.get(PLANNED) else t for t in member.emotions)
    return attrs.evolve(member, events=events, emotions=emotions)


@attrs.frozen(eq=False)
class Rehearsed:
    """What was rehearsed in a scene that had these clips."""

    scene_id: str
    clips: frozenset[tuple[str, str, str]]
    parts: tuple[Rehearsal, ...]


def clips_in(scene: Scene) -> frozenset[tuple[str, str, str]]:
    """Who speaks in a scene, the clip's id and its recording's hash, for each clip."""
    return frozenset((m.id, c.id, c.media.content_hash) for m in scene.characters for c in m.clips)


def with_rehearsal(project: Project, made: Rehearsed) -> Project:
    """The project with what was rehearsed; as it is where the scene has other clips than those."""
    scene = next((s for s in project.scenes if s.id == made.scene_id), None)
    if scene is None or clips_in(scene) != made.clips:
        return project
    parts = {part.character_id: part for part in made.parts}
    people = tuple(_rehearsed(m, parts[m.id]) if m.id in parts else m for m in scene.characters)
    return with_scene(project, evolved(scene, characters=_same(scene.characters, people)))


def _same(before: tuple[Character, ...], after: tuple[Character, ...]) -> tuple[Character, ...]:
    return before if all(a is b for a, b in zip(before, after, strict=True)) else after


def _rehearsed(member: Character, made: Rehearsal) -> Character:
    fresh = tuple(_placed(made.takes[c.id], c) for c in unperformed(member) if c.id in made.takes)
    changed: Character = evolved(member, takes=(*member.takes, *fresh) if fresh else member.takes)
    if made.events is None:
        return changed
    events = merged(member.events, made.events, made.spans)
    # a listener's track that the artist took over is theirs, and not made a second time
    kept = tuple(t for t in member.emotions if not t.extra.get(PLANNED))
    taken = {t.id for t in kept}
    emotions = (*kept, *(t for t in made.emotions if t.id not in taken))
    return attrs.evolve(changed, events=events, emotions=emotions)


def _placed(take: Take, clip: VoiceClip) -> Take:
    return take if take.start == clip.start else attrs.evolve(take, start=clip.start)


def merged(old: Sequence[Event], planned: Iterable[Event], spans: Sequence[TimeRange]) -> tuple[Event, ...]:
    """Planned events in the spans (none: everywhere), the old ones elsewhere; pinned ones, and those that
    only an artist makes, stay. Ids stay single."""
    kept = [e for e in old if e.pinned or e.muted or e.kind == "constraint" or not _meets(e, spans)]
    taken = {e.id for e in kept}
    held = {(e.kind, e.start, e.end) for e in kept}
    fresh = []
    for event in planned:
        if not _meets(event, spans) or (event.kind, event.start, event.end) in held:
            continue
        named = event if event.id not in taken else attrs.evolve(event, id=_free(event.id, taken))
        taken.add(named.id)
        fresh.append(named)
    return tuple(sorted((*kept, *fresh), key=lambda e: (e.start, e.id)))


def _meets(event: Event, spans: Sequence[TimeRange]) -> bool:
    return not spans or any(event.start < s.end and event.end > s.start for s in spans)


def _free(id_: str, taken: set[str]) -> str:
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    return f"{id_}-{number}"


def regenerated(old: Sequence[Take], new: Take, span: TimeRange | None) -> Take:
    """The new take of a clip in the place of its old ones: locked ranges stay, and all that lies outside the
    span, if there is one."""
    take = new
    for kept in old:
        outside = () if span is None else _outside(kept, span)
        take = with_locked(attrs.evolve(kept, locked=(*kept.locked, *outside)), take)
    locked = tuple(sorted({lock for kept in old for lock in kept.locked}))
    return attrs.evolve(take, locked=locked)


def _outside(take: Take, span: TimeRange) -> tuple[tuple[int, int], ...]:
    end = take.start + take.rate.tick_of(len(take.values))
    parts = ((take.start, min(span.start, end)), (max(span.end, take.start), end))
    return tuple((a, b) for a, b in parts if a < b)
