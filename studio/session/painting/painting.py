"""Painting on the document: a stroke from press to release is one step of its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from studio.document.curves import Curve
from studio.document.edits.emotions import add_emotion
from studio.document.edits.layers import change_override_curve
from studio.document.edits.tree import in_part
from studio.document.schema import Character, EmotionTrack, Project
from studio.session.keying.keys import HANDWORK, with_curve
from studio.session.painting.drag import Drag
from studio.session.palette.palette import new_track, track_for
from studio.session.selection import CurveRef

if TYPE_CHECKING:
    from studio.session.painting.strokes import Stroke
    from studio.session.studio import Studio
    from studio.session.tools import Brush

Edit = Callable[[Project], Project]


class Painting:
    """A stroke under way. Dense while the hand moves, few keys once it is lifted, one step in all."""

    def __init__(
        self, studio: Studio, ref: CurveRef, stroke: Stroke, label: str, ground: Edit | None = None
    ) -> None:
        """ground: makes what the curve lies in where it is not there yet."""
        self._studio, self._drag = studio, Drag(studio, label)
        self._ref, self._stroke, self._ground = ref, stroke, ground
        self._laid = False

    @property
    def ref(self) -> CurveRef:
        return self._ref

    def press(self, at: int, value: float) -> None:
        self._lay(self._stroke.press(at, value))

    def move(self, at: int, value: float, *, straight: bool = False) -> None:
        self._lay(self._stroke.move(at, value, straight=straight))

    def finish(self) -> None:
        if self._drag.moved:
            self._lay(self._stroke.finish(), lasting=True)
        self._drag.finish()

    def cancel(self) -> None:
        self._drag.cancel()

    def _lay(self, curve: Curve, *, lasting: bool = False) -> None:
        # undo while the hand is down may have taken the lane away
        if not self._laid or has_curve(self._studio.project, self._ref):
            edit = self._settled if lasting or not self._laid else self._passing
            self._laid = self._drag.apply(lambda project: edit(project, curve)) or self._laid

    def _settled(self, project: Project, curve: Curve) -> Project:
        ready = project if self._ground is None or self._laid else self._ground(project)
        return with_curve(ready, self._ref, curve)

    def _passing(self, project: Project, curve: Curve) -> Project:
        """What only lasts until the next movement need not be gone through key by key."""
        ref = self._ref
        if not ref.channel:
            return in_part(project, EmotionTrack, ref.owner, lambda track: attrs.evolve(track, curve=curve))
        if not has_curve(project, ref, made=True):
            return self._settled(project, curve)
        return change_override_curve(project, ref.owner, ref.channel, lambda _: curve)


def has_curve(project: Project, ref: CurveRef, *, made: bool = False) -> bool:
    """Is the track or layer of a curve there? That of handwork comes by itself, unless it must be `made`."""
    if ref.channel and ref.owner.startswith(HANDWORK) and not made:
        return True
    people = [character for scene in project.scenes for character in scene.characters]
    owners = (part.id for who in people for part in (who.overrides if ref.channel else who.emotions))
    return ref.owner in owners


def lane_to_paint(project: Project, character: Character, brush: Brush) -> tuple[EmotionTrack, Edit | None]:
    """The track that a brush paints on, and the edit that adds it where there is none yet."""
    track = track_for(character, brush)
    if track is not None:
        return track, None
    made = new_track(project, brush)
    return made, lambda project: add_emotion(project, character.id, made)
