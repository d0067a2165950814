"""The demo project: two people, two lines, performed together."""

from __future__ import annotations

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.resources import assets
from studio.document.files import load
from studio.rig.characters import load as load_character
from studio.session.brief import START_UP, Performed, stage
from studio.session.performing import clips_end, listen, scene_span
from studio.session.stopwatch import Stopwatch


def perform_demo(log: ProblemLog, progress: Progress = silent) -> list[Performed]:
    """The demo scene's characters, each performed over the whole scene: who is silent listens."""
    folder = assets() / "demo"
    scene = load(folder).scenes[0]
    cast = []
    span = scene_span(clips_end(c for member in scene.characters for c in member.clips), scene.rate)
    for i, member in enumerate(scene.characters):
        share = part_of(progress, i / len(scene.characters), (i + 1) / len(scene.characters))
        watch = Stopwatch()
        with watch.stage(START_UP):
            rig = load_character(member.asset)
        heard = {c.id: listen(c, folder / c.media.path, log, watch, share) for c in member.clips}
        cast.append(stage(member, rig, heard, scene.rate, member.asset, log, watch, share, span))
    return cast
