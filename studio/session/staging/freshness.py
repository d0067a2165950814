"""Whether a take is what would be generated now: its inputs' hash against that of today's inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from studio.core.progress import Progress, silent
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character, Provenance, Take, VoiceClip
from studio.session.staging.rehearsing import HasVoice, takes_of

NOTES = "renewed"
"""Where a take's `extra` keeps the stretches made later than the rest: [[start, end, hash, seed], ...]."""


def stale_spans(
    character: Character, voices: Mapping[str, HasVoice], rate: Rate, progress: Progress
) -> tuple[TimeRange, ...]:
    """Where a character's takes are older than their inputs; clips without a voice are left out, and so are
    takes that another program made."""
    found: list[TimeRange] = []
    for clip in character.clips:
        progress(0.0)
        if clip.id in voices:
            for take in takes_of(character, clip):
                if take.provenance.inputs_hash and not take.extra.get("muted"):
                    found += _stale(take, character, clip, voices[clip.id], rate, progress)
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _stale(
    take: Take, character: Character, clip: VoiceClip, voice: HasVoice, rate: Rate, progress: Progress
) -> list[TimeRange]:
    hashes: dict[int, str] = {}

    def now(seed: int) -> str:
        if seed not in hashes:
            hashes[seed] = inputs_now(character, clip, voice, rate, seed, progress)
        return hashes[seed]

    whole = TimeRange(take.start, take.start + take.rate.tick_of(max(len(take.values) - 1, 0)))
    if take.provenance.inputs_hash == now(take.provenance.seed):
        return []
    left = [whole]
    for span in fresh_spans(take, now):
        left = [part for whole in left for part in _without(whole, span)]
    return left


def fresh_spans(take: Take, now: Any) -> list[TimeRange]:  # noqa: ANN401 - a function from a seed to a hash
    """The stretches of a take that were made from today's inputs, though the rest was not."""
    return [TimeRange(a, b) for a, b, digest, seed in notes_of(take) if now(seed) == digest]


def notes_of(take: Take) -> list[tuple[int, int, str, int]]:
    """Stretches of a take made by themselves: start and end in ticks, hash of their inputs, seed."""
    notes = take.extra.get(NOTES)
    return (
        [tuple(n) for n in notes if isinstance(n, list | tuple) and len(n) == 4]
        if isinstance(notes, list)
        else []
    )


def with_note(old: Take, made: Take, source: Provenance, span: TimeRange) -> Take:
    """A take of which only a span is new keeps where the rest came from, and notes the span's own source."""
    notes = [list(n) for n in notes_of(old) if not (span.start <= n[0] and n[1] <= span.end)]
    notes.append([span.start, span.end, source.inputs_hash, source.seed])
    return attrs.evolve(made, provenance=old.provenance, extra={**old.extra, NOTES: notes})


def inputs_now(
    character: Character,
    clip: VoiceClip,
    voice: HasVoice,
    rate: Rate,
    seed: int,
    progress: Progress = silent,
) -> str:
    """The hash that a take generated now would have. progress is only asked whether to stop."""
    from studio.emotion.direction import articulation_of  # noqa: PLC0415 - heavy
    from studio.models.face_models import chosen_face_model, face_model  # noqa: PLC0415 - reads files
    from studio.models.face_request import face_request, inputs_hash  # noqa: PLC0415 - heavy

    assert voice.prosody is not None, "a voice is listened to before its takes are compared"
    manifest = face_model(chosen_face_model(character.extra))
    style = articulation_of(character)
    progress(0.0)
    request = face_request(manifest, character, clip, voice.audio, voice.prosody, rate, seed, style)
    progress(0.0)
    return inputs_hash(request, manifest, voice.audio, progress)


def _without(whole: TimeRange, span: TimeRange) -> list[TimeRange]:
    parts = ((whole.start, min(whole.end, span.start)), (max(whole.start, span.end), whole.end))
    return [TimeRange(a, b) for a, b in parts if a < b]
