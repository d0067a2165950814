"""The bar at the panel's foot: how high a stroke is, and the button that lays it over what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, emotion_colour
from studio.gui.kit.theming import ui_font
from studio.session.palette.laying import HEIGHT, INTENSITY, Target, height_of, lay, target_of
from studio.session.palette.palette import Swatch, title_of_style
from studio.session.studio import Studio

_LEAST = 84  # pixels of the slider beside the longest offer
_EDGES = 28  # pixels of the button around its words


class LayBar(QWidget):
    """Stays in sight while the panel scrolls."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self._swatch: Swatch | None = None
        self._offers: tuple[str, ...] = ("",)
        self.intensity = BarSlider(tr("Intensity"), default=HEIGHT, parent=self)
        self.intensity.setToolTip(tr("How high a laid stroke is"))
        self.intensity.edited.connect(lambda value, _: studio.settings.set(INTENSITY, value))
        self.intensity.resetRequested.connect(lambda: studio.settings.set(INTENSITY, HEIGHT))
        self.button = QPushButton(self)
        self.button.setProperty("class", "primary")
        self.button.clicked.connect(lambda: lay(studio, intensity=height_of(studio), swatch=self._swatch))
        rows = QHBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        rows.setSpacing(2 * SPACE)
        self.intensity.setMinimumWidth(_LEAST)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        rows.addWidget(self.intensity, 1)
        rows.addWidget(self.button)

    def refresh(self, held: Swatch) -> None:
        """After the brush, the choice, the range or the line under the playhead became others."""
        self._swatch = held
        target = target_of(self.studio)
        name = tr(held.title if held.own else title_of_style(held.style))
        self.intensity.set_value(height_of(self.studio))
        self.intensity.set_colour(emotion_colour(held.style))
        self._offers = _offers(name, target)
        self._fit()
        self.button.setEnabled(target is not None)
        self.button.setToolTip(tr("Lays {0} there, eased at both ends, in one step", name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The fullest offer that the bar has room for."""
        metrics = QFontMetrics(ui_font(bold=True))
        room = self.width() - 6 * SPACE - _LEAST - _EDGES
        fitting = (offer for offer in self._offers if metrics.horizontalAdvance(offer) <= room)
        last = metrics.elidedText(self._offers[-1], Qt.TextElideMode.ElideRight, max(room, 0))
        self.button.setText(next(fitting, last))
        self.button.setAccessibleName(self._offers[0])


def _offers(name: str, target: Target | None) -> tuple[str, ...]:
    """What the button does, in more words and in fewer."""
    if target is None:
        return tr("Open a scene to lay feelings on it"), tr("Open a scene")
    if target.what == "words":
        if len(target.words) == 1:
            return tr("{0} on “{1}”", name, target.words[0][1].text), tr("{0} on it", name)
        return tr("{0} on {1} words", name, len(target.words)), name
    if target.what == "range":
        return tr("{0} in the range", name), tr("{0} here", name)
    if target.what == "line":
        return tr("{0} on the whole line", name), tr("{0} on the line", name), name
    return tr("{0} on the whole scene", name), tr("{0} on the scene", name), name
