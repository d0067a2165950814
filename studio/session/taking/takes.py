"""Variations of a take: made from other seeds, kept silent beside the active one, heard by turns, laid in.

For the panel that shows them:

    active_take(character, clip_id), variations(character, clip_id)   what there is
    vary(studio, character_id, seeds)                                 job: more variations, one step
    studio.stage.audition.set(frozenset({take_id}))                   show it in the active one's place
    choose(project, take_id)                                          edit: it becomes the active one
    lay_in(project, take_id, span)                                    edit: its span into the active one
    laid_in(take)                                                     which spans came from where
    renamed(project, take_id, name)                                   edit: what it is called
    remove(project, take_id)                                          edit: away with it
    plan_again(studio, character_id, span, seed)                      job: blinks, glances, gestures anew

Edits are Project -> Project, for `studio.apply`. Variations are saved with the project and undone like all
else; which one is auditioned is not. Locked ranges of the active take are never written over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from studio.core.problems import Problem, fail
from studio.core.progress import Progress, part_of
from studio.core.time import TimeRange
from studio.document.edits.takes import with_locked
from studio.document.edits.tree import in_part, owner_of, with_parts, without_part
from studio.document.edits.tree import part_of as take_named
from studio.document.schema import Character, Project, Take
from studio.performance.silent_takes import VARIATION, clip_of_variation, is_variation
from studio.session.staging.rehearsing import (
    Rehearsal,
    Rehearsed,
    clips_in,
    generated,
    planned,
    takes_of,
    with_rehearsal,
)

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.studio import Studio

NAME = "name"
"""Where a take's `extra` keeps what the artist calls it."""

_LAID = "laid_in"
"""Where a take's `extra` keeps what was laid in: [[start, end, variation's id, seed], ...]."""


def active_take(character: Character, clip_id: str) -> Take | None:
    """The take of a clip that is performed."""
    clip = next((c for c in character.clips if c.id == clip_id), None)
    found = takes_of(character, clip) if clip is not None else ()
    return found[-1] if found else None


def variations(character: Character, clip_id: str) -> tuple[Take, ...]:
    """The silent takes of a clip, the oldest first."""
    return tuple(t for t in character.takes if is_variation(t) and clip_of_variation(t) == clip_id)


def vary(
    studio: Studio, character_id: str, seeds: int | Sequence[int] = 3, clip_id: str | None = None
) -> Job | None:
    """More variations of a character's takes (of one clip, or of all): `seeds` of them, from seeds that are
    not in use, or those given. None when there is nothing to vary, which is reported."""
    scene = studio.scene
    member = next((m for m in scene.characters if m.id == character_id), None) if scene else None
    voices = studio.stage.voices
    clips = [c for c in member.clips if clip_id in (None, c.id) and voices.ready(c.id)] if member else []
    if scene is None or member is None or not clips:
        text = "has no recording that was listened to"
        studio.report(
            Problem("takes.unheard", text, member.name if member else "", "Wait for it to be heard")
        )
        return None
    chosen = _free_seeds(member, seeds) if isinstance(seeds, int) else list(seeds)
    rate, log = scene.rate, studio.findings

    def work(progress: Progress) -> list[Take]:
        made = []
        count = len(clips) * len(chosen)
        for k, (clip, seed) in enumerate((c, s) for c in clips for s in chosen):
            voice = voices[clip.id]
            assert voice is not None, "only heard clips were chosen"
            share = part_of(progress, k / count, (k + 1) / count)
            take = generated(member, clip, voice, rate, seed, log, share)
            made.append(attrs.evolve(take, id=f"{VARIATION}{take.id.removeprefix('take-')}"))
        return made

    def then(made: list[Take]) -> None:
        studio.apply("Make variations", lambda project: _with_variations(project, character_id, made))

    return studio.jobs.start(
        f"Varying {member.name}", work, then, key=f"vary {character_id}", failed=studio.report
    )


def _free_seeds(member: Character, count: int) -> list[int]:
    used = {member.seed, *(t.provenance.seed for t in member.takes)}
    free: list[int] = []
    seed = member.seed
    while len(free) < count:
        seed += 1
        if seed not in used:
            free.append(seed)
    return free


def _with_variations(project: Project, character_id: str, made: Sequence[Take]) -> Project:
    def edit(takes: tuple[Take, ...]) -> tuple[Take, ...]:
        known = {take.id for take in takes}
        return (*takes, *(take for take in made if take.id not in known))

    return with_parts(project, character_id, Take, edit)


def choose(project: Project, take_id: str) -> Project:
    """A variation becomes the active take, and the active one a variation. Locked ranges stay as they were
    heard."""
    chosen, active, owner = _both(project, take_id)
    heard = with_locked(active, attrs.evolve(chosen, id=_as_active(chosen)))
    kept = attrs.evolve(active, id=_as_variation(active), locked=())

    def edit(takes: tuple[Take, ...]) -> tuple[Take, ...]:
        return tuple(heard if t is active else kept if t is chosen else t for t in takes)

    return with_parts(project, owner.id, Take, edit)


