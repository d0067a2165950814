"""A character's speech in scene time: when it talks, and when its mouth must touch."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate, TickArray, ticks
from studio.document.schema import VoiceClip
from studio.speech.phones import MouthContact, contacts

F64 = npt.NDArray[np.float64]

BILABIAL = "bilabial"
LABIODENTAL = "labiodental"

_PAUSE = ticks(0.3)  # a shorter silence does not relax the mouth
_ONSET, _RELEASE = ticks(0.16), ticks(0.24)
_APPROACH = {BILABIAL: ticks(0.08), LABIODENTAL: ticks(0.11)}


def scene_contacts(clips: Iterable[VoiceClip]) -> tuple[MouthContact, ...]:
    """Every contact of the clips' transcripts, in scene ticks and in rising order."""
    found = [
        attrs.evolve(contact, start=contact.start + clip.start, end=contact.end + clip.start)
        for clip in clips
        if clip.transcript is not None
        for contact in contacts(clip.transcript)
    ]
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.kind)))


def speaking(clips: Iterable[VoiceClip], at: TickArray) -> F64:
    """[frames] 1 while the character talks, 0 in pauses; smooth, and rising before the first sound."""
    spans = sorted(
        (word.start + clip.start, word.end + clip.start)
        for clip in clips
        if clip.transcript is not None
        for word in clip.transcript.words
    )
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= _PAUSE:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    activity = np.zeros(len(at))
    for start, end in joined:
        low, high = np.searchsorted(at, [start - _ONSET, end + _RELEASE])
        here = at[low:high]
        before = np.maximum(start - here, 0) / _ONSET
        after = np.maximum(here - end, 0) / _RELEASE
        activity[low:high] = np.maximum(activity[low:high], _smooth(1.0 - np.maximum(before, after)))
    return activity


def contact_weights(found: Iterable[MouthContact], kind: str, at: TickArray, rate: Rate) -> F64:
    """[frames] how much of the contacts of a kind must be there: 1 while they touch, 0 away from them.

    A contact holds for at least one frame's length around the middle of its sound, so that some frame shows
    it at any rate, and comes and goes over 80 to 110 ms or 1.5 frames, whichever is longer.
    """
    frame = rate.tick_of(1)
    weights = np.zeros(len(at))
    for contact in found:
        if contact.kind != kind:
            continue
        middle = (contact.start + contact.end) / 2
        hold = max(0.52 * frame, 0.25 * (contact.end - contact.start))
        slope = max(_APPROACH[kind], round(1.5 * frame))
        low, high = np.searchsorted(at, [middle - hold - slope, middle + hold + slope])
        here = np.abs(at[low:high] - middle)
        near = _smooth(1.0 - np.clip((here - hold) / slope, 0.0, 1.0))
        weights[low:high] = np.maximum(weights[low:high], near)
    return weights


def _smooth(share: F64) -> F64:
    return np.asarray(share * share * (3.0 - 2.0 * share))
