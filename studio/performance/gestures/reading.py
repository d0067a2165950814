"""Gestures and hand shapes out of their text files, with every fault named in words for the artist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from studio.core.problems import ProblemError, fail
from studio.performance.gestures.schema import (
    ANCHORS,
    FINGERS,
    HANDS,
    KINDS,
    PHASES,
    Gesture,
    Hand,
    HandShape,
    Lift,
    Oscillation,
    Pose,
    Turn,
    Vector,
)

Table = Mapping[str, Any]

_WAYS: dict[str, Vector] = {
    "up": (0, 1, 0), "down": (0, -1, 0), "out": (1, 0, 0), "in": (-1, 0, 0), "forward": (0, 0, 1),
    "back": (0, 0, -1),
}  # fmt: skip
_FIST = {"index": (74, 94, 55), "middle": (77, 96, 58), "ring": (79, 96, 58), "pinky": (80, 94, 56)}
_FLAT = {"index": (2, 3, 1), "middle": (2, 3, 1), "ring": (2, 3, 1), "pinky": (2, 3, 1)}
_FAN = np.array([1.0, 0.2, -0.6, -1.5])  # shares of a hand's spread, from index to little finger

_HANGING: Table = {"hand": (0.2, -0.96, 0.07), "palm": "in", "fingers": "down", "shape": "at_ease"}

_GESTURE_KEYS = {
    "name", "kind", "summary", "words", "emotions", "hands", "weight", "duration", "extent", "second_hand",
    "tags", "pose",
}  # fmt: skip
_HAND_KEYS = {"hand", "palm", "fingers", "swivel", "shape", "anchor"}
_POSE_KEYS = _HAND_KEYS | {"phase", "at", "other", "torso", "head", "shoulder", "oscillate", "touch"}


def gesture_of(table: Table, subject: str, shapes: Mapping[str, HandShape]) -> Gesture:
    """A gesture from its file's table. Raises ProblemError naming `subject` and what is wrong with it."""
    try:
        _known(table, _GESTURE_KEYS)
        unmoved = _HANGING if table.get("hands") == "none" else {}
        poses = tuple(_pose({**unmoved, **p}, shapes) for p in table.get("pose", ()))
        gesture = Gesture(
            name=str(table["name"]),
            kind=_one_of(str(table["kind"]), KINDS),
            summary=str(table.get("summary", "")),
            poses=poses,
            words={str(k): tuple(str(w).lower() for w in v) for k, v in table.get("words", {}).items()},
            emotions=tuple(str(e) for e in table.get("emotions", ())),
            hands=_one_of(str(table.get("hands", "either")), HANDS),
            weight=_between(table.get("weight", 1.0), 0.0, 100.0),
            duration=_between(table.get("duration", 1.1), 0.2, 20.0),
            extent=_pair(table.get("extent", (0.6, 1.4))),
            second_hand=_between(table.get("second_hand", 0.0), 0.0, 1.0),
            tags=tuple(str(t) for t in table.get("tags", ())),
        )
        _in_order(gesture)
    except KeyError as error:
        raise fail("gesture.field", f"{error} is missing", subject, "Add it to the file") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise fail("gesture.value", str(error), subject, "Mend it in the file") from None
    return gesture


def shape_of(name: str, table: Table, subject: str) -> HandShape:
    """A hand shape: each finger a number 0 (straight) .. 1 (fist) or three angles; `spread` one number or
    four, degrees; `thumb` four angles. Raises ProblemError."""
    try:
        _known(table, {*FINGERS, "spread", "thumb"})
        bends = {finger: _bend(table.get(finger, 0.25), finger) for finger in FINGERS}
        given = table.get("spread", 0.0)
        spread = _numbers(given, 4) if isinstance(given, list) else tuple((_FAN * float(given)).tolist())
        return HandShape(name, **bends, spread=spread, thumb=_numbers(table.get("thumb", (0, 20, 8, 14)), 4))  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise fail("gesture.shape", str(error), f"{subject}: {name}", "Mend it in the file") from None


def direction(given: object) -> Vector:
    """`up`, `up-in`, or three numbers -> a unit vector. Raises ValueError."""
    if isinstance(given, str):
        parts = given.split("-")
        if not set(parts) <= set(_WAYS):
            raise ValueError(
                f"'{given}' is no direction; use {' '.join(_WAYS)}, two of them with a dash, or [x, y, z]"
            )
        vector = np.sum([_WAYS[p] for p in parts], axis=0).astype(np.float64)
    else:
        vector = np.array(_numbers(given, 3))
    length = float(np.linalg.norm(vector))
    if length < 1e-6:
        raise ValueError(f"{given} points nowhere")
    x, y, z = (vector / length).tolist()
    return (x, y, z)


