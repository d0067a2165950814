"""A new gesture out of a motion: its key poses found, and written as a file for the artist's folder."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import PoseFrames
from studio.core.files import atomic_write
from studio.core.problems import ProblemLog, fail
from studio.performance.gestures.library import Library
from studio.performance.gestures.reading import gesture_of
from studio.performance.gestures.schema import Gesture, HandShape
from studio.session.gesturing.capture_keys import Key, key_frames
from studio.session.gesturing.capture_paths import BodyPath, HandPath, body_path
from studio.session.gesturing.motion_import import import_motion

F64 = npt.NDArray[np.float64]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_QUIET = 0.3  # share of the leading hand's way below which the other one rests
_ALIKE = 0.12  # arm lengths that hands may differ and still be each other's mirror
_TURNED = 2.0  # degrees of trunk or head that are worth writing down


@attrs.frozen
class CaptureNotes:
    """What a motion cannot tell: the gesture's name, kind, summary, and its words by language."""

    name: str
    kind: str = "metaphoric"
    summary: str = ""
    words: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)


def capture_file(
    source: Path,
    folder: Path,
    notes: CaptureNotes,
    library: Library,
    log: ProblemLog,
    start: float | None = None,
    end: float | None = None,
) -> Path:
    """Writes <folder>/<name>.toml from the piece of a BVH or npz file from `start` to `end` seconds, and
    gives its path. Raises ProblemError for a motion or a name that will not do; an older file stays."""
    check_name(notes.name)
    path = folder / f"{notes.name}.toml"
    if path.exists():
        raise fail("capture.exists", "there is a gesture of this name", str(path), "Choose another name")
    imported = import_motion(source, log, start, end)
    text, _ = captured(imported.poses, notes, library)
    with atomic_write(path) as stream:
        stream.write(text.encode("utf-8"))
    return path


def check_name(name: str, subject: str = "--name") -> None:
    """Raises ProblemError for what is no name of a gesture."""
    if not _NAME.fullmatch(name):
        text = f"'{name}' is no name for a gesture"
        raise fail("capture.name", text, subject, "Use small letters, digits and _, such as open_door")


def captured(poses: PoseFrames, notes: CaptureNotes, library: Library) -> tuple[str, Gesture]:
    """The text of a gesture file for poses at any rate, and the gesture that it reads back as."""
    if poses.frame_count < 5:
        raise fail(
            "capture.short", "the motion has too few frames for a gesture", notes.name, "Take more of it"
        )
    body, fps = body_path(poses), poses.rate.fps
    ways = [_way(hand) for hand in body.hands]
    leads = int(np.argmax(ways))
    start, keys = key_frames(body, leads, fps)
    lines = _head(notes, body, leads, ways, (keys[-1].frame - start) / fps)
    for key in keys:
        lines += _pose(body, leads, key, start, keys, _other(body, leads, ways), library.shapes)
    text = "\n".join(lines) + "\n"
    return text, gesture_of(tomllib.loads(text), notes.name, library.shapes)


def _way(hand: HandPath) -> float:
    """How far a hand ever is from where it began, in arm lengths."""
    return float(np.linalg.norm(hand.place - hand.place[0], axis=1).max())


def _other(body: BodyPath, leads: int, ways: list[float]) -> str:
    """What the second hand does: `rests`, `mirrors` or something of its `own`."""
    if ways[1 - leads] < _QUIET * ways[leads]:
        return "rests"
    apart = np.linalg.norm(body.hands[0].place - body.hands[1].place, axis=1)
    return "mirrors" if float(np.median(apart)) < _ALIKE else "own"


def _head(notes: CaptureNotes, body: BodyPath, leads: int, ways: list[float], seconds: float) -> list[str]:
    other = _other(body, leads, ways)
    if not 0.2 <= seconds <= 20.0:
        text = f"the gesture would last {seconds:.2f} s; it may last from 0.2 to 20"
        raise fail("capture.length", text, notes.name, "Choose another start and end")
    lines = [
        f"name = {json.dumps(notes.name)}",
        f"kind = {json.dumps(notes.kind)}",
        f"summary = {json.dumps(notes.summary or 'captured from a motion', ensure_ascii=False)}",
        f'hands = "{"either" if other == "rests" else "both"}"',
        f"duration = {seconds:.3f}",
        f"second_hand = {0.0 if other == 'rests' else 1.0}",
    ]
    if notes.words:
        lines += ["", "[words]"]
        lines += [f"{k} = {json.dumps(list(v), ensure_ascii=False)}" for k, v in sorted(notes.words.items())]
    return lines


def _pose(
    body: BodyPath,
    leads: int,
    key: Key,
    start: int,
    keys: tuple[Key, ...],
    other: str,
    shapes: Mapping[str, HandShape],
) -> list[str]:
    last = keys[-1].frame
    at = max((key.frame - start) / max(last - start, 1), 0.001)
    lines = ["", "[[pose]]", f'phase = "{key.phase}"', f"at = {at:.4f}"]
    lines += [f"{name} = {value}" for name, value in _hand(body.hands[leads], key.frame, shapes)]
    out = 1.0 if leads == 0 else -1.0
    for name, turn in (("torso", body.trunk), ("head", body.head)):
        pitch, yaw, roll = np.clip(turn[key.frame] - turn[start], -60.0, 60.0)
        if max(abs(pitch), abs(yaw), abs(roll)) > _TURNED:
            lines.append(
                f"{name} = {{ pitch = {pitch:.1f}, yaw = {out * yaw:.1f}, roll = {-out * roll:.1f} }}"
            )
    if other == "own":
        fields = ", ".join(f"{n} = {v}" for n, v in _hand(body.hands[1 - leads], key.frame, shapes))
        lines.append(f"other = {{ {fields} }}")
    return lines


def _hand(hand: HandPath, frame: int, shapes: Mapping[str, HandShape]) -> list[tuple[str, str]]:
    return [
        ("hand", _numbers(np.clip(hand.place[frame], -1.5, 1.5))),
        ("palm", _numbers(hand.palm[frame])),
        ("fingers", _numbers(hand.fingers[frame])),
        ("swivel", f"{float(np.clip(hand.swivel[frame], -90.0, 120.0)):.0f}"),
        ("shape", json.dumps(_nearest_shape(hand.angles[frame], shapes))),
    ]


def _nearest_shape(angles: F64, shapes: Mapping[str, HandShape]) -> str:
    """The named shape nearest to the fingers' angles; the bends count in full, spreads and thumb by half."""
    weights = np.concatenate([np.ones(12), np.full(8, 0.5)])
    off = {name: float(np.linalg.norm((shape.angles() - angles) * weights)) for name, shape in shapes.items()}
    return min(off, key=lambda name: (off[name], name))


def _numbers(values: F64) -> str:
    return "[" + ", ".join(f"{v + 0.0:.3f}" for v in values.tolist()) + "]"
