"""A gesture of one's own out of motion on the timeline, beside the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.core.files import atomic_write
from studio.core.problems import fail
from studio.core.progress import Progress
from studio.core.time import seconds
from studio.document.schema import Event, Take
from studio.session.jobs import Job
from studio.session.selection import Kind
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.animation.poses import PoseFrames


def chosen_motion(studio: Studio) -> tuple[Event, Take] | None:
    """The chosen clip of recorded motion and what it plays; None when none, or more than one thing, is
    chosen."""
    selected, character = studio.selection.value, studio.character
    if selected.kind is not Kind.EVENT or character is None or len(selected.ids) != 1:
        return None
    event = next((e for e in character.events if e.id == selected.ids[0]), None)
    if event is None or not event.is_motion:
        return None
    take = next((t for t in character.takes if t.id == event.name), None)
    return None if take is None else (event, take)


def capture_chosen(studio: Studio, name: str, then: Callable[[str], object]) -> Job | None:
    """Writes the chosen clip of motion, or what of it lies between in and out, as a gesture into the artist's
    folder. `then(name of the gesture)` is told when it is in the library; None where nothing is chosen."""
    found = chosen_motion(studio)
    if found is None:
        return None
    (event, take), span, plain = found, studio.transport.range, _plain(name)
    start, end = (event.start, event.end) if span is None else (span.start, span.end)
    start, end = max(start, event.start), min(end, event.end)

    def work(progress: Progress) -> str:
        progress(0.1, "finding its poses")
        _write(_cut(event, take, start, end, progress), plain)
        return plain

    def done(made: str) -> None:
        from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files

        own_library.cache_clear()
        studio.told.emit(f"{made} is among your gestures")
        then(made)

    return studio.jobs.start(f"Making the gesture {plain}", work, done, failed=studio.report)


def _plain(name: str) -> str:
    """`Open door!` -> `open_door`."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def _cut(event: Event, take: Take, start: int, end: int, progress: Progress) -> PoseFrames:
    """What a clip plays between two ticks, turned to the audience. Raises ProblemError."""
    from studio.animation.pose_sampling import cut  # noqa: PLC0415 - heavy
    from studio.performance.motion_takes import poses_of  # noqa: PLC0415 - heavy
    from studio.rig.motion_ground import to_front  # noqa: PLC0415 - heavy

    if start >= end:
        hint = "Set in and out over the clip, or clear them"
        raise fail("capture.outside", "nothing of it lies between in and out", "the motion", hint)
    poses, speed = poses_of(take, lambda: progress(0.1)), event.params.get("speed", 1.0)
    first, last = (
        round((event.params.get("offset", 0.0) + seconds(at - event.start) * speed) * poses.rate.fps)
        for at in (start, end)
    )
    return to_front(cut(poses, slice(max(first, 0), min(last + 1, poses.frame_count))))


def _write(poses: PoseFrames, name: str) -> None:
    from studio.performance.gestures.library import own_folder, own_library  # noqa: PLC0415 - reads many files
    from studio.session.gesturing.capture import CaptureNotes, captured, check_name  # noqa: PLC0415 - heavy

    folder, library = own_folder(), own_library()
    check_name(name, "the name")
    if library.get(name) is not None or (folder / f"{name}.toml").exists():
        raise fail("capture.exists", "there is a gesture of this name", name, "Choose another name")
    text, _ = captured(poses, CaptureNotes(name), library)
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_write(folder / f"{name}.toml") as stream:
        stream.write(text.encode("utf-8"))
