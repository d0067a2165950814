"""A lane with a curve that one paints and keys: what emotions and face channels have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu

from studio.animation.sample import Sampler
from studio.document.curves import Curve, Key
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.hand_lane import HandLane
from studio.gui.timeline.keys_hands import (
    CONTROL,
    SHIFT,
    AddHand,
    Hand,
    MoveHand,
    ScaleHand,
    TangentHand,
)
from studio.gui.timeline.keys_menu import fill_curve_menu
from studio.gui.timeline.keys_view import KeyView
from studio.gui.timeline.lane import LaneMouse, Thing
from studio.gui.timeline.painting_curve import ValueAxis, keys_between, line_colour, paint_brush
from studio.gui.timeline.painting_hands import Ground, PaintHand, brush_pixels, paints
from studio.session.keying.cutting import razor
from studio.session.keying.keys import commit, curve_of, is_locked
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio
from studio.session.tools import Tool


class CurveLane(HandLane):
    """Subclasses say which curve, in which colour, and what lies under it."""

    can_mute = can_solo = can_lock = can_cut = True
    pans = True

    def __init__(self, studio: Studio, ref: CurveRef) -> None:
        super().__init__(studio)
        self.ref = ref
        self._ready: tuple[Curve, Sampler] | None = None
        self.keys = KeyView(self)

    @property
    def axis(self) -> ValueAxis:
        return ValueAxis(self.rect.height() or self.height)

    @property
    def curve(self) -> Curve:
        return curve_of(self.studio.project, self.ref)

    @property
    def colour(self) -> str:
        return self.header_colour

    @property
    def sampler(self) -> Sampler:
        """Of the present curve."""
        curve = self.curve
        if self._ready is None or self._ready[0] is not curve:
            self._ready = (curve, Sampler(curve))
        return self._ready[1]

    def stored_value(self, tick: int) -> float:
        """Of the curve itself."""
        return float(self.sampler(np.array([tick], np.int64))[0])

    def shown_value(self, tick: int) -> float:
        """Where the curve is drawn at a tick."""
        return self.stored_value(tick)

    def shown_values(self, keys: Sequence[Key]) -> list[float]:
        """Where keys of the curve are drawn."""
        return [key.value for key in keys]

    def ground(self) -> Ground | None:
        """What the brush paints on when the lane is pressed; None when it cannot."""
        return Ground(self.ref, self.curve, self.title)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        self._mouse = mouse
        if mouse.button != Qt.MouseButton.LeftButton:
            return False
        brush = self.studio.brush.value
        changes = brush.tool is not Tool.SELECT
        if changes and (self.locked or is_locked(self.studio.project, self.ref)):
            self.studio.told.emit(tr("{0} is locked", self.title))
            return True
        if paints(brush):
            ground = self.ground()
            self._hand = PaintHand(self, mouse, ground, self.axis) if ground is not None else None
            return True
        if brush.tool is Tool.RAZOR:
            commit(self.studio, tr("Cut keys"), lambda p: razor(p, [self.ref], max(mouse.snapped, 0)))
            return True
        return self._take(mouse, adds=brush.tool is Tool.KEY)

    def double_click(self, mouse: LaneMouse) -> bool:
        if self.studio.brush.value.tool is not Tool.SELECT or self.locked:
            return False
        if self.keys.key_near(mouse.x, mouse.y) is None:
            AddHand(self, mouse).release(mouse)
        return True

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        self._mouse = mouse
        brush = self.studio.brush.value
        text = f"{self.title} {self.shown_value(mouse.tick):.0%}"
        self.update()
        if self.locked:
            return Qt.CursorShape.ForbiddenCursor, tr("{0}, locked", text)
        if paints(brush):
            height = f"{self.axis.value_at(mouse.y):.0%}"
            return Qt.CursorShape.BlankCursor, tr("{0}, brush at {1}", text, height)
        if brush.tool is Tool.RAZOR:
            return Qt.CursorShape.SplitHCursor, text
        if edge := self.keys.edge_near(mouse.x, mouse.y):
            across = edge in ("left", "right")
            shape = Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
            return shape, tr("{0}, scale the chosen keys", text)
        if self.keys.tangent_near(mouse.x, mouse.y) or self.keys.key_near(mouse.x, mouse.y):
            return Qt.CursorShape.PointingHandCursor, text
        cross = brush.tool is Tool.KEY
        return (Qt.CursorShape.CrossCursor if cross else Qt.CursorShape.ArrowCursor), text

    def header_pressed(self, modifiers: Qt.KeyboardModifier) -> None:
        """Chooses the emotion, or the channel of the face; with Shift or Ctrl besides those chosen."""
        selection = self.studio.selection
        kind = Kind.CHANNEL if self.ref.channel else Kind.EMOTION
        name = self.ref.channel or self.ref.owner
        adds = bool(modifiers & (SHIFT | CONTROL)) and selection.value.kind is kind
        others = tuple(i for i in selection.value.ids if i != name) if adds else ()
        selection.set(selection.value.of(kind, *others, name))

    def names(self, selected: Selected) -> bool:
        """Is this lane itself what is chosen?"""
        kind = Kind.CHANNEL if self.ref.channel else Kind.EMOTION
        return selected.kind is kind and (self.ref.channel or self.ref.owner) in selected.ids

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        fill_curve_menu(self, mouse, menu)

    def keys_in(self, box: QRect) -> Iterable[KeyRef]:
        return self.keys.keys_in(QRectF(box))

    def things(self) -> Sequence[Thing]:
        keys = self.curve.keys
        shown = zip(keys, self.shown_values(keys), strict=True)
        return [Thing(k.time, k.time, f"{self.title} {v:.0%}", Kind.KEY, key=KeyRef(self.ref, k.time))
                for k, v in shown]  # fmt: skip

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        return [key.time for key in keys_between(self.curve, *span)]

    # Taking hold

    def _take(self, mouse: LaneMouse, *, adds: bool) -> bool:
        """Takes hold of what is under the hand, with the tools that choose and key; False when that is
        nothing."""
        held = self.keys.key_near(mouse.x, mouse.y)
        if not self.locked:
            self._hand = self._grip(mouse) or (self._new_key(mouse, adds=adds) if held is None else None)
        if self._hand is None and held is not None:
            self._take_key(mouse, held)
            return True
        return self._hand is not None

    def _grip(self, mouse: LaneMouse) -> Hand | None:
        box, edge = self.keys.box(), self.keys.edge_near(mouse.x, mouse.y)
        if box is not None and edge:
            return ScaleHand(self, mouse, edge, box)
        tangent = self.keys.tangent_near(mouse.x, mouse.y)
        return TangentHand(self, mouse, *tangent) if tangent is not None else None

    def _new_key(self, mouse: LaneMouse, *, adds: bool) -> Hand | None:
        return AddHand(self, mouse) if adds or mouse.holds(CONTROL) else None

    def _take_key(self, mouse: LaneMouse, held: KeyRef) -> None:
        selection = self.studio.selection
        chosen = selection.value.keys
        adds = mouse.holds(SHIFT)
        if adds and held in chosen:
            selection.set(selection.value.with_keys(chosen - {held}))
            return
        if held not in chosen:
            selection.set(selection.value.with_keys(chosen | {held} if adds else frozenset({held})))
        if not self.locked:
            clicked = held in chosen and not adds
            self._hand = MoveHand(self, mouse, held, copy=mouse.holds(CONTROL), clicked=clicked)

    def with_key(self, curve: Curve, at: int, shown: float) -> Curve:
        """A curve of this lane with a key where it is drawn at a value."""
        others = tuple(key for key in curve.keys if key.time != at)
        keys = sorted((*others, Key(at, shown)), key=lambda key: key.time)
        return attrs.evolve(curve, keys=tuple(keys))

    # Painting

    def paint_hand_work(self, painter: QPainter, theme: Theme) -> None:
        """Keys, tangents, the selection's box and the brush, over the curve."""
        colour = line_colour(self.colour, theme)
        mouse, painting = self._mouse, paints(self.studio.brush.value)
        over = self.keys.key_near(mouse.x, mouse.y) if mouse is not None and not painting else None
        if not isinstance(self._hand, PaintHand):  # under the hand every sample is a key
            self.keys.paint(painter, theme, colour, over)
        if mouse is not None and painting and not self.locked:
            self._paint_brush(painter, theme, mouse, colour)

    def _paint_brush(self, painter: QPainter, theme: Theme, mouse: LaneMouse, colour: QColor) -> None:
        brush = self.studio.brush.value
        line = brush.tool in (Tool.RAMP, Tool.HOLD)
        half = 4.0 if line else brush_pixels(brush, self.view)
        tint = QColor(theme.text_dim) if brush.tool in (Tool.ERASE, Tool.SMOOTH) else colour
        paint_brush(painter, theme, QPointF(mouse.x, mouse.y), half, brush.hardness, tint)
