"""The curve editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from studio.core.time import TimeRange
from studio.document.schema import Project
from studio.gui.curves.canvas import GraphCanvas
from studio.gui.curves.curve_list import CurveList
from studio.gui.curves.curves_actions import curves_actions
from studio.gui.curves.deeds import Deeds
from studio.gui.curves.hands import Touch
from studio.gui.curves.scene import GraphScene
from studio.gui.curves.tangent_icons import ease_icon, tangent_icon
from studio.gui.curves.toolbar import Toolbar
from studio.gui.kit.actions import menu_action
from studio.gui.kit.grab_hand import GrabHand, grab_actions
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import theme_changed
from studio.session.actions import Action
from studio.session.keying.shapes import Ease
from studio.session.keying.tangents import TANGENT_TITLES
from studio.session.studio import Studio

_KEPT = "curves.showing"


class CurvesPanel(Panel):
    """Several curves over time and value, their keys and tangents."""

    name = "curves"
    title = "Curves"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.scene = GraphScene(studio)
        self.deeds = Deeds(self.scene)
        self.canvas = GraphCanvas(self.scene, self)
        self.grabbing = GrabHand(studio, self.canvas, self._reach)
        self.list = CurveList(self.scene, self)
        self.toolbar = Toolbar(studio, self.deeds, self)
        self._character = ""
        self._restore()
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._follow_all()
        self._read()

    def actions_offered(self) -> Iterable[Action]:
        return (*curves_actions(self), *grab_actions(self.grabbing, "curves", self.name, "", self._has_keys))

    def _has_keys(self) -> bool:
        return self.deeds.any

    def _reach(self) -> tuple[float, float]:
        """Ticks and stored value of a pixel, on the curve of the first of the chosen keys."""
        view, first = self.scene.view, min(self.scene.chosen, default=None)
        gain = self.scene.scaling(first.curve).gain if first is not None else 1.0
        return view.scale, view.pixel / gain

    def _lay_out(self) -> None:
        self._empty = QLabel(tr("Paint an emotion or key a face channel, and its curve is here."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("class", "dim")
        self._empty.setWordWrap(True)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.list)
        self._split.addWidget(self.canvas)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([172, 800])
        self._split.setChildrenCollapsible(False)
        body = QWidget(self)
        self._pages = QStackedLayout(body)
        self._pages.addWidget(self._split)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(body, 1)
        self.setMinimumSize(50 * SPACE, 30 * SPACE)

    def _follow_all(self) -> None:
        studio, scene = self.studio, self.scene
        self.follow(studio.changed, self._on_changed)
        self.follow(studio.selection.changed, self._on_selected)
        self.follow(studio.time_format.changed, self._on_format)
        self.follow(studio.transport.moved, self._on_moved)
        self.follow(studio.transport.changed, self.canvas.spoil)
        self.follow(studio.revealed, self._on_revealed)
        self.follow(studio.stage.heard, self._on_heard)
        self.follow(studio.stage.composed_changed, self._on_composed)
        self.follow(studio.keymap.changed, self._on_format)
        self.follow(theme_changed, self._on_theme)
        self.follow(scene.showing.changed, self._on_showing)
        self.follow(scene.held_view.changed, self._on_view)
        self.follow(scene.active.changed, self._on_active)
        self.canvas.menuRequested.connect(self._show_menu)
        self.canvas.hovered.connect(studio.hovered.emit)
        self.list.keysWanted.connect(self.deeds.choose_refs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    # What changed

    def _on_changed(self, before: Project, after: Project) -> None:
        if self.isVisible():
            self._read()

    def _on_selected(self, *_: object) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """Everything as the document and the selection are now."""
        if self.scene.refresh():
            self.list.fill()
            self.canvas.spoil()
            if self.canvas.untouched:
                self.canvas.frame()
        self._pages.setCurrentIndex(0 if self.scene.lines else 1)
        character = self.scene.character
        who = character.id if character is not None else ""
        if who != self._character and self.isVisible():
            self._character = who
            self.canvas.frame()
        self.toolbar.show_keys()
        self.canvas.spoil() if self.scene.showing.value.follows else self.canvas.spoil_curves()

    def _on_format(self, *_: object) -> None:
        self.toolbar.show_keys()
        self.canvas.spoil()

    def _on_moved(self, tick: int) -> None:
        if not self.isVisible():
            return
        self.canvas.move_playhead()
        view = self.scene.view
        outside = not view.start <= tick < view.end
        if outside and self.scene.showing.value.flows and self.studio.transport.playing:
            shift = (view.x_of(tick) - 0.08 * view.width) * -1.0
            self.scene.held_view.set(view.panned(shift, 0.0))

    def _on_revealed(self, span: TimeRange) -> None:
        view = self.scene.view
        if span.start < view.start or span.end > view.end:
            self.scene.held_view.set(view.framing(span.start, span.end, view.low, view.high))

    def _on_heard(self, clip_id: str) -> None:
        self.canvas.spoil()

    def _on_composed(self, character_id: str, span: object) -> None:
        if self.isVisible() and any(line.channel is not None for line in self.scene.visible()):
            self.canvas.spoil()

    def _on_theme(self, _: object) -> None:
        self.list.fill()
        self.toolbar.show_theme()
        self.canvas.spoil()

    def _on_showing(self, before: object, after: object) -> None:
        self.list.show_state()
        self.canvas.spoil()
        showing = self.scene.showing.value
        self.studio.settings.set(
            _KEPT, {"normalised": showing.normalised, "follows": showing.follows, "flows": showing.flows}
        )
        if getattr(before, "normalised", False) != showing.normalised:
            self.scene.frame_all()
        self.studio.actions.changed.emit()

    def _on_view(self, *_: object) -> None:
        self.canvas.spoil()

    def _on_active(self, *_: object) -> None:
        self.list.show_state()
        self.canvas.spoil_curves()

    def _restore(self) -> None:
        kept = self.studio.settings.get(_KEPT, {})
        if isinstance(kept, dict):
            known: Any = {n: bool(kept[n]) for n in ("normalised", "follows", "flows") if n in kept}
            self.scene.showing.set(attrs.evolve(self.scene.showing.value, **known))

    def _show_menu(self, place: QPoint, touch: Touch) -> None:
        menu = QMenu(self)
        actions = self.studio.actions
        groups = (
            ("insert", "copy", "paste", "duplicate", "delete"),
            ("segment_bezier", "segment_linear", "segment_stepped"),
            ("anchor", "release", "snap_frames", "simplify"),
        )
        for group in groups:
            for verb in group:
                if f"curves.{verb}" in actions:
                    menu.addAction(menu_action(self.studio, actions[f"curves.{verb}"], menu))
            menu.addSeparator()
        self._add_shapes(menu)
        menu.exec(place)
        menu.deleteLater()

    def _add_shapes(self, menu: QMenu) -> None:
        tangents, eases = menu.addMenu(tr("Tangents")), menu.addMenu(tr("Ease"))
        for mode, title in TANGENT_TITLES.items():
            entry = tangents.addAction(tangent_icon(mode), tr(title))
            entry.triggered.connect(lambda _=False, mode=mode: self.deeds.tangents(mode))
        for ease in Ease:
            entry = eases.addAction(ease_icon(ease), tr(ease.value.capitalize()))
            entry.triggered.connect(lambda _=False, ease=ease: self.deeds.ease(ease))
        for part in (tangents, eases):
            part.setEnabled(self.deeds.any)
