"""Recordings and motions that an artist brings: handed to the session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.core.problems import ProblemError
from studio.session.studio import Studio


def add_recordings(studio: Studio, paths: Sequence[Path]) -> None:
    """One after another, from the playhead on."""
    from studio.session.recordings import add_recordings as lay  # noqa: PLC0415 - audio, when it comes

    lay(studio, paths)


def add_motions(studio: Studio, paths: Sequence[Path]) -> None:
    """As clips on the gesture lane, from the playhead on."""
    from studio.session.motion_adding import add_motion_file  # noqa: PLC0415 - when it comes

    try:
        for path in paths:
            add_motion_file(studio, path)
    except ProblemError as error:
        studio.report(error.problem)
