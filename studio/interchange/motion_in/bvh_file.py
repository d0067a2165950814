"""BVH files of any skeleton: text in, turns and places out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.animation.poses import about, chain
from studio.animation.quaternions import IDENTITY, Array
from studio.animation.skeleton import SkeletonMotion
from studio.core.problems import ProblemLog, fail
from studio.core.progress import go_on
from studio.interchange.motion_in.bvh_head import Channels, Head, read_head
from studio.interchange.motion_in.limits import check_amount, checked_size, unreadable
from studio.interchange.motion_in.rates import rate_of_fps

_FRAMES = re.compile(r"\s*Frames\s*:?\s*(\S+)", re.I)
_TIME = re.compile(r"\s*Frame\s+Time\s*:?\s*(\S+)", re.I)
_CHUNK = 1 << 20
_MAX_NUMBER = 1e9
_AGAIN = "Export the motion again as BVH"


def read_bvh(path: Path, log: ProblemLog, ask: Callable[[], object] = go_on) -> SkeletonMotion:
    """The motion as the file has it. Raises ProblemError for a file that holds none; what could be mended is
    in `log`.

    A joint's position channels stand in the place of its offset, as every exporter writes them. ask: called
    between two pieces, may raise Cancelled.
    """
    checked_size(path)
    try:
        # A byte a character: names are decoded by themselves, and one odd byte does not double the memory.
        text = path.read_bytes().removeprefix(codecs.BOM_UTF8).decode("latin-1")
    except OSError as error:
        raise unreadable(path, error) from error
    subject = path.name
    if "HIERARCHY" not in text[:4096].upper():
        raise fail("motion.bvh", "this is no BVH file: it does not begin with HIERARCHY", subject, _AGAIN)
    head = read_head(text, subject)
    if head.width == 0:
        raise fail("motion.bvh", "no joint has channels, so nothing moves", subject, _AGAIN)
    told, fps, start = _motion_head(text, head.end, subject)
    values = _frames(_numbers(text, start, subject, ask), head, told, subject, log)
    del text  # as large as all that follows
    return _motion(head, values, fps, subject, log, ask)


def _motion_head(text: str, at: int, subject: str) -> tuple[int, float, int]:
    """(frames that the file says it has, frames a second, where the numbers begin)."""
    frames = _FRAMES.match(text, at)
    time = _TIME.match(text, frames.end()) if frames else None
    if frames is None or time is None:
        raise fail("motion.bvh", "after MOTION no Frames: and Frame Time: follow", subject, _AGAIN)
    try:
        told, length = int(float(frames[1])), float(time[1].replace(",", "."))
    except (ValueError, OverflowError):
        raise fail("motion.bvh", "Frames: or Frame Time: is no number", subject, _AGAIN) from None
    return told, 1.0 / length if length > 0 else 0.0, time.end()


def _frames(numbers: Array, head: Head, told: int, subject: str, log: ProblemLog) -> Array:
    """[F, width] of the numbers there are."""
    count = len(numbers) // head.width
    check_amount(count, head.width, subject)
    if count == 0:
        raise fail("motion.bvh", "there is not one whole frame", subject, _AGAIN)
    left = len(numbers) - count * head.width
    if left or count != told:
        more = f" and {left} numbers left over" if left else ""
        text_ = f"says it has {told} frames of {head.width} numbers, but has {count}{more}"
        log.warn("motion.frames", text_, subject, "Check that the file is whole")
    values = numbers[: count * head.width].reshape(count, head.width)
    if told > 0 and count > told:
        values = values[:told]
    bad = np.flatnonzero(~(np.abs(values) < _MAX_NUMBER).all(axis=1))
    if len(bad):
        raise fail(
            "motion.not_finite", f"frame {bad[0] + 1} holds values that are no numbers", subject, _AGAIN
        )
    return values


def _numbers(text: str, start: int, subject: str, ask: Callable[[], object]) -> Array:
    parts, count = [], 0
    while start < len(text):
        ask()
        end = start + _CHUNK
        while end < len(text) and not text[end].isspace():
            end += 1
            if end - start > 2 * _CHUNK:
                raise fail("motion.bvh", "the motion is not made of numbers", subject, _AGAIN)
        words = text[start:end].split()
        try:
            parts.append(np.array(words, np.float64))
        except ValueError as error:
            reason = str(error).partition(":")[2].strip()[:40]
            text_ = f"the motion holds {reason or 'text'} among its numbers"
            raise fail("motion.bvh", text_, subject, _AGAIN) from None
        count += len(words)
        check_amount(1, count, subject)
        start = end
    return np.concatenate(parts) if parts else np.zeros(0)


def _motion(
    head: Head, values: Array, fps: float, subject: str, log: ProblemLog, ask: Callable[[], object]
) -> SkeletonMotion:
    skeleton = head.skeleton
    rotations = np.empty((len(values), len(skeleton.names), 4))
    shifts: dict[int, Array] = {}
    for joint, own in enumerate(head.channels):
        ask()
        rotations[:, joint] = _turns(own, values)
        if own.positions:
            places = np.tile(skeleton.offsets[joint], (len(values), 1))
            for axis, column in own.positions:
                places[:, axis] = values[:, column]
            if joint == 0 or np.abs(places - skeleton.offsets[joint]).max() > 1e-9:
                shifts[joint] = places
    root = shifts.pop(0, np.tile(skeleton.offsets[0], (len(values), 1)))
    return SkeletonMotion(skeleton, rate_of_fps(fps, subject, log), rotations, root, shifts)


def _turns(own: Channels, values: Array) -> Array:
    """[F, 4]: the product of the axes' turns from left to right."""
    if not own.rotations:
        return np.broadcast_to(IDENTITY, (len(values), 4))
    axes = np.eye(3)
    return chain(*(about(axes[axis], np.radians(values[:, column])) for axis, column in own.rotations))
