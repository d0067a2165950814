"""The lane in the artist's hand: the chosen one, or the one that the brush would paint on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.core.names import FACE_REGIONS
from studio.document.edits.emotions import set_emotion
from studio.document.edits.tree import part_of
from studio.document.schema import Character, EmotionTrack, Project
from studio.emotion.mix import strengths_of_track
from studio.session.palette.palette import regions_of_track, style_of_track, track_for
from studio.session.selection import Kind, Selected
from studio.session.tools import Brush

if TYPE_CHECKING:
    from studio.session.studio import Studio


def chosen_track(character: Character | None, selected: Selected) -> EmotionTrack | None:
    """The emotion lane that is selected, by itself or through its keys."""
    if character is None:
        return None
    wanted = set(selected.ids) if selected.kind is Kind.EMOTION else set()
    if selected.kind is Kind.KEY:
        wanted = {key.curve.owner for key in selected.keys}
    return next((track for track in character.emotions if track.id in wanted), None)


def lane_in_hand(studio: Studio) -> EmotionTrack | None:
    """The lane that sliders change: the chosen one while the brush holds its colour, else the one that it
    would paint on; None: no lane yet, only the brush."""
    character, brush = studio.character, studio.brush.value
    chosen = chosen_track(character, studio.selection.value)
    if chosen is not None and brush_of(chosen, brush) == brush:
        return chosen
    return None if character is None else track_for(character, brush)


def brush_of(track: EmotionTrack, brush: Brush) -> Brush:
    """The brush dipped into a lane: what it paints then goes there."""
    return attrs.evolve(
        brush,
        emotion=style_of_track(track),
        regions=regions_of_track(track),
        units=strengths_of_track(track),
    )


def follow_lane(brush: Brush, before: Character | None, after: Character | None) -> Brush:
    """The brush after an edit: when the lane it paints on became another (units, regions, variant), it goes
    on painting there."""
    if before is None or after is None or before.emotions is after.emotions:
        return brush
    track = track_for(before, brush)
    if track is None or track_for(after, brush) is not None:
        return brush
    now = next((t for t in after.emotions if t.id == track.id), None)
    return brush if now is None else brush_of(now, brush)


def set_region(project: Project, track_id: str, region: str, weight: float) -> Project:
    """How much of a lane shows in one region of the face, 0..1."""
    track = part_of(project, EmotionTrack, track_id)
    weights = {r: track.regions.get(r, 1.0) for r in FACE_REGIONS} | {region: min(max(weight, 0.0), 1.0)}
    return set_regions(project, track_id, weights)


def set_regions(project: Project, track_id: str, weights: dict[str, float]) -> Project:
    """The same for all regions; absent ones show it all."""
    track = part_of(project, EmotionTrack, track_id)
    plain = {r: w for r, w in weights.items() if w != 1.0}
    others = {r: w for r, w in track.regions.items() if r not in FACE_REGIONS}
    return edited(project, track_id, regions=others | plain)


def edited(project: Project, track_id: str, **fields: object) -> Project:
    """As edits.set_emotion; a lane of listening's own that an artist changes is the artist's."""
    track = part_of(project, EmotionTrack, track_id)
    extra = fields.get("extra", track.extra)
    if isinstance(extra, dict) and "planned" in extra:
        extra = {k: v for k, v in extra.items() if k != "planned"}
    return set_emotion(project, track_id, **(fields | ({"extra": extra} if extra is not track.extra else {})))
