"""Emotions as one writes them on a command line: `NAME[/VARIANT]:INTENSITY[:START:END]`, times in seconds."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

from studio.core.problems import ProblemError, fail
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import EmotionTrack
from studio.emotion.labels import NEUTRAL, canonical, shortened
from studio.emotion.prototypes import style_of

LONGEST = 1e6
"""Seconds beyond which a time is taken for a mistake (eleven days)."""

_FORM = "Write NAME:INTENSITY or NAME:INTENSITY:START:END, as in joy:0.8 or anger:1:2.5:4"
_RISE, _FALL = 0.4, 0.6  # seconds of an expression's own coming and going


def tracks_of_specs(specs: Iterable[str]) -> tuple[EmotionTrack, ...]:
    """Tracks of the specs, in order, with ids `spec1`, `spec2` ...; `neutral` gives none, being the absence
    of all. Raises ProblemError (`emotion.spec`, `emotion.unknown`, `emotion.variant`)."""
    found = []
    for number, spec in enumerate(specs, 1):
        track = track_of_spec(spec, f"spec{number}")
        if track is not None:
            found.append(track)
    return tuple(found)


def track_of_spec(spec: str, track_id: str) -> EmotionTrack | None:
    """One spec as a track; None for `neutral`."""
    parts = spec.split(":")
    if len(parts) not in (2, 4):
        raise fail("emotion.spec", "is not an emotion with its intensity", shortened(spec), _FORM)
    label, _, variant = parts[0].partition("/")
    emotion = canonical(label)
    intensity = number_in(parts[1], "INTENSITY", spec, 0.0, 1.0)
    curve = Curve((Key(0, intensity),)) if len(parts) == 2 else _ranged(parts[2], parts[3], intensity, spec)
    if emotion == NEUTRAL:
        return None
    style_of(emotion, variant.strip())
    extra = {"variant": variant.strip()} if variant.strip() else {}
    return EmotionTrack(track_id, emotion, curve, extra=extra)


def number_in(text: str, what: str, spec: str, low: float, high: float) -> float:
    """A number written in `spec`. Raises ProblemError naming `what` when it is none or lies outside
    low..high."""
    try:
        value = float(text.replace("_", "x"))
    except ValueError:
        raise fail(
            "emotion.spec", f"{what} is not a number: {shortened(text)}", shortened(spec), _FORM
        ) from None
    if not math.isfinite(value) or not low <= value <= high:
        raise fail("emotion.spec", f"{what} must lie within {low:g}..{high:g}", shortened(spec), _FORM)
    return value


def ranged_curve(start: float, end: float, intensity: float) -> Curve:
    """A curve that is up within start..end (seconds, start < end), rising and falling inside it."""
    length = end - start
    rise, fall = min(_RISE, 0.35 * length), min(_FALL, 0.4 * length)
    points = ((start, 0.0), (start + rise, intensity), (end - fall, intensity), (end, 0.0))
    at = [ticks(time) for time, _ in points]
    if any(b <= a for a, b in itertools.pairwise(at)):
        raise fail("emotion.range", "is too short a time for an expression", f"{start:g} to {end:g} s", _FORM)
    return Curve(tuple(Key(time, value) for time, (_, value) in zip(at, points, strict=True)))


def _ranged(start_text: str, end_text: str, intensity: float, spec: str) -> Curve:
    start = number_in(start_text, "START", spec, 0.0, LONGEST)
    end = number_in(end_text, "END", spec, 0.0, LONGEST)
    if end <= start:
        word = "after" if start > end else "at"
        raise fail("emotion.spec", f"START ({start:g} s) lies {word} END ({end:g} s)", shortened(spec), _FORM)
    try:
        return ranged_curve(start, end, intensity)
    except ProblemError as error:
        raise fail("emotion.spec", error.problem.text, shortened(spec), _FORM) from None
