"""The whole scene in one strip: who speaks where, and which part of it is on screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.core.time import TICKS_PER_SECOND, TimeRange, ticks
from studio.document.schema import VoiceClip
from studio.gui.kit.language import tr
from studio.gui.kit.theming import current_theme
from studio.gui.timeline.axis import Axis
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.strokes import columns_in, paint_columns
from studio.gui.timeline.time_view import TimeView
from studio.gui.timeline.wheel import NOTCH, ZOOM
from studio.session.studio import Studio

HEIGHT = 30
_GRIP = 6
_LEAST = 12.0  # pixels the window has at least, to be taken hold of


class Overview(QWidget):
    """Drag the window: pan; drag its ends: zoom; click elsewhere: go there; double click: all of it."""

    def __init__(self, studio: Studio, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._axis = studio, axis
        self._ground = QPixmap()
        self._held = ""
        self._offset = 0.0
        self._playhead = 0
        self._places: tuple[tuple[str, int, int, int], ...] = ()
        self.setObjectName("timeline-overview")
        self.setAccessibleName(tr("Overview"))
        self.setToolTip(tr("Drag the window to move through time, its ends to zoom; double click shows all"))
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def spoil(self) -> None:
        """Another document, another sound: paint the ground again."""
        self._ground = QPixmap()
        self.update()

    def spoil_if_other(self) -> None:
        """After the document changed: only where recordings came, went or moved."""
        scene = self._studio.scene
        shown = (
            tuple(clip for member in scene.characters for clip in member.clips) if scene is not None else ()
        )
        places = tuple((clip.id, clip.start, clip.begin, clip.end) for clip in shown)
        if places != self._places:
            self._places = places
            self.spoil()

    def move_playhead(self, tick: int) -> None:
        view = self._whole()
        for at in (self._playhead, tick):
            self.update(QRect(round(view.x_of(at)) - 2, 0, 5, HEIGHT))
        self._playhead = tick

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            scale = self.devicePixelRatio()
            if self._ground.size() != self.size() * scale:
                self._ground = self._painted(scale)
            painter.drawPixmap(QPointF(0, 0), self._ground)
            first, last = self._window()
            shade = tinted(theme.window, 0.62)
            painter.fillRect(QRectF(0, 0, first, HEIGHT), shade)
            painter.fillRect(QRectF(last, 0, self.width() - last, HEIGHT), shade)
            painter.fillRect(QRectF(first, 0, last - first, HEIGHT), tinted(theme.accent, 0.10))
            painter.setPen(pen(theme.accent))
            painter.drawRect(QRect(round(first), 1, round(last - first) - 1, HEIGHT - 2))
            for x in (first + 3, last - 4):
                painter.fillRect(QRectF(x, HEIGHT / 2 - 5, 1, 10), QColor(theme.accent))
            painter.setPen(pen(theme.border))
            painter.drawLine(0, 0, self.width(), 0)
            x = round(self._whole().x_of(self._studio.transport.at))
            painter.fillRect(QRect(x, 0, 1, HEIGHT), QColor(theme.playhead))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = QPixmap()

    def _painted(self, scale: float) -> QPixmap:
        theme, scene = current_theme(), self._studio.scene
        ground = QPixmap(self.size() * scale)
        ground.setDevicePixelRatio(scale)
        ground.fill(QColor(theme.well))
        people = scene.characters if scene is not None else ()
        if not people:
            return ground
        painter = QPainter(ground)
        height = (HEIGHT - 4) / len(people)
        for k, character in enumerate(people):
            for clip in character.clips:
                self._paint_clip(painter, clip, 2 + k * height, height)
        painter.end()
        return ground

    def _paint_clip(self, painter: QPainter, clip: VoiceClip, top: float, height: float) -> None:
        theme, view = current_theme(), self._whole()
        left, right = view.x_of(clip.begin), view.x_of(clip.end)
        area = QRectF(left, top, max(right - left, 1.0), height)
        audio, peaks = self._studio.stage.audio(clip.id), self._studio.stage.peaks(clip.id)
        painter.fillRect(area.adjusted(0, 1, 0, -1), tinted(theme.waveform, 0.25))
        if audio is None or peaks is None:
            return
        from studio.media.peaks import view as extremes  # noqa: PLC0415 - with the recordings

        first, last = (round(at * audio.rate / TICKS_PER_SECOND) for at in (clip.in_point, clip.out_point))
        found = extremes(peaks, audio.samples, first, last, columns_in(area.width(), painter))
        middle = height / 2
        paint_columns(
            painter, area, middle - found[:, 1] * middle, middle - found[:, 0] * middle, theme.waveform
        )

    # Where things are

    def _whole(self) -> TimeView:
        """The whole scene over the whole width, and what is on screen beyond its end."""
        view = self._axis.view.value
        length = max(self._studio.transport.length * 1.02, ticks(1.0), view.start + view.width * view.scale)
        return TimeView(0.0, length / max(self.width(), 1), self.width())

    def _window(self) -> tuple[float, float]:
        view, whole = self._axis.view.value, self._whole()
        first, last = whole.x_of(view.start), whole.x_of(view.start + view.width * view.scale)
        spare = max(_LEAST - (last - first), 0.0) / 2
        return max(first - spare, 0.0), min(last + spare, float(self.width()))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            return
        x = event.position().x()
        self._held = self._part_at(x)
        first, last = self._window()
        if self._held == "elsewhere":
            self._held = "window"
            self._offset = (last - first) / 2
            self._pan_to(x)
        else:
            self._offset = x - first

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not self._held:
            part = self._part_at(x)
            ends = part in {"first", "last"}
            self.setCursor(Qt.CursorShape.SizeHorCursor if ends else Qt.CursorShape.ArrowCursor)
        elif self._held == "window":
            self._pan_to(x)
        else:
            self._stretch(x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._axis.frame(TimeRange(0, self._studio.transport.length))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._axis.zoom(ZOOM ** (event.angleDelta().y() / NOTCH))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.unsetCursor()

    def _part_at(self, x: float) -> str:
        first, last = self._window()
        if abs(x - first) <= _GRIP and last - first > 3 * _GRIP:
            return "first"
        if abs(x - last) <= _GRIP and last - first > 3 * _GRIP:
            return "last"
        return "window" if first <= x <= last else "elsewhere"

    def _pan_to(self, x: float) -> None:
        view, whole = self._axis.view.value, self._whole()
        start = (x - self._offset) * whole.scale
        self._axis.pan((start - view.start) / view.scale)

    def _stretch(self, x: float) -> None:
        view, tick = self._axis.view.value, max(self._whole().tick_at(x), 0)
        first, last = max(round(view.start), 0), round(view.start + view.width * view.scale)
        least = round(view.width * TICKS_PER_SECOND / 192_000)
        if self._held == "first":
            span = TimeRange(min(tick, last - least), last)
        else:
            span = TimeRange(first, max(tick, first + least))
        self._axis.view.set(view.framing(span, margin=0.0))
