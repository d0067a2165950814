"""Small pictures of a character's face in an emotion, drawn beside the window and kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import attrs
import numpy as np
import numpy.typing as npt
from psygnal import Signal

from studio.core.problems import Problem, ProblemLog
from studio.core.progress import Progress, silent
from studio.media.cache import DerivedCache
from studio.rig.schema import Rig

if TYPE_CHECKING:
    from studio.render.renderer import Renderer
    from studio.session.studio import Studio

Picture = npt.NDArray[np.uint8]
Mix = tuple[tuple[str, float], ...]
"""Emotions (`joy`, or a variant as `joy/amused`) with their intensities 0..1; `AU12` with the strength of a
unit, a region's name with its weight (see session.palette_faces)."""

_LOOK = "1 face soft"  # another picture for the same face: another number
_CLOSER = 0.82  # of the face camera's opening: small pictures show the face, not the hair
_AT_ONCE = 8  # pictures a job: the first ones are shown while others are drawn


def face_thumbnail(
    rig: Rig,
    mix: Mapping[str, float],
    size: int,
    cache: DerivedCache | None = None,
    progress: Progress = silent,
) -> Picture:
    """[size, size, 3] uint8, top row first: the character's face in a mix of emotions. Takes half a second
    when the cache does not hold it; may run in any thread. ProblemError where nothing can be drawn."""
    return face_thumbnails(rig, [tuple(mix.items())], size, cache, progress)[0]


def face_thumbnails(
    rig: Rig,
    mixes: Sequence[Mix],
    size: int,
    cache: DerivedCache | None = None,
    progress: Progress = silent,
) -> list[Picture]:
    """Several at once with one renderer, which is made only when the cache lacks one of them."""
    progress(0.0, "drawing faces")
    with _Easel(rig, size, cache, lambda: progress(0.0)) as easel:
        found = []
        for k, mix in enumerate(mixes):
            progress(k / len(mixes), "drawing faces")
            found.append(easel.picture(mix))
        return found


class Thumbnails:
    """Asks for pictures as views need them: `drawn(asset)` when some more of a character's are there.

    All calls on the owner's thread; drawing happens in a job of its own.
    """

    drawn: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio, cache: DerivedCache | None = None) -> None:
        self._studio = studio
        self._cache = cache
        self._pictures: dict[tuple[str, Mix, int], Picture] = {}
        self._wanted: dict[tuple[str, Mix, int], None] = {}
        self._drawing = False
        self._at_work: frozenset[tuple[str, Mix, int]] = frozenset()
        self._key = f"thumbnails {id(self)}"  # another view's pictures must not cancel these
        studio.opened.connect(self._on_opened)

    def picture(self, asset: str, mix: Mapping[str, float], size: int) -> Picture | None:
        """[size, size, 3] uint8; None while it is being drawn. size: physical pixels."""
        key = (asset, tuple(sorted(mix.items())), size)
        if key not in self._pictures and key not in self._at_work:
            self._wanted[key] = None
            self._begin()
        return self._pictures.get(key)

    def _begin(self) -> None:
        if self._drawing or not self._wanted:
            return
        asset, _, size = next(iter(self._wanted))
        keys = [key for key in self._wanted if (key[0], key[2]) == (asset, size)][:_AT_ONCE]
        for key in keys:
            del self._wanted[key]
        self._drawing, self._at_work = True, frozenset(keys)

        def work(progress: Progress) -> list[Picture]:
            from studio.rig.characters import load  # noqa: PLC0415 - only where faces are drawn

            return face_thumbnails(load(asset), [key[1] for key in keys], size, self._kept(), progress)

        def then(pictures: list[Picture]) -> None:
            self._pictures.update(zip(keys, pictures, strict=True))
            self._drawing = False
            self.drawn.emit(asset)
            self._begin()

        jobs, failed = self._studio.jobs, self._fail
        jobs.start("Drawing faces", work, then, key=self._key, quiet=True, failed=failed, lane="later")

    def _fail(self, problem: Problem) -> None:
        """Without pictures the palette still has its names: said once, not asked again."""
        self._wanted.clear()
        self._studio.findings.add(problem)

    def _on_opened(self) -> None:
        self._drawing, self._at_work = False, frozenset()  # jobs were cancelled

    def _kept(self) -> DerivedCache:
        if self._cache is None:
            from studio.session.derived import derived_data  # noqa: PLC0415 - looks the folder up

            self._cache = derived_data(ProblemLog())
        return self._cache


class _Easel:
    """ask: called now and then, may raise Cancelled."""

    def __init__(self, rig: Rig, size: int, cache: DerivedCache | None, ask: Callable[[], object]) -> None:
        from studio.rig.evaluate import Evaluator  # noqa: PLC0415 - heavy, numba

        self._rig, self._size, self._cache, self._ask = rig, size, cache, ask
        self._fingerprint = _fingerprint(rig)
        self._evaluator = Evaluator(rig)
        self._renderer: Renderer | None = None

    def __enter__(self) -> _Easel:
        return self

    def __exit__(self, *failure: object) -> None:
        if self._renderer is not None:
            self._renderer.close()

    def picture(self, mix: Mix) -> Picture:
        from studio.session.palette.faces import channels_of_mix  # noqa: PLC0415 - only where faces are drawn

        face = channels_of_mix(dict(mix))
        if self._cache is None:
            return self._drawn(face)
        shown = hashlib.sha256(face.tobytes()).hexdigest()  # an emotion may raise other units one day
        key = f"{_LOOK} {self._fingerprint} {self._size} {shown}"
        kept = self._cache.arrays("thumbnail", key, lambda: {"pixels": self._drawn(face)})
        return np.array(kept["pixels"], np.uint8)

    def _drawn(self, face: npt.NDArray[np.float64]) -> Picture:
        from studio.render.framing import preset  # noqa: PLC0415 - likewise
        from studio.render.renderer import Renderer  # noqa: PLC0415 - likewise

        if self._renderer is None:
            self._renderer = Renderer(self._size, self._size, supersample=4, cache=self._cache, ask=self._ask)
        self._ask()
        turns = np.tile([0.0, 0.0, 0.0, 1.0], (len(self._rig.joint_names), 1))
        geometry = self._evaluator.frame(turns, np.zeros(3), face)
        camera = preset("face", self._rig)
        closer = attrs.evolve(camera, fov=_CLOSER * camera.fov)
        return self._renderer.image(self._rig, geometry, closer, "soft")


def _fingerprint(rig: Rig) -> str:
    """Of what a face in an emotion looks like, but for textures."""
    digest = hashlib.sha256(rig.name.encode())
    for array in (rig.vertices, rig.triangles, rig.morph_vertices, rig.morph_deltas, rig.colours):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
