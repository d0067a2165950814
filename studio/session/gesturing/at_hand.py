"""The gestures, read beside the window before somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.core.progress import Progress

if TYPE_CHECKING:
    from studio.performance.gestures.library import Library
    from studio.session.studio import Studio


def library_at_hand(studio: Studio, came: Callable[[], object]) -> Library | None:
    """All gestures where they were read before; else None, and `came()` is told when they were. Some two
    hundred files are read, which takes as long as several pictures."""
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - heavy

    if own_library.cache_info().currsize:
        return own_library()

    def work(progress: Progress) -> None:
        own_library()

    title, failed = "Reading gestures", studio.report
    studio.jobs.start(title, work, lambda _: came(), key="gestures", quiet=True, failed=failed, lane="rest")
    return None
