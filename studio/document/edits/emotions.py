"""Emotion tracks: what the artist paints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from studio.core.problems import fail
from studio.core.time import TimeRange
from studio.document.curves import Curve, Key
from studio.document.edits import keys
from studio.document.edits.tree import evolved, in_part, with_part, without_part
from studio.document.schema import EmotionTrack, Project


def add_emotion(project: Project, character_id: str, track: EmotionTrack) -> Project:
    """A track more; values of its keys are 0..1."""
    _check(track.curve)
    return with_part(project, character_id, track)


def remove_emotion(project: Project, track_id: str) -> Project:
    return without_part(project, EmotionTrack, track_id)


def set_emotion(project: Project, track_id: str, **fields: Any) -> Project:  # noqa: ANN401 - fields of a track
    """Emotion, regions, muted ... of a track; for its curve see the edits of keys."""
    if fields.keys() & {"id", "curve"}:
        raise TypeError("id and curve have edits of their own")
    return in_part(project, EmotionTrack, track_id, lambda track: evolved(track, **fields))


def set_keys(project: Project, track_id: str, new: Iterable[Key]) -> Project:
    """Adds keys to a track, or replaces those at their times."""
    return _in_curve(project, track_id, lambda curve: keys.with_keys(curve, new))


def move_key(project: Project, track_id: str, time: int, to: int, value: float | None = None) -> Project:
    """Moves the key at `time`; a moved key lets go of its word."""
    return _in_curve(project, track_id, lambda curve: keys.with_key_moved(curve, time, to, value))


def delete_keys(project: Project, track_id: str, times: Iterable[int]) -> Project:
    return _in_curve(project, track_id, lambda curve: keys.without_keys(curve, times))


def paint(project: Project, track_id: str, stroke: Iterable[Key]) -> Project:
    """A brush stroke: its keys replace whatever lay between its first and last time."""
    return _in_curve(project, track_id, lambda curve: keys.with_stroke(curve, stroke))


def clear_range(project: Project, track_id: str, span: TimeRange) -> Project:
    """Removes the keys of a stretch of time, both ends included."""
    return _in_curve(project, track_id, lambda curve: keys.without_range(curve, span))


def _in_curve(project: Project, track_id: str, change: Callable[[Curve], Curve]) -> Project:
    def edit(track: EmotionTrack) -> EmotionTrack:
        curve = change(track.curve)
        if curve is track.curve:
            return track
        _check(curve)
        return attrs.evolve(track, curve=curve)

    return in_part(project, EmotionTrack, track_id, edit)


def _check(curve: Curve) -> None:
    for key in curve.keys:
        if not 0.0 <= key.value <= 1.0:
            raise fail(
                "document.intensity", "an emotion lies between 0 and 1", f"{key.value:g}", "Clip the value"
            )
