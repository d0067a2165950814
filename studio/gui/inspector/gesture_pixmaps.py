"""Pictures of gestures as the window shows them: of the character that the artist works on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap

from studio.gui.kit.pictures import image_of
from studio.session.gesturing.show import GestureShow
from studio.session.rigs import FIRST
from studio.session.studio import Studio

_MOTIONS = 12  # that are kept besides the newest


class GesturePixmaps:
    """Drawn beside the window as they are asked for; `drawn(name)` says that another one is there."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._show = studio, GestureShow(studio)
        self._stills: dict[tuple[str, str, int], QPixmap] = {}
        self._motions: dict[tuple[str, str], Sequence[QPixmap]] = {}
        self.drawn = self._show.drawn

    def still(self, name: str, size: tuple[int, int]) -> QPixmap | None:
        """A gesture at its fullest; size: physical pixels. None while it is drawn."""
        key = (self._asset, name, size[0])
        if key not in self._stills:
            picture = self._show.still(self._asset, name, size)
            if picture is None:
                return None
            self._stills[key] = QPixmap.fromImage(image_of(picture))
        return self._stills[key]

    def motion(self, name: str, size: tuple[int, int]) -> Sequence[QPixmap] | None:
        """A gesture from its beginning to its end; None while it is drawn."""
        key = (self._asset, name)
        if key not in self._motions:
            pictures = self._show.motion(self._asset, name, size)
            if pictures is None:
                return None
            self._motions = dict(list(self._motions.items())[-_MOTIONS:])
            self._motions[key] = [QPixmap.fromImage(image_of(picture)) for picture in pictures]
        return self._motions[key]

    def forget(self) -> None:
        """What was asked for and is not drawn yet is not looked at any more."""
        self._show.forget()

    @property
    def _asset(self) -> str:
        character = self._studio.character
        return character.asset if character is not None else FIRST
