"""The picture of the stage: drawn when it is another one, shown, and written over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.kit.theming import current_theme
from studio.gui.viewport.face_hand import FaceHand
from studio.gui.viewport.gl_context import try_context
from studio.gui.viewport.looks import look_of
from studio.gui.viewport.navigation import Navigation
from studio.gui.viewport.over_picture import OverPicture
from studio.gui.viewport.pacing import FrameCount, Pacing
from studio.gui.viewport.projection import Projection
from studio.gui.viewport.shooting import Shooting
from studio.render.turns import TURN
from studio.session.held import Held
from studio.session.staging.viewing import Viewing

if TYPE_CHECKING:
    from studio.render.camera import Camera
    from studio.session.studio import Studio


_SLOWEST, _LEARNT = 0.1, 0.1  # seconds a picture may count as; share by which the newest counts
_FREE = 0.2  # of half the picture's height: how far a followed head may go from its place


class StagePicture(QWidget):
    """Draws nothing until there is somebody to show. `broken`: what is missing where nothing can be drawn."""

    castChanged = Signal()  # somebody came on the stage or went, or nobody can be shown

    def __init__(self, studio: Studio, viewing: Held[Viewing], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self.viewing = studio, viewing
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.navigation = Navigation(self, self.refresh, self._on_free)
        self.hand = FaceHand(studio, self.refresh)
        self.pacing = Pacing(self)
        self.pacing.due.connect(self._on_due)
        self.frames = FrameCount()
        self.over = OverPicture(studio)
        self.shooting: Shooting | None = None
        self.alone = False
        self.broken = ""
        self._image = QImage()
        self._drawn: tuple[object, ...] = ()
        self.at = 0  # the tick that the picture shows
        self._lead = 0.02  # seconds from posing to the screen: what plays is posed as it will be by then

    # pictures

    def refresh(self) -> None:
        """Something of the picture, or over it, may be another."""
        if self.isVisible():
            self.pacing.ask()

    @property
    def empty(self) -> bool:
        scene = self._studio.scene
        return scene is None or not any(member.clips or member.takes for member in scene.characters)

    @property
    def projection(self) -> Projection:
        return Projection(self.seen_from, max(self.width(), 1), max(self.height(), 1))

    @property
    def seen_from(self) -> Camera:
        """The camera, carried along with the head where it shall follow."""
        camera = self.navigation.camera
        return self._led(camera, 1.0) if self.viewing.value.follow else camera

    def led_back(self) -> Camera:
        """The camera as it must stand so that what is seen stays when it begins to follow the head."""
        return self._led(self.navigation.camera, -1.0)

    def _led(self, camera: Camera, way: float) -> Camera:
        """Carried along (way 1) or back (-1). The head may move a little in the picture before the camera
        goes with it, so that nods are still seen."""
        character = self._studio.character
        if character is None or self.shooting is None:
            return camera
        moved = np.array(self.shooting.head_moved(character.id))
        free = _FREE * camera.distance * camera.half_height(1.0)
        share = way * max(0.0, 1.0 - free / max(float(np.linalg.norm(moved)), 1e-6))
        x, y, z = (np.asarray(camera.target) + share * moved).tolist()
        return attrs.evolve(camera, target=(x, y, z))

    def character_at(self, at: QPointF) -> str:
        """Whose body lies under a pixel; empty beside everybody."""
        from studio.render.picking import first_hit  # noqa: PLC0415 - with the first click

        eye, way = self.projection.ray(at.x(), at.y())
        people = {} if self.shooting is None else self.shooting.shown
        hits = {
            name: first_hit(shown.geometry.vertices, shown.rig.triangles, eye, way)
            for name, shown in people.items()
        }
        near = sorted((hit.distance, name) for name, hit in hits.items() if hit is not None)
        return near[0][1] if near else ""

    def _on_due(self, fine: bool) -> None:
        if not TURN.ask():
            # Somebody draws beside the window, which would have to wait for that.
            self.pacing.put_off()
            return
        try:
            if self.isVisible() and self._open():
                self._draw(fine)
            else:
                self.update()
        finally:
            TURN.leave()

    def _draw(self, fine: bool) -> None:
        assert self.shooting is not None
        before = set(self.shooting.shown)
        ghosts = "ghost" in self.viewing.value.shown
        cast = self.pacing.casts(fine)
        # Who stands beside the picture is looked at now and then: a hand may come in.
        start, self.at = time.perf_counter(), self._studio.transport.soon(self._lead)
        moved = self.shooting.follow(self.at, ghosts=ghosts, alone=self.alone, everybody=cast)
        if set(self.shooting.shown) != before:
            self.hand.forget()
            self.castChanged.emit()
        lit = self.hand.light(self.shooting)
        self._shoot(fine, cast, moved or lit)
        # At once, not with the rest of the window, which takes its turn some milliseconds later.
        self.repaint()
        if moved and self._studio.transport.playing:
            took = min(time.perf_counter() - start, _SLOWEST)
            self._lead += _LEARNT * (took - self._lead)

    def _shoot(self, fine: bool, cast: bool, moved: bool) -> None:
        from studio.render.lights import lighting  # noqa: PLC0415 - with the first picture

        assert self.shooting is not None
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        fineness = self.pacing.fineness(fine, width * height, ratio)
        camera = self.seen_from
        key = (camera, self.viewing.value, width, height)
        if not moved and not fine and key == self._drawn:
            return
        relit = bool(self._drawn) and self._drawn[1:] != key[1:]
        self._drawn = key
        look = look_of(self.viewing.value.shown, fineness, cast=cast or relit)
        # What a long picture is made of takes its turn alone.
        beside = self._paint_others if self.shooting.view.whole and not fine else None
        light = lighting(self.viewing.value.light)
        image = self.shooting.shoot(camera, light, width, height, look, beside)
        if not self.shooting.view.whole:
            # The next picture has more; the window may answer in between.
            self._drawn = ()
            self.pacing.put_off()
            return
        self._image = image
        self._image.setDevicePixelRatio(ratio)
        self.pacing.took(self.shooting.milliseconds, fineness)
        if not fine:
            self.frames.count()

    def _paint_others(self) -> None:
        """The window's other parts, which would else be painted with the picture and hold it up."""
        QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)

    def _open(self) -> bool:
        """Is there a stage to draw on? Made when the first character is ready."""
        if self.shooting is not None:
            return True
        scene = self._studio.scene
        ready = scene is not None and any(self._studio.stage.ready(m.id) for m in scene.characters)
        if self.broken or not ready:
            return False
        context, self.broken = try_context()
        if context is None:
            self.castChanged.emit()
            return False
        self.shooting = Shooting(self._studio, context, self.refresh)
        self.pacing.put_off()  # it took as long as several pictures: the window's turn
        return False

    def snapshot(self, width: int, height: int) -> QImage:
        """The stage as it is seen now, in another size and as fine as can be, with nothing over it. A null
        image when there is nobody to show."""
        from studio.render.lights import lighting  # noqa: PLC0415 - with the first picture
        from studio.render.live_view import Look  # noqa: PLC0415 - likewise

        if not self._open() and self.shooting is None:
            return QImage()
        assert self.shooting is not None
        self.shooting.follow(self._studio.transport.at, ghosts=False, alone=self.alone, hurry=True)
        light = lighting(self.viewing.value.light)
        return self.shooting.shoot(self.seen_from, light, width, height, Look(fineness=2.0)).copy()

    def release(self) -> None:
        self.pacing.stop()
        self.navigation.stop()
        if self.shooting is not None:
            self.shooting.close()
            self.shooting = None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            if self.empty or self._image.isNull() or self.shooting is None or not self.shooting.shown:
                painter.fillRect(self.rect(), QColor(theme.well))
            else:
                painter.drawImage(self.rect(), self._image)
                self.over.paint(painter, theme, self.rect(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.pacing.stop()

    def _on_free(self) -> None:
        if self.viewing.value.camera:
            self.viewing.set(attrs.evolve(self.viewing.value, camera=""))
