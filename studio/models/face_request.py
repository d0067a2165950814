"""Builds the request for a character's mouth: sounds, loudness and the artist's gains, frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

import studio_plugin as api
from studio.core.progress import Progress, now_and_then, silent
from studio.core.time import Rate, TimeRange, frame_ticks, seconds
from studio.document.schema import Character, Transcript, VoiceClip, Word
from studio.media.audio import Audio
from studio.models.felt import felt_controls
from studio.models.manifest import Manifest

if TYPE_CHECKING:
    from studio.speech.prosody import Prosody

_FEW, _AT_ONCE = 8, 64  # entries of a list: which is looked into, and which are written together


def face_request(
    manifest: Manifest,
    character: Character,
    clip: VoiceClip,
    audio: Audio,
    prosody: Prosody,
    rate: Rate,
    seed: int,
    style: str = "neutral",
) -> api.Request:
    """Times of the request count from the start of the recording; both ends of the clip get a frame. A model
    that asks for emotion gets what is painted over the clip."""
    ticks = frame_ticks(TimeRange(0, audio.duration), rate)
    transcript = clip.transcript or Transcript()
    felt, once = felt_controls(manifest, character, ticks + clip.start)
    return api.Request(
        audio=_audio(manifest, audio),
        duration=audio.seconds,
        fps=Fraction(rate.numerator, rate.denominator),
        frames=len(ticks),
        words=tuple(_token(w.text, w.start, w.end, w.confidence) for w in transcript.words),
        phonemes=_phonemes(transcript),
        curves={"loudness": api.Curve(np.asarray(prosody.at(prosody.loudness, ticks), np.float32)), **felt},
        values={"lip_gain": character.lip_gain, "jaw_gain": character.jaw_gain, "style": style, **once},
        spans={
            "lip_gain": tuple(_spans(transcript, "lip_gain")),
            "jaw_gain": tuple(_spans(transcript, "jaw_gain")),
            "prominence": tuple(_span(word.start, word.end, word.prominence) for word in prosody.words),
        },
        variation=api.Variation(seed=seed),
        language=transcript.language,
    )


def inputs_hash(request: api.Request, manifest: Manifest, audio: Audio, progress: Progress = silent) -> str:
    """sha256 over everything that the result depends on. progress is only asked whether to stop."""
    plain = {
        "model": [manifest.id, manifest.version],
        "audio": audio.content_hash,
        "grid": [str(request.fps), request.frames, request.duration],
        "words": [[t.text, t.start, t.end] for t in request.words],
        "phonemes": [request.phonemes.symbols, [[t.text, t.start, t.end] for t in request.phonemes.tokens]],
        "values": sorted((name, repr(value)) for name, value in request.values.items()),
        "spans": sorted((n, [[s.start, s.end, s.value] for s in v]) for n, v in request.spans.items()),
        "seed": request.variation.seed,
        "language": request.language,
    }
    digest, ask = hashlib.sha256(), now_and_then(progress)
    for piece in json_pieces(plain):
        ask()
        digest.update(piece.encode())
    for name in sorted(request.curves):
        digest.update(name.encode() + np.ascontiguousarray(request.curves[name].values, "<f4").tobytes())
    return digest.hexdigest()


def json_pieces(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON is any plain value
    """What `json.dumps(value, sort_keys=True)` gives, bit by bit: in one piece an hour of words would keep
    every other thread waiting, the window's as well."""
    if isinstance(value, dict):
        for k, name in enumerate(sorted(value)):
            yield f"{', ' if k else '{'}{json.dumps(name)}: "
            yield from json_pieces(value[name])
        yield "}" if value else "{}"
    elif isinstance(value, (list, tuple)) and len(value) <= _FEW:
        yield "["
        for k, child in enumerate(value):
            yield ", " if k else ""
            yield from json_pieces(child)
        yield "]"
    elif isinstance(value, (list, tuple)):
        for k in range(0, len(value), _AT_ONCE):
            yield (", " if k else "[") + json.dumps(value[k : k + _AT_ONCE], sort_keys=True)[1:-1]
        yield "]"
    else:
        yield json.dumps(value)


def _audio(manifest: Manifest, audio: Audio) -> dict[str, api.Audio]:
    if "self" not in manifest.audio.roles:
        return {}
    samples = audio.samples
    if manifest.audio.sample_rate != audio.rate:
        import soxr  # type: ignore[import-untyped] # noqa: PLC0415 - ships no types; only hearing models pay

        samples = soxr.resample(samples, audio.rate, manifest.audio.sample_rate)
    return {"self": api.Audio(samples, manifest.audio.sample_rate, audio.content_hash)}


def _token(text: str, start: int, end: int, confidence: float) -> api.TimedToken:
    return api.TimedToken(text, seconds(start), seconds(end), confidence)


def _phonemes(transcript: Transcript) -> api.Phonemes:
    tokens = (
        _token(phone.label, phone.start, phone.end, word.confidence)
        for word in transcript.words
        for phone in word.phones
    )
    return api.Phonemes(transcript.phone_set, tuple(tokens))


def _spans(transcript: Transcript, gain: str) -> Iterator[api.Span]:
    for word in transcript.words:
        value = _gain(word, gain)
        if value != 1.0:
            yield _span(word.start, word.end, value)


def _span(start: int, end: int, value: float) -> api.Span:
    return api.Span(seconds(start), seconds(end), float(value))


def _gain(word: Word, gain: str) -> float:
    return word.lip_gain if gain == "lip_gain" else word.jaw_gain
