"""Pictures of gestures as views ask for them: still ones and short motions, drawn beside the window."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

import numpy as np
import numpy.typing as npt
from psygnal import Signal

from studio.core.problems import Problem, ProblemLog
from studio.core.progress import Progress
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.media.cache import DerivedCache
    from studio.session.gesturing.sheets import GesturePictures
    from studio.session.jobs import Job

Result = TypeVar("Result")
Picture = npt.NDArray[np.uint8]
_Key = tuple[str, str, tuple[int, int]]  # asset, gesture, size

FRAMES = 14  # of a short motion
_MOTIONS_KEPT = 24
_IN_VIEW = 48  # pictures that wait at most: what was scrolled past is not drawn


class GestureShow:
    """`drawn(gesture)` when a picture more is there. All calls on the owner's thread."""

    drawn: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._stills: dict[_Key, Picture] = {}
        self._motions: dict[_Key, list[Picture]] = {}
        self._wanted: deque[_Key] = deque()
        self._asking = threading.Lock()
        self._job: Job | None = None
        self._broken = False

    def still(self, asset: str, name: str, size: tuple[int, int]) -> Picture | None:
        """The gesture at its stroke, [H, W, 3] uint8; None while it is drawn. size: width and height."""
        key = (asset, name, size)
        if key not in self._stills and not self._broken:
            with self._asking:
                if key in self._wanted:
                    self._wanted.remove(key)
                self._wanted.append(key)
                while len(self._wanted) > _IN_VIEW:
                    self._wanted.popleft()
            if self._job is None or self._job.over:
                self._begin()
        return self._stills.get(key)

    def motion(self, asset: str, name: str, size: tuple[int, int]) -> list[Picture] | None:
        """FRAMES pictures from rest to rest; None while they are drawn."""
        key = (asset, name, size)
        if key in self._motions or self._broken:
            return self._motions.get(key)

        def work(progress: Progress) -> list[Picture]:
            def use(pictures: GesturePictures) -> list[Picture]:
                return pictures.motion(name, FRAMES, progress)

            return self._with_pictures(asset, size, use, progress)

        def then(made: list[Picture]) -> None:
            while len(self._motions) >= _MOTIONS_KEPT:
                del self._motions[next(iter(self._motions))]
            self._motions[key] = made
            self.drawn.emit(name)

        self._studio.jobs.start(
            "Drawing a gesture", work, then, key="gesture motion", quiet=True, failed=self._fail
        )
        return None

    def forget(self) -> None:
        """Nobody looks any more: what is still to be drawn is not."""
        with self._asking:
            self._wanted.clear()

    def _begin(self) -> None:
        asset, _, size = self._wanted[0]

        def work(progress: Progress) -> None:
            def use(pictures: GesturePictures) -> None:
                self._draw(pictures, asset, size, progress)

            self._with_pictures(asset, size, use, progress)

        self._job = self._studio.jobs.start(
            "Drawing gestures", work, self._on_done, key="gesture pictures", quiet=True, failed=self._fail
        )
        self._studio.jobs.changed.connect(self._on_progress, unique=True)

    def _draw(self, pictures: GesturePictures, asset: str, size: tuple[int, int], progress: Progress) -> None:
        """On the job's thread: takes orders of this character and size until there are none."""
        while True:
            with self._asking:
                if not self._wanted or (self._wanted[0][0], self._wanted[0][2]) != (asset, size):
                    return
                key = self._wanted.popleft()
            picture = pictures.named(key[1])
            if picture is not None:
                self._stills[key] = picture
            progress(0.5, key[1])

    def _with_pictures(
        self,
        asset: str,
        size: tuple[int, int],
        use: Callable[[GesturePictures], Result],
        progress: Progress,
    ) -> Result:
        from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files
        from studio.session.derived import derived_data  # noqa: PLC0415 - looks the folder up
        from studio.session.gesturing.sheets import GesturePictures  # noqa: PLC0415 - heavy

        cache: DerivedCache = derived_data(ProblemLog())
        progress(0.0)
        with GesturePictures(own_library(), asset, size, cache=cache, progress=progress) as pictures:
            return use(pictures)

    def _on_progress(self, job: Job) -> None:
        if job is self._job and job.doing:
            self.drawn.emit(job.doing)

    def _on_done(self, _: object) -> None:
        self.drawn.emit("")
        if self._wanted:
            self._begin()

    def _fail(self, problem: Problem) -> None:
        """Without pictures the names are still there: said once, not asked again."""
        self._broken = True
        self._wanted.clear()
        self._studio.findings.add(problem)
