"""Suggestions of several recordings, or parts of some, as one curve for each emotion in scene ticks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from studio.animation.splitting import split
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, Project, VoiceClip
from studio.session.palette.suggesting import (
    accepted_spans,
    blend_of,
    left_out,
    shifted_anchors,
    with_suggestion,
    without_accepted,
)

_EDGE = ticks(0.15)  # over which a feeling comes and goes where a recording is cut off


def joined(found: Iterable[tuple[VoiceClip, Mapping[str, Curve]]]) -> dict[str, Curve]:
    """What the clips suggest, each while it is heard; curves in ticks of their recordings. Where one goes on
    with the next at once the curves do too, elsewhere they come from and go to nothing."""
    curves: dict[str, Curve] = {}
    for clip, suggested in sorted(found, key=lambda pair: pair[0].begin):
        for emotion, curve in suggested.items():
            later = _heard(shifted_anchors(curve, clip.start), clip)
            if later.keys:
                curves[emotion] = _followed(curves.get(emotion, Curve()), later, clip)
    return {emotion: _ended(curve) for emotion, curve in curves.items()}


def with_what_is_heard(project: Project, character: Character, curves: Mapping[str, Curve]) -> Project:
    """The project, of which the character is one, with these suggestions in the place of those that show."""
    unwanted = left_out(character)
    wanted = without_accepted(
        {emotion: curve for emotion, curve in curves.items() if emotion not in unwanted},
        accepted_spans(character),
    )
    return with_suggestion(project, character.id, wanted, blend_of(character))


def _heard(curve: Curve, clip: VoiceClip) -> Curve:
    if not clip.trimmed or not curve.keys:
        return curve
    cut = split(split(curve, clip.begin), clip.end)
    return attrs.evolve(cut, keys=tuple(key for key in cut.keys if clip.begin <= key.time <= clip.end))


def _followed(before: Curve, later: Curve, clip: VoiceClip) -> Curve:
    if not before.keys:
        return attrs.evolve(later, keys=(*_rise(later, clip, -_EDGE), *later.keys))
    last = before.keys[-1].time
    if later.keys[0].time - last > 2 * _EDGE:
        keys = (*_ended(before).keys, *_rise(later, clip, last), *later.keys)
    else:
        keys = (*before.keys, *(key for key in later.keys if key.time > last))
    return attrs.evolve(later, keys=keys)


def _rise(curve: Curve, clip: VoiceClip, earliest: int) -> tuple[Key, ...]:
    first = curve.keys[0]
    if not clip.trimmed or not first.value or first.time - _EDGE <= max(earliest, -1):
        return ()
    return (Key(first.time - _EDGE, 0.0),)


def _ended(curve: Curve) -> Curve:
    last = curve.keys[-1]
    if not last.value:
        return curve
    return attrs.evolve(curve, keys=(*curve.keys, Key(last.time + _EDGE, 0.0)))
