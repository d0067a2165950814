"""Thumbnails for tiles as pixmaps, drawn from the character the artist works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap

from studio.gui.kit.pictures import image_of
from studio.session.palette.palette import Swatch
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.session.looking.thumbnails import Thumbnails

_CROP = (0.15, 0.23, 0.70)  # left, top and side of what is shown, as shares of the picture
_SIZES = (
    128,
    224,
)  # pixels that are drawn: others are scaled, so that a panel dragged wider asks for nothing


def _cropped(size: int) -> QRect:
    """From the brows' upper edge to the chin: small tiles must show the expression, not the hair."""
    left, top, side = _CROP
    return QRect(round(left * size), round(top * size), round(side * size), round(side * size))


class FaceStore:
    """Pixmaps by swatch; asks for what is missing once `awake`, so that nothing is drawn while the window
    still opens."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._thumbnails: Thumbnails | None = None
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}

    def wake(self) -> Thumbnails:
        """From now on faces are drawn; its `drawn` signal says when some are there."""
        if self._thumbnails is None:
            from studio.session.looking.thumbnails import Thumbnails  # noqa: PLC0415 - after the first picture

            self._thumbnails = Thumbnails(self._studio)
        return self._thumbnails

    def face(self, swatch: Swatch, pixels: int) -> QPixmap | None:
        """The face for a tile of so many physical pixels; None while there is none."""
        character = self._studio.character
        if character is None or self._thumbnails is None:
            return None
        from studio.session.palette.faces import mix_of_swatch  # noqa: PLC0415 - with the thumbnails

        size = next((s for s in _SIZES if s >= pixels), _SIZES[-1])
        mix = mix_of_swatch(swatch)
        key = (character.asset, repr(sorted(mix.items())), size)
        if key not in self._pixmaps:
            picture = self._thumbnails.picture(character.asset, mix, size)
            if picture is None:
                return None
            image = image_of(picture)
            self._pixmaps[key] = QPixmap.fromImage(image.copy(_cropped(image.width())))
        return self._pixmaps[key]
