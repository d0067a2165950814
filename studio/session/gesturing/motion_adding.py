"""A motion file laid on a character's gesture lane, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from studio.core.progress import Progress
from studio.core.time import TimeRange
from studio.document.edits.tree import in_character
from studio.document.identity import fresh_id
from studio.document.schema import Character, Event, Project
from studio.session.jobs import Job
from studio.session.scripting.recordings import performer
from studio.session.selection import Kind
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.session.gesturing.motion_import import ImportedMotion


def add_motion_file(
    studio: Studio, path: Path, character_id: str | None = None, at: int | None = None
) -> Job:
    """Recorded motion as a clip from a tick on (None: the playhead), for a character (None: the one whom the
    artist works on, in an empty project somebody new); one step, chosen when it is there."""
    start = studio.transport.at if at is None else at

    def work(progress: Progress) -> ImportedMotion:
        from studio.session.gesturing.motion_import import import_motion  # noqa: PLC0415 - heavy

        progress(0.1, "reading the motion")
        return import_motion(path, studio.findings, ask=lambda: progress(0.1))

    def then(imported: ImportedMotion) -> None:
        _lay(studio, imported, character_id, start, path.stem)

    return studio.jobs.start(f"Importing {path.name}", work, then, failed=studio.report)


def _lay(studio: Studio, imported: ImportedMotion, character_id: str | None, start: int, name: str) -> None:
    from studio.session.gesturing.motion_import import add_motion  # noqa: PLC0415 - heavy

    made: list[Event] = []

    def edit(project: Project) -> Project:
        project, owner = performer(project, studio, character_id)
        id_ = fresh_id(project, "motion-")

        def with_motion(character: Character) -> Character:
            moved, event = add_motion(character, imported, id_, start)
            named = attrs.evolve(event, extra={**event.extra, "title": name})
            made.append(named)
            events = tuple(named if one.id == event.id else one for one in moved.events)
            return attrs.evolve(moved, events=events)

        return in_character(project, owner.id, with_motion)

    if studio.apply(f"Import {name}", edit):
        event = made[-1]
        studio.selection.set(studio.selection.value.of(Kind.EVENT, event.id))
        studio.revealed.emit(TimeRange(event.start, event.end))
        long = f"{imported.seconds:.1f} s of motion" if imported.seconds > 0.0 else "a pose, held"
        studio.told.emit(f"{name}: {long}")
