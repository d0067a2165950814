"""The gestures a character can make: found by word, meaning, kind and hand, seen moving, placed on words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from studio.gui.inspector.deeds import ask_for_motion
from studio.gui.inspector.gesture_grid import GestureGrid
from studio.gui.inspector.gesture_pixmaps import GesturePixmaps
from studio.gui.kit.buttons import push_button, tool_button
from studio.gui.kit.language import counted, tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.performance.gestures.schema import KINDS
from studio.session.actions import Action
from studio.session.gesturing.at_hand import library_at_hand
from studio.session.gesturing.capturing import capture_chosen, chosen_motion
from studio.session.gesturing.placing import exchange, place
from studio.session.gesturing.search import ANY, HANDS, found, told_name
from studio.session.looking.deeds import DEEDS
from studio.session.selection import Kind
from studio.session.studio import Studio

_LOW, _LOWEST = 330, 250  # pixels: below that the pictures get all the room
_HANDS = {"": "Any hands", "one": "One hand", "both": "Both hands", "none": "Head and trunk"}


class GesturesPanel(Panel):
    """Pictures are of the character that the artist works on, drawn as they come into view."""

    name = "gestures"
    title = "Gestures"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._pictures = GesturePixmaps(studio)
        self._search = self._search_field()
        self._kind = self._choice(tr("Kind"), {ANY: tr("All kinds")} | {k: tr(k.capitalize()) for k in KINDS})
        self._hands = self._choice(tr("Hands"), {h: tr(_HANDS[h]) for h in HANDS})
        self._grid = self._picture_grid()
        self._summary = QLabel(self)
        self._summary.setWordWrap(True)
        self._summary.setProperty("class", "dim")
        self._make_buttons()
        self._arrange()
        self.follow(self._pictures.drawn, self._grid.repaint_gesture)
        self.follow(studio.selection.changed, self._on_selection)
        self.follow(studio.opened, self._on_selection)

    def actions_offered(self) -> Iterable[Action]:
        """Finding, placing, importing."""
        return (
            Action("gestures.find", "Find a gesture", self._focus_search, "Edit", {"": ("Ctrl+Alt+G",)}),
            Action("gestures.import", "Import motion...", self._on_import, "Character",
                   enabled=lambda: self.studio.character is not None, icon="download-simple"),
            Action("gestures.capture", "Make a gesture of the motion...", self._on_capture, "Character",
                   enabled=lambda: chosen_motion(self.studio) is not None, icon="hand-grabbing",
                   tip="The chosen clip of motion, or what of it lies between in and out"),
            Action("gestures.another", "Another gesture", self._on_another, "Edit", {"": ("Alt+Shift+G",)},
                   enabled=lambda: bool(self._events()), icon="shuffle"),
        )  # fmt: skip

    def refresh(self) -> None:
        """Shows what the search finds."""
        library = library_at_hand(self.studio, self._on_read)
        if library is None:
            return
        kind, hands = str(self._kind.currentData()), str(self._hands.currentData())
        gestures = found(library, self._search.text(), kind, hands)
        self._pictures.forget()
        self._grid.show_gestures(gestures)
        if not self._grid.chosen:
            many = counted(len(gestures), "1 gesture", "{0} gestures")
            self._summary.setText(many if gestures else tr("Nothing matches."))
        self._enable()

    def _on_read(self) -> None:
        if isValid(self) and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_selection()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._summary.setVisible(self.height() > _LOW)  # tool tips say it as well
        asked = bool(self._kind.currentIndex() or self._hands.currentIndex())
        for combo in (self._kind, self._hands):
            combo.setVisible(asked or self.height() > _LOWEST)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pictures.forget()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(tr("Search: a word, a meaning, a name"))
        field.setAccessibleName(tr("Search gestures"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self.refresh)
        return field

    def _picture_grid(self) -> GestureGrid:
        grid = GestureGrid(tr("Gestures"), self._pictures, self)
        grid.empty = tr("No gesture matches. Try another word, such as big, no or think.")
        grid.gestureChosen.connect(self._on_chosen)
        grid.placeRequested.connect(self._on_place)
        return grid

    def _make_buttons(self) -> None:
        self._place = push_button(
            tr("Place"), "primary", tip=tr("At the playhead, or on the chosen word (Enter)")
        )
        self._place.clicked.connect(lambda: self._on_place(self._grid.chosen))
        self._exchange = push_button(
            tr("Use here"), tip=tr("In the place of the chosen gesture on the timeline")
        )
        self._exchange.clicked.connect(self._on_exchange)
        self._another = self._tool("shuffle", tr("Another one for the chosen gesture"), self._on_another)
        self._capture = self._tool(
            "hand-grabbing", tr("Make a gesture of the chosen motion"), self._on_capture
        )
        self._import = self._tool(
            "download-simple", tr("Import recorded motion (BVH, SMPL-X) as a clip"), self._on_import
        )

    def _choice(self, name: str, options: dict[str, str]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setMinimumContentsLength(6)
        for value, label in options.items():
            combo.addItem(label, value)
        combo.currentIndexChanged.connect(self.refresh)
        return combo

    def _tool(self, icon: str, tip: str, run: Callable[[], object]) -> QToolButton:
        button = tool_button(icon, tip, parent=self)
        button.clicked.connect(lambda _checked: run())
        return button

    def _arrange(self) -> None:
        head = QGridLayout()
        head.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        head.setSpacing(SPACE)
        head.addWidget(self._search, 0, 0, 1, 2)
        head.addWidget(self._kind, 1, 0)
        head.addWidget(self._hands, 1, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 2 * SPACE)
        foot.setSpacing(SPACE)
        for button in (self._place, self._exchange):
            foot.addWidget(button)
        foot.addStretch(1)
        for tool in (self._another, self._capture, self._import):
            foot.addWidget(tool)
        about = QVBoxLayout()
        about.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        about.addWidget(self._summary)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._grid, 1)
        box.addLayout(about)
        box.addLayout(foot)
        self.setFocusProxy(self._search)

    # hands

    def _on_selection(self, *_: object) -> None:
        if self.isVisible():
            self._enable()
            self._grid.viewport().update()

    def _on_chosen(self, name: str) -> None:
        library = library_at_hand(self.studio, self._on_read)
        gesture = library.get(name) if library is not None else None
        if gesture is not None:
            words = [word for row in gesture.words.values() for word in row][:6]
            meant = "\n" + tr("Goes with: {0}", ", ".join(words)) if words else ""
            self._summary.setText(f"{told_name(gesture)}: {gesture.summary}.{meant}")
        self._enable()

    def _enable(self) -> None:
        chosen, events = bool(self._grid.chosen), bool(self._events())
        self._place.setEnabled(chosen and self.studio.character is not None)
        self._exchange.setEnabled(chosen and events)
        self._another.setEnabled(events)
        self._capture.setEnabled(chosen_motion(self.studio) is not None)
        self._import.setEnabled(self.studio.character is not None)

    def _events(self) -> tuple[str, ...]:
        """The chosen gestures of the timeline."""
        selected, character = self.studio.selection.value, self.studio.character
        if selected.kind is not Kind.EVENT or character is None:
            return ()
        mine = {e.id for e in character.events if e.kind == "gesture"}
        return tuple(id_ for id_ in selected.ids if id_ in mine)

    def _on_place(self, name: str) -> None:
        if name:
            place(self.studio, name)

    def _on_exchange(self) -> None:
        if self._grid.chosen and self._events():
            exchange(self.studio, self._grid.chosen, self._events())

    def _on_another(self) -> None:
        ids = self._events()
        if ids:
            DEEDS["event.another"](self.studio, ids)
            character = self.studio.character
            names = {e.id: e.name for e in character.events} if character is not None else {}
            self._grid.choose(names.get(ids[0], ""))

    def _on_capture(self) -> None:
        name, sure = QInputDialog.getText(self, tr("Make a gesture"), tr("Name, such as open door"))
        if sure and name.strip():
            capture_chosen(self.studio, name, self._on_captured)

    def _on_captured(self, name: str) -> None:
        self._search.clear()
        self.refresh()
        self._grid.choose(name)

    def _on_import(self) -> None:
        ask_for_motion(self.studio, self)

    def _focus_search(self) -> None:
        self.come_forward()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()
