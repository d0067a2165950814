"""A few actions as a menu that pops up where one works, to be chosen with arrows and Enter."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.kit.actions import menu_action
from studio.session.studio import Studio


def pop_actions(studio: Studio, widget: QWidget, ids: Iterable[str]) -> None:
    """At the mouse when it is over the widget, else in its middle."""
    menu = QMenu(widget)
    for id_ in ids:
        if id_ in studio.actions:
            menu.addAction(menu_action(studio, studio.actions[id_], menu))
    first = next((entry for entry in menu.actions() if entry.isEnabled()), None)
    if first is not None:
        menu.setActiveAction(first)
        at = widget.mapFromGlobal(QCursor.pos())
        place = at if widget.rect().contains(at) else widget.rect().center() - QPoint(60, 60)
        menu.exec(widget.mapToGlobal(place))
    menu.deleteLater()
