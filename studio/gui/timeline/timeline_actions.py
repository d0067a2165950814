"""What can be done in the timeline as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from studio.gui.timeline.brush_sizing import LARGEST, SMALLEST
from studio.gui.timeline.follow import Following
from studio.session.actions import Action
from studio.session.keying.markers import toggle_marker
from studio.session.keying.time_text import TimeFormat
from studio.session.studio import Studio
from studio.session.tools import PAINTING, Tool

if TYPE_CHECKING:
    from studio.gui.timeline.panel import TimelinePanel

_SCOPE = "timeline"
_CLOSER = 1.5

TOOLS = (
    (Tool.SELECT, "Select", "cursor", "V", "Choose and move keys, words, clips"),
    (Tool.BRUSH, "Brush", "paint-brush", "B", "Paint an emotion where the mouse goes"),
    (Tool.SMOOTH, "Smooth", "waves", "U", "Even out what lies under the brush"),
    (Tool.ERASE, "Erase", "eraser", "E", "Paint towards nothing"),
    (Tool.RAMP, "Ramp", "line-segment", "R", "From where you press to where you let go"),
    (Tool.HOLD, "Hold", "equals", "H", "A plateau with eased ends"),
    (Tool.KEY, "Key", "diamond", "P", "Click to set a key, drag it to move it"),
    (Tool.RAZOR, "Razor", "scissors", "C", "Cut a curve or a recording in two without changing it"),
)


def timeline_actions(panel: TimelinePanel) -> Iterable[Action]:
    """Tools, snapping, zoom, markers, how times are shown."""
    yield from _tools(panel.studio)
    yield _brush_drag(panel)
    yield from _switches(panel.studio)
    yield from _views(panel)
    yield from _followings(panel)
    yield from _formats(panel.studio)
    yield Action(
        "timeline.marker", "Add or remove marker", lambda: toggle_marker(panel.studio), "Timeline",
        {"": ("M",)}, _SCOPE, enabled=lambda: panel.studio.scene is not None,
        icon="bookmark-simple", tip="A marker at the playhead",
    )  # fmt: skip


def _tools(studio: Studio) -> Iterable[Action]:
    for number, (tool, title, icon, key, tip) in enumerate(TOOLS, 1):
        yield Action(
            f"timeline.tool_{tool.value}", title, partial(_take, studio, tool), "Timeline/Tool",
            {"": (str(number),), "nle": (key, str(number))}, _SCOPE,
            checked=partial(_holds, studio, tool), icon=icon, tip=tip,
        )  # fmt: skip
    for verb, title, key, factor in (
        ("brush_smaller", "Smaller brush", "[", 1 / 1.25), ("brush_larger", "Larger brush", "]", 1.25),
    ):  # fmt: skip
        yield Action(
            f"timeline.{verb}", title, partial(_resize, studio, factor), "Timeline/Tool", {"": (key,)},
            _SCOPE, enabled=lambda: studio.brush.value.tool in PAINTING,
        )  # fmt: skip


def _brush_drag(panel: TimelinePanel) -> Action:
    studio = panel.studio
    return Action(
        "timeline.brush_drag", "Change brush size", panel.canvas.mouse.sizing.start, "Timeline/Tool",
        {"": ("F",)}, _SCOPE, enabled=lambda: studio.brush.value.tool in PAINTING,
        tip="Move the mouse, click to keep the size",
    )  # fmt: skip


def _switches(studio: Studio) -> Iterable[Action]:
    for field, verb, title, key, icon, tip in (
        ("on", "snap", "Snap", "N", "magnet", "Snap what is dragged; Alt inverts it"),
        ("words", "snap_words", "Snap to words", "", "", ""),
        ("phones", "snap_phones", "Snap to sounds", "", "", ""),
        ("frames", "snap_frames", "Snap to frames", "", "", ""),
        ("keys", "snap_keys", "Snap to keys", "", "", ""),
        ("ripple", "ripple", "Ripple", "Shift+R", "arrows-out-line-horizontal",
         "What is moved pushes everything behind it along"),
    ):  # fmt: skip
        yield Action(
            f"timeline.{verb}", title, partial(_switch, studio, field), "Timeline",
            {"": (key,)} if key else {}, _SCOPE,
            checked=partial(_is_on, studio, field), icon=icon, tip=tip,
        )  # fmt: skip


def _views(panel: TimelinePanel) -> Iterable[Action]:
    zoom = partial(_zoom, panel)
    rows: tuple[tuple[str, str, Callable[[], object], dict[str, tuple[str, ...]], str], ...] = (
        ("zoom_in", "Zoom in", partial(zoom, _CLOSER), {"": ("=", "+")}, "magnifying-glass-plus"),
        ("zoom_out", "Zoom out", partial(zoom, 1 / _CLOSER), {"": ("-",)}, "magnifying-glass-minus"),
        ("frame_all", "Show everything", panel.frame_all,
         {"": ("\\", "Shift+F"), "blender": ("Home",), "maya": ("A",)}, "arrows-out"),
        ("frame_selected", "Show selection", panel.frame_selected,
         {"": ("F",), "blender": (".", "F")}, "corners-out"),
    )  # fmt: skip
    for verb, title, run, keys, icon in rows:
        yield Action(f"timeline.{verb}", title, run, "View/Timeline", keys, _SCOPE, icon=icon)


def _zoom(panel: TimelinePanel, factor: float) -> None:
    """Around the playhead while it is in sight, as editing programs do."""
    view = panel.axis.view.value
    x = view.x_of(panel.studio.transport.at)
    panel.axis.zoom(factor, x if 0 <= x <= view.width else None)


def _followings(panel: TimelinePanel) -> Iterable[Action]:
    for way, title in (
        (Following.PAGE, "Follow by pages"),
        (Following.SMOOTH, "Follow smoothly"),
        (Following.OFF, "Do not follow"),
    ):
        yield Action(
            f"timeline.follow_{way.value}", title, partial(panel.follower.choose, way), "View/Timeline",
            checked=partial(_follows, panel, way),
        )  # fmt: skip


def _formats(studio: Studio) -> Iterable[Action]:
    for shown, title in (
        (TimeFormat.FRAMES, "Show frames"),
        (TimeFormat.SECONDS, "Show seconds"),
        (TimeFormat.TIMECODE, "Show timecode"),
    ):
        yield Action(
            f"timeline.show_{shown.value}", title, partial(studio.time_format.set, shown), "View/Timeline",
            checked=partial(_shows, studio, shown),
        )  # fmt: skip


def _take(studio: Studio, tool: Tool) -> None:
    studio.brush.set(attrs.evolve(studio.brush.value, tool=tool))


def _holds(studio: Studio, tool: Tool) -> bool:
    return studio.brush.value.tool is tool


def _resize(studio: Studio, factor: float) -> None:
    size = min(max(studio.brush.value.size * factor, SMALLEST), LARGEST)
    studio.brush.set(attrs.evolve(studio.brush.value, size=size))


def _switch(studio: Studio, field: str) -> None:
    snapping: Any = attrs.evolve(studio.snapping.value, **{field: not _is_on(studio, field)})
    studio.snapping.set(snapping)


def _is_on(studio: Studio, field: str) -> bool:
    return bool(getattr(studio.snapping.value, field))


def _shows(studio: Studio, shown: TimeFormat) -> bool:
    return studio.time_format.value is shown


def _follows(panel: TimelinePanel, way: Following) -> bool:
    return panel.follower.way is way
