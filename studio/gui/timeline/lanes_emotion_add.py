"""The row below the emotions where new lanes come from."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu

from studio.document.edits.emotions import add_emotion
from studio.document.edits.tree import character_of
from studio.document.schema import Character, Project
from studio.gui.kit.actions import with_key
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE, Theme, emotion_colour
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.hand_lane import HandLane
from studio.gui.timeline.lane import LaneMouse
from studio.gui.timeline.painting_curve import ValueAxis, line_colour, paint_brush
from studio.gui.timeline.painting_hands import Ground, PaintHand, brush_pixels, paints
from studio.session.painting.painting import lane_to_paint
from studio.session.palette.palette import (
    Swatch,
    compound_swatches,
    new_track,
    plain_swatches,
    title_of_style,
)
from studio.session.selection import CurveRef, Kind
from studio.session.studio import Studio
from studio.session.tools import Brush

_ICON = 14


class AddLane(HandLane):
    """A click offers the emotions; a stroke here paints a new lane of what the brush holds."""

    default_height = 28
    least_height = 24
    resizable = False
    header_icon = "plus"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.id = f"emotion-add:{character_id}"
        self.depth = 1
        self._character_id = character_id

    @property
    def title(self) -> str:  # type: ignore[override]
        return tr("Add emotion")

    def content(self) -> object:
        character = self._character()
        return (bool(character and character.emotions),)

    def press(self, mouse: LaneMouse) -> bool:
        character = self._character()
        if mouse.button != Qt.MouseButton.LeftButton or character is None:
            return False
        if paints(self.studio.brush.value):
            ground = ground_of_brush(self.studio, character, self.studio.brush.value)
            self._hand = PaintHand(self, mouse, ground, ValueAxis(self.height))
            return True
        menu = QMenu(self.canvas)
        self.fill(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(mouse.place)
        return True

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        self._mouse = mouse
        self.update()
        brush = self.studio.brush.value
        if paints(brush):
            name = tr(title_of_style(brush.emotion))
            return Qt.CursorShape.BlankCursor, tr("Paint a new lane of {0}", name.lower())
        return Qt.CursorShape.PointingHandCursor, tr("Add a lane for an emotion")

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        self.fill(menu.addMenu(tr("Add emotion")))

    def header_menu(self, menu: QMenu) -> None:
        self.fill(menu.addMenu(tr("Add emotion")))

    def fill(self, menu: QMenu) -> None:
        """A line for each emotion, and one for each two together."""
        for swatch in plain_swatches():
            self._offer(menu, swatch)
        more = menu.addMenu(tr("Two at once"))
        for swatch in compound_swatches():
            self._offer(more, swatch)

    def add(self, style: str) -> None:
        """A lane of a style, chosen and in the brush."""
        brush = attrs.evolve(self.studio.brush.value, emotion=style, units=())
        track = new_track(self.studio.project, brush)
        label = tr("Add lane {0}", tr(title_of_style(style)))

        def edit(project: Project) -> Project:
            return add_emotion(project, self._character_id, track)

        if self.studio.apply(label, edit):
            self.studio.brush.set(brush)
            selected = attrs.evolve(self.studio.selection.value, character=self._character_id)
            self.studio.selection.set(selected.of(Kind.EMOTION, track.id))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        hot = self._mouse is not None
        colour = theme.text_dim if hot else theme.text_faint
        character = self._character()
        first = character is not None and not character.emotions
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(11))
        brush = self.studio.brush.value
        text = _invitation(brush)
        if first and not paints(brush):
            brush_key = with_key(self.studio, tr("the brush"), "timeline.tool_brush")
            text = tr("No emotion yet: add a lane, or take {0} and paint here", brush_key)
        width = painter.fontMetrics().horizontalAdvance(text) + _ICON + 5 * SPACE
        area = QRectF(2 * SPACE, 3.5, width, self.height - 7)
        painter.setPen(QPen(QColor(theme.text_faint if hot else theme.grid), 0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        middle = area.center().y()
        paint_icon(painter, QRectF(area.left() + 2 * SPACE, middle - _ICON / 2, _ICON, _ICON), "plus", colour)
        painter.setPen(QColor(colour))
        room = area.adjusted(_ICON + 3 * SPACE, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self._mouse is not None and paints(brush):
            tint = line_colour(emotion_colour(brush.emotion), theme)
            place = QPointF(self._mouse.x, self._mouse.y)
            paint_brush(painter, theme, place, brush_pixels(brush, self.view), brush.hardness, tint)

    def _offer(self, menu: QMenu, swatch: Swatch) -> None:
        style = swatch.style
        menu.addAction(tr(swatch.title), lambda: self.add(style))

    def _character(self) -> Character | None:
        return character_of(self.studio.project, self._character_id)


def _invitation(brush: Brush) -> str:
    if paints(brush):
        return tr("Paint here for a new lane of {0}", tr(title_of_style(brush.emotion)).lower())
    return tr("Click to choose one, or paint here with the brush")


def ground_of_brush(studio: Studio, character: Character, brush: Brush) -> Ground:
    """The lane of what a brush holds, made by the stroke where there is none yet."""
    track, adds = lane_to_paint(studio.project, character, brush)
    return Ground(CurveRef(track.id), track.curve, tr(title_of_style(brush.emotion)).lower(), adds)
