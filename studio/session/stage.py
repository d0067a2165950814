"""The live performances: each character at the playhead, kept up with the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from psygnal import Signal

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character
from studio.performance.compose import compose
from studio.rig.characters import load as load_character
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import Geometry, Rig

if TYPE_CHECKING:
    from studio.session.performing import Heard
    from studio.session.studio import Studio


class Stage:
    """`shown(character id)`: its picture at the playhead is another; `heard(clip id)`: a recording is there.

    All calls on the owner's thread.
    """

    shown: ClassVar[Signal] = Signal(str)
    heard: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._rigs: dict[str, Rig] = {}
        self._evaluators: dict[str, Evaluator] = {}
        self.recordings: dict[str, Heard] = {}

    def rig(self, asset: str) -> Rig:
        """A character's rig, loaded at its first use. Raises ProblemError."""
        if asset not in self._rigs:
            self._rigs[asset] = load_character(asset)
            self._evaluators[asset] = Evaluator(self._rigs[asset])
        return self._rigs[asset]

    def geometry(self, character: Character, at: int, rate: Rate) -> Geometry:
        """The character at the frame that is on screen at a tick."""
        rig = self.rig(character.asset)
        start = rate.tick_of(rate.frame_at(at))
        frames = compose(character, rig, TimeRange(start, start), rate, ProblemLog())
        joints = retarget(rig, frames.body, frames.gaze_degrees)
        evaluator = self._evaluators[character.asset]
        return evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])

    def media_path(self, relative: str) -> Path:
        """Where a recording of the project lies."""
        folder = self._studio.path.parent if self._studio.path is not None else Path()
        return folder / relative