def lay_in(project: Project, take_id: str, span: TimeRange) -> Project:
    """A span of a variation into the active take, blended over 80 ms at its edges; what is locked there
    stays."""
    variation, active, owner = _both(project, take_id)
    last = variation.start + variation.rate.tick_of(max(len(variation.values) - 1, 0))
    start, end = max(span.start, variation.start), min(span.end, last)
    if start >= end:
        raise fail("takes.outside", "has nothing there", "the variation", "Drag a range over its bar")
    laid = with_locked(attrs.evolve(variation, locked=((start, end),)), attrs.evolve(active, locked=()))
    kept = with_locked(active, attrs.evolve(laid, locked=()))
    notes = [*_without(laid_in(active), start, end), (start, end, take_id, variation.provenance.seed)]
    plain = [list(note) for note in sorted(notes)]
    made = attrs.evolve(kept, locked=active.locked, extra={**active.extra, _LAID: plain})
    return with_parts(project, owner.id, Take, lambda takes: tuple(made if t is active else t for t in takes))


def laid_in(take: Take) -> tuple[tuple[int, int, str, int], ...]:
    """Start, end, variation's id and seed of each stretch that was laid into a take."""
    notes = take.extra.get(_LAID)
    found = notes if isinstance(notes, list) else []
    return tuple((n[0], n[1], n[2], n[3]) for n in found if isinstance(n, list | tuple) and len(n) == 4)


def remove(project: Project, take_id: str) -> Project:
    """Away with a variation; what was laid in of it stays."""
    if not is_variation(take_named(project, Take, take_id)):
        raise fail("takes.active", "is the take that is performed", "this take", "Choose another one first")
    return without_part(project, Take, take_id)


def plan_again(
    studio: Studio, character_id: str, span: TimeRange | None = None, seed: int | None = None
) -> Job | None:
    """Blinks, glances, nods and gestures anew, from another seed where one is given, in a span or all over;
    pinned ones stay."""
    scene = studio.scene
    member = next((m for m in scene.characters if m.id == character_id), None) if scene else None
    if scene is None or member is None:
        return None
    voices = {c.id: v for m in scene.characters for c in m.clips if (v := studio.stage.voices[c.id])}
    log = studio.findings

    def work(progress: Progress) -> Rehearsed:
        events, emotions = planned(scene, voices, log, progress, {character_id: seed})[character_id]
        part = Rehearsal(character_id, {}, events, emotions, () if span is None else (span,))
        return Rehearsed(scene.id, clips_in(scene), (part,))

    def then(made: Rehearsed) -> None:
        studio.apply("Plan again", lambda project: with_rehearsal(project, made))

    return studio.jobs.start(
        f"Planning {member.name}", work, then, key=f"plan {character_id}", failed=studio.report
    )


def auditioned(character: Character, chosen: frozenset[str]) -> Character:
    """The character with chosen variations in the places of the active takes."""
    asked = {clip_of_variation(t): t for t in character.takes if t.id in chosen and is_variation(t)}
    if not asked:
        return character
    takes = []
    for take in character.takes:
        clip_id = next((i for i in asked if take.id.startswith(f"take-{i}-")), None)
        takes.append(take if clip_id is None else attrs.evolve(asked[clip_id], id=take.id))
    return attrs.evolve(character, takes=tuple(takes))


def _both(project: Project, take_id: str) -> tuple[Take, Take, Character]:
    """A variation, the active take beside it, and whose they are."""
    variation = take_named(project, Take, take_id)
    owner = owner_of(project, Take, take_id)
    active = active_take(owner, clip_of_variation(variation)) if is_variation(variation) else None
    if active is None:
        raise fail("takes.alone", "has no active take beside it", "this take", "Perform the clip again")
    return variation, active, owner


def _as_active(take: Take) -> str:
    return f"take-{take.id.removeprefix(VARIATION)}"


def _as_variation(take: Take) -> str:
    return f"{VARIATION}{take.id.removeprefix('take-')}"


def _without(
    notes: Sequence[tuple[int, int, str, int]], start: int, end: int
) -> list[tuple[int, int, str, int]]:
    left = []
    for a, b, name, seed in notes:
        left += [(x, y, name, seed) for x, y in ((a, min(b, start)), (max(a, end), b)) if x < y]
    return left


def renamed(project: Project, take_id: str, name: str) -> Project:
    """The take under a name; under none with an empty one."""

    def named(take: Take) -> Take:
        rest = {key: value for key, value in take.extra.items() if key != NAME}
        return attrs.evolve(take, extra={**rest, NAME: name} if name else rest)

    return in_part(project, Take, take_id, named)
