"""The bar that heads a character's lanes: who it is, and where they speak."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.document.edits.scenes import set_character
from studio.document.schema import Character
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.session.selection import Kind
from studio.session.studio import Studio


class CharacterLane(Lane):
    """A group; its bar shows the character's lines as blocks, so that a folded one still tells when."""

    default_height = 28
    least_height = 22
    resizable = False
    pans = True
    is_group = True
    can_mute = True
    header_icon = "user"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.character_id = character_id
        self.id = f"character:{character_id}"

    @property
    def character(self) -> Character | None:
        scene = self.studio.scene
        members = scene.characters if scene is not None else ()
        return next((member for member in members if member.id == self.character_id), None)

    @property
    def current(self) -> bool:
        """Is this who the artist works on?"""
        character = self.studio.character
        return character is not None and character.id == self.character_id

    @property
    def title(self) -> str:  # type: ignore[override]
        character = self.character
        return character.name if character is not None else ""

    @property
    def muted(self) -> bool:
        character = self.character
        return character is not None and bool(character.extra.get("muted"))

    def set_muted(self, on: bool) -> None:
        character = self.character
        if character is None:
            return
        extra = {name: value for name, value in character.extra.items() if name != "muted"}
        extra |= {"muted": True} if on else {}
        label = tr("Mute {0}", character.name) if on else tr("Unmute {0}", character.name)
        self.studio.apply(label, lambda p: set_character(p, self.character_id, extra=extra))

    def content(self) -> object:
        character = self.character
        return None if character is None else (character.clips, character.name, self.current)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        character = self.character
        if character is None:
            return
        painter.fillRect(QRectF(0, 0, self.view.width, self.height), QColor(theme.panel))
        tint = QColor(theme.accent if self.current else theme.text_faint)
        tint.setAlphaF(0.55 if self.current else 0.35)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        for clip in character.clips:
            first = max(self.view.x_of(clip.begin), -8.0)
            last = min(self.view.x_of(clip.end), self.view.width + 8.0)
            if last > first:
                painter.drawRoundedRect(QRectF(first, self.height / 2 - 3, last - first, 6), 3, 3)

    def press(self, mouse: LaneMouse) -> bool:
        if mouse.button == Qt.MouseButton.LeftButton:
            self.choose()
        return False

    def choose(self) -> None:
        """The artist works on this character from now on."""
        selected = attrs.evolve(self.studio.selection.value, character=self.character_id)
        self.studio.selection.set(selected.of(Kind.CHARACTER, self.character_id))
