"""How far a character's arms must stand off so that they do not run into it."""

from __future__ import annotations

from studio.rig.schema import Rig


def arm_clearance(rig: Rig) -> float:
    """Degrees from the vertical."""
    return 10.0
