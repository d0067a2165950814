"""Lanes of a character's emotions."""

from __future__ import annotations

from typing import Any

import attrs
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu

from studio.animation.sample import Sampler
from studio.document.curves import Curve
from studio.document.edits.emotions import remove_emotion, set_emotion
from studio.document.edits.tree import character_of, with_parts
from studio.document.schema import Character, EmotionTrack, Project
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme, emotion_colour
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.lanes_curve import CurveLane
from studio.gui.timeline.lanes_emotion_add import AddLane, ground_of_brush
from studio.gui.timeline.lanes_emotion_ghost import ghost_lanes, ghosts_of
from studio.gui.timeline.painting_curve import (
    line_colour,
    paint_area,
    paint_ghost,
    paint_value_grid,
    points_of,
)
from studio.gui.timeline.painting_hands import Ground
from studio.session.palette.palette import regions_of_track, style_of_track, title_of_track
from studio.session.selection import CurveRef, Kind
from studio.session.studio import Studio


def emotion_lanes(studio: Studio, character_id: str) -> list[Lane]:
    """One for each track that the artist sees, and one to add more."""
    character = character_of(studio.project, character_id)
    if character is None:
        return []
    shown = (track for track in character.emotions if not track.extra.get("suggested"))
    painted = [EmotionLane(studio, track.id) for track in shown]
    return [*painted, *ghost_lanes(studio, character), AddLane(studio, character_id)]


