"""The viewport: the cast on the stage, in the middle of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theming import theme_changed
from studio.gui.viewport.bar import ViewportBar, fill_menu
from studio.gui.viewport.cameras import Cameras
from studio.gui.viewport.commands import LIGHT_TITLES, viewport_actions
from studio.gui.viewport.notice import Notice
from studio.gui.viewport.stage_view import StageView
from studio.session.actions import Action
from studio.session.held import Held
from studio.session.staging.viewing import Viewing, keep_viewing, kept_viewing

if TYPE_CHECKING:
    from studio.session.studio import Studio

_MENU = (
    "viewport.regions", "viewport.whole_face", "", "viewport.frame", "viewport.frame_all", "viewport.follow",
    "viewport.alone", "", "viewport.show_subtitle", "viewport.show_contacts", "viewport.show_ghost",
    "viewport.show_wire", "viewport.show_skeleton", "viewport.show_safe", "", "viewport.picture",
)  # fmt: skip


class ViewportPanel(Panel):
    """`viewing` holds camera preset, light and overlays; `snapshot` gives the stage as a picture."""

    name = "viewport"
    title = "Viewport"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.viewing: Held[Viewing] = Held(kept_viewing(studio.settings))
        self.stage_view = StageView(studio, self.viewing, self)
        self.stage_view.setAccessibleName(tr("The stage"))
        self.notice = Notice(studio, self.stage_view)
        self.bar = ViewportBar(studio, self.viewing, self)
        self.cameras = Cameras(studio, self.stage_view, self.viewing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.stage_view, 1)
        over = QStackedLayout(self.stage_view)
        over.addWidget(self.notice)
        self.setFocusProxy(self.stage_view)
        self._connect()
        self._on_changed()

    def _connect(self) -> None:
        studio, view = self.studio, self.stage_view
        view.menuRequested.connect(self._on_menu)
        view.picked.connect(self._on_picked)
        view.framed.connect(self._on_framed)
        view.castChanged.connect(self._on_cast)
        view.emotionDropped.connect(self._on_emotion)
        for signal in (studio.brush.changed, studio.stage.shown, studio.time_format.changed, theme_changed):
            self.follow(signal, self._on_other)
        self.follow(studio.changed, self._on_changed)
        self.follow(studio.selection.changed, self._on_selected)
        self.follow(studio.transport.moved, self._on_moved)
        self.follow(studio.transport.changed, self._on_transport)
        self.follow(studio.opened, self._on_opened)
        self.follow(self.viewing.changed, self._on_viewing)

    def release(self) -> None:
        super().release()
        self.bar.release()
        self.stage_view.release()

    def sizeHint(self) -> QSize:
        return QSize(900, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def actions_offered(self) -> Iterable[Action]:
        return viewport_actions(self)

    def snapshot(self, width: int, height: int) -> QImage:
        """The stage as it is seen, without what is laid over it; null when nobody is there."""
        return self.stage_view.snapshot(width, height)

    # signals

    def _on_other(self, *_: object) -> None:
        self.notice.follow(self.stage_view)
        self.stage_view.refresh()

    def _on_changed(self, *_: object) -> None:
        self.stage_view.pacing.edited()
        self._on_other()

    def _on_moved(self, at: int) -> None:
        self.stage_view.hand.follow()
        self.stage_view.refresh()

    def _on_transport(self) -> None:
        self.stage_view.pacing.running = self.studio.transport.playing

    def _on_opened(self) -> None:
        self.cameras.forget()

    def _on_viewing(self, before: Viewing, after: Viewing) -> None:
        keep_viewing(self.studio.settings, after)
        self.studio.actions.changed.emit()
        self.stage_view.refresh()

    def _on_selected(self, before: object, after: object) -> None:
        character = self.studio.character
        name = character.id if character is not None else ""
        cameras, camera = self.cameras, self.viewing.value.camera
        if name != cameras.looked_at and cameras.looked_at and camera and not cameras.everybody:
            cameras.look_again()
        self.stage_view.refresh()

    def _on_cast(self) -> None:
        """The first look at a cast is the preset's; whoever stands elsewhere since then stays in sight."""
        self.notice.follow(self.stage_view)
        if not self.cameras.looked_at:
            self.cameras.go_to(self.viewing.value.camera or "face", at_once=True)
        else:
            self.cameras.look_again()

    def _on_emotion(self) -> None:
        from studio.session.palette.laying import lay  # noqa: PLC0415 - with the first drop

        lay(self.studio, None)

    def _on_menu(self, place: QPointF) -> None:
        menu = QMenu(self)
        fill_menu(self.studio, menu, _MENU)
        menu.popup(place.toPoint())
        menu.aboutToHide.connect(menu.deleteLater)

    def _on_picked(self, at: QPointF) -> None:
        name = self.stage_view.character_at(at)
        if name:
            self.studio.selection.set(attrs.evolve(self.studio.selection.value, character=name))

    def _on_framed(self, at: QPointF) -> None:
        self._on_picked(at)
        self.cameras.go_to_one("face" if self.viewing.value.camera != "face" else "body")

    # what actions do

    def set_light(self, name: str) -> None:
        self.viewing.set(attrs.evolve(self.viewing.value, light=name))

    def next_light(self) -> None:
        names = list(LIGHT_TITLES)
        self.set_light(names[(names.index(self.viewing.value.light) + 1) % len(names)])

    def toggle(self, overlay: str) -> None:
        self.viewing.set(self.viewing.value.toggled(overlay))

    def solid(self) -> None:
        shown = self.viewing.value.shown - {"wire", "skeleton", "ghost", "contacts"}
        self.viewing.set(attrs.evolve(self.viewing.value, shown=shown))

    def toggle_regions(self) -> None:
        self.stage_view.hand.regions_on = not self.stage_view.hand.regions_on
        self.studio.actions.changed.emit()
        self.stage_view.refresh()

    def toggle_alone(self) -> None:
        self.stage_view.alone = not self.stage_view.alone
        self.studio.actions.changed.emit()
        self.stage_view.refresh()

    def copy_picture(self) -> None:
        view = self.stage_view
        ratio = view.devicePixelRatioF()
        picture = self.snapshot(round(view.width() * ratio), round(view.height() * ratio))
        QGuiApplication.clipboard().setImage(picture)
        self.studio.told.emit(tr("The picture is on the clipboard"))
