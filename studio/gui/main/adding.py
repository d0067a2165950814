"""Recordings, motions and scripts that an artist brings: handed to the session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.core.problems import ProblemError
from studio.session.gesturing.motion_adding import add_motion_file
from studio.session.scripting.files import take_script
from studio.session.scripting.recordings import add_recordings as lay_recordings
from studio.session.studio import Studio


def add_recordings(studio: Studio, paths: Sequence[Path], at: int | None = None) -> None:
    """One after another, from a tick on (None: the playhead)."""
    try:
        lay_recordings(studio, paths, at=at)
    except ProblemError as error:
        studio.report(error.problem)


def add_motions(studio: Studio, paths: Sequence[Path]) -> None:
    """Each as a clip on the present character's gesture lane."""
    for path in paths:
        try:
            add_motion_file(studio, path)
        except ProblemError as error:
            studio.report(error.problem)


def add_scripts(studio: Studio, paths: Sequence[Path]) -> None:
    """Each to the recording that it belongs to."""
    for path in paths:
        try:
            take_script(studio, path)
        except ProblemError as error:
            studio.report(error.problem)
