"""Search, tiles and the bar that lays a colour over what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.gui.emotions.faces import FaceStore
from studio.gui.emotions.tile_grid import TileGrid
from studio.gui.emotions.tiles import Group
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.palette.laying import INTENSITY, height_of, lay
from studio.session.palette.palette import (
    Swatch,
    compound_swatches,
    emotions_of_style,
    matches,
    plain_swatches,
    title_of_style,
    variant_swatches,
)
from studio.session.palette.presets import presets
from studio.session.studio import Studio

_HEIGHT = 0.8
_FOLDED = "palette.folded"
_TOGETHER = "together"


class PaletteBox(QWidget):
    """`menuRequested(swatch, place)` asks for what can be done with one of the artist's own."""

    menuRequested = Signal(object, QPoint)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self._asset = ""  # whose faces the tiles show
        self.faces = FaceStore(studio)
        self.search = _Search(self)
        self.search.textChanged.connect(self.refresh_tiles)
        self.grid = TileGrid(self.faces.face, self)
        self.search.left.connect(self.grid.setFocus)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.layRequested.connect(lambda swatch: lay(studio, intensity=height_of(studio), swatch=swatch))
        self.grid.menuRequested.connect(self.menuRequested)
        self.grid.foldRequested.connect(self._on_fold)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * SPACE)
        rows.addWidget(self.search)
        rows.addWidget(self.grid)
        self.refresh_tiles()

    def refresh_tiles(self) -> None:
        """After the brush, the artist's own faces, the search or whom the artist works on became others."""
        wanted = self.search.text()
        style = self.studio.brush.value.emotion
        self.grid.show_groups(self._found(wanted) if wanted.strip() else self._all(style))
        self.grid.show_held(self.held())
        character = self.studio.character
        asset = character.asset if character is not None else ""
        if asset != self._asset:
            self._asset = asset
            self.grid.update()

    def held(self) -> Swatch:
        """What the brush holds: one of the artist's own when it is just that, else a plain colour."""
        brush = self.studio.brush.value
        for own in presets(self.studio.settings):
            if own.brush(brush) == brush:
                return own
        return Swatch(brush.emotion, title_of_style(brush.emotion), units=brush.units)

    def _all(self, style: str) -> tuple[Group, ...]:
        emotion = emotions_of_style(style)[0]
        kinds = variant_swatches(emotion) if "+" not in style else ()
        groups = [Group("", plain_swatches())]
        if kinds:
            groups.append(Group(tr("Kinds of {0}", tr(title_of_style(emotion)).lower()), kinds))
        hint = tr("Shape a face below and keep it with the star: it will stand here.")
        own = presets(self.studio.settings)
        groups.append(Group(tr("Your own"), own, lines=2 if own else 1, hint=hint))
        folded = _TOGETHER in self.studio.settings.get(_FOLDED, [_TOGETHER])
        pairs = compound_swatches()
        title = tr("Two at once ({0})", len(pairs))
        groups.append(Group(title, pairs, lines=2, folds=_TOGETHER, folded=folded))
        return tuple(groups)

    def _on_fold(self, name: str) -> None:
        folded = set(self.studio.settings.get(_FOLDED, [_TOGETHER]))
        self.studio.settings.set(_FOLDED, sorted(folded ^ {name}))
        self.refresh_tiles()

    def _found(self, wanted: str) -> tuple[Group, ...]:
        every = [*plain_swatches(), *presets(self.studio.settings), *compound_swatches()]
        for plain in plain_swatches():
            kinds = variant_swatches(plain.style)[1:]
            every += [Swatch(k.style, title_of_style(k.style)) for k in kinds]
        found = tuple(swatch for swatch in every if matches(swatch, wanted))
        return (Group("", found, lines=2, hint=tr("No face is called that. Try happy, shocked, proud...")),)

    def _on_chosen(self, swatch: Swatch) -> None:
        self.studio.brush.set(swatch.brush(self.studio.brush.value))
        if swatch.own:
            self.studio.settings.set(INTENSITY, swatch.intensity)


class _Search(QLineEdit):
    """`left()`: Escape where nothing is typed; letters are keys again."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Search faces"))
        self.setAccessibleName(tr("Search faces"))
        self.setToolTip(tr("By name or by another word for it: happy, furious, disdain..."))
        self.setClearButtonEnabled(True)
        self.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
