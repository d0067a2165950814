"""When each contact of speech must be there, so that some frame shows it at any rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate, TickArray, ticks
from studio.performance.utterance import smooth_step
from studio.speech.phones import MouthContact

F64 = npt.NDArray[np.float64]

BILABIAL, LABIODENTAL = "bilabial", "labiodental"

_APPROACH = {BILABIAL: ticks(0.08), LABIODENTAL: ticks(0.11)}


@attrs.define(frozen=True, eq=False)
class Contacts:
    """How much each contact must be there, [frames] in 0..1; together at most 1."""

    bilabial: F64
    labiodental: F64


def asked_contacts(found: Iterable[MouthContact], at: TickArray, rate: Rate) -> Contacts:
    """Shares of the contacts at ticks [frames] of a grid at `rate`.

    A contact holds for at least one frame's length around the middle of its sound, and comes and goes over
    80 to 110 ms or 1.5 frames, whichever is longer; one of the other kind beside it takes over meanwhile.
    Each has a frame of its own, nearest to its middle, as long as there are frames enough.
    """
    ordered = sorted(found, key=lambda c: (c.start + c.end, c.kind))
    shares = {kind: np.zeros(len(at)) for kind in _APPROACH}
    for contact, before, after in _neighbours(ordered):
        middle = _middle(contact)
        sides = [_side(contact, other, rate) for other in (before, after)]
        low, high = np.searchsorted(at, [middle - sum(sides[0]), middle + sum(sides[1])])
        away = at[low:high] - middle
        hold, slope = (np.where(away < 0, *pair) for pair in zip(*sides, strict=True))
        near = smooth_step(1.0 - np.clip((np.abs(away) - hold) / slope, 0.0, 1.0))
        shares[contact.kind][low:high] = np.maximum(shares[contact.kind][low:high], near)
    for frame, kind in _claims(ordered, at, rate).items():
        for name, values in shares.items():
            values[frame] = 1.0 if name == kind else 0.0
    total = np.maximum(shares[BILABIAL] + shares[LABIODENTAL], 1.0)
    return Contacts(shares[BILABIAL] / total, shares[LABIODENTAL] / total)


def _middle(contact: MouthContact) -> float:
    return (contact.start + contact.end) / 2


def _neighbours(
    ordered: Sequence[MouthContact],
) -> Iterator[tuple[MouthContact, MouthContact | None, MouthContact | None]]:
    """Each contact with the nearest one of the other kind before and after it."""
    after = _last_of_other_kind(ordered[::-1])[::-1]
    yield from zip(ordered, _last_of_other_kind(ordered), after, strict=True)


def _last_of_other_kind(ordered: Sequence[MouthContact]) -> list[MouthContact | None]:
    last: dict[str, MouthContact] = {}
    found: list[MouthContact | None] = []
    for contact in ordered:
        found.append(last.get(LABIODENTAL if contact.kind == BILABIAL else BILABIAL))
        last[contact.kind] = contact
    return found


def _side(contact: MouthContact, other: MouthContact | None, rate: Rate) -> tuple[float, float]:
    """Ticks a contact holds and takes to come or go on one side; towards a near one of the other kind it
    holds no longer than it must, and the way is what lies between their holds."""
    frame = rate.tick_of(1)
    least = 0.52 * frame
    hold = max(least, 0.25 * (contact.end - contact.start))
    slope = float(max(_APPROACH[contact.kind], round(1.5 * frame)))
    if other is None:
        return hold, slope
    apart = abs(_middle(other) - _middle(contact))
    theirs = max(least, 0.25 * (other.end - other.start))
    if apart >= hold + theirs + slope:
        return hold, slope
    return least, min(slope, max(apart - 2 * least, 0.5 * frame))


def _claims(found: Iterable[MouthContact], at: TickArray, rate: Rate) -> dict[int, str]:
    """The frame of each contact -> its kind: the free one nearest to its middle, within half a frame of its
    sound; contacts of one kind may share a frame."""
    half = rate.tick_of(1) / 2
    claims: dict[int, str] = {}
    for contact in found:
        low, high = np.searchsorted(at, [contact.start - half, contact.end + half])
        middle = _middle(contact)
        if not len(at) or not at[0] - half <= middle <= at[-1] + half:
            continue  # its own frame lies outside the range
        frames = sorted(range(int(low), int(high)), key=lambda i: abs(float(at[i]) - middle))
        free = next((i for i in frames[:4] if claims.get(i, contact.kind) == contact.kind), None)
        if free is not None:
            claims[free] = contact.kind
    return claims
