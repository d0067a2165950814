"""What each emotion does to a standing body, as plain amounts that add up and follow the emotion's curve.

Our own reading of how people stand when they feel so: sorrow sinks, anger leans in, fear draws back and hides
the neck, contempt lifts the chin, disgust turns away.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class Posture:
    """Degrees, and metres where said; each a number, or [frames].

    bend: of the whole spine forwards; chest: lifted and pushed out; twist: of the trunk to the character's
    left; lean: trunk to its left; raise_ and roll_in: shoulders up and forwards; chin: head down; turn and
    tilt: head to the left, left ear to shoulder; forward: metres that the weight goes to the toes; sink:
    metres into the knees; out, reach, elbow: arms away from the body, upper arms forwards, elbows bent;
    inward: arms turned in; curl: of the fingers, 0 at ease, 1 a fist, below 0 spread.
    """

    bend: F64 | float = 0.0
    chest: F64 | float = 0.0
    twist: F64 | float = 0.0
    lean: F64 | float = 0.0
    raise_: F64 | float = 0.0
    roll_in: F64 | float = 0.0
    chin: F64 | float = 0.0
    turn: F64 | float = 0.0
    tilt: F64 | float = 0.0
    forward: F64 | float = 0.0
    sink: F64 | float = 0.0
    out: F64 | float = 0.0
    reach: F64 | float = 0.0
    elbow: F64 | float = 0.0
    inward: F64 | float = 0.0
    curl: F64 | float = 0.0


_P = Posture
POSTURES: dict[str, Posture] = {
    "joy": _P(
        bend=-3, chest=5, raise_=1.5, roll_in=-5, chin=-3, tilt=2, forward=0.006, out=4, inward=-10
    ),
    "sadness": _P(
        bend=11, chest=-6, raise_=-4, roll_in=15, chin=11, tilt=3, forward=-0.006, sink=0.012,
        reach=4, inward=8, elbow=-3, curl=-0.05,
    ),
    "anger": _P(
        bend=9, chest=7, raise_=4, roll_in=-2, chin=7, forward=0.030, sink=0.006,
        out=8, elbow=20, reach=-4, inward=10, curl=0.85,
    ),
    "fear": _P(
        bend=5, chest=-4, raise_=16, roll_in=11, chin=2, turn=-4, forward=-0.026, sink=0.022,
        reach=12, elbow=38, inward=4, curl=0.3, out=-2,
    ),
    "disgust": _P(
        bend=-5, twist=-14, lean=-3, raise_=5, roll_in=5, chin=-2, turn=-9, tilt=-5, forward=-0.022,
        out=3, elbow=14, reach=5, curl=0.1,
    ),
    "surprise": _P(
        bend=-4, chest=5, raise_=6, chin=-4, forward=-0.014, out=5, elbow=14, reach=3, curl=-0.35
    ),
    "contempt": _P(
        bend=-3, chest=5, lean=2, twist=4, roll_in=-4, chin=-7, turn=-5, tilt=6, forward=-0.010
    ),
    "pain": _P(
        bend=12, chest=-5, lean=4, raise_=7, roll_in=8, chin=8, turn=4, tilt=5, sink=0.018,
        forward=-0.004, reach=8, elbow=30, inward=10, curl=0.7,
    ),
    "pride": _P(bend=-4, chest=9, raise_=1, roll_in=-8, chin=-5, out=4, forward=0.004),
}  # fmt: skip


def posture(emotions: Mapping[str, F64], frames: int) -> Posture:
    """The posture of a mix: amounts add up; where emotions add up to more than 1 they share the body."""
    known = [name for name in POSTURES if name in emotions]
    crowd = np.maximum(sum((emotions[name] for name in known), np.zeros(frames)), 1.0)
    totals = {field.name: np.zeros(frames) for field in attrs.fields(Posture)}
    for name in known:
        share = emotions[name] / crowd
        for field, amount in attrs.asdict(POSTURES[name]).items():
            if amount:
                totals[field] = totals[field] + amount * share
    return Posture(**totals)
