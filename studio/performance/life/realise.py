"""Life's events as frames: lids, eyes, brow accents and the head's turn."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation import poses
from studio.core.time import TickArray, ticks
from studio.document.schema import Event
from studio.performance.life.mood import Mood
from studio.performance.life.motion import blink_curve, drift, fixations, follow, nod_curve

F64 = npt.NDArray[np.float64]

EYE_RANGE_YAW, EYE_RANGE_UP, EYE_RANGE_DOWN = 32.0, 22.0, 28.0  # degrees at which eyes stop
JOINS = 15.0  # degrees of a glance beyond which the head comes along
LOOK_FULL = 30.0  # degrees at which an eyeLook channel is 1


@attrs.define(frozen=True, eq=False)
class LifeFrames:
    """channels: ARKit name -> [frames] to add (0..1); gaze_degrees [frames, 4]: left yaw, left pitch, right
    yaw, right pitch in the head; head [frames, 4]: rotation of the head against the chest, x y z w.
    """

    channels: dict[str, F64]
    gaze_degrees: F64
    head: F64


def realise_life(events: Iterable[Event], at: TickArray, mood: Mood, seed: int) -> LifeFrames:
    """Frames at ticks `at` [frames] from the events that are not muted; deterministic in its arguments."""
    live = [e for e in events if not e.muted]
    gazes = [e for e in live if e.kind == "gaze"]
    angles, brow = _head([e for e in live if e.kind == "head"], at, mood, seed)
    angles += _joining(gazes, at)
    target = _gaze_target(gazes, at, seed)
    eye = _eyes_in_head(target, angles)
    channels = _lids([e for e in live if e.kind == "blink"], at) | look_channels(
        np.concatenate([eye, eye], axis=1)
    )
    channels["browInnerUp"] = 0.8 * brow
    channels["browOuterUpLeft"] = channels["browOuterUpRight"] = 0.7 * brow
    return LifeFrames(channels, np.concatenate([eye, eye], axis=1), _turn(angles))


def _window(event: Event, at: TickArray) -> slice:
    return slice(*np.searchsorted(at, [event.start, event.end]).tolist())


def _lids(blinks: list[Event], at: TickArray) -> dict[str, F64]:
    closed = np.zeros(len(at))
    for event in blinks:
        w = _window(event, at)
        closed[w] = np.maximum(closed[w], blink_curve(event, at[w]))
    # the right lid follows half a frame late and not quite as far on the way: no two lids are one
    lag = np.interp(at - ticks(0.008), at, closed) if len(at) > 1 else closed
    return {"eyeBlinkLeft": closed, "eyeBlinkRight": np.where(closed >= 0.999, closed, lag)}


def _gaze_target(gazes: list[Event], at: TickArray, seed: int) -> F64:
    """[frames, 2] yaw and pitch against the body: fixations joined by saccades, with their fine unrest."""

    def length(turn: float) -> int:
        return ticks(0.021 + 0.0022 * turn)  # Carpenter: 21 ms + 2.2 ms a degree

    starts, goals = fixations(gazes)
    out = follow(at, starts, goals, length, 2)
    unrest = np.stack([drift(at, seed, 11, 1.3), drift(at, seed, 12, 1.7)], axis=1)
    return out + 0.22 * unrest


def _joining(gazes: list[Event], at: TickArray) -> F64:
    """[frames, 3] what the head adds to a glance: it joins beyond some 15 degrees, and more slowly."""
    starts, goals = fixations(gazes)
    beyond = [np.sign(g) * np.maximum(np.abs(g) - JOINS, 0.0) * 0.9 for g in goals]
    turns = [np.array([-b[1], b[0], 0.0]) for b in beyond]
    return np.clip(follow(at, starts, turns, lambda _: ticks(0.45), 3), -60.0, 60.0)


def _head(heads: list[Event], at: TickArray, mood: Mood, seed: int) -> tuple[F64, F64]:
    """[frames, 3] pitch down, yaw left, roll left in degrees, and [frames] brow accent 0..1."""
    angles, brow = np.zeros((len(at), 3)), np.zeros(len(at))
    held = sorted((e for e in heads if e.name == "carriage"), key=lambda e: e.start)
    angles += follow(at, [e.start for e in held], [_angles(e) for e in held], lambda _: ticks(0.75), 3)
    for event in (e for e in heads if e.name != "carriage"):
        w = _window(event, at)
        shape = nod_curve(event, at[w])
        angles[w] += shape[:, None] * _angles(event)
        brow[w] = np.maximum(brow[w], shape * event.params.get("brow", 0.0))
    return angles + _sway(at, mood, seed), brow


def _angles(event: Event) -> F64:
    return np.array([event.params.get(name, 0.0) for name in ("pitch", "yaw", "roll")])


def _sway(at: TickArray, mood: Mood, seed: int) -> F64:
    """Nothing alive is still: slow drift, larger and quicker with arousal; fear trembles a little."""
    arousal = np.interp(at, mood.at, mood.arousal)[:, None]
    fear = np.interp(at, mood.at, mood.emotions.get("fear", np.zeros(len(mood.at))))[:, None]
    slow = np.stack([drift(at, seed, 21, 0.23), drift(at, seed, 22, 0.17), drift(at, seed, 23, 0.13)], axis=1)
    quick = np.stack([drift(at, seed, 24, 5.1), drift(at, seed, 25, 4.3), drift(at, seed, 26, 4.7)], axis=1)
    sway: F64 = slow * np.array([0.9, 1.3, 0.7]) * (1 + 0.5 * arousal) + 0.16 * fear * quick
    return sway


def _eyes_in_head(target: F64, angles: F64) -> F64:
    """Vestibulo-ocular reflex: eyes turn against the head and so stay on their target, within their range."""
    yaw = np.clip(target[:, 0] - angles[:, 1], -EYE_RANGE_YAW, EYE_RANGE_YAW)
    pitch = np.clip(target[:, 1] + angles[:, 0], -EYE_RANGE_DOWN, EYE_RANGE_UP)
    return np.stack([yaw, pitch], axis=1)


def look_channels(gaze_degrees: F64) -> dict[str, F64]:
    """ARKit's look channels of gaze [frames, 4]; In and Out are told from each eye's own nose side."""
    toward, away = np.maximum(gaze_degrees, 0) / LOOK_FULL, np.maximum(-gaze_degrees, 0) / LOOK_FULL
    return {
        "eyeLookOutLeft": toward[:, 0], "eyeLookInLeft": away[:, 0],
        "eyeLookUpLeft": toward[:, 1], "eyeLookDownLeft": away[:, 1],
        "eyeLookInRight": toward[:, 2], "eyeLookOutRight": away[:, 2],
        "eyeLookUpRight": toward[:, 3], "eyeLookDownRight": away[:, 3],
    }  # fmt: skip


def _turn(angles: F64) -> F64:
    """Quaternions of yaw, then pitch, then roll (the neck's order): Y up, +Z forward, left at +X."""
    radians = np.radians(angles)
    order = np.stack([radians[:, 1], radians[:, 0], -radians[:, 2]], axis=1)
    return poses.from_euler(order, "YXZ")
