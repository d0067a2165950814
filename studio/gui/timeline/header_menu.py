"""Menus of lanes' heads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import EMOTION_COLOURS
from studio.gui.timeline.lane import Lane
from studio.gui.timeline.lanes import LaneTree

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas

_HEIGHTS = (("Small", 0.6), ("Medium", 1.0), ("Tall", 2.0))


def show_menu(parent: QWidget, canvas: Canvas, tree: LaneTree, lane: Lane, place: QPoint) -> None:
    """What can be done with a whole lane."""
    menu = QMenu(parent)
    for text, can, on, change in (
        (tr("Mute"), lane.can_mute, lane.muted, lane.set_muted),
        (tr("Solo"), lane.can_solo, lane.solo, lane.set_solo),
        (tr("Lock"), lane.can_lock, lane.locked, lane.set_locked),
    ):
        if can:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(change)
    lane.header_menu(menu)
    if lane.header_colour:
        _add_colours(menu.addMenu(tr("Colour")), lane)
    menu.addSeparator()
    if lane.resizable:
        heights = menu.addMenu(tr("Height"))
        for name, factor in _HEIGHTS:
            # Medium is the lane's own height, which follows the room there is.
            height = max(round(lane.default_height * factor), lane.least_height) if factor != 1.0 else 0
            heights.addAction(tr(name), partial(_set_height, canvas, tree, lane, height))
    menu.addAction(tr("Fold everything"), partial(_fold_all, canvas, tree, True))
    menu.addAction(tr("Unfold everything"), partial(_fold_all, canvas, tree, False))
    menu.exec(place)
    menu.deleteLater()


def show_colours(parent: QWidget, lane: Lane, place: QPoint) -> None:
    menu = QMenu(parent)
    _add_colours(menu, lane)
    menu.exec(place)
    menu.deleteLater()


def _add_colours(menu: QMenu, lane: Lane) -> None:
    menu.addAction(tr("Its own colour"), partial(lane.set_colour, ""))
    menu.addSeparator()
    for name, colour in EMOTION_COLOURS.items():
        menu.addAction(_swatch(colour), tr("As {0}", tr(name)), partial(lane.set_colour, colour))


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(14, 14)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


def _set_height(canvas: Canvas, tree: LaneTree, lane: Lane, height: int) -> None:
    tree.set_state(lane, height=height)
    canvas.lay_out()


def _fold_all(canvas: Canvas, tree: LaneTree, fold: bool) -> None:
    for lane in tree.all():
        if lane.is_group:
            tree.set_state(lane, collapsed=fold)
    canvas.lay_out()
