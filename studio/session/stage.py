"""The live performances: each character at the playhead, kept up with the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt
from psygnal import Signal

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character
from studio.session.composed import Composed
from studio.session.held import Held

if TYPE_CHECKING:
    from studio.media.audio import Audio
    from studio.media.peaks import Peaks
    from studio.performance.frames import PerformanceFrames
    from studio.rig.evaluate import Evaluator
    from studio.rig.schema import Geometry, Rig
    from studio.session.studio import Studio
    from studio.speech.prosody import Prosody


class Stage:
    """`shown(character id)`: its picture at the playhead is another; `composed_changed(character id, time
    range)`: other values in `composed` there; `heard(clip id)`: a recording's sound, peaks, words or prosody
    are there; `stale_changed(character id)`: its takes are older, or no longer older, than their inputs.

    solo: ids of the emotion tracks that alone show; empty: all. Everything on the owner's thread.
    """

    shown: ClassVar[Signal] = Signal(str)
    composed_changed: ClassVar[Signal] = Signal(str, object)
    heard: ClassVar[Signal] = Signal(str)
    stale_changed: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.solo: Held[frozenset[str]] = Held(frozenset())
        self._rigs: dict[str, Rig] = {}
        self._evaluators: dict[str, Evaluator] = {}
        self._last: dict[str, tuple[tuple[object, ...], PerformanceFrames, Geometry]] = {}

    def rig(self, asset: str) -> Rig:
        """A character's rig, loaded at its first use. Raises ProblemError."""
        if asset not in self._rigs:
            from studio.rig.characters import load  # noqa: PLC0415 - heavy, not before somebody is shown
            from studio.rig.evaluate import Evaluator  # noqa: PLC0415 - heavy, numba

            self._rigs[asset] = load(asset)
            self._evaluators[asset] = Evaluator(self._rigs[asset])
        return self._rigs[asset]

    def geometry(self, character: Character, at: int, rate: Rate) -> Geometry:
        """The character at the frame that is on screen at a tick."""
        return self._shown(character, at, rate)[1]

    def ghost(self, character: Character, at: int, rate: Rate) -> Geometry | None:
        """The character at that frame with the take that was replaced last; None where there is none."""
        return None

    def face(self, character: Character, at: int, rate: Rate) -> npt.NDArray[np.float32]:
        """[52] of that frame, in the order of ARKIT_CHANNELS."""
        values: npt.NDArray[np.float32] = self._shown(character, at, rate)[0].face.values
        return values[0]

    def composed(self, character_id: str) -> Composed | None:
        """The whole scene's face as far as it is composed; None for a stranger."""
        return None

    def want(self, span: TimeRange) -> None:
        """What is in view: composed first, from the playhead outwards."""

    def audio(self, clip_id: str) -> Audio | None:
        """A recording's sound, once it is loaded."""
        return None

    def peaks(self, clip_id: str) -> Peaks | None:
        return None

    def prosody(self, clip_id: str) -> Prosody | None:
        return None

    def stale(self, character_id: str) -> tuple[TimeRange, ...]:
        """Where takes are older than what they were made from."""
        return ()

    def perform_again(
        self, character_id: str, span: TimeRange | None = None, seed: int | None = None
    ) -> None:
        """Makes the takes of a character anew, or what of them lies in a span; locked ranges stay. seed: of
        the new takes, by default the character's own."""

    def media_path(self, relative: str) -> Path:
        """Where a recording of the project lies."""
        folder = self._studio.path.parent if self._studio.path is not None else Path()
        return folder / relative

    def _shown(self, character: Character, at: int, rate: Rate) -> tuple[PerformanceFrames, Geometry]:
        frame = rate.frame_at(at)
        key = (character, frame, rate)
        last = self._last.get(character.id)
        if last is None or last[0][0] is not character or last[0] != key:
            last = (key, *self._made(character, rate.tick_of(frame), rate))
            self._last[character.id] = last
        return last[1:]

    def _made(self, character: Character, start: int, rate: Rate) -> tuple[PerformanceFrames, Geometry]:
        from studio.performance.compose import compose  # noqa: PLC0415 - heavy
        from studio.rig.retarget import retarget  # noqa: PLC0415 - heavy

        rig = self.rig(character.asset)
        frames = compose(character, rig, TimeRange(start, start), rate, ProblemLog())
        joints = retarget(rig, frames.body, frames.gaze_degrees)
        evaluator = self._evaluators[character.asset]
        return frames, evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])
