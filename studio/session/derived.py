"""Where derived data is kept between runs: what only depends on a file's content is worked out once."""

from __future__ import annotations

import os
from pathlib import Path

from studio.core.problems import ProblemLog
from studio.media.cache import DerivedCache


def derived_data(log: ProblemLog) -> DerivedCache:
    """The user's cache of derived data; MOODLINE_CACHE names another folder. Safe to delete at any time."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only for those who work on recordings

    named = os.environ.get("MOODLINE_CACHE")
    folder = Path(named) if named else Path(user_cache_path("moodline"))
    return DerivedCache(folder / "derived", log)
