"""Characters made ready for the stage beside the window, each before it is shown for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.core.problems import Problem
from studio.core.progress import Progress

if TYPE_CHECKING:
    from studio.media.cache import DerivedCache
    from studio.rig.schema import Rig
    from studio.session.jobs import Job
    from studio.session.studio import Studio


class Wardrobe:
    """`dressed()`: told on the window's thread when somebody is ready."""

    def __init__(self, studio: Studio, cache: DerivedCache, dressed: Callable[[], object]) -> None:
        self._studio, self._cache, self._dressed = studio, cache, dressed
        self._ready: dict[str, Rig] = {}
        self._jobs: dict[str, tuple[Rig, Job]] = {}

    def has(self, rig: Rig, *, hurry: bool = False) -> bool:
        """Can it be shown without a wait? If not, it will soon be. hurry: it is shown all the same."""
        if self._ready.get(rig.name) is rig or hurry:
            return True
        asked, job = self._jobs.get(rig.name, (None, None))
        if asked is not rig or job is None or job.over:
            self._begin(rig)
        return False

    def _begin(self, rig: Rig) -> None:
        def work(progress: Progress) -> None:
            from studio.render.dressing import dress  # noqa: PLC0415 - heavy, vispy

            progress(0.0, "dressing")
            dress(rig, self._cache, progress)

        def done(_: object) -> None:
            self._ready[rig.name] = rig
            self._dressed()

        def failed(_: Problem) -> None:
            done(None)  # what is wrong is told when it is shown

        key = f"dress {rig.name}"
        self._jobs[rig.name] = (
            rig,
            self._studio.jobs.start("Dressing", work, done, key=key, quiet=True, failed=failed, lane="rigs"),
        )
