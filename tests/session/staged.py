"""A studio without a window, for tests of what it performs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.core.problems import ProblemLog
from studio.core.resources import assets
from studio.core.time import TimeRange
from studio.document.files import load
from studio.performance.compose import compose
from studio.session.files.media_paths import absolute
from studio.session.inbox import Inbox
from studio.session.studio import Studio


class House:
    """A studio and the messages of its jobs. `settle` waits until nothing is at work any more, as long as a
    busy machine may take."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.studio = Studio(self.inbox.post)
        self.told: list[str] = []
        self.studio.told.connect(self.told.append)

    def settle(self, seconds: float = 300.0) -> None:
        jobs = self.studio.jobs
        settled = self.inbox.settle(lambda: jobs.busy, seconds)
        assert settled, f"go on and on: {[(job.title, job.doing) for job in jobs.all if not job.over]}"

    def open_demo(self) -> None:
        folder = assets() / "demo"
        self.studio.open(absolute(load(folder), folder), Path(folder) / "project.json")
        self.settle()

    def close(self) -> None:
        self.studio.transport.stop()
        self.studio.jobs.cancel_all()
        self.inbox.deliver()

    def worst_error(self, member) -> float:
        """How far what is composed of a character is from composing all of it at once."""
        kept = self.studio.stage.composed(member.id)
        assert kept.known.all()
        last = kept.rate.tick_of(kept.frames - 1)
        shown = self.studio.stage._sounding(member)
        rig = self.studio.stage.rig(member.asset)
        whole = compose(shown, rig, TimeRange(0, last), kept.rate, ProblemLog())
        return float(np.abs(whole.face.values - kept.values).max())
