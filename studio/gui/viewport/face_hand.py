"""The hand on the face: regions light up under it, a click chooses them, a drag paints on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from studio.core.names import FACE_REGIONS
from studio.gui.kit.language import tr
from studio.gui.kit.theme import emotion_colour
from studio.gui.viewport.projection import Projection
from studio.gui.viewport.shooting import Shooting, Shown, own_weights
from studio.session.painting.face_stroke import FaceStroke
from studio.session.palette.palette import title_of_style
from studio.session.tools import Tool

if TYPE_CHECKING:
    from studio.render.marks import Colour
    from studio.rig.schema import F32, I32, Rig
    from studio.session.studio import Studio

_STILL = 4  # pixels a click may tremble
_LEAST = 0.12  # of a region that a place must be


class FaceHand:
    """`changed` is called when the picture or what is written over it is another."""

    def __init__(self, studio: Studio, changed: Callable[[], None]) -> None:
        self._studio, self._changed = studio, changed
        self.regions_on = False  # regions can be chosen whatever the tool
        self._faces: dict[int, tuple[Rig, F32, I32]] = {}
        self._hovered: tuple[str, str] = ("", "")
        self._lit: tuple[object, ...] = ()
        self._stroke = FaceStroke(studio)
        self._pressed: tuple[QPointF, str, str] | None = None
        self._at = QPointF()

    @property
    def active(self) -> bool:
        """Does the left button work on the face?"""
        return self.regions_on or self._studio.brush.value.tool is Tool.BRUSH

    @property
    def painting(self) -> bool:
        return self._stroke.running

    @property
    def hovered(self) -> str:
        return self._hovered[1]

    # pointing

    def hover(self, shooting: Shooting, projection: Projection, at: QPointF) -> bool:
        """What lies under the mouse; True over a face."""
        self._at = at
        found = self._region(shooting, projection, at) if self.active else ("", "")
        if found != self._hovered:
            self._hovered = found
            self._changed()
        return bool(found[1])

    def leave(self) -> None:
        if self._hovered != ("", ""):
            self._hovered = ("", "")
            self._changed()

    def _region(self, shooting: Shooting, projection: Projection, at: QPointF) -> tuple[str, str]:
        """(character's id, region) under a pixel."""
        from studio.render.picking import first_hit  # noqa: PLC0415 - with the first face

        nearest, found = np.inf, ("", "")
        eye, way = projection.ray(at.x(), at.y())
        for name, shown in shooting.shown.items():
            _, weights, triangles = self._face(shown)
            hit = first_hit(shown.geometry.vertices, triangles, eye, way)
            if hit is not None and hit.distance < nearest:
                shares = hit.corners @ weights[triangles[hit.triangle]]
                best = int(shares.argmax())
                nearest, found = hit.distance, (name, FACE_REGIONS[best] if shares[best] > _LEAST else "")
        return found

    def _face(self, shown: Shown) -> tuple[Rig, F32, I32]:
        from studio.rig.face_regions import face_triangles, region_weights  # noqa: PLC0415 - when needed

        if id(shown.rig) not in self._faces:
            weights = region_weights(shown.rig)
            self._faces[id(shown.rig)] = (shown.rig, weights, face_triangles(shown.rig, weights))
        return self._faces[id(shown.rig)]

    # working

    def press(self, shooting: Shooting, projection: Projection, at: QPointF) -> bool:
        """True when the hand takes hold of a face."""
        self.hover(shooting, projection, at)
        character, region = self._hovered
        if not region:
            return False
        self._pressed = (at, character, region)
        return True

    def drag(self, at: QPointF) -> None:
        if self._pressed is None:
            return
        self._at = at
        place, character, region = self._pressed
        if not self._stroke.running:
            if (at - place).manhattanLength() < _STILL or self._studio.brush.value.tool is not Tool.BRUSH:
                return
            self._choose(character)
            if region not in self._studio.brush.value.regions:
                self._set_regions(frozenset({region}))
            if not self._stroke.start():
                return
        self._stroke.move(place.y() - at.y())
        self._changed()

    def release(self, modifiers: Qt.KeyboardModifier) -> None:
        pressed, self._pressed = self._pressed, None
        if self._stroke.running:
            self._stroke.finish()
        elif pressed is not None:
            self._choose(pressed[1])
            self._toggle(pressed[2], adding=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        self._changed()

    def cancel(self) -> bool:
        """Breaks a stroke off; False when there is none."""
        self._pressed = None
        running = self._stroke.running
        self._stroke.cancel()
        return running

    def clear(self) -> None:
        """The whole face again."""
        self._set_regions(frozenset())

    def follow(self) -> None:
        """The playhead moved under a resting hand."""
        self._stroke.follow()

    def _choose(self, character: str) -> None:
        selection = self._studio.selection
        current = self._studio.character
        if character and (current is None or current.id != character):
            selection.set(attrs.evolve(selection.value, character=character))

    def _toggle(self, region: str, adding: bool) -> None:
        chosen = self._studio.brush.value.regions
        if adding:
            self._set_regions(chosen ^ {region})
        else:
            self._set_regions(frozenset() if chosen == {region} else frozenset({region}))

    def _set_regions(self, regions: frozenset[str]) -> None:
        brush = self._studio.brush
        whole = regions == frozenset(FACE_REGIONS)
        brush.set(attrs.evolve(brush.value, regions=frozenset() if whole else regions))

    # showing

    def light(self, shooting: Shooting) -> bool:
        """Lets chosen and pointed at regions glow; True when that is another picture."""
        brush, current = self._studio.brush.value, self._studio.character
        owner = self._hovered[0] or (current.id if current is not None else "")
        chosen = brush.regions if self.active else frozenset()
        lit = chosen | ({self._hovered[1]} if self._hovered[1] and not self.painting else set())
        rig = shooting.shown[owner].rig if owner in shooting.shown else None
        state = (owner, lit, brush.emotion, id(rig))
        if state == self._lit:
            return False
        self._lit = state
        for name, shown in shooting.shown.items():
            if name == owner and lit:
                weights = own_weights(self._face(shown)[1], [FACE_REGIONS.index(r) for r in sorted(lit)])
                shooting.view.set_glow(name, weights, _colour(brush.emotion))
            else:
                shooting.view.set_glow(name, None)
        return True

    def forget(self) -> None:
        """The stage was set anew."""
        self._lit = ()

    def note(self) -> tuple[QPointF, str] | None:
        """What is written beside the mouse, and where."""
        if self._stroke.running:
            emotion = tr(title_of_style(self._studio.brush.value.emotion))
            return self._at, f"{emotion}  {100 * self._stroke.value:.0f} %"
        if self._hovered[1]:
            return self._at, tr(self._hovered[1].capitalize())
        return None


def _colour(emotion: str) -> Colour:
    colour = QColor(emotion_colour(emotion))
    return colour.redF(), colour.greenF(), colour.blueF()
