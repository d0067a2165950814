"""A character's speech in scene time: when it talks, and when its mouth must touch."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray, ticks
from studio.document.schema import VoiceClip
from studio.speech.phones import MouthContact, contacts, is_sibilant

F64 = npt.NDArray[np.float64]

_PAUSE = ticks(0.3)  # a shorter silence does not relax the mouth
_ONSET, _RELEASE = ticks(0.16), ticks(0.24)
_TEETH = ticks(0.09)  # in which a jaw comes up for a sibilant, and leaves it


def scene_contacts(clips: Iterable[VoiceClip]) -> tuple[MouthContact, ...]:
    """Every contact of the clips' transcripts, in scene ticks and in rising order."""
    found = [
        attrs.evolve(contact, start=contact.start + clip.start, end=contact.end + clip.start)
        for clip in clips
        if clip.transcript is not None
        for contact in contacts(clip.transcript)
        if not clip.trimmed or clip.hears(contact.start, contact.end)
    ]
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.kind)))


def speaking(clips: Iterable[VoiceClip], at: TickArray) -> F64:
    """[frames] 1 while the character talks, 0 in pauses; smooth, and rising before the first sound."""
    spans = sorted(
        span for clip in clips for span in clip.heard((word.start, word.end) for word in clip.words)
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
        activity[low:high] = np.maximum(activity[low:high], smooth_step(1.0 - np.maximum(before, after)))
    return activity


def hissing(clips: Iterable[VoiceClip], at: TickArray) -> F64:
    """[frames] 1 on sibilants, whose teeth are nearly shut, and 0 a little away from them; smooth."""
    weight = np.zeros(len(at))
    for clip in clips:
        phone_set = clip.transcript.phone_set if clip.transcript else ""
        phones = (p for w in clip.words for p in w.phones if is_sibilant(p.label, phone_set))
        for start, end in clip.heard((p.start, p.end) for p in phones):
            low, high = np.searchsorted(at, [start - _TEETH, end + _TEETH])
            here = at[low:high]
            away = np.maximum(np.maximum(start - here, here - end), 0) / _TEETH
            weight[low:high] = np.maximum(weight[low:high], smooth_step(1.0 - away))
    return weight


def smooth_step(share: F64) -> F64:
    """0..1 to 0..1, level at both ends."""
    return np.asarray(share * share * (3.0 - 2.0 * share))
