"""Rigs of the characters on stage, each loaded once, beside the window where there is time for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from studio.core.progress import Progress, silent
from studio.session.jobs import Job

if TYPE_CHECKING:
    from studio.rig.evaluate import Evaluator
    from studio.rig.schema import Rig
    from studio.session.studio import Studio

FIRST = "nora"
"""Asset of the character that an artist gets who has chosen none."""

Rigged = tuple["Rig", "Evaluator"]


class Rigs:
    """By asset. On the owner's thread."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._rigs: dict[str, Rigged] = {}
        self._asked: set[str] = set()

    def __getitem__(self, asset: str) -> Rigged:
        """Loads it now if need be. Raises ProblemError."""
        if asset not in self._rigs:
            self._rigs[asset] = _loaded(asset)
        return self._rigs[asset]

    def have(self, assets: Iterable[str]) -> bool:
        """Are all of them loaded?"""
        return set(assets) <= self._rigs.keys()

    def ask_again(self) -> None:
        """What could not be loaded is tried once more."""
        self._asked.clear()

    def fetch(self, assets: Iterable[str], then: Callable[[], object]) -> None:
        """Loads those that are missing, each once, and calls `then`."""
        missing = sorted(set(assets) - self._rigs.keys() - self._asked)
        if not missing:
            return
        self._asked |= set(missing)

        def work(progress: Progress) -> dict[str, Rigged]:
            return {asset: _loaded(asset, progress) for asset in missing}

        def done(found: dict[str, Rigged]) -> None:
            self._rigs = found | self._rigs
            then()

        refused = self._studio.report
        self._studio.jobs.start("Loading characters", work, done, quiet=True, failed=refused, lane="rigs")

    def warm(self) -> Job:
        """Loads what the first recording and the first character will need."""

        def work(progress: Progress) -> Rigged:
            from studio.session.staging.warming import warm_up  # noqa: PLC0415 - heavy

            rigged = _loaded(FIRST, progress)
            warm_up(rigged[0], progress)
            return rigged

        def then(rigged: Rigged) -> None:
            self._rigs.setdefault(FIRST, rigged)

        return self._studio.jobs.start("Getting ready", work, then, key="warm", quiet=True, lane="rigs")


def _loaded(asset: str, progress: Progress = silent) -> Rigged:
    from studio.rig.characters import load  # noqa: PLC0415 - heavy, not before somebody is shown
    from studio.rig.evaluate import Evaluator  # noqa: PLC0415 - heavy, numba

    progress(0.0)
    rig = load(asset)
    progress(0.0)
    evaluator = Evaluator(rig)
    progress(0.0)
    # The first frame takes a third of a second, for the kernel is fetched then.
    still = np.tile(np.array([0.0, 0.0, 0.0, 1.0]), (len(rig.parents), 1))
    evaluator.frame(still, np.zeros(3), np.zeros(len(rig.morph_names)))
    return rig, evaluator
