"""Recordings and motions that an artist brings: handed to the session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.gui.kit.language import tr
from studio.session.studio import Studio


def add_recordings(studio: Studio, paths: Sequence[Path]) -> None:
    """One after another, from the playhead on."""
    from studio.session.recordings import add_recordings as lay  # noqa: PLC0415 - audio, when it comes

    lay(studio, paths)


def add_motions(studio: Studio, paths: Sequence[Path]) -> None:
    studio.told.emit(tr("{0} cannot be added here yet", ", ".join(path.name for path in paths)))
