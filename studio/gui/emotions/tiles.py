"""Where the palette's tiles lie: rows under headings, as many beside one another as there is room for."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QRect

from studio.session.palette.palette import Swatch

_GAP = 6
_COLUMNS = 4  # of tiles as large as there is room for; more where they would become too large
_LARGEST = 128  # so that eight emotions fill their rows in a panel of the usual widths
_HEADING = 22
_LINE = 14


@attrs.frozen
class Group:
    """Tiles under a heading. wide: least width of a tile; lines: of its name; hint: instead of tiles; folds:
    name under which its heading folds it, folded: its tiles are hidden."""

    title: str
    swatches: tuple[Swatch, ...]
    wide: int = 53
    lines: int = 1
    hint: str = ""
    folds: str = ""
    folded: bool = False


@attrs.frozen
class Heading:
    """A line of words over a group; `folds` and `folded` are the group's."""

    place: QRect
    text: str
    folds: str = ""
    folded: bool = False


@attrs.frozen
class Tile:
    """One tile: its whole place, the picture in it, and its group's number."""

    swatch: Swatch
    place: QRect
    picture: QRect
    group: int


@attrs.frozen
class TileLayout:
    """hints: place and text of each; height: of everything."""

    tiles: tuple[Tile, ...]
    headings: tuple[Heading, ...]
    hints: tuple[tuple[QRect, str], ...]
    height: int

    def tile_at(self, x: int, y: int) -> Tile | None:
        return next((tile for tile in self.tiles if tile.place.contains(x, y)), None)

    def heading_at(self, x: int, y: int) -> Heading | None:
        """A heading that folds its group."""
        return next((h for h in self.headings if h.folds and h.place.contains(x, y)), None)

    def beside(self, tile: Tile | None, across: int, down: int) -> Tile | None:
        """The next tile in a direction, for the arrow keys."""
        if tile is None or not self.tiles:
            return self.tiles[0] if self.tiles else None
        at = self.tiles.index(tile)
        if across:
            return self.tiles[min(max(at + across, 0), len(self.tiles) - 1)]
        here = tile.place.center()
        rows = [t for t in self.tiles if (t.place.top() - tile.place.top()) * down > 0]
        nearest = min((abs(t.place.top() - tile.place.top()) for t in rows), default=0)
        row = [t for t in rows if abs(t.place.top() - tile.place.top()) == nearest]
        return min(row, key=lambda t: abs(t.place.center().x() - here.x()), default=tile)


def lay_out(groups: tuple[Group, ...], width: int) -> TileLayout:
    """Every group's tiles over a width in pixels."""
    tiles: list[Tile] = []
    headings, hints = [], []
    y = 0
    for number, group in enumerate(groups):
        if group.title:
            headings.append(Heading(QRect(0, y, width, _HEADING), group.title, group.folds, group.folded))
            y += _HEADING
        if group.folded:
            continue
        if group.swatches:
            made, y = _rows(group, number, width, y)
            tiles += made
        elif group.hint:
            hints.append((QRect(0, y, width, 2 * _LINE + 4), group.hint))
            y += 2 * _LINE + 8
    return TileLayout(tuple(tiles), tuple(headings), tuple(hints), y)


def _rows(group: Group, number: int, width: int, y: int) -> tuple[list[Tile], int]:
    most = max((width + _GAP) // (group.wide + _GAP), 1)
    columns = min(max(_COLUMNS, -(-(width + _GAP) // (_LARGEST + _GAP))), most)
    side = min((width - (columns - 1) * _GAP) // columns, _LARGEST)
    height = side + group.lines * _LINE + 6
    made = []
    for k, swatch in enumerate(group.swatches):
        left, top = (k % columns) * (side + _GAP), y + (k // columns) * (height + _GAP)
        made.append(Tile(swatch, QRect(left, top, side, height), QRect(left, top, side, side), number))
    rows = -(-len(group.swatches) // columns)
    return made, y + rows * (height + _GAP)
