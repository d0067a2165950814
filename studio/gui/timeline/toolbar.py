"""The tools in a row: what the left button does, the brush, snapping, zoom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.buttons import action_button, tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.timeline.brush_sizing import LARGEST, SMALLEST
from studio.gui.timeline.follow import Following
from studio.gui.timeline.timeline_actions import TOOLS
from studio.session.studio import Studio
from studio.session.tools import PAINTING, Brush

if TYPE_CHECKING:
    from studio.gui.timeline.panel import TimelinePanel

_SNAPS = (
    ("words", "Words"),
    ("phones", "Sounds"),
    ("frames", "Frames"),
    ("keys", "Keys"),
    ("follow", "Playhead follows the hand"),
)
_FOLLOWS = (
    (Following.PAGE, "Turn the page"),
    (Following.SMOOTH, "Flow under the playhead"),
    (Following.OFF, "Stand still"),
)


class Toolbar(QWidget):
    """Compact enough for 700 pixels."""

    def __init__(self, studio: Studio, panel: TimelinePanel) -> None:
        super().__init__(panel)
        self._studio, self._panel = studio, panel
        self.setObjectName("timeline-toolbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2)
        for tool, *_ in TOOLS:
            row.addWidget(action_button(studio, f"timeline.tool_{tool.value}", self))
        self._sliders = self._brush_sliders()
        row.addSpacing(2 * SPACE)
        for slider in self._sliders.values():
            row.addWidget(slider)
        row.addWidget(_line())
        row.addWidget(self._with_menu(action_button(studio, "timeline.snap", self), self._snap_menu))
        row.addWidget(action_button(studio, "timeline.ripple", self))
        row.addWidget(self._follow_button())
        row.addStretch(1)
        for verb in ("zoom_out", "zoom_in", "frame_selected", "frame_all"):
            row.addWidget(action_button(studio, f"timeline.{verb}", self))
        self.show_brush()

    def show_brush(self, *_: object) -> None:
        """The sliders as the brush is; only for tools that paint."""
        brush = self._studio.brush.value
        for name, slider in self._sliders.items():
            value = getattr(brush, name)
            slider.set_value(_to_bar(value) if name == "size" else value)
            slider.setEnabled(brush.tool in PAINTING)

    def _brush_sliders(self) -> dict[str, BarSlider]:
        made = {
            "size": _SizeSlider(tr("Size"), default=_to_bar(Brush().size), percent=False),
            "strength": BarSlider(tr("Strength"), default=Brush().strength),
            "hardness": BarSlider(tr("Hardness"), default=Brush().hardness),
        }
        tips = {
            "size": tr("Half the brush's width in seconds  ([ and ])"),
            "strength": tr("How far one stroke goes towards the painted value"),
            "hardness": tr("Soft edges, or flat over its whole width"),
        }
        for name, slider in made.items():
            slider.setFixedWidth(104)
            slider.setToolTip(tips[name])
            slider.edited.connect(partial(self._on_edited, name))
            slider.resetRequested.connect(partial(self._on_reset, name, slider))
        return made

    def _on_edited(self, name: str, value: float, _gesture: str) -> None:
        self._set_brush(name, _from_bar(value) if name == "size" else value)

    def _on_reset(self, name: str, slider: BarSlider) -> None:
        value = slider.value if slider.value is not None else 0.5
        self._set_brush(name, _from_bar(value) if name == "size" else value)

    def _set_brush(self, name: str, value: Any) -> None:  # noqa: ANN401 - a number of the brush
        self._studio.brush.set(attrs.evolve(self._studio.brush.value, **{name: value}))

    def _with_menu(self, button: QToolButton, fill: Any) -> QToolButton:  # noqa: ANN401 - fills a menu
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return button

    def _snap_menu(self, menu: QMenu) -> None:
        menu.clear()
        for field, name in _SNAPS:
            if field == "follow":
                menu.addSeparator()
            action = menu.addAction(tr(name))
            action.setCheckable(True)
            action.setChecked(getattr(self._studio.snapping.value, field))
            action.toggled.connect(partial(self._set_snapping, field))

    def _set_snapping(self, field: str, on: bool) -> None:
        snapping: Any = attrs.evolve(self._studio.snapping.value, **{field: on})
        self._studio.snapping.set(snapping)

    def _follow_button(self) -> QToolButton:
        button = tool_button("eye", tr("How the view follows the playhead"), parent=self)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._follow_menu(menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _follow_menu(self, menu: QMenu) -> None:
        menu.clear()
        follower = self._panel.follower
        for way, name in _FOLLOWS:
            action = menu.addAction(tr(name), partial(follower.choose, way))
            action.setCheckable(True)
            action.setChecked(follower.way is way)


class _SizeSlider(BarSlider):
    """Shows seconds; its way is the square root, so that small sizes have room."""

    def text(self) -> str:
        return "—" if self._value is None else tr("{0} s", f"{_from_bar(self._value):.2f}")

    def read(self, text: str) -> float | None:
        size = super().read(text.strip().removesuffix("s"))
        return None if size is None else _to_bar(size)


def _to_bar(size: float) -> float:
    share = (size - SMALLEST) / (LARGEST - SMALLEST)
    return float(min(max(share, 0.0), 1.0) ** 0.5)


def _from_bar(value: float) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * value * value, 3)


def _line() -> QFrame:
    line = QFrame()
    line.setFixedWidth(2 * SPACE)
    return line
