"""Fixtures that every ring shares."""

from __future__ import annotations

from pathlib import Path

import pytest

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"


@pytest.fixture(scope="session")
def material() -> Path:
    """Folder of real recordings, motion and broken files; a checkout without it skips, saying so."""
    if not MATERIAL.is_dir():
        pytest.skip(f"the real test material is not at {MATERIAL}")
    return MATERIAL
