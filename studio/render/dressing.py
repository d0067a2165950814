"""Makes a character ready for the stage on a thread of its own, so that whoever shows it need not wait."""

from __future__ import annotations

import contextlib

from studio.core.problems import ProblemError
from studio.core.progress import Progress, silent
from studio.media.cache import DerivedCache
from studio.render.pieces import pieces_of
from studio.render.renderer import Renderer
from studio.rig.schema import Rig


def dress(rig: Rig, cache: DerivedCache, progress: Progress = silent) -> None:
    """Reads its pictures and finds its openness, where the cache has none yet. Raises ProblemError for
    broken pictures. After a context was opened: it loads OpenGL."""
    from studio.render.openness import OPENNESS, fingerprint  # noqa: PLC0415 - loads OpenGL

    pieces_of(rig, lambda: progress(0.1))
    progress(0.3, "dressing")
    if not cache.holds(OPENNESS, fingerprint(rig)):
        # Without EGL it is found when the character is shown.
        with (
            contextlib.suppress(ProblemError),
            Renderer(8, 8, None, cache, lambda: progress(0.4)) as renderer,
        ):
            renderer.set_rig(rig)
