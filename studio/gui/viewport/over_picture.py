"""Chooses what is written over the picture and gathers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.viewport import overlays
from studio.session.keying.time_text import write
from studio.session.staging.lip_marks import LipMarks
from studio.session.staging.subtitles import Subtitles

if TYPE_CHECKING:
    from studio.gui.viewport.stage_picture import StagePicture
    from studio.session.studio import Studio


class OverPicture:
    """Painted at each repaint of the view, after the picture."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._subtitles, self._lip_marks = Subtitles(), LipMarks()

    def paint(self, painter: QPainter, theme: Theme, rect: QRect, view: StagePicture) -> None:
        shown, shooting = view.viewing.value.shown, view.shooting
        if shooting is None:
            return
        people = shooting.shown.values()
        if "safe" in shown:
            overlays.paint_safe_frame(painter, rect)
        if "skeleton" in shown:
            overlays.paint_skeleton(painter, theme, view.projection, people)
        if "contacts" in shown:
            overlays.paint_lips(painter, theme, view.projection, self._lips(view))
        if "subtitle" in shown:
            cast = [person.character for person in people]
            lines = self._subtitles.at(cast, view.at)
            overlays.paint_subtitles(painter, rect, lines, named=len(cast) > 1)
        corner = QPointF(rect.left() + 12, rect.top() + 12)
        if "name" in shown:
            box = overlays.paint_label(painter, corner, self._title())
            corner = QPointF(box.left(), box.bottom() + 6)
        if "stats" in shown:
            overlays.paint_label(painter, corner, self._figures(view))
        self._note(painter, view)

    def _lips(self, view: StagePicture) -> list[overlays.Lips]:
        stage, transport = self._studio.stage, self._studio.transport
        assert view.shooting is not None
        found = []
        for person in view.shooting.shown.values():
            member = person.character
            face = stage.face(member, view.at, transport.rate)
            composed = stage.composed(member.id)
            marks = self._lip_marks.at(member, person.rig, view.at, face, composed)
            found.append(overlays.Lips(person, marks))
        return found

    def _title(self) -> str:
        transport, character = self._studio.transport, self._studio.character
        form = self._studio.time_format.value
        name = character.name if character is not None else ""
        return "   ".join(part for part in (name, write(transport.at, transport.rate, form)) if part)

    def _figures(self, view: StagePicture) -> str:
        assert view.shooting is not None
        return tr("{0} fps   {1} ms", f"{view.frames.rate:.0f}", f"{view.shooting.milliseconds:.1f}")

    def _note(self, painter: QPainter, view: StagePicture) -> None:
        note = view.hand.note()
        if note is not None:
            place, text = note
            overlays.paint_label(painter, place + QPointF(16, 14), text, strong=True)
