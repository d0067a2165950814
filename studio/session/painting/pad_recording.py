"""The hand on the affect pad while time runs, recorded as curves of the emotions it comes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from studio.core.names import EMOTIONS
from studio.document.curves import Curve
from studio.document.edits.emotions import add_emotion
from studio.document.edits.tree import character_of, part_of, without_part
from studio.document.schema import EmotionTrack, Project
from studio.session.keying.keys import with_curve
from studio.session.painting.drag import Drag
from studio.session.palette.palette import new_track, track_for
from studio.session.selection import CurveRef
from studio.session.tools import Brush, Tool

if TYPE_CHECKING:
    from studio.session.painting.strokes import BrushStroke
    from studio.session.studio import Studio

_EASE = 0.12  # seconds in which a recording joins what was there
_UP = 1e-3  # intensity from which an emotion is up
_SHOWN = 0.01  # and from which it is worth a lane


@attrs.define(eq=False)
class _Lane:
    track: EmotionTrack
    stroke: BrushStroke
    fresh: bool  # made for this recording


class PadRecorder:
    """`start` when the hand goes down, `move` at every movement and at every picture while it is still and
    time runs, `finish` when it is lifted; `cancel` undoes all. One step of the history.

    What lay under the recording on lanes of single emotions (of the regions given) is replaced by it.
    """

    def __init__(self, studio: Studio, character_id: str, regions: frozenset[str] = frozenset()) -> None:
        self._studio, self._character_id = studio, character_id
        self._brush = Brush(Tool.BRUSH, size=_EASE, strength=1.0, hardness=0.0, regions=regions)
        self._drag: Drag | None = None
        self._lanes: dict[str, _Lane] = {}
        self._last = 0
        self._way: dict[int, tuple[float, float]] = {}

    @property
    def running(self) -> bool:
        return self._drag is not None

    def start(self, at: int, valence: float, arousal: float) -> None:
        """The hand goes down at a scene tick on a point, each coordinate -1..1."""
        self._drag, self._lanes, self._last = Drag(self._studio, "Record emotion on the pad"), {}, at
        self._way = {}
        self._record(at, valence, arousal)

    def move(self, at: int, valence: float, arousal: float) -> None:
        """Where hand and playhead are now. A playhead that went back (a loop) goes over it once more."""
        if self._drag is None:
            return
        if at < self._last:
            self._retrace()
            for lane in self._lanes.values():
                lane.stroke.lift()
            self._last = at
        self._record(at, valence, arousal)

    def finish(self) -> None:
        """The hand is lifted: few keys in place of the recording."""
        drag, self._drag = self._drag, None
        if drag is None:
            return
        if drag.moved:
            self._retrace()
            curves = {name: lane.stroke.finish() for name, lane in self._lanes.items()}
            drag.apply(lambda project: self._cleared(self._edited(project, curves)))
        drag.finish()

    def cancel(self) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()

    def _record(self, at: int, valence: float, arousal: float) -> None:
        from studio.emotion.affect import mix_of_point  # noqa: PLC0415 - not before somebody records

        self._way[at] = valence, arousal
        mix = mix_of_point(np.array([[valence, arousal]]))[0]
        curves: dict[str, Curve] = {}
        for name, value in zip(EMOTIONS, mix.tolist(), strict=True):
            lane = self._lane(name, value)
            if lane is not None:
                curves[name] = lane.stroke.move(at, float(value))
        self._last = at
        if self._drag is not None:
            self._drag.apply(lambda project: self._edited(project, curves))

    def _retrace(self) -> None:
        """The hand's way since it last set out, calmed."""
        from studio.session.painting.pad_path import felt_way  # noqa: PLC0415 - heavy, numpy

        at = np.array(list(self._way), np.int64)
        points = np.array(list(self._way.values()), np.float64)
        self._way = {}
        if len(at) > 1:
            grid, mix = felt_way(at, points)
            for name, lane in self._lanes.items():
                lane.stroke.retrace(grid, mix[:, EMOTIONS.index(name)])

    def _lane(self, emotion: str, value: float) -> _Lane | None:
        """The lane of an emotion that is up, or that has something in the way."""
        from studio.session.painting.strip import Strip  # noqa: PLC0415 - heavy, numpy
        from studio.session.painting.strokes import BrushStroke  # noqa: PLC0415 - heavy, numpy

        lane = self._lanes.get(emotion)
        if lane is not None:
            return lane
        character = character_of(self._studio.project, self._character_id)
        brush = attrs.evolve(self._brush, emotion=emotion)
        track = track_for(character, brush) if character is not None else None
        if character is None or (track is None and value < _UP):
            return None
        fresh = track is None
        track = track or new_track(self._studio.project, brush)
        lane = _Lane(track, BrushStroke(Strip(track.curve), brush), fresh)
        lane.stroke.press(self._last, 0.0 if self._lanes and not track.curve.keys else float(value))
        self._lanes[emotion] = lane
        return lane

    def _edited(self, project: Project, curves: dict[str, Curve]) -> Project:
        for name, curve in curves.items():
            track = self._lanes[name].track
            if not _has(project, self._character_id, track.id):
                if not curve.keys:
                    continue
                project = add_emotion(project, self._character_id, track)
            project = with_curve(project, CurveRef(track.id), curve)
        return project

    def _cleared(self, project: Project) -> Project:
        """Without lanes that were made for what turned out to be a flash."""
        for lane in self._lanes.values():
            if lane.fresh and _has(project, self._character_id, lane.track.id):
                made = part_of(project, EmotionTrack, lane.track.id)
                if max((key.value for key in made.curve.keys), default=0.0) < _SHOWN:
                    project = without_part(project, EmotionTrack, made.id)
        return project


def _has(project: Project, character_id: str, track_id: str) -> bool:
    character = character_of(project, character_id)
    return character is not None and any(track.id == track_id for track in character.emotions)
