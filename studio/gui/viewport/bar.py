"""The slim bar over the picture: cameras, lights, what is laid over the stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from studio.gui.kit.actions import menu_action
from studio.gui.kit.buttons import action_button, tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.viewport.commands import CAMERA_ACTIONS, LIGHT_TITLES
from studio.session.held import Held
from studio.session.staging.viewing import OVERLAYS, Viewing
from studio.session.studio import Studio

_HEIGHT = 34


class ViewportBar(QWidget):
    """Buttons that do not fit go, the least needed first; all they do is in the menus as well."""

    def __init__(self, studio: Studio, viewing: Held[Viewing], parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._viewing = studio, viewing
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        cameras = (f"viewport.camera_{name}" for name in CAMERA_ACTIONS)
        more = ("", "viewport.frame", "viewport.frame_all", "viewport.follow")
        self.camera = self._menu_button("video-camera", "Camera", (*cameras, *more), self._bookmarks)
        self.light = self._menu_button(
            "lightbulb", "Light", [f"viewport.light_{name}" for name in LIGHT_TITLES]
        )
        self.buttons = [
            action_button(studio, f"viewport.{id_}", self)
            for id_ in (
                "regions", "frame", "follow", "alone", "show_subtitle", "show_contacts", "show_ghost",
                "show_wire", "show_safe",
            )
        ]  # fmt: skip
        overlays = [f"viewport.show_{name}" for name in OVERLAYS]
        self.overlays = self._menu_button("stack", "Show on the stage", (*overlays, "", "viewport.solid"))
        self._lay_out()
        viewing.changed.connect(self._on_viewing)
        self._on_viewing()

    def release(self) -> None:
        self._viewing.changed.disconnect(self._on_viewing, missing_ok=True)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 2, 2 * SPACE, 2)
        row.setSpacing(SPACE // 2)
        row.addWidget(self.camera)
        row.addWidget(self.light)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)
        row.addWidget(self.overlays)

    def _menu_button(
        self, icon_name: str, tip: str, ids: Iterable[str], more: Callable[[QMenu], None] | None = None
    ) -> QToolButton:
        button = tool_button(icon_name, tr(tip), parent=self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        wanted = tuple(ids)
        menu.aboutToShow.connect(lambda: self._fill(menu, wanted, more))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu, ids: Iterable[str], more: Callable[[QMenu], None] | None) -> None:
        menu.clear()
        fill_menu(self._studio, menu, ids)
        if more is not None:
            more(menu)

    def _bookmarks(self, menu: QMenu) -> None:
        for title, verb in ((tr("Bookmarks"), "go"), (tr("Keep as bookmark"), "keep")):
            part = menu.addMenu(title)
            fill_menu(self._studio, part, [f"viewport.{verb}_{number}" for number in range(1, 10)])

    def _on_viewing(self, *_: object) -> None:
        viewing = self._viewing.value
        camera = CAMERA_ACTIONS.get(viewing.camera)
        # The style leaves a pixel or two between sign and text.
        self.camera.setText(" " + (tr(camera[0]) if camera else tr("Free camera")))
        self.light.setText(" " + tr(LIGHT_TITLES[viewing.light]))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Shows what has room."""
        always = (self.camera, self.light, self.overlays)
        room = self.width() - sum(b.sizeHint().width() for b in always) - 8 * SPACE
        for button in self.buttons:
            room -= button.sizeHint().width() + SPACE // 2
            button.setVisible(room > 0)


def fill_menu(studio: Studio, menu: QMenu, ids: Iterable[str]) -> None:
    """Adds the actions of those ids that there are; an empty id is a line between."""
    for id_ in ids:
        if not id_:
            menu.addSeparator()
        elif id_ in studio.actions:
            menu.addAction(menu_action(studio, studio.actions[id_], menu))
