"""What is suggested to feel, under what is painted, and as faint lanes of its own where nothing is."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import attrs
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.animation.sample import Sampler
from studio.document.curves import Curve
from studio.document.edits.tree import character_of
from studio.document.schema import Character
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme, emotion_colour
from studio.gui.timeline.hand_lane import HandLane
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.lanes_emotion_add import ground_of_brush
from studio.gui.timeline.painting_curve import ValueAxis, line_colour, paint_brush, paint_ghost, points_of
from studio.gui.timeline.painting_hands import PaintHand, brush_pixels, paints
from studio.session.palette.palette import style_of_track, title_of_style
from studio.session.studio import Studio

_FAINTEST = 0.2  # a suggestion that never comes higher gets no lane of its own


class Ghosts:
    """The suggestions of a studio's characters, asked for once until something changes."""

    def __init__(self, studio: Studio) -> None:
        self._known: dict[str, tuple[Character, dict[str, Curve]]] = {}
        self._suggestions = studio.suggestions
        studio.suggestions.changed.connect(self._forget)

    def of(self, character: Character) -> dict[str, Curve]:
        """Curves by emotion."""
        known = self._known.get(character.id)
        if known is None or known[0] is not character:
            known = (character, self._suggestions.ghosts(character.id))
            self._known[character.id] = known
        return known[1]

    def _forget(self, character_id: str) -> None:
        self._known.pop(character_id, None)


_ghosts: WeakKeyDictionary[Studio, Ghosts] = WeakKeyDictionary()


def ghosts_of(studio: Studio, character: Character) -> dict[str, Curve]:
    """What is suggested for a character and not accepted yet, by emotion."""
    if studio not in _ghosts:
        _ghosts[studio] = Ghosts(studio)
    return _ghosts[studio].of(character)


def ghost_lanes(studio: Studio, character: Character) -> list[Lane]:
    """A lane for each emotion that is suggested and has none."""
    painted = {style_of_track(t) for t in character.emotions if not t.extra.get("suggested")}
    found = ghosts_of(studio, character).items()
    high = (emotion for emotion, curve in found if max((k.value for k in curve.keys), default=0) > _FAINTEST)
    return [GhostLane(studio, character.id, emotion) for emotion in high if emotion not in painted]


class GhostLane(HandLane):
    """A stroke here paints a lane of the emotion; a double click accepts the suggestion."""

    default_height = 32
    least_height = 20
    header_icon = "sparkle"

    def __init__(self, studio: Studio, character_id: str, emotion: str) -> None:
        super().__init__(studio)
        self.id = f"emotion-ghost:{character_id}:{emotion}"
        self.title = tr(title_of_style(emotion))
        self.badges = (tr("suggested"),)
        self.depth = 1
        self.header_colour = emotion_colour(emotion)
        self._character_id, self._emotion = character_id, emotion

    @property
    def curve(self) -> Curve:
        character = self._character()
        empty = Curve()
        return ghosts_of(self.studio, character).get(self._emotion, empty) if character else empty

    def content(self) -> object:
        return (self.curve,)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        curve, axis = self.curve, ValueAxis(self.height)
        colour = line_colour(self.header_colour, theme)
        if curve.keys:
            xs, values = points_of(curve, Sampler(curve), self.view)
            paint_ghost(painter, xs, axis.ys_of(values), axis, colour)
        brush = self.studio.brush.value
        if self._mouse is not None and paints(brush):
            place = QPointF(self._mouse.x, self._mouse.y)
            paint_brush(painter, theme, place, brush_pixels(brush, self.view), brush.hardness, colour)

    def press(self, mouse: LaneMouse) -> bool:
        character, brush = self._character(), self.studio.brush.value
        if mouse.button != Qt.MouseButton.LeftButton or character is None or not paints(brush):
            return False
        dipped = attrs.evolve(brush, emotion=self._emotion, units=())
        ground = attrs.evolve(ground_of_brush(self.studio, character, dipped), goal=Sampler(self.curve))
        self._hand = PaintHand(self, mouse, ground, ValueAxis(self.height))
        return True

    def double_click(self, mouse: LaneMouse) -> bool:
        self.accept()
        return True

    def accept(self) -> bool:
        """Makes what is suggested for the character its own, with keys to edit."""
        return self.studio.suggestions.accept(self._character_id)

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        self._mouse = mouse
        self.update()
        value = float(Sampler(self.curve)(np.array([mouse.tick], np.int64))[0])
        text = tr("{0} {1} suggested: double click accepts, a stroke paints", self.title, f"{value:.0%}")
        shape = Qt.CursorShape.BlankCursor if paints(self.studio.brush.value) else Qt.CursorShape.ArrowCursor
        return shape, text

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        menu.addAction(tr("Accept the suggestions"), self.accept)

    def _character(self) -> Character | None:
        return character_of(self.studio.project, self._character_id)
