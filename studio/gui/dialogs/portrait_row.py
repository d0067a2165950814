"""The characters of the library as large pictures, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.pictures import image_of
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme, ui_font
from studio.session.fields.chosen import label_of
from studio.session.looking.portraits import Portraits

_SIDE = 132


class PortraitRow(QWidget):
    """`assetChosen(asset)` by a click or the arrow keys."""

    assetChosen = Signal(str)

    def __init__(self, assets: Sequence[str], portraits: Portraits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._tiles = {asset: _Portrait(asset, portraits, self) for asset in assets}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        for asset, tile in self._tiles.items():
            self._group.addButton(tile)
            tile.clicked.connect(lambda _=False, a=asset: self.assetChosen.emit(a))
            row.addWidget(tile)
        row.addStretch(1)

    def choose(self, asset: str) -> None:
        """Marks one; tells nobody."""
        self._group.setExclusive(False)
        for name, tile in self._tiles.items():
            tile.setChecked(name == asset)
        self._group.setExclusive(True)

    def redraw(self) -> None:
        for tile in self._tiles.values():
            tile.update()


class _Portrait(QAbstractButton):
    def __init__(self, asset: str, portraits: Portraits, parent: QWidget) -> None:
        super().__init__(parent)
        self._asset, self._portraits = asset, portraits
        self._label = label_of(asset)
        self._pixmap: QPixmap | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._label)
        self.setFixedSize(_SIDE, _SIDE + 24)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE + 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            box = QRectF(1.5, 1.5, _SIDE - 3, _SIDE - 3)
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS + 2, RADIUS + 2)
            painter.fillPath(shape, QColor(theme.well))
            picture = self._picture()
            if picture is not None:
                painter.setClipPath(shape)
                painter.drawPixmap(box, picture, QRectF(picture.rect()))
                painter.setClipping(False)
            else:
                paint_icon(
                    painter,
                    QRectF(box.center().x() - 20, box.center().y() - 20, 40, 40),
                    "user",
                    "text_faint",
                )
            if self.isChecked() or self.hasFocus() or self.underMouse():
                lit = self.isChecked() or self.hasFocus()
                painter.setPen(
                    QPen(QColor(theme.accent if lit else theme.text_faint), 2.5 if self.isChecked() else 1)
                )
                painter.drawPath(shape)
            painter.setFont(ui_font(12, bold=self.isChecked()))
            painter.setPen(QColor(theme.text if self.isChecked() else theme.text_dim))
            painter.drawText(QRectF(0, _SIDE, _SIDE, 22), int(Qt.AlignmentFlag.AlignCenter), self._label)

    def _picture(self) -> QPixmap | None:
        if self._pixmap is None:
            found = self._portraits.picture(self._asset, round(_SIDE * self.devicePixelRatioF()))
            if found is not None:
                self._pixmap = QPixmap.fromImage(image_of(found))
        return self._pixmap
