"""Contacts of speech, enforced on the character's own lips whatever the emotion.

At p b m the lips close, at f v the lower lip reaches the upper teeth while the lips stay parted, and no
expression pushes the lips through each other. Each frame gets the smallest change that brings the measured
distances there; the bounds come and go smoothly with the contact, so that nothing pops.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.least_change import least_change
from studio.performance.mouth_linkage import COLUMNS, PARTED, TUCK_HIGH, TUCK_LOW, MouthLinkage

F64 = npt.NDArray[np.float64]

_SHUT = -0.2  # millimetres at the middle of a closure: lips pressed together a little
_CORNER_SHUT = 0.6  # beyond the central part, where the corners fold
_OVERLAP = -0.9  # soft lips press a little into each other, no further
_ROOM = 6.0  # millimetres a bound comes from where nothing is near it yet
_TOUCHED = 0.02  # below this a contact asks for nothing that could be seen


@attrs.define(frozen=True, eq=False)
class Contacts:
    """How much each contact must be there, [frames] in 0..1."""

    bilabial: F64
    labiodental: F64


def with_contacts(face: F64, contacts: Contacts, mouth: MouthLinkage) -> F64:
    """Channels [frames, 52] with the contacts met and the lips outside each other, changed as little as can
    be."""
    channels = face[:, COLUMNS]
    distances = mouth.linkage.distances(channels)
    asked = (contacts.bilabial > _TOUCHED) | (contacts.labiodental > _TOUCHED)
    chosen = asked | (distances[:, : mouth.pairs] < _OVERLAP).any(axis=1)
    part = Contacts(contacts.bilabial[chosen], contacts.labiodental[chosen])
    low, high = _bounds(distances[chosen], part, mouth)
    result = face.copy()
    result[np.ix_(chosen, COLUMNS)] = least_change(mouth.linkage, channels[chosen], low, high)
    return result


def _bounds(free: F64, contacts: Contacts, mouth: MouthLinkage) -> tuple[F64, F64]:
    """Low and high [frames, distances] in millimetres: from where a distance is by itself to where the
    contact wants it, as far as the contact is there. Closing lips win over a tuck beside them."""
    pairs = mouth.pairs
    shut = contacts.bilabial[:, None]
    tuck = (contacts.labiodental * (1.0 - contacts.bilabial))[:, None]
    low, high = np.full_like(free, -np.inf), np.full_like(free, np.inf)
    lips, ways = free[:, :pairs], free[:, pairs : pairs + 2]
    high[:, :pairs] = _below(lips, np.where(mouth.central, _SHUT, _CORNER_SHUT), shut)
    parted = np.where(mouth.middle, -_below(-lips, -PARTED, tuck), -np.inf)
    low[:, :pairs] = np.minimum(np.maximum(parted, _OVERLAP), high[:, :pairs])
    low[:, pairs : pairs + 2] = -_below(-ways, -np.array(TUCK_LOW), tuck)
    high[:, pairs : pairs + 2] = _below(ways, np.array(TUCK_HIGH), tuck)
    # mouthClose undoes the jaw's opening and nothing more; what the take or the artist had stays allowed
    low[:, -1] = np.minimum(free[:, -1], 0.0)
    return low, high


def _below(free: F64, goal: F64 | float, share: F64) -> F64:
    """An upper bound that moves to the goal with the share, from where the distance is by itself, or from far
    enough above the goal not to be felt; none at share 0."""
    return np.where(share > 0.0, goal + (1.0 - share) * np.maximum(free - goal, _ROOM), np.inf)
