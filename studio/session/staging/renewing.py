"""Takes that are made anew because their inputs are others, with all that the artist chose of them kept:
seeds, stretches of other seeds, locked ranges."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of
from studio.core.time import Rate
from studio.document.edits.takes import with_locked
from studio.document.edits.tree import character_of, with_parts
from studio.document.schema import Character, Project, Take, VoiceClip
from studio.session.staging.freshness import NOTES, inputs_now, notes_of
from studio.session.staging.rehearsing import HasVoice, generated, takes_of
from studio.session.taking.takes import laid_in


@attrs.frozen(eq=False)
class Renewal:
    """New takes by the id of the old ones, made from what `source` was; seconds: how long that took."""

    source: Character
    takes: Mapping[str, Take]
    seconds: float = 0.0


def model_feels(character: Character) -> bool:
    """Does the character's model take emotion itself? Reads no file for the studio's own model."""
    if not character.extra.get("face_model"):
        return False
    from studio.core.problems import ProblemError  # noqa: PLC0415 - with the models
    from studio.models.face_models import chosen_face_model, face_model, takes_emotion  # noqa: PLC0415 - reads files

    try:
        return takes_emotion(face_model(chosen_face_model(character.extra)))
    except ProblemError:
        return False


def take_inputs(character: Character) -> tuple[Any, ...]:
    """What the takes of a character depend on, beside sounds and seeds; cheap to compare."""
    clips = tuple((c.id, c.start, c.transcript, c.media.content_hash, c.script) for c in character.clips)
    manner = tuple(character.extra.get(name) for name in ("articulation", "face_model"))
    felt = character.emotions if model_feels(character) else ()
    return clips, character.lip_gain, character.jaw_gain, manner, felt


def renewed(
    character: Character,
    voices: Mapping[str, HasVoice],
    rate: Rate,
    log: ProblemLog,
    progress: Progress,
) -> Renewal:
    """Every take that is older than its inputs made anew from its own seeds. Raises ProblemError."""
    old = [
        (clip, take)
        for clip in character.clips
        if clip.id in voices
        for take in takes_of(character, clip)[-1:]
        if take.provenance.inputs_hash and not take.extra.get("muted")
    ]
    began, made = time.perf_counter(), {}
    for k, (clip, take) in enumerate(old):
        share = part_of(progress, k / len(old), (k + 1) / len(old))
        share(0.0, "performing")
        voice = voices[clip.id]
        digest = inputs_now(character, clip, voice, rate, take.provenance.seed, part_of(share, 0.0, 0.0))
        if digest != take.provenance.inputs_hash:
            make = partial(_generated, character, clip, voice, rate, log, share)
            made[take.id] = _anew(take, make)
    return Renewal(character, made, time.perf_counter() - began)


def _generated(
    character: Character,
    clip: VoiceClip,
    voice: HasVoice,
    rate: Rate,
    log: ProblemLog,
    progress: Progress,
    seed: int,
) -> Take:
    return generated(character, clip, voice, rate, seed, log, progress)


def _anew(old: Take, make: Callable[[int], Take]) -> Take:
    """The take from its own seed, with stretches of other seeds from theirs; nothing locked yet."""
    whole = make(old.provenance.seed)
    notes, known = [], {old.provenance.seed: whole}
    for start, end, digest, seed in notes_of(old):
        known[seed] = known.get(seed) or make(seed)
        whole = _with_stretch(whole, known[seed], start, end)
        notes.append([start, end, known[seed].provenance.inputs_hash if digest else digest, seed])
    for start, end, _, seed in laid_in(old):
        known[seed] = known.get(seed) or make(seed)
        whole = _with_stretch(whole, known[seed], start, end)
    extra = {**old.extra, NOTES: notes} if notes else old.extra
    return attrs.evolve(whole, id=old.id, locked=(), extra=extra)


def _with_stretch(take: Take, other: Take, start: int, end: int) -> Take:
    laid = with_locked(attrs.evolve(other, locked=((start, end),)), attrs.evolve(take, locked=()))
    return attrs.evolve(laid, locked=())


def with_renewal(made: Renewal) -> Callable[[Project], Project]:
    """An edit for every state of the history: new takes where the inputs are those they were made from and
    the old takes are those they were made for; locked ranges stay."""
    source = made.source
    inputs = take_inputs(source)
    frames = {take.id: take.values for take in source.takes}
    laid: dict[int, tuple[Take, Take]] = {}

    def anew(take: Take) -> Take:
        new = made.takes.get(take.id)
        if new is None or take.values is not frames.get(take.id):
            return take
        if id(take) not in laid:
            placed = attrs.evolve(new, start=take.start, extra={**take.extra, **new.extra})
            laid[id(take)] = take, with_locked(take, placed)
        return laid[id(take)][1]

    def edit(project: Project) -> Project:
        member = character_of(project, source.id)
        old = member is not None and any(t.values is frames.get(t.id) for t in member.takes)
        if member is None or not old or take_inputs(member) != inputs:
            return project
        return with_parts(project, source.id, Take, lambda takes: tuple(anew(t) for t in takes))

    return edit
