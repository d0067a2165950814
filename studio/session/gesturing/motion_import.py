"""Motion files for a character: read, brought onto its skeleton and ground, and laid down as clips."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from studio.animation.pose_sampling import cut
from studio.animation.poses import PoseFrames
from studio.animation.skeleton import frames_of
from studio.core.problems import ProblemLog, fail
from studio.core.progress import go_on
from studio.core.time import Rate
from studio.document.schema import Character, Event, Provenance
from studio.interchange.motion_in import read_bvh, read_smpl
from studio.performance.motion_takes import motion_event, motion_take, with_clip
from studio.rig.motion_ground import to_front
from studio.rig.motion_retarget import to_smplx
from studio.rig.motion_smpl import grounded
from studio.session.files.kinds import MOTION

MAX_POSES = 24_000  # over three minutes at 120 frames a second; they take half a gigabyte to work on


@attrs.define(frozen=True, eq=False)
class ImportedMotion:
    """poses at the file's own rate; joints: the file's joint by SMPL-X name; up: its up axis; unit: what its
    lengths are likely to be in; by_shape: its names told nothing."""

    poses: PoseFrames
    name: str
    joints: dict[str, str]
    up: str
    unit: str
    by_shape: bool = False

    @property
    def seconds(self) -> float:
        """From the first pose to the last; 0 for a single one."""
        return max(self.poses.frame_count - 1, 0) / self.poses.rate.fps


def import_motion(
    path: Path,
    log: ProblemLog,
    start: float | None = None,
    end: float | None = None,
    *,
    front: bool = True,
    ask: Callable[[], object] = go_on,
) -> ImportedMotion:
    """A motion file or its piece from `start` to `end` seconds. `front`: turned and moved so that it begins
    in the middle of the stage, facing the audience. ask: called between two steps, may raise Cancelled.
    Raises ProblemError."""
    suffix = path.suffix.lower()
    if suffix == ".bvh":
        motion = read_bvh(path, log, ask)
        part = _piece(motion.frame_count, motion.rate, start, end, path.name)
        found = to_smplx(frames_of(motion, part), path.name, log, ask)
        imported = ImportedMotion(found.poses, path.stem, found.joints, found.up, found.unit, found.by_shape)
    elif suffix == ".npz":
        read = read_smpl(path, log)
        part = _piece(read.frame_count, read.rate, start, end, path.name)
        poses, up = grounded(cut(read, part), ask)
        imported = ImportedMotion(poses, path.stem, {}, up, "metres")
    else:
        text = f"motion is read from {' and '.join(MOTION)}, not from '{suffix or 'a file without ending'}'"
        raise fail("motion.kind", text, path.name, "Export the motion as BVH")
    return attrs.evolve(imported, poses=to_front(imported.poses)) if front else imported


def add_motion(
    character: Character,
    imported: ImportedMotion,
    id_: str,
    start: int,
    params: dict[str, float] | None = None,
) -> tuple[Character, Event]:
    """The character with the motion as a clip on its gesture lane from tick `start` on, and that clip."""
    take = motion_take(imported.poses, Provenance("import", inputs_hash=imported.name))
    event = motion_event(take, id_, start, params)
    return with_clip(character, take, event), event


def _piece(frames: int, rate: Rate, start: float | None, end: float | None, subject: str) -> slice:
    """The frames from `start` to `end` seconds. Raises ProblemError for none, or too many at once."""
    length = max(frames - 1, 0) / rate.fps
    first, last = start or 0.0, length if end is None else end
    whole = start is None and end is None
    if not whole and (not 0.0 <= first < last or first >= length):
        text = f"from {first:g} to {last:g} s is no piece of a motion of {length:.2f} s"
        raise fail("motion.piece", text, subject, "Give a start before the end, both within the motion")
    part = slice(round(first * rate.fps), min(round(last * rate.fps) + 1, frames))
    if part.stop - part.start > MAX_POSES:
        text = f"{part.stop - part.start} frames are too many to work on at once"
        raise fail("motion.too_long", text, subject, f"Give a start and an end, {MAX_POSES} frames at most")
    return part
