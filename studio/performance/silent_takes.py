"""Takes that are kept and not performed: variations of the active one."""

from __future__ import annotations

from studio.document.schema import Take

VARIATION = "variation-"


def is_variation(take: Take) -> bool:
    """Does a take wait beside the active one?"""
    return take.id.startswith(VARIATION)


def clip_of_variation(take: Take) -> str:
    """Id of the clip that a variation is of: its own id without mark and hash."""
    return take.id.removeprefix(VARIATION).rpartition("-")[0]
