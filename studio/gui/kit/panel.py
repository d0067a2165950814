"""The base of everything that docks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from psygnal import SignalInstance
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from studio.session.actions import Action
from studio.session.studio import Studio


class Panel(QWidget):
    """A view of the studio with a name. `follow` ties it to signals for as long as it lives.
    `counted(number)`: so many things in it wait for the artist, for the tab behind which it may lie."""

    counted: ClassVar[Signal] = Signal(int)

    name = ""  # stable, for the layout that is kept
    title = ""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.setObjectName(self.name)
        self._followed: list[tuple[SignalInstance, Callable[..., Any]]] = []

    def follow(self, signal: SignalInstance, slot: Callable[..., Any]) -> None:
        """Connects until `release`."""
        signal.connect(slot)
        self._followed.append((signal, slot))

    def release(self) -> None:
        """Lets go of the studio; called before the panel is deleted."""
        for signal, slot in self._followed:
            signal.disconnect(slot, missing_ok=True)
        self._followed.clear()

    def come_forward(self) -> None:
        """In front of the panels whose place it shares, also when it was put away."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QDockWidget):
            above = above.parentWidget()
        if above is not None:
            above.show()
            above.raise_()

    def actions_offered(self) -> Iterable[Action]:
        """What can be done in this panel: goes into menus, palette and key maps."""
        return ()
