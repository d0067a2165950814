"""Fixtures that every ring shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"


@pytest.fixture(scope="session", autouse=True)
def derived_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Derived data of the tests goes where the tests' files go, and never meets a user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOODLINE_CACHE", str(tmp_path_factory.mktemp("cache")))
        # A sound server's client makes a folder for each home of the tests, and leaves it there.
        patch.setenv("PULSE_RUNTIME_PATH", str(tmp_path_factory.mktemp("pulse")))
        yield


@pytest.fixture(scope="session")
def material() -> Path:
    """Folder of real recordings, motion and broken files; a checkout without it skips, saying so."""
    if not MATERIAL.is_dir():
        pytest.skip(f"the real test material is not at {MATERIAL}")
    return MATERIAL
