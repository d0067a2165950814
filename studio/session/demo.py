"""The demo project: two people, two lines, performed together."""

from __future__ import annotations

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.resources import assets
from studio.document.files import load
from studio.rig.characters import load as load_character
from studio.session.brief import START_UP, Performed, stage
from studio.session.performing import listen
from studio.session.planning import partners_in
from studio.session.staging.scene_time import clips_end, scene_span
from studio.session.stopwatch import Stopwatch


def perform_demo(log: ProblemLog, progress: Progress = silent) -> list[Performed]:
    """The demo scene's characters, each performed over the whole scene: who is silent listens."""
    folder = assets() / "demo"
    scene = load(folder).scenes[0]
    people = scene.characters
    span = scene_span(clips_end(c for member in people for c in member.clips), scene.rate)
    step = 0.5 / max(len(people), 1)
    hearing = [part_of(progress, k * step, (k + 1) * step) for k in range(len(people))]
    acting = [part_of(progress, 0.5 + k * step, 0.5 + (k + 1) * step) for k in range(len(people))]
    watches = [Stopwatch() for _ in people]
    heard = [
        {c.id: listen(c, folder / c.media.path, log, watch, share) for c in member.clips}
        for member, watch, share in zip(people, watches, hearing, strict=True)
    ]
    people = tuple(
        attrs.evolve(member, clips=tuple(own[c.id].clip for c in member.clips))
        for member, own in zip(people, heard, strict=True)
    )
    voices = {m.id: {i: h.prosody for i, h in own.items()} for m, own in zip(people, heard, strict=True)}
    cast = []
    for k, (member, partners) in enumerate(zip(people, partners_in(people, voices, span), strict=True)):
        with watches[k].stage(START_UP):
            rig = load_character(member.asset)
        cast.append(
            stage(member, rig, heard[k], scene.rate, member.asset, log, watches[k], acting[k], span, partners)
        )
    return cast
