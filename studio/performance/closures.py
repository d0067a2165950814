"""Contacts of speech, enforced on the character's own lips whatever the emotion.

At p b m the lips close, at f v the lower lip reaches the upper teeth while the lips stay parted, and no
expression pushes the lips through each other. Each frame gets the smallest change that brings the measured
distances there; the bounds come and go smoothly with the contact, so that nothing pops.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.performance.contact_timing import Contacts
from studio.performance.least_change import least_change
from studio.performance.mouth_linkage import COLUMNS, PARTED, TUCK_HIGH, TUCK_LOW, MouthLinkage

F64 = npt.NDArray[np.float64]

_SHUT = -0.2  # millimetres at the middle of a closure: lips pressed together a little
_CORNER_SHUT = 0.6  # beyond the central part, where the corners fold
_OVERLAP = -0.9  # soft lips press a little into each other, no further


def with_contacts(face: F64, contacts: Contacts, mouth: MouthLinkage) -> F64:
    """Channels [frames, 52] with the contacts met and the lips outside each other, changed as little
    as can be.

    Each frame is led from its own face to the nearest one that touches, as far as the contact is there:
    between two faces whose lips are outside each other they stay so, and channels move no faster than the
    contact.
    """
    result = face.copy()
    free = face[:, COLUMNS]
    pressed = _pressed(free, mouth)
    free[pressed] = _led(free[pressed], mouth, *_apart(mouth))
    result[:, COLUMNS] = (
        free
        + _way(free, contacts.bilabial, mouth, *_closed(mouth))
        + _way(free, contacts.labiodental, mouth, *_tucked(mouth))
    )
    return result


def _pressed(free: F64, mouth: MouthLinkage) -> npt.NDArray[np.bool_]:
    """[frames] where lips lie deeper in each other than they may."""
    return np.asarray((mouth.linkage.distances(free)[:, : mouth.pairs] < _OVERLAP).any(axis=1))


def _way(free: F64, share: F64, mouth: MouthLinkage, low: F64, high: F64) -> F64:
    """[frames, COLUMNS] change towards the nearest face within the bounds, in proportion to the share."""
    change = np.zeros_like(free)
    there = share > 0.0
    change[there] = share[there, None] * (_led(free[there], mouth, low, high) - free[there])
    return change


def _led(free: F64, mouth: MouthLinkage, low: F64, high: F64) -> F64:
    lowest, highest = np.tile(low, (len(free), 1)), np.tile(high, (len(free), 1))
    # mouthClose undoes the jaw's opening and nothing more; what the take had stays allowed
    lowest[:, -1] = np.minimum(mouth.linkage.distances(free)[:, -1], 0.0)
    return least_change(mouth.linkage, free, lowest, highest)


def _apart(mouth: MouthLinkage) -> tuple[F64, F64]:
    """Bounds in millimetres on every distance: lips outside each other, nothing else."""
    low, high = np.full(mouth.pairs + 3, -np.inf), np.full(mouth.pairs + 3, np.inf)
    low[: mouth.pairs] = _OVERLAP
    return low, high


def _closed(mouth: MouthLinkage) -> tuple[F64, F64]:
    low, high = _apart(mouth)
    high[: mouth.pairs] = np.where(mouth.central, _SHUT, _CORNER_SHUT)
    return low, high


def _tucked(mouth: MouthLinkage) -> tuple[F64, F64]:
    low, high = _apart(mouth)
    low[: mouth.pairs][mouth.middle] = PARTED
    low[-3:-1], high[-3:-1] = TUCK_LOW, TUCK_HIGH
    return low, high