class EmotionLane(CurveLane):
    """One emotion over time."""

    default_height = 48
    stretches = True
    least_height = 22

    def __init__(self, studio: Studio, track_id: str) -> None:
        super().__init__(studio, CurveRef(track_id))
        self._found: tuple[Project, EmotionTrack | None] | None = None
        self.id = f"emotion:{track_id}"
        self.depth = 1

    @property
    def track(self) -> EmotionTrack | None:
        """Looked for once in each state of the document: it is asked for many times in a painting."""
        project = self.studio.project
        if self._found is None or self._found[0] is not project:
            self._found = project, next((t for t in self._tracks() if t.id == self.ref.owner), None)
        return self._found[1]

    @property
    def curve(self) -> Curve:
        track = self.track
        return track.curve if track is not None else Curve()

    @property
    def title(self) -> str:  # type: ignore[override]
        track = self.track
        return tr(title_of_track(track)) if track is not None else ""

    @property
    def header_colour(self) -> str:  # type: ignore[override]
        track = self.track
        own = track.extra.get("colour", "") if track is not None else ""
        if isinstance(own, str) and own.startswith("#"):
            return own
        return emotion_colour(style_of_track(track) if track is not None else "")

    @property
    def badges(self) -> tuple[str, ...]:  # type: ignore[override]
        track = self.track
        if track is None:
            return ()
        listens = (tr("listening"),) if track.extra.get("planned") else ()
        return (*(tr(region) for region in sorted(regions_of_track(track))), *listens)

    def content(self) -> object:
        return self.track

    @property
    def muted(self) -> bool:
        track = self.track
        return track is not None and track.muted

    def set_muted(self, on: bool) -> None:
        self._set(tr("Mute {0}", self.title) if on else tr("Unmute {0}", self.title), muted=on)

    @property
    def solo(self) -> bool:
        return self.ref.owner in self.studio.stage.solo.value

    def set_solo(self, on: bool) -> None:
        held = self.studio.stage.solo
        held.set(held.value | {self.ref.owner} if on else held.value - {self.ref.owner})

    @property
    def locked(self) -> bool:
        track = self.track
        return track is not None and bool(track.extra.get("locked"))

    def set_locked(self, on: bool) -> None:
        self._set_extra(tr("Lock {0}", self.title) if on else tr("Unlock {0}", self.title), "locked", on)

    def set_colour(self, colour: str) -> None:
        self._set_extra(tr("Colour {0}", self.title), "colour", colour)

    def reorder(self, by: int) -> None:
        character = self._character()
        if character is None:
            return
        ids = [track.id for track in character.emotions]
        here = ids.index(self.ref.owner)
        there = min(max(here + by, 0), len(ids) - 1)

        def moved(tracks: tuple[EmotionTrack, ...]) -> tuple[EmotionTrack, ...]:
            rest = [track for track in tracks if track.id != self.ref.owner]
            own = next(track for track in tracks if track.id == self.ref.owner)
            return tracks if here == there else (*rest[:there], own, *rest[there:])

        owner = character.id
        self.studio.apply(tr("Reorder lanes"), lambda p: with_parts(p, owner, EmotionTrack, moved))

    def click(self, mouse: LaneMouse) -> bool:
        character, selection = self._character(), self.studio.selection
        if character is None:
            return False
        chosen = selection.value.of(Kind.EMOTION, self.ref.owner)
        selection.set(attrs.evolve(chosen, character=character.id))
        return True

    def ground(self) -> Ground | None:
        """The lane itself; with regions in the brush, the lane of the same emotion on those regions."""
        character, track, brush = self._character(), self.track, self.studio.brush.value
        if character is None or track is None:
            return None
        if not brush.regions or brush.regions == regions_of_track(track):
            return Ground(self.ref, self.curve, self.title.lower(), goal=self._goal())
        return ground_of_brush(self.studio, character, attrs.evolve(brush, emotion=style_of_track(track)))

    def header_menu(self, menu: QMenu) -> None:
        menu.addAction(tr("Delete lane"), self._delete)
        menu.addAction(tr("Paint with this emotion"), self._take_up)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        axis, curve = self.axis, self.curve
        colour = line_colour(self.colour, theme)
        paint_value_grid(painter, theme, axis, self.view.width)
        ghost = self._ghost()
        if ghost is not None and ghost.keys:
            xs, values = points_of(ghost, Sampler(ghost), self.view)
            paint_ghost(painter, xs, axis.ys_of(values), axis, colour)
        silent = self.muted or bool(self.studio.stage.solo.value and not self.solo)
        if curve.keys:
            xs, values = points_of(curve, self.sampler, self.view)
            shade = QColor(theme.text_faint) if silent else colour
            fill = shade if silent else QColor(self.colour)
            paint_area(painter, theme, xs, axis.ys_of(values), axis, shade, fill, 0.6 if silent else 1.0)
        self.paint_hand_work(painter, theme)

    # The document

    def _character(self) -> Character | None:
        people = (c for scene in self.studio.project.scenes for c in scene.characters)
        return next((c for c in people if any(t.id == self.ref.owner for t in c.emotions)), None)

    def _tracks(self) -> tuple[EmotionTrack, ...]:
        character = self._character()
        return character.emotions if character is not None else ()

    def _set(self, label: str, **fields: Any) -> None:  # noqa: ANN401 - fields of a track
        self.studio.apply(label, lambda project: set_emotion(project, self.ref.owner, **fields))

    def _set_extra(self, label: str, name: str, value: object) -> None:
        track = self.track
        if track is None:
            return
        extra = {key: kept for key, kept in track.extra.items() if key != name}
        self._set(label, extra={**extra, name: value} if value else extra)

    def _delete(self) -> None:
        label = tr("Delete lane {0}", self.title)
        self.studio.apply(label, lambda project: remove_emotion(project, self.ref.owner))

    def _take_up(self) -> None:
        track, brush = self.track, self.studio.brush
        if track is not None:
            brush.set(attrs.evolve(brush.value, emotion=style_of_track(track)))

    def _ghost(self) -> Curve | None:
        """What sound and words suggest for this emotion."""
        character, track = self._character(), self.track
        if character is None or track is None or track.extra.get("planned"):
            return None
        return ghosts_of(self.studio, character).get(style_of_track(track))

    def _goal(self) -> Any:  # noqa: ANN401 - a Goal or nothing
        ghost = self._ghost()
        return Sampler(ghost) if ghost is not None else None
