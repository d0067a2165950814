"""What the tests of pictures share: the default character, and what is costly to know about it, kept once."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.media.cache import DerivedCache
from studio.rig.characters import load
from studio.rig.schema import Rig


@pytest.fixture(scope="session")
def rig() -> Rig:
    return load("nora")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> DerivedCache:
    folder: Path = tmp_path_factory.mktemp("openness")
    return DerivedCache(folder)
