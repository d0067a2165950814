"""The closures that speech asks for at a moment, and whether the lips get there: for the eye on the stage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import attrs
import numpy as np

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError
from studio.core.time import ticks
from studio.document.schema import Character, VoiceClip

if TYPE_CHECKING:
    from studio.rig.contacts import MouthModel
    from studio.rig.schema import F32, Rig
    from studio.session.staging.composed import Composed
    from studio.speech.phones import MouthContact

_AROUND = ticks(0.05)  # a closure is shown that long before and after its sound


@attrs.frozen
class LipMark:
    """label: the sound as the transcript has it; kind: `bilabial` or `labiodental`; gap: metres at its best
    frame; met: whether that reads as a closure."""

    label: str
    kind: str
    gap: float
    met: bool


class LipMarks:
    """Keeps each character's closures while its recordings stay the same values."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[VoiceClip, ...], tuple[MouthContact, ...]]] = {}

    def at(
        self, character: Character, rig: Rig, tick: int, face: F32, composed: Composed | None
    ) -> tuple[LipMark, ...]:
        """Closures about a scene tick. face: [52] shown at it, which counts where nothing else is
        composed."""
        near = [c for c in self._contacts(character) if c.start - _AROUND <= tick <= c.end + _AROUND]
        mouth = _mouth(rig) if near else None
        if mouth is None:
            return ()
        return tuple(_mark(contact, mouth, _faces(contact, face, composed)) for contact in near)

    def _contacts(self, character: Character) -> tuple[MouthContact, ...]:
        from studio.performance.utterance import scene_contacts  # noqa: PLC0415 - with the overlay that asks

        kept = self._kept.get(character.id)
        same = kept is not None and len(kept[0]) == len(character.clips)
        if kept is None or not same or any(a is not b for a, b in zip(kept[0], character.clips, strict=True)):
            kept = (character.clips, scene_contacts(character.clips))
            self._kept[character.id] = kept
        return kept[1]


def _faces(contact: MouthContact, face: F32, composed: Composed | None) -> F32:
    """[frames, 52] of the closure's own frames."""
    if composed is not None:
        first = max(composed.rate.frame_at(contact.start), 0)
        span = slice(first, composed.rate.frame_at(contact.end) + 2)
        known = composed.known[span]
        if len(known) and known.all():
            return np.asarray(composed.values[span], np.float32)
    return face[None]


def _mark(contact: MouthContact, mouth: MouthModel, faces: F32) -> LipMark:
    from studio.rig.contacts import CLOSED, TOUCHING  # noqa: PLC0415 - with the overlay that asks

    order = [ARKIT_CHANNELS.index(name) for name in mouth.rig.morph_names]
    weights = faces[:, order]
    lips = contact.kind == "bilabial"
    gaps = mouth.lip_opening(weights) if lips else mouth.tooth_gap(weights)
    best = float(gaps.min())
    return LipMark(contact.label.rstrip("012"), contact.kind, best, best < (CLOSED if lips else TOUCHING))


@lru_cache(maxsize=4)
def _mouth(rig: Rig) -> MouthModel | None:
    from studio.rig.contacts import MouthModel  # noqa: PLC0415 - with the overlay that asks

    try:
        return MouthModel.of(rig)
    except ProblemError:  # a character whose lips nobody named shows no marks
        return None