def _pose(table: Table, shapes: Mapping[str, HandShape]) -> Pose:
    _known(table, _POSE_KEYS)
    other = table.get("other")
    hand = _hand(table, shapes, None)
    return Pose(
        phase=_one_of(str(table["phase"]), PHASES),
        at=_between(table["at"], 0.0, 1.0),
        hand=hand,
        other=None if other is None else _hand(other, shapes, hand),
        torso=Turn(**_angles(table.get("torso", {}), ("pitch", "yaw", "roll"))),
        head=Turn(**_angles(table.get("head", {}), ("pitch", "yaw", "roll"))),
        shoulder=Lift(**_angles(table.get("shoulder", {}), ("lift", "forward"))),
        oscillate=_oscillation(table["oscillate"]) if "oscillate" in table else None,
        touch=bool(table.get("touch", False)),
    )


def _hand(table: Table, shapes: Mapping[str, HandShape], like: Hand | None) -> Hand:
    if like is not None:
        _known(table, _HAND_KEYS)
    shape = str(table.get("shape", like.shape if like else "open_relaxed"))
    if shape not in shapes:
        raise ValueError(f"there is no hand shape '{shape}'; known are {', '.join(sorted(shapes))}")
    x, y, z = _numbers(table["hand"], 3)
    if max(abs(x), abs(y), abs(z)) > 2.0:
        raise ValueError(f"the hand's place {[x, y, z]} is out of reach: it counts in arm lengths")
    return Hand(
        place=(x, y, z),
        palm=direction(table["palm"]) if "palm" in table or like is None else like.palm,
        fingers=direction(table["fingers"]) if "fingers" in table or like is None else like.fingers,
        shape=shape,
        swivel=_between(table.get("swivel", like.swivel if like else 15.0), -90.0, 120.0),
        anchor=_one_of(str(table.get("anchor", "shoulder")), ANCHORS),
    )


def _oscillation(table: Table) -> Oscillation:
    _known(table, {"count", "axis", "size", "turn"})
    x, y, z = _numbers(table.get("axis", (0, 1, 0)), 3)
    a, b, c = _numbers(table.get("turn", (0, 0, 0)), 3)
    size = _between(table.get("size", 0.0 if "turn" in table else 0.05), 0.0, 0.5)
    return Oscillation(_between(table.get("count", 2.0), 0.5, 20.0), (x, y, z), size, (a, b, c))


def _in_order(gesture: Gesture) -> None:
    if not gesture.poses:
        raise ValueError("there is no pose")
    times = [pose.at for pose in gesture.poses]
    if any(b <= a for a, b in zip([0.0, *times], times, strict=False)):
        raise ValueError("poses stand in the order of their times `at`, which grow from above 0 to 1")
    if gesture.extent[0] > gesture.extent[1]:
        raise ValueError("the smaller extent comes first")


def _bend(given: object, finger: str) -> Vector:
    if isinstance(given, int | float):
        flat, fist = np.array(_FLAT[finger]), np.array(_FIST[finger])
        a, b, c = (flat + float(given) * (fist - flat)).tolist()
    else:
        a, b, c = _numbers(given, 3)
    return (a, b, c)


def _angles(table: Table, names: tuple[str, ...]) -> dict[str, float]:
    _known(table, set(names))
    return {name: _between(value, -90.0, 90.0) for name, value in table.items()}


def _known(table: Table, names: set[str]) -> None:
    unknown = sorted(set(table) - names)
    if unknown:
        raise ValueError(f"'{unknown[0]}' means nothing here; known are {', '.join(sorted(names))}")


def _one_of(value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ValueError(f"'{value}' is none of {', '.join(choices)}")
    return value


def _between(value: object, low: float, high: float) -> float:
    number = float(value)  # type: ignore[arg-type]
    if not low <= number <= high:
        raise ValueError(f"{number:g} lies outside {low:g} to {high:g}")
    return number


def _numbers(given: object, count: int) -> tuple[float, ...]:
    numbers = tuple(float(x) for x in given)  # type: ignore[attr-defined]
    if len(numbers) != count or not np.isfinite(numbers).all():
        raise ValueError(f"{given} should be {count} numbers")
    return numbers


def _pair(given: object) -> tuple[float, float]:
    low, high = _numbers(given, 2)
    return (_between(low, 0.1, 3.0), _between(high, 0.1, 3.0))


__all__ = ["ProblemError", "direction", "gesture_of", "shape_of"]
