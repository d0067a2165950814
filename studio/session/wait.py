"""Waiting on a job's own thread, without missing that it should stop."""

from __future__ import annotations

import time

from studio.core.progress import Progress

_STEP = 0.01


def wait_for_quiet(seconds: float, progress: Progress) -> None:
    """Returns after that long; Cancelled when the job is given up meanwhile, as each further edit does."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        progress(0.0)
        time.sleep(min(left, _STEP))
    progress(0.0)
