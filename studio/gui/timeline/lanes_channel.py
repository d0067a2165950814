"""Lanes of the face's channels, folded by region: what is performed, and the artist's handwork on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu

from studio.core.names import ARKIT_CHANNELS, FACE_REGIONS, REGION_OF_CHANNEL, title_of_channel
from studio.core.time import TICKS_PER_SECOND
from studio.document.curves import Curve, Key
from studio.document.edits.tree import character_of
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.keys_hands import AddHand, Hand
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.lanes_channel_deeds import fill_menu, is_alone, lock, mute, see_alone
from studio.gui.timeline.lanes_channel_values import Bare, places_of, pyramid_of, shown_in, values_at
from studio.gui.timeline.lanes_curve import CurveLane
from studio.gui.timeline.painting_curve import line_colour, paint_area, paint_value_grid
from studio.gui.timeline.painting_hands import Ground
from studio.gui.timeline.strokes import columns_in, joined, paint_columns
from studio.session.keying.handwork import handwork_of, locked_channels, muted_channels, with_local_key
from studio.session.keying.keys import handwork_ref
from studio.session.staging.composed import Composed
from studio.session.studio import Studio

_NO_KEYS = Curve()
_ON_LINE = 5.0  # pixels from the curve within which a hand takes hold of it
_INDEX = {name: i for i, name in enumerate(ARKIT_CHANNELS)}
REGION_COLOURS = {
    "brows": "#c8a24b",
    "eyes": "#5aa9e6",
    "nose": "#7fb069",
    "cheeks": "#e58fb0",
    "mouth": "#e0705a",
    "jaw": "#a98ae0",
}


def channel_lanes(studio: Studio, character_id: str) -> list[Lane]:
    """One fold with a fold for each region of the face."""
    return [FaceLane(studio, character_id)]


class FoldLane(Lane):
    """A fold over lanes of channels; folded, it shows where there is handwork in it."""

    is_group = True
    default_collapsed = True
    resizable = False
    default_height = 24
    can_mute = can_solo = can_lock = True
    pans = True
    shows_composed = False

    def __init__(self, studio: Studio, character_id: str, channels: Iterable[str]) -> None:
        super().__init__(studio)
        self.character_id, self.channels = character_id, tuple(channels)

    def content(self) -> object:
        character = character_of(self.studio.project, self.character_id)
        return (character.overrides if character is not None else None, self.state.collapsed)

    @property
    def muted(self) -> bool:
        character = character_of(self.studio.project, self.character_id)
        return character is not None and muted_channels(character) >= set(self.channels)

    def set_muted(self, on: bool) -> None:
        mute(self.studio, self.character_id, self.channels, on, self.title)

    @property
    def solo(self) -> bool:
        return is_alone(self.studio, self.character_id, self.channels)

    def set_solo(self, on: bool) -> None:
        see_alone(self.studio, self.character_id, self.channels, on)

    @property
    def locked(self) -> bool:
        character = character_of(self.studio.project, self.character_id)
        return character is not None and locked_channels(character) >= set(self.channels)

    def set_locked(self, on: bool) -> None:
        lock(self.studio, self.character_id, self.channels, on, self.title)

    def header_menu(self, menu: QMenu) -> None:
        fill_menu(menu, self.studio, self.character_id, self.channels, self.title)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        character = character_of(self.studio.project, self.character_id)
        if character is None or not self.state.collapsed:
            return
        span, view, middle = self.view.span, self.view, self.height / 2
        colour = QColor(self.header_colour or theme.accent)
        for name, curve in handwork_of(character).curves.items():
            for key in curve.keys if name in self.channels else ():
                if span.start <= key.time <= span.end:
                    painter.fillRect(QRectF(view.x_of(key.time) - 1.5, middle - 1.5, 3, 3), colour)


class FaceLane(FoldLane):
    """All channels."""

    depth = 1
    header_icon = "smiley"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio, character_id, ARKIT_CHANNELS)
        self.id, self.title = f"channels:{character_id}", tr("Face channels")
        self.members = [RegionLane(studio, character_id, region) for region in FACE_REGIONS]


class RegionLane(FoldLane):
    """The channels of one region."""

    def __init__(self, studio: Studio, character_id: str, region: str) -> None:
        super().__init__(studio, character_id, (c for c in ARKIT_CHANNELS if REGION_OF_CHANNEL[c] == region))
        self.id, self.title = f"region:{character_id}:{region}", tr(region.capitalize())
        self.depth = 2
        self.header_colour = REGION_COLOURS[region]
        self.members = [ChannelLane(studio, character_id, name) for name in self.channels]


class ChannelLane(CurveLane):
    """One channel. The area is what is performed; keys are handwork added to it, with an effect that ends at
    the next keys."""

    default_height = 40
    least_height = 20
    stretches = True
    shows_composed = True

    def __init__(self, studio: Studio, character_id: str, channel: str) -> None:
        super().__init__(studio, handwork_ref(character_id, channel))
        self.id = f"channel:{character_id}:{channel}"
        self.title = tr(title_of_channel(channel))
        self.depth = 3
        self.character_id, self.channel = character_id, channel
        self.header_colour = REGION_COLOURS[REGION_OF_CHANNEL[channel]]
        self._bare: Bare | None = None

    def content(self) -> object:
        character = character_of(self.studio.project, self.character_id)
        return (character.overrides if character is not None else None,)

    @property
    def curve(self) -> Curve:
        character = character_of(self.studio.project, self.character_id)
        return handwork_of(character).curves.get(self.channel, _NO_KEYS) if character else _NO_KEYS

    @property
    def muted(self) -> bool:
        character = character_of(self.studio.project, self.character_id)
        return character is not None and self.channel in muted_channels(character)

    def set_muted(self, on: bool) -> None:
        mute(self.studio, self.character_id, (self.channel,), on, self.title)

    @property
    def solo(self) -> bool:
        return is_alone(self.studio, self.character_id, (self.channel,))

    def set_solo(self, on: bool) -> None:
        see_alone(self.studio, self.character_id, (self.channel,), on)

    @property
    def locked(self) -> bool:
        character = character_of(self.studio.project, self.character_id)
        return character is not None and self.channel in locked_channels(character)

    def set_locked(self, on: bool) -> None:
        lock(self.studio, self.character_id, (self.channel,), on, self.title)

    def header_menu(self, menu: QMenu) -> None:
        fill_menu(menu, self.studio, self.character_id, (self.channel,), self.title)

    def shown_value(self, tick: int) -> float:
        composed = self.studio.stage.composed(self.character_id)
        if composed is None or not composed.frames:
            return min(max(self.stored_value(tick), 0.0), 1.0)
        return float(values_at(composed, _INDEX[self.channel], np.array([tick], np.int64))[0])

    def shown_values(self, keys: Sequence[Key]) -> list[float]:
        composed = self.studio.stage.composed(self.character_id)
        if composed is None or not composed.frames or not keys:
            return [min(max(key.value, 0.0), 1.0) for key in keys]
        at = np.array([key.time for key in keys], np.int64)
        shown: list[float] = values_at(composed, _INDEX[self.channel], at).tolist()
        return shown

    def press(self, mouse: LaneMouse) -> bool:
        composed = self.studio.stage.composed(self.character_id)
        self._bare = Bare(composed, _INDEX[self.channel])
        return super().press(mouse)

    def ground(self) -> Ground | None:
        return Ground(self.ref, self.curve, self.title.lower(), under=self._bare)

    def with_key(self, curve: Curve, at: int, shown: float) -> Curve:
        bare = float(self._bare(np.array([at], np.int64))[0]) if self._bare is not None else 0.0
        return with_local_key(curve, at, shown - bare)

    def _new_key(self, mouse: LaneMouse, *, adds: bool) -> Hand | None:
        """The curve itself is taken hold of as well: a key comes where the hand pulls."""
        on_line = abs(self.axis.y_of(self.shown_value(mouse.tick)) - mouse.y) <= _ON_LINE
        return AddHand(self, mouse) if on_line else super()._new_key(mouse, adds=adds)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        axis = self.axis
        paint_value_grid(painter, theme, axis, self.view.width)
        silent = self.muted or bool(self.studio.stage.channels.value and not self.solo)
        colour = QColor(theme.text_faint) if silent else line_colour(self.colour, theme)
        composed = self.studio.stage.composed(self.character_id)
        if composed is not None and composed.frames:
            self._paint_values(painter, theme, composed, colour)
        self.paint_hand_work(painter, theme)

    def _paint_values(self, painter: QPainter, theme: Theme, composed: Composed, colour: QColor) -> None:
        axis, view = self.axis, self.view
        if TICKS_PER_SECOND / composed.rate.fps > 2.0 * view.scale:
            shown = shown_in(composed, view, margin=2.0)
            ys = axis.ys_of(shown.values[_INDEX[self.channel]])
            paint_area(painter, theme, shown.xs, ys, axis, colour, opacity=0.9)
            return
        count = columns_in(view.width, painter)
        edges = places_of(composed, np.array([view.start, view.start + view.width * view.scale]))
        channel = _INDEX[self.channel]
        low, high = pyramid_of(composed).extremes(channel, float(edges[0]), float(edges[1]), count)
        bottom, top = (axis.ys_of(v.astype(np.float64)) for v in joined(low, high))
        area = QRectF(0, 0, view.width, axis.height)
        paint_columns(painter, area, top, bottom, colour.name(), 0.9, under=(axis.y_of(0.0), 0.28))
