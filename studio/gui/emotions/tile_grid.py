"""The palette's tiles as a widget: click dips the brush, double click or drag lays it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from studio.gui.emotions.tile_paint import paint_tile
from studio.gui.emotions.tiles import Group, Tile, TileLayout, lay_out
from studio.gui.kit.drags import emotion_data
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ARROWS, ENTER
from studio.gui.kit.theming import current_theme, ui_font
from studio.session.palette.palette import Swatch

Faces = Callable[[Swatch, int], QPixmap | None]
"""A swatch's face at a size in physical pixels; None while it is drawn."""

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TileGrid(QWidget):
    """`chosen(swatch)` by a click, arrow keys or the start of a drag; `layRequested(swatch)` by a double
    click or Enter; `menuRequested(swatch, place on the screen)`; `foldRequested(name)` of a
    group's heading."""

    own_keys = ARROWS | ENTER

    chosen = Signal(object)
    layRequested = Signal(object)
    menuRequested = Signal(object, QPoint)
    foldRequested = Signal(str)

    def __init__(self, faces: Faces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._groups: tuple[Group, ...] = ()
        self._layout = TileLayout((), (), (), 0)
        self._held: Swatch | None = None  # what the brush holds
        self._hover: Tile | None = None
        self._pressed: tuple[QPoint, Tile] | None = None
        self._cursor = ""  # style and title of the tile that the keyboard is on
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Palette of emotions"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        if groups != self._groups:
            self._groups = groups
            self._lay_out()

    def show_held(self, swatch: Swatch | None) -> None:
        """Marks what the brush holds."""
        if swatch == self._held:
            return
        self._held = swatch
        self.setAccessibleDescription(tr("The brush holds {0}", tr(swatch.title)) if swatch else "")
        self.update()

    def tile_of(self, title: str) -> QRect:
        """The place of a tile by its title; empty when there is none."""
        return next((t.place for t in self._layout.tiles if t.swatch.title == title), QRect())

    def sizeHint(self) -> QSize:
        return QSize(260, self._layout.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._layout.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def _lay_out(self) -> None:
        before = self._layout.height
        self._layout = lay_out(self._groups, max(self.width(), 120))
        self._hover = None
        if before != self._layout.height:
            self.setFixedHeight(max(self._layout.height, 1))
        self.update()

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        tile, heading = self._layout.tile_at(at.x(), at.y()), self._layout.heading_at(at.x(), at.y())
        if tile is not None:
            self._pressed = (at, tile)
            self._choose(tile)
        elif heading is not None:
            self.foldRequested.emit(heading.folds)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is not None:
            start, tile = self._pressed
            if (at - start).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._drag(tile)
            return
        hover = self._layout.tile_at(at.x(), at.y())
        pressable = hover is not None or self._layout.heading_at(at.x(), at.y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        if hover is not self._hover:
            self._hover = hover
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        tile = self._layout.tile_at(at.x(), at.y())
        if tile is not None and event.button() == Qt.MouseButton.LeftButton:
            self.layRequested.emit(tile.swatch)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        tile = self._layout.tile_at(event.x(), event.y()) if mouse else self._keyboard_tile()
        if tile is not None:
            place = event.globalPos() if mouse else self.mapToGlobal(tile.place.center())
            self.menuRequested.emit(tile.swatch, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        tile = self._keyboard_tile()
        if way is not None:
            there = self._layout.beside(tile, *way)
            if there is not None:
                self._choose(there)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and tile is not None:
            self.layRequested.emit(tile.swatch)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tile = self._layout.tile_at(event.x(), event.y())
            QToolTip.showText(event.globalPos(), _tip(tile.swatch) if tile else "", self)
            return True
        return super().event(event)

    def _choose(self, tile: Tile) -> None:
        self._cursor = f"{tile.group} {tile.swatch.style} {tile.swatch.title}"
        self.chosen.emit(tile.swatch)
        self.update()

    def _keyboard_tile(self) -> Tile | None:
        named = (
            t for t in self._layout.tiles if f"{t.group} {t.swatch.style} {t.swatch.title}" == self._cursor
        )
        return next(named, None) or next((t for t in self._layout.tiles if self._is_held(t)), None)

    def _drag(self, tile: Tile) -> None:
        drag = QDrag(self)
        drag.setMimeData(emotion_data(tile.swatch.style))
        picture = self.grab(tile.place)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(tile.place.width() // 2, tile.place.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    # looks

    def _is_held(self, tile: Tile) -> bool:
        held, swatch = self._held, tile.swatch
        return held is not None and (held.style, held.title if held.own else "", held.own) == (
            swatch.style,
            swatch.title if swatch.own else "",
            swatch.own,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_words(painter)
            cursor = self._keyboard_tile() if self.hasFocus() else None
            for tile in self._layout.tiles:
                if tile.place.intersects(event.rect()):
                    pixels = round(tile.picture.width() * self.devicePixelRatioF())
                    paint_tile(
                        painter,
                        tile,
                        self._faces(tile.swatch, pixels),
                        chosen=self._is_held(tile),
                        hovered=tile is self._hover,
                        focused=tile is cursor,
                    )

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.text_faint))
        for heading in self._layout.headings:
            place = QRectF(heading.place)
            if heading.folds:
                mark = QRectF(place.left(), place.center().y() - 5, 10, 10)
                paint_icon(painter, mark, "caret-right" if heading.folded else "caret-down", "text_faint")
                place.setLeft(place.left() + 14)
            painter.drawText(place, left, heading.text)
        for area, hint in self._layout.hints:
            painter.drawText(area, left | int(Qt.TextFlag.TextWordWrap), hint)


def _tip(swatch: Swatch) -> str:
    how = tr("Click: the brush paints it. Double click or drag: lays it over what is chosen.")
    return f"<b>{escape(tr(swatch.title))}</b><br>{how}"
