"""The emotion panel: what can be felt, where on the face, how strongly, and what the recording suggests."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.document.schema import Project
from studio.gui.emotions.keeping import Keeping
from studio.gui.emotions.lay_bar import LayBar
from studio.gui.emotions.pad_box import PadBox
from studio.gui.emotions.palette_box import PaletteBox
from studio.gui.emotions.region_box import RegionBox
from studio.gui.emotions.suggestion_box import SuggestionBox
from studio.gui.emotions.units_box import UnitsBox
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.scroll_column import ScrollColumn
from studio.gui.kit.section import Section
from studio.session.actions import Action
from studio.session.palette.lane import brush_of, chosen_track, follow_lane, lane_in_hand
from studio.session.palette.laying import INTENSITY, lay
from studio.session.palette.palette import title_of_style
from studio.session.palette.presets import KEY
from studio.session.selection import character_of
from studio.session.studio import Studio

_WAKE = 900  # milliseconds after which faces are drawn: the window opens first
_PICTURE = 33  # milliseconds between two refreshes
_EDITED = 0.2  # seconds between two of what the document says, while a hand goes on editing it
_FOLDED = "emotions.folded"


class EmotionPanel(Panel):
    """Sections over one another; each refreshes itself, at most once a picture, and only while it is seen."""

    name = "emotions"
    title = "Emotions"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.palette_box = PaletteBox(studio)
        self.pad_box = PadBox(studio)
        self.region_box = RegionBox(studio)
        self.units_box = UnitsBox(studio)
        self.suggestion_box = SuggestionBox(studio)
        self.lay_bar = LayBar(studio)
        self.keeping = Keeping(studio, self)
        self._sections: dict[str, Section] = {}
        self._others = True  # more than the playhead changed
        self._timer = QTimer(self, interval=_PICTURE, singleShot=True)
        self._timer.timeout.connect(self._on_due)
        self._refreshed = 0.0
        self._wake = QTimer(self, interval=_WAKE, singleShot=True)
        self._wake.timeout.connect(self._on_awake)
        self._build()
        self.setFocusProxy(self.palette_box.grid)
        self.units_box.keepRequested.connect(self.keeping.keep)
        self.palette_box.menuRequested.connect(self.keeping.menu)
        self._follow()
        self.refresh()

    def actions_offered(self) -> Iterable[Action]:
        menu, keeping = "Character/Emotion", self.keeping
        tip = "Lays the brush's emotion over the chosen words, the range or the line"
        return (
            Action("emotions.lay", "Lay emotion on selection", lambda: lay(self.studio), menu,
                   {"": ("Shift+E",)}, icon="paint-brush", tip=tip),
            Action("emotions.search", "Search emotions", self._search, menu, {"": ("Ctrl+Shift+E",)},
                   icon="magnifying-glass"),
            Action("emotions.keep", "Keep face as your own", keeping.keep, menu, icon="star"),
            Action("emotions.whole_face", "Paint the whole face", self.region_box.clear, menu,
                   icon="user"),
            Action("emotions.import", "Import faces...", keeping.read, menu, icon="download-simple"),
            Action("emotions.export", "Export your faces...", keeping.write, menu,
                   icon="upload-simple", enabled=keeping.any_kept),
        )  # fmt: skip

    def _on_due(self) -> None:
        """The performance goes first: what stands beside it follows a hand at a distance."""
        if self._others and (left := self._refreshed + _EDITED - time.monotonic()) > 0:
            if self.pad_box.seen:
                self.pad_box.refresh()
            self._timer.start(min(round(1000 * left) + 1, _PICTURE if self.pad_box.seen else 1000))
        elif self._others or self.pad_box.seen:
            self.refresh()

    def refresh(self) -> None:
        """All that is unfolded, as the document, the brush and the choice are now."""
        if not self.isVisible():
            return
        self._refreshed = time.monotonic()
        if self.pad_box.seen:
            self.pad_box.refresh()
        self.lay_bar.refresh(self.palette_box.held())
        if not self._others:
            return
        self._others = False
        self.palette_box.refresh_tiles()
        self.region_box.refresh()
        self.units_box.refresh()
        self.suggestion_box.refresh()
        brush, lane = self.studio.brush.value, lane_in_hand(self.studio)
        title = tr(title_of_style(brush.emotion))
        self._sections["palette"].set_note(title)
        self._sections["regions"].set_note(self.region_box.note())
        self._sections["units"].set_note(title if lane is not None else tr("{0}, next stroke", title))
        self._sections["suggestions"].set_note(self.suggestion_box.note())

    def release(self) -> None:
        self._timer.stop()
        self._wake.stop()
        self.pad_box.release()
        super().release()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake.start()
        self._soon()

    def hideEvent(self, event: QHideEvent) -> None:
        self._wake.stop()
        super().hideEvent(event)

    def _build(self) -> None:
        area = ScrollColumn(self)
        parts = (
            ("palette", tr("Palette"), self.palette_box),
            ("pad", tr("Valence and arousal"), self.pad_box),
            ("regions", tr("Where on the face"), self.region_box),
            ("units", tr("What it raises"), self.units_box),
            ("suggestions", tr("Suggestions"), self.suggestion_box),
        )
        folded = self.studio.settings.get(_FOLDED, [])
        for name, title, box in parts:
            section = Section(title, opened=name not in folded)
            section.rows.addWidget(box)
            section.folded.connect(self._on_folded)
            area.column.addWidget(section)
            self._sections[name] = section
        area.column.addStretch(1)
        area.verticalScrollBar().valueChanged.connect(self._wait)  # the pad may come in sight
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area)
        outer.addWidget(self.lay_bar)
        self.setMinimumWidth(240)

    def _follow(self) -> None:
        studio = self.studio
        self.follow(studio.changed, self._on_changed)
        self.follow(studio.brush.changed, self._soon)
        self.follow(studio.selection.changed, self._on_selected)
        self.follow(studio.transport.moved, self._on_moved)
        self.follow(studio.transport.changed, self._on_transport)
        self.follow(studio.settings.changed, self._on_setting)
        self.follow(studio.stage.heard, self._soon)
        self.follow(studio.suggestions.changed, self._soon)

    def _soon(self, *_: object) -> None:
        self._others = True
        self._wait()

    def _wait(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_changed(self, before: Project, after: Project) -> None:
        selected, brush = self.studio.selection.value, self.studio.brush.value
        self.studio.brush.set(
            follow_lane(brush, character_of(before, selected), character_of(after, selected))
        )
        self._soon()

    def _on_selected(self, *_: object) -> None:
        track = chosen_track(self.studio.character, self.studio.selection.value)
        if track is not None:
            self.studio.brush.set(brush_of(track, self.studio.brush.value))
        self._soon()

    def _on_moved(self, _at: int) -> None:
        self.pad_box.on_moved()
        self._wait()

    def _on_transport(self) -> None:
        self.pad_box.on_transport()
        self._soon()

    def _on_setting(self, key: str) -> None:
        if key in {KEY, INTENSITY}:
            self._soon()

    def _on_awake(self) -> None:
        thumbnails = self.palette_box.faces.wake()
        if not any(signal is thumbnails.drawn for signal, _ in self._followed):
            self.follow(thumbnails.drawn, lambda _: self.palette_box.grid.update())
        self.palette_box.grid.update()

    def _on_folded(self, _open: bool) -> None:
        folded = [name for name, section in self._sections.items() if not section.head.open]
        self.studio.settings.set(_FOLDED, folded)
        self._wait()

    def _search(self) -> None:
        self.come_forward()
        self._sections["palette"].set_open(True)
        self.palette_box.search.setFocus()
        self.palette_box.search.selectAll()
