"""The history: every step that can be walked to and fro, the present one marked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.records.row import Row
from studio.gui.records.row_list import RowList
from studio.session.actions import Action
from studio.session.studio import Studio

_SOON = 60  # milliseconds: strokes do not wait for the list


class HistoryPanel(Panel):
    """A click on a step goes there."""

    name = "history"
    title = "History"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._list = RowList(tr("Steps"), parent=self)
        self._list.rowChosen.connect(self._on_chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._place = -1
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.refresh)
        self.follow(studio.changed, self._on_changed)

    def actions_offered(self) -> Iterable[Action]:
        """Walking back to what was saved."""
        saved = Action(
            "history.saved",
            "Go to what was saved",
            self._go_to_saved,
            "Edit",
            icon="floppy-disk",
            enabled=lambda: self.studio.store.modified and self.studio.store.saved_place is not None,
            tip="Undo or redo until the document is as it was saved",
        )
        return (saved,)

    def refresh(self) -> None:
        """Shows the steps there are."""
        store = self.studio.store
        self._list.show_rows(rows_of(store.steps, store.place, store.saved_place, modified=store.modified))
        if store.place != self._place:
            self._place = store.place
            self._list.choose(str(store.place), reveal=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_changed(self, *_: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _on_chosen(self, id_: str) -> None:
        self.studio.store.go_to(int(id_))
        self.refresh()

    def _go_to_saved(self) -> None:
        place = self.studio.store.saved_place
        if place is not None:
            self.studio.store.go_to(place)


def rows_of(steps: tuple[str, ...], place: int, saved: int | None, *, modified: bool) -> list[Row]:
    """A line for the beginning and one for each step, with the number of steps done there as its id."""
    if saved is None and not modified:
        saved = place
    rows = []
    for number, label in enumerate((tr("Opened"), *(tr(step) for step in steps))):
        badge = tr("saved") if number == saved else ""
        icon = "arrow-right" if number == place else "folder-open" if number == 0 else ""
        rows.append(
            Row(
                str(number),
                label,
                icon=icon or "minus",
                tone="accent" if number == place else "text_faint",
                badge=badge,
                dim=number > place,
                strong=number == place,
            )
        )
    return rows
