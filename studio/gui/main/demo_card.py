"""The demo scene as a picture that opens it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.core.progress import Progress
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme
from studio.session.studio import Studio

_SIZE = 320  # pixels of a face
_CAST = (("nora", (("surprise", 0.5), ("joy", 0.7))), ("jonas", (("sadness", 0.45), ("joy", 0.35))))
_LATER = 400  # ms: the window is there first


class DemoCard(QAbstractButton):
    """Draws the cast beside the window the first time; later the pictures come from the cache."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._faces: list[QImage] = []
        self.setText(tr("Open the demo scene"))
        self.setAccessibleName(self.text())
        self.setToolTip(tr("Two people, two lines: a copy you can change as you like"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LATER)
        self._soon.timeout.connect(self._ask)

    def sizeHint(self) -> QSize:
        return QSize(420, 270)

    def release(self) -> None:
        self._soon.stop()

    def showEvent(self, event: object) -> None:
        if not self._faces:
            self._soon.start()

    def _ask(self) -> None:
        studio = self._studio

        def draw(progress: Progress) -> list[QImage]:
            from studio.gui.kit.pictures import image_of  # noqa: PLC0415 - heavy, and only for the picture
            from studio.rig.characters import load  # noqa: PLC0415 - likewise
            from studio.session.derived import derived_data  # noqa: PLC0415 - likewise
            from studio.session.looking.thumbnails import face_thumbnail  # noqa: PLC0415 - likewise

            cache = derived_data(studio.findings)
            return [
                image_of(face_thumbnail(load(name), dict(mix), _SIZE, cache, progress)) for name, mix in _CAST
            ]

        studio.jobs.start(
            "Drawing the demo's picture",
            draw,
            self._show,
            key="welcome.picture",
            quiet=True,
        )

    def _show(self, faces: list[QImage]) -> None:
        self._faces = faces
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            shape = QPainterPath()
            shape.addRoundedRect(rect, 2 * RADIUS, 2 * RADIUS)
            painter.setClipPath(shape)
            painter.fillRect(rect, QColor(theme.well))
            self._paint_faces(painter, rect)
            strip = QRectF(rect.left(), rect.bottom() - 40, rect.width(), 40)
            painter.fillRect(strip, QColor(theme.hover if self.underMouse() else theme.raised))
            paint_icon(
                painter, QRectF(strip.left() + 3 * SPACE, strip.top() + 10, 20, 20), "play-fill", theme.accent
            )
            painter.setPen(QColor(theme.text))
            painter.drawText(strip.adjusted(10 * SPACE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setClipping(False)
            painter.setPen(QColor(theme.accent if self.hasFocus() or self.underMouse() else theme.border))
            painter.drawPath(shape)

    def _paint_faces(self, painter: QPainter, rect: QRectF) -> None:
        for k, face in enumerate(self._faces):
            width = rect.width() / len(self._faces)
            place = QRectF(rect.left() + k * width, rect.top(), width, rect.height() - 40)
            scale = max(place.width() / face.width(), place.height() / face.height())
            seen = QRectF(0, 0, place.width() / scale, place.height() / scale)
            seen.moveCenter(QRectF(face.rect()).center())
            seen.moveTop(min(seen.top(), 0.04 * face.height()))
            painter.drawImage(place, face, seen)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()
