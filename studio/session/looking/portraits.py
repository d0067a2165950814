"""Portraits of the characters that can be chosen, drawn beside the window and kept between runs."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import numpy.typing as npt
from psygnal import Signal

from studio.core.problems import Problem, ProblemLog
from studio.core.progress import Progress
from studio.session.studio import Studio

Picture = npt.NDArray[np.uint8]
_MOOD = (("joy", 0.3),)


class Portraits:
    """`drawn(asset)` when one more is there. On the owner's thread."""

    drawn: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._pictures: dict[tuple[str, int], Picture] = {}
        self._asked: set[tuple[str, int]] = set()

    def picture(self, asset: str, size: int) -> Picture | None:
        """[size, size, 3] uint8; None while it is drawn. size: physical pixels."""
        key = (asset, size)
        if key not in self._pictures and key not in self._asked:
            self._asked.add(key)
            self._draw(asset, size)
        return self._pictures.get(key)

    def _draw(self, asset: str, size: int) -> None:
        def work(progress: Progress) -> Picture:
            from studio.rig.characters import load  # noqa: PLC0415 - heavy
            from studio.session.derived import derived_data  # noqa: PLC0415 - looks the folder up
            from studio.session.looking.thumbnails import face_thumbnails  # noqa: PLC0415 - with the above

            progress(0.0)
            return face_thumbnails(load(asset), [_MOOD], size, derived_data(ProblemLog()), progress)[0]

        def then(picture: Picture) -> None:
            self._pictures[asset, size] = picture
            self.drawn.emit(asset)

        def failed(problem: Problem) -> None:
            self._studio.findings.add(problem)

        key = f"portrait {asset}"
        self._studio.jobs.start("Drawing a portrait", work, then, key=key, quiet=True, failed=failed)
