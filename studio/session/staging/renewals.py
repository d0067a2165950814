"""When takes are made anew unasked: after an edit of what they are made from, once the hand rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from studio.core.problems import Problem
from studio.core.progress import Progress
from studio.core.time import Rate, seconds
from studio.document.schema import Character
from studio.session.staging.rehearsing import HasVoice
from studio.session.staging.renewing import Renewal, model_feels, renewed, take_inputs, with_renewal

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.studio import Studio

BY_ITSELF = "performing.by_itself"
"""Setting: are takes made anew unasked where that is quickly done? Models that take emotion themselves always
perform again."""

PAUSE = 0.4
"""Seconds without an edit after which takes are compared with their inputs."""

_QUICK = 1.0  # seconds of work that nobody has to be asked about
_GUESS = 0.03  # seconds of work for a second of sound, of a model that has not worked yet


class Renewals:
    """What is made anew is no step of its own: it goes into every state of the history that has the edit, so
    that one undo takes both back. Belongs to the stage; on the owner's thread."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._inputs: dict[str, Any] = {}
        self._edited: dict[str, float] = {}
        self._cost: dict[str, float] = {}
        self._tried: dict[str, Any] = {}
        self._jobs: dict[str, Job] = {}

    def forget(self) -> None:
        """Another document is open."""
        for known in (self._inputs, self._edited, self._tried, self._jobs):
            known.clear()

    def note(self, member: Character) -> None:
        """A character that may have been edited: what is being made of its former state is given up."""
        inputs = take_inputs(member)
        if self._inputs.get(member.id) == inputs:
            return
        if member.id in self._inputs and member.takes and not self._studio.deriving:
            self._edited[member.id] = time.monotonic()
        self._inputs[member.id] = inputs
        self._tried.pop(member.id, None)
        if member.id in self._jobs:
            self._studio.jobs.cancel(self._jobs.pop(member.id))

    def pause(self, character_id: str) -> float:
        """Seconds that are left until the hand has rested long enough."""
        since = time.monotonic() - self._edited.get(character_id, time.monotonic())
        return min(max(PAUSE - since, 0.0), PAUSE)

    def begin(
        self,
        member: Character,
        voices: Mapping[str, HasVoice],
        rate: Rate,
        unchanged: Callable[[], None],
    ) -> bool:
        """Makes old takes anew if that is wanted; `unchanged` hears when nothing came of it."""
        inputs, length = take_inputs(member), sum(seconds(c.media.duration) for c in member.clips)
        quick = length * self._cost.get(_model(member), _GUESS) <= _QUICK
        wanted = model_feels(member) or (quick and self._studio.settings.get(BY_ITSELF, True))
        if not wanted or member.id not in self._edited or self._tried.get(member.id) == inputs:
            return False
        self._tried[member.id] = inputs
        log = self._studio.findings

        def work(progress: Progress) -> Renewal:
            return renewed(member, voices, rate, log, progress)

        def then(made: Renewal) -> None:
            self._cost[_model(member)] = made.seconds / max(length, 0.1)
            if not self._studio.derive("Perform again", with_renewal(made)):
                unchanged()

        def failed(problem: Problem) -> None:
            self._studio.report(problem)
            unchanged()

        self._jobs[member.id] = self._studio.jobs.start(
            f"Performing {member.name} again",
            work,
            then,
            key=f"renew {member.id}",
            quiet=quick,
            failed=failed,
        )
        return True


def _model(member: Character) -> str:
    return str(member.extra.get("face_model", ""))
