"""Suggested emotion in the document: how much of it shows, and taking it over.

A suggestion shows through emotion tracks of its own (`extra["suggested"]`), its curves scaled by the blend;
tracks of one emotion add up, so what is performed, exported and saved is the painted plus the suggested.
The blend and the stretches that were accepted already are kept in the character's `extra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.fitting import fit
from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND, TickArray, TimeRange, ticks
from studio.document.curves import Curve, Handle, Key
from studio.document.edits.tree import in_character
from studio.document.identity import fresh_id
from studio.document.schema import Character, EmotionTrack, Project
from studio.session.painting.strip import spliced

BLEND, ACCEPTED, SUGGESTED = "suggestion_blend", "suggestion_accepted", "suggested"
LEFT_OUT = "suggestion_left_out"

_EDGE = ticks(0.15)  # over which an accepted stretch joins what is still suggested
_STEP = TICKS_PER_SECOND // 60
_ERROR = 0.01

Curves = Mapping[str, Curve]


def is_suggested(track: EmotionTrack) -> bool:
    """Does a track hold a suggestion that nobody accepted? Lanes show it as a ghost, not as a track."""
    return track.extra.get(SUGGESTED) is True


def blend_of(character: Character) -> float:
    """How much of the suggestion shows, 0..1."""
    value = character.extra.get(BLEND, 0.0)
    return min(max(float(value), 0.0), 1.0) if isinstance(value, int | float) else 0.0


def accepted_spans(character: Character) -> tuple[TimeRange, ...]:
    """Stretches of the scene whose suggestion is the artist's own by now."""
    rows = character.extra.get(ACCEPTED, ())
    pairs = (row for row in rows if isinstance(row, list | tuple) and len(row) == 2) if rows else ()
    return tuple(TimeRange(int(a), int(b)) for a, b in pairs if b >= a)


def left_out(character: Character) -> frozenset[str]:
    """Emotions that the artist wants no suggestions of."""
    kept = character.extra.get(LEFT_OUT, ())
    return (
        frozenset(name for name in kept if isinstance(name, str))
        if isinstance(kept, list | tuple)
        else frozenset()
    )


def with_left_out(project: Project, character_id: str, emotions: Iterable[str]) -> Project:
    """The project with these emotions left out of suggestions; what shows of them already stays."""
    names = sorted(set(emotions))

    def edit(character: Character) -> Character:
        extra = {name: value for name, value in character.extra.items() if name != LEFT_OUT}
        extra |= {LEFT_OUT: names} if names else {}
        return character if extra == character.extra else attrs.evolve(character, extra=extra)

    return in_character(project, character_id, edit)


def without_accepted(curves: Curves, spans: Iterable[TimeRange]) -> dict[str, Curve]:
    """Suggested curves, down to 0 where they were accepted; those of which nothing is left are gone."""
    spans = tuple(spans)
    if not spans:
        return dict(curves)
    left = {}
    for emotion, curve in curves.items():
        at = _grid(curve, spans)
        values = sample(curve, at) * (1.0 - _share(at, spans))
        if values.max(initial=0.0) > 0.02:
            left[emotion] = Curve(fit(at, values, _ERROR / 2))
    return left


def with_suggestion(project: Project, character_id: str, curves: Curves, blend: float) -> Project:
    """The project with a suggestion (in scene ticks, accepted stretches left out) showing as much as `blend`
    says, in place of the one before."""
    blend = min(max(blend, 0.0), 1.0)
    shown = curves if blend > 0.0 else {}

    def edit(character: Character) -> Character:
        tracks = tuple(t for t in character.emotions if not is_suggested(t))
        tracks += tuple(
            EmotionTrack(f"suggested-{character.id}-{e}", e, scaled(c, blend), extra={SUGGESTED: True})
            for e, c in sorted(shown.items())
        )
        extra = {name: value for name, value in character.extra.items() if name != BLEND}
        extra |= {BLEND: blend} if blend > 0.0 else {}
        same = tracks == character.emotions and extra == character.extra
        return character if same else attrs.evolve(character, emotions=tracks, extra=extra)

    return in_character(project, character_id, edit)


