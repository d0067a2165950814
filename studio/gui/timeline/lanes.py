"""Which lanes a scene has, in which order, and how each is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from studio.document.schema import Scene
from studio.gui.timeline.lane import Lane, LaneState
from studio.gui.timeline.lanes_channel import channel_lanes
from studio.gui.timeline.lanes_character import CharacterLane
from studio.gui.timeline.lanes_emotion import emotion_lanes
from studio.gui.timeline.lanes_event import event_lanes
from studio.gui.timeline.lanes_phone import PhoneLane
from studio.gui.timeline.lanes_sound import SoundLane
from studio.gui.timeline.lanes_take import take_lanes
from studio.gui.timeline.lanes_word import WordLane
from studio.gui.timeline.outline import same_but_curves
from studio.gui.timeline.rows import everything, flattened
from studio.session.studio import Studio

Factory = Callable[[Studio, str], list[Lane]]

_SETTING = "timeline.lanes"
_KEPT = 4000  # lanes whose height is remembered


_FACTORIES: tuple[Factory, ...] = (emotion_lanes, take_lanes, event_lanes, channel_lanes)


class LaneTree:
    """The lanes of the scene the artist works in. A lane stays the same object for as long as its id is
    there, so that whatever it is doing goes on when the document changes."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._known: dict[str, Lane] = {}
        self._states: dict[str, Any] = dict(studio.settings.get(_SETTING, {}))
        self.roots: list[Lane] = []
        self._seen: Scene | None = None

    def rebuild(self) -> bool:
        """Looks at the document again; False when the same lanes are in the same order."""
        scene = self._seen = self._studio.scene
        before = [lane.id for lane in everything(self.roots)]
        self.roots = self._settled(self._roots(scene)) if scene is not None else []
        self._known = {lane.id: lane for lane in everything(self.roots)}
        return before != list(self._known)

    def only_curves(self) -> bool:
        """Did nothing but courses of curves change since this was asked last, or the lanes were built? They
        decide neither which lanes there are nor what stands at their heads. Asked at every move of a hand."""
        before, self._seen = self._seen, self._studio.scene
        return before is not None and self._seen is not None and same_but_curves(before, self._seen)

    def shown(self) -> list[Lane]:
        """Lanes with a row, from top to bottom."""
        return list(flattened(self.roots))

    def all(self) -> list[Lane]:
        return list(self._known.values())

    def lane(self, id_: str) -> Lane | None:
        return self._known.get(id_)

    def owner_of(self, lane: Lane) -> str:
        """Id of the character whose lane it is; empty for a lane of nobody."""
        roots = (root for root in self.roots if isinstance(root, CharacterLane))
        return next((root.character_id for root in roots if lane in everything([root])), "")

    def set_state(self, lane: Lane, **fields: Any) -> None:  # noqa: ANN401 - fields of LaneState
        """height, collapsed: kept for the next time."""
        lane.state = attrs.evolve(lane.state, **fields)
        self._states.pop(lane.id, None)
        self._states[lane.id] = [lane.state.height, lane.state.collapsed]
        kept = list(self._states.items())[-_KEPT:]
        self._studio.settings.set(_SETTING, dict(kept))

    def _roots(self, scene: Scene) -> list[Lane]:
        return [self._of_character(character.id) for character in scene.characters]

    def _of_character(self, id_: str) -> Lane:
        studio = self._studio
        lane = CharacterLane(studio, id_)
        lane.members = [SoundLane(studio, id_), WordLane(studio, id_), PhoneLane(studio, id_)]
        for factory in _FACTORIES:
            lane.members += factory(studio, id_)
        return lane

    def _settled(self, fresh: list[Lane]) -> list[Lane]:
        """The lanes, those that were there before in place of new ones of the same id."""
        settled = []
        for new in fresh:
            lane = self._known.get(new.id)
            if lane is None:
                lane, new_state = new, self._states.get(new.id)
                lane.state = _state(new_state, lane)
            lane.members = self._settled(new.members)
            settled.append(lane)
        return settled


def _state(kept: Any, lane: Lane) -> LaneState:  # noqa: ANN401 - JSON
    match kept:
        case [int(height), bool(collapsed)]:
            return LaneState(max(min(height, 600), 0), collapsed)
    return LaneState(0, lane.default_collapsed)
