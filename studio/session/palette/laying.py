"""Lays an emotion over the chosen words, the range between in and out, or a line: eased, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.core.time import TICKS_PER_SECOND, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.edits.anchors import anchored
from studio.document.edits.emotions import add_emotion, paint
from studio.document.edits.tree import character_of
from studio.document.schema import Character, EmotionTrack, Project, VoiceClip, Word
from studio.session.palette.palette import Swatch, new_track, title_of_style, track_for
from studio.session.selection import Kind
from studio.session.tools import Brush

if TYPE_CHECKING:
    from studio.session.studio import Studio

INTENSITY = "palette.intensity"
"""Where settings keep how high a stroke is laid."""

HEIGHT = 0.8
"""Until the artist says otherwise."""


@attrs.frozen
class Target:
    """Where a stroke goes. words: with their clips, when it goes over words: its keys are tied to them;
    what: `words`, `range`, `line` or `scene`."""

    span: TimeRange
    what: str
    words: tuple[tuple[VoiceClip, Word], ...] = ()


def target_of(studio: Studio, span: TimeRange | None = None) -> Target | None:
    """Where the artist works: the span given, chosen words, the chosen stretch, the range between in and out,
    the line under the playhead, or all of the scene. None without a character."""
    character = studio.character
    if character is None:
        return None
    if span is not None:
        return Target(span, "range", words_in(character, span))
    words = chosen_words(studio)
    if words:
        return Target(_around(words), "words", words)
    wanted = studio.selection.value.span or studio.transport.range
    if wanted is not None and wanted.duration:
        return Target(wanted, "range")
    for clip in character.clips:
        if studio.transport.at in clip.span and clip.said:
            said = tuple((clip, word) for word in clip.said)
            return Target(_around(said), "line", said)
    return Target(TimeRange(0, max(studio.transport.length, TICKS_PER_SECOND)), "scene")


def height_of(studio: Studio) -> float:
    """How high a stroke is laid, 0..1."""
    return studio.settings.number(INTENSITY, HEIGHT, 0.0, 1.0)


def chosen_words(studio: Studio) -> tuple[tuple[VoiceClip, Word], ...]:
    """The words that are selected, in the order in which they are said."""
    chosen, character = studio.selection.value, studio.character
    if chosen.kind is not Kind.WORD or character is None:
        return ()
    wanted = set(chosen.ids)
    found = [(clip, word) for clip in character.clips for word in clip.said if word.id in wanted]
    return tuple(sorted(found, key=lambda pair: pair[0].start + pair[1].start))


def words_in(character: Character, span: TimeRange) -> tuple[tuple[VoiceClip, Word], ...]:
    """Words whose middle lies in a span of the scene."""
    return tuple(
        (clip, word)
        for clip in character.clips
        for word in clip.said
        if clip.start + (word.start + word.end) // 2 in span
    )


def lay(
    studio: Studio,
    span: TimeRange | None = None,
    intensity: float | None = None,
    swatch: Swatch | None = None,
) -> bool:
    """Lays what the brush holds (or a swatch) where the artist works; False when there is no place for it."""
    target, character = target_of(studio, span), studio.character
    if target is None or character is None:
        studio.told.emit("There is no character to feel this")
        return False
    colour = swatch or _held(studio.brush.value)
    intensity = colour.intensity if intensity is None and colour.own else intensity
    brush = colour.brush(studio.brush.value)
    height = height_of(studio) if intensity is None else intensity

    def edit(project: Project) -> Project:
        return laid(project, character.id, brush, target, height, (colour.rise, colour.fall))

    return studio.apply(f"Lay {title_of_style(brush.emotion).lower()}", edit)


def laid(
    project: Project,
    character_id: str,
    brush: Brush,
    target: Target,
    intensity: float,
    ease: tuple[float, float] = (0.2, 0.35),
) -> Project:
    """The stroke on the lane of its emotion, which is made when there is none. ease: seconds up and down;
    over words they lie outside, so that the words have all of it, in a range inside."""
    character = character_of(project, character_id)
    if character is None:
        return project
    track = track_for(character, brush)
    if track is None:
        track = new_track(project, brush)
        project = add_emotion(project, character_id, track)
    keys = [_tied(key, target) for key in _stroke(track, target, min(max(intensity, 0.0), 1.0), ease)]
    return paint(project, track.id, keys)


def _held(brush: Brush) -> Swatch:
    return Swatch(brush.emotion, "", units=brush.units)


def _stroke(
    track: EmotionTrack, target: Target, intensity: float, ease: tuple[float, float]
) -> tuple[Key, Key, Key, Key]:
    start, end = target.span.start, max(target.span.end, target.span.start + ticks(0.02))
    up, down = ticks(ease[0]), ticks(ease[1])
    if target.words:
        times = [max(start - up, 0), start, end, end + down]
    else:
        length = end - start
        times = [start, start + min(up, length * 2 // 5), end - min(down, length * 2 // 5), end]
    for k in range(1, 4):
        times[k] = max(times[k], times[k - 1] + 1)
    before, after = value_at(track.curve, times[0]), value_at(track.curve, times[3])
    values = (before, intensity, intensity, after)
    first, second, third, last = (Key(time, value) for time, value in zip(times, values, strict=True))
    return first, second, third, last


def value_at(curve: Curve, time: int) -> float:
    """The curve's value; 0 where it has nothing yet."""
    import numpy as np  # noqa: PLC0415 - with sample, only when something is laid

    from studio.animation.sample import sample  # noqa: PLC0415

    if not curve.keys:
        return 0.0
    return min(max(float(sample(curve, np.array([time], np.int64))[0]), 0.0), 1.0)


def _tied(key: Key, target: Target) -> Key:
    """The key tied to the word it lies in or is next to."""
    if not target.words:
        return key
    clip, word = min(target.words, key=lambda pair: _distance(key.time - pair[0].start, pair[1]))
    return anchored(key, clip, word.id)


def _distance(time: int, word: Word) -> int:
    return max(word.start - time, time - word.end, 0)


def _around(words: tuple[tuple[VoiceClip, Word], ...]) -> TimeRange:
    starts = [clip.start + word.start for clip, word in words]
    ends = [clip.start + word.end for clip, word in words]
    return TimeRange(min(starts), max(ends))