def with_accepted(
    project: Project, character_id: str, curves: Curves, blend: float, span: TimeRange | None = None
) -> Project:
    """The project with a suggestion taken over as tracks of the artist's: what shows now stays as it is; of a
    suggestion that does not show (blend 0) all of it. span: only there; the rest stays a suggestion."""
    factor = blend if blend > 0.0 else 1.0
    whole = TimeRange(*_ends(curves)) if curves else TimeRange(0, 0)
    spans = (whole if span is None else span,)
    for emotion, curve in sorted(curves.items()):
        taken = scaled(curve, factor) if span is None else _within(scaled(curve, factor), span)
        project = _laid_on(project, character_id, emotion, taken)

    def edit(character: Character) -> Character:
        done = [[s.start, s.end] for s in (*accepted_spans(character), *spans)]
        return attrs.evolve(character, extra={**character.extra, ACCEPTED: done})

    project = in_character(project, character_id, edit)
    left = {} if span is None else without_accepted(curves, spans)
    return with_suggestion(project, character_id, left, 0.0 if span is None else blend)


def with_nothing_accepted(project: Project, character_id: str) -> Project:
    """The project in which everything may be suggested again."""

    def edit(character: Character) -> Character:
        extra = {name: value for name, value in character.extra.items() if name != ACCEPTED}
        return character if extra == character.extra else attrs.evolve(character, extra=extra)

    return in_character(project, character_id, edit)


def scaled(curve: Curve, factor: float) -> Curve:
    """The curve with all its values times a factor."""
    if factor == 1.0:
        return curve

    def handle(end: Handle | None) -> Handle | None:
        return None if end is None else attrs.evolve(end, dv=end.dv * factor)

    keys = (
        attrs.evolve(k, value=k.value * factor, left=handle(k.left), right=handle(k.right))
        for k in curve.keys
    )
    return attrs.evolve(curve, keys=tuple(keys))


def shifted_anchors(curve: Curve, by: int) -> Curve:
    """The curve `by` ticks later, its keys still tied to their words."""
    return attrs.evolve(curve, keys=tuple(attrs.evolve(k, time=k.time + by) for k in curve.keys))


def _laid_on(project: Project, character_id: str, emotion: str, taken: Curve) -> Project:
    """A curve added to the artist's track of an emotion, or as a track of its own where there is none."""
    new_id = fresh_id(project, f"{character_id}-{emotion}-")

    def edit(character: Character) -> Character:
        own = [t for t in character.emotions if t.emotion == emotion and _plain(t)]
        if not own:
            track = EmotionTrack(new_id, emotion, taken)
            return attrs.evolve(character, emotions=(*character.emotions, track))
        track = attrs.evolve(own[0], curve=_sum(own[0].curve, taken))
        tracks = tuple(track if t is own[0] else t for t in character.emotions)
        return attrs.evolve(character, emotions=tracks)

    return in_character(project, character_id, edit)


def _plain(track: EmotionTrack) -> bool:
    """A track of the artist's that shows on the whole face."""
    special = track.muted or track.regions or is_suggested(track) or track.extra.get("planned")
    return not special and not track.extra.get("variant")


def _sum(own: Curve, taken: Curve) -> Curve:
    first, last = taken.keys[0].time, taken.keys[-1].time
    if not own.keys:
        return taken
    at = np.unique(np.concatenate([np.arange(first, last, _STEP), [last]])).astype(np.int64)
    total = np.clip(sample(own, at) + sample(taken, at), 0.0, 1.0)
    return spliced(own, fit(at, total, _ERROR))


def _within(curve: Curve, span: TimeRange) -> Curve:
    at = _grid(curve, (span,))
    at = at[(at >= span.start) & (at <= span.end)]
    keys: tuple[Key, ...] = fit(at, sample(curve, at) * _share(at, (span,)), _ERROR / 2)
    return Curve(keys)


def _grid(curve: Curve, spans: Iterable[TimeRange]) -> TickArray:
    marks = [curve.keys[0].time, curve.keys[-1].time]
    for span in spans:
        marks += [span.start, span.start + _EDGE, span.end - _EDGE, span.end]
    steps = np.arange(min(marks), max(marks), _STEP, dtype=np.int64)
    return np.unique(np.concatenate([steps, np.array(marks, np.int64)]))


def _share(at: TickArray, spans: Iterable[TimeRange]) -> npt.NDArray[np.float64]:
    """[n] how much of the suggestion is accepted at each tick: 1 within, straight edges inside the spans."""
    share = np.zeros(at.shape)
    for span in spans:
        edge = max(min(_EDGE, span.duration // 2), 1)
        rising, falling = (at - span.start) / edge, (span.end - at) / edge
        share = np.maximum(share, np.clip(np.minimum(rising, falling), 0.0, 1.0))
    return share


def _ends(curves: Curves) -> tuple[int, int]:
    """From before the first key to after the last, so far that edges of what was accepted lie outside."""
    keys = [key.time for curve in curves.values() for key in (curve.keys[0], curve.keys[-1])]
    return min(keys) - _EDGE, max(keys) + _EDGE
