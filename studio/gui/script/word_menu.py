"""What can be done with words, as a menu."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import emotion_colour
from studio.session.palette.palette import Swatch, compound_swatches, plain_swatches


@attrs.frozen
class Deeds:
    """What the menu's lines do."""

    play: Callable[[], object]
    edit: Callable[[], object]
    confirm: Callable[[], object]
    direct: Callable[[], object]
    align: Callable[[], object]
    sentence: Callable[[], object]
    reset: Callable[[], object]
    feel: Callable[[str], object]


def word_menu(parent: QWidget, deeds: Deeds, *, doubtful: bool) -> QMenu:
    """For chosen words; the caller runs and deletes it."""
    menu = QMenu(parent)
    menu.addAction(tr("Play"), deeds.play)
    if doubtful:
        menu.addAction(tr("Confirm\tEnter"), deeds.confirm)
    menu.addAction(tr("Edit the word\tF2"), deeds.edit)
    menu.addSeparator()
    _add_feelings(menu.addMenu(tr("Feel")), deeds.feel)
    menu.addAction(tr("Stage direction before it..."), deeds.direct)
    menu.addSeparator()
    menu.addAction(tr("Choose the sentence"), deeds.sentence)
    menu.addAction(tr("Reset stress, lips and jaw"), deeds.reset)
    menu.addAction(tr("Find in the sound again"), deeds.align)
    return menu


def feeling_menu(parent: QWidget, feel: Callable[[str], object]) -> QMenu:
    """The palette as a menu."""
    menu = QMenu(parent)
    _add_feelings(menu, feel)
    return menu


def run(menu: QMenu, place: QPoint) -> None:
    """Shows a menu and deletes it."""
    menu.exec(place)
    menu.deleteLater()


def _add_feelings(menu: QMenu, feel: Callable[[str], object]) -> None:
    for swatch in plain_swatches():
        _add(menu, swatch, feel)
    pairs = menu.addMenu(tr("Two at once"))
    for swatch in compound_swatches():
        _add(pairs, swatch, feel)


def _add(menu: QMenu, swatch: Swatch, feel: Callable[[str], object]) -> None:
    action = menu.addAction(_dot(emotion_colour(swatch.style)), tr(swatch.title))
    action.triggered.connect(lambda _=False, style=swatch.style: feel(style))


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(32, 32)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(8, 8, 16, 16)
    painter.end()
    return QIcon(pixmap)
