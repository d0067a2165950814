"""How a listener takes what is said."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from studio.core.problems import ProblemLog
from studio.document.schema import Character


@attrs.frozen
class Attitude:
    """answers: chance that a phrase's end is answered; signs: weights of the gestures that answer, by name;
    smile, frown: how strong, 0..1; smiles, frowns: how often with an answer; eyes: share of the glances away
    that are given up while the other talks; mirror: chance that a shift of the other's weight is
    followed; feels: share of the other's feelings that shows."""

    name: str
    answers: float
    signs: Mapping[str, float] = attrs.field(hash=False)
    smile: float = 0.0
    smiles: float = 0.0
    frown: float = 0.0
    frowns: float = 0.0
    eyes: float = 0.5
    mirror: float = 0.4
    feels: float = 0.15


_NODS = {"nod_small": 1.0, "nod": 1.0, "nod_double": 0.5, "nod_slow": 0.35}
ATTITUDES: MappingProxyType[str, Attitude] = MappingProxyType(
    {
        a.name: a
        for a in (
            Attitude(
                "positive", 0.85,
                {**_NODS, "nod_many": 0.3, "head_tilt": 0.3, "lean_in": 0.25, "nod_up": 0.1},
                smile=0.45, smiles=0.55, eyes=0.7, mirror=0.65, feels=0.3,
            ),
            Attitude(
                "neutral", 0.7, {**_NODS, "head_tilt": 0.35, "nod_up": 0.15, "lean_in": 0.1},
                smile=0.25, smiles=0.2, eyes=0.5, mirror=0.4, feels=0.15,
            ),
            Attitude(
                "negative", 0.55,
                {"head_shake": 0.7, "head_shake_slow": 0.5, "head_tilt": 0.4, "look_aside": 0.5,
                 "lean_back": 0.4, "nod_slow": 0.1},
                frown=0.35, frowns=0.5, eyes=0.1, mirror=0.08, feels=0.0,
            ),
        )
    }
)  # fmt: skip


def attitude_of(character: Character, log: ProblemLog | None = None) -> Attitude:
    """What the character's `extra` names under `attitude`; neutral where it names none, or an unknown one
    (with a warning)."""
    asked = str(character.extra.get("attitude", "neutral"))
    if asked not in ATTITUDES and log is not None:
        log.warn("listening.attitude", "is no attitude", asked, f"Known are {', '.join(ATTITUDES)}")
    return ATTITUDES.get(asked, ATTITUDES["neutral"])
