"""The curve editor's actions: menus, palette and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from studio.animation.tangents import Tangent
from studio.document.curves import Interpolation
from studio.gui.kit.pop_menu import pop_actions
from studio.session.actions import Action
from studio.session.keying.choosing import choose_after, choose_before
from studio.session.keying.grabbing import Way
from studio.session.keying.shapes import Ease
from studio.session.keying.tangents import TANGENT_TITLES
from studio.session.selection import CurveRef
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.gui.curves.deeds import Deeds
    from studio.gui.curves.panel import CurvesPanel

_SCOPE = "curves"
Keys = dict[str, tuple[str, ...]]
Row = tuple[str, str, Callable[[], object], Keys, str, str]

_SEGMENTS = {
    Interpolation.BEZIER: "The curve bends from key to key",
    Interpolation.LINEAR: "Straight lines from key to key",
    Interpolation.STEPPED: "Each key's value holds until the next",
}
_TANGENTS = {
    Tangent.CLAMPED: "Smooth, and never beyond the neighbouring keys",
    Tangent.AUTO: "Smooth; may swing a little beyond the keys",
    Tangent.FLAT: "Level through the key",
    Tangent.LINEAR: "Straight towards the neighbouring keys",
    Tangent.ALIGNED: "Turned by hand, both sides in one line",
    Tangent.BROKEN: "Each side turned by hand for itself",
}


def curves_actions(panel: CurvesPanel) -> Iterable[Action]:
    """All of them."""
    deeds = panel.deeds
    yield from _shapes(deeds)
    yield from _menus(panel)
    yield from _actions(_choices(deeds), lambda: True)
    yield from _actions(_edits(panel), lambda: deeds.any)
    yield from _views(panel)


def _actions(rows: Iterable[Row], enabled: Callable[[], bool]) -> Iterable[Action]:
    for verb, title, run, keys, icon, tip in rows:
        yield Action(f"curves.{verb}", title, run, "", keys, _SCOPE, enabled=enabled, icon=icon, tip=tip)


def _choices(deeds: Deeds) -> Iterable[Row]:
    yield ("insert", "Insert keys at playhead", deeds.insert,
           {"": ("Shift+K",), "blender": ("I",), "maya": ("S",)}, "diamond",
           "A key on every visible curve, its shape kept")  # fmt: skip
    yield ("paste", "Paste keys", deeds.paste, {"": ("Ctrl+V",)}, "clipboard", "At the playhead")
    yield ("all", "Choose all keys", deeds.choose_all, {"": ("Ctrl+A",), "blender": ("A",)}, "",
           "Of the visible curves")  # fmt: skip
    yield ("none", "Choose no keys", deeds.choose_none,
           {"": ("Ctrl+Shift+A",), "blender": ("Alt+A",)}, "", "")  # fmt: skip
    for verb, deed, key in (("before", choose_before, "["), ("after", choose_after, "]")):
        yield (verb, f"Choose keys {verb} the playhead", partial(_choose, deeds, deed), {"": (key,)}, "",
               "Of the visible curves")  # fmt: skip
    for verb, title, way, arrow, blender in (
        ("next", "Choose the next key", 1, "Down", "Up"),
        ("previous", "Choose the key before", -1, "Up", "Down"),
    ):
        yield (verb, title, partial(deeds.choose_next, way), {"": (f"Ctrl+{arrow}",),
               "blender": (f"Ctrl+{blender}",)}, "", "Of the active curve")  # fmt: skip
        yield (f"{verb}_too", f"{title} too", partial(deeds.choose_next, way, extend=True),
               {"": (f"Ctrl+Shift+{arrow}",), "blender": (f"Ctrl+Shift+{blender}",)}, "",
               "Besides what is chosen already")  # fmt: skip
    yield ("simplify", "Simplify", deeds.simplify, {"": ("Ctrl+Alt+S",)}, "path",
           "Fewer keys for the same line: the chosen ones, or all that are shown")  # fmt: skip


def _edits(panel: CurvesPanel) -> Iterable[Row]:
    deeds = panel.deeds
    yield ("type", "Type a value...", panel.toolbar.type_value, {"": ("Return", "Enter")}, "",
           "The exact value of the chosen keys")  # fmt: skip
    yield ("copy", "Copy keys", deeds.copy, {"": ("Ctrl+C",)}, "copy", "")
    yield ("cut", "Cut keys", deeds.cut, {"": ("Ctrl+X",)}, "scissors", "")
    yield ("duplicate", "Duplicate keys", partial(_duplicate, panel),
           {"": ("Ctrl+D",), "blender": ("Shift+D",)}, "copy-simple", "Copies to be moved")  # fmt: skip
    yield ("delete", "Delete keys", deeds.delete,
           {"": ("Del", "Backspace"), "blender": ("X", "Del")}, "trash", "")  # fmt: skip
    yield ("snap_frames", "Snap keys to frames", deeds.snap, {"": ("Shift+S",)}, "magnet", "")
    yield ("anchor", "Tie keys to words", deeds.anchor, {"": ("Ctrl+Alt+W",)}, "anchor-simple",
           "They go with their words when the line is recorded again")  # fmt: skip
    yield ("release", "Untie keys from words", deeds.release, {}, "", "")
    for verb, title, frames, values, key in (
        ("left", "Nudge earlier", -1, 0.0, "Alt+Left"),
        ("right", "Nudge later", 1, 0.0, "Alt+Right"),
        ("up", "Nudge up", 0, 0.02, "Alt+Up"),
        ("down", "Nudge down", 0, -0.02, "Alt+Down"),
    ):
        yield (f"nudge_{verb}", title, partial(deeds.nudge, frames, values), {"": (key,)}, "", "")


def _shapes(deeds: Deeds) -> Iterable[Action]:
    def chosen() -> bool:
        return deeds.any

    for kind, tip in _SEGMENTS.items():
        title = f"{kind.value.capitalize()} interpolation"
        yield Action(
            f"curves.segment_{kind.value}", title, partial(deeds.interpolate, kind), "",
            {}, _SCOPE, enabled=chosen, tip=tip,
        )  # fmt: skip
    for number, (mode, tip) in enumerate(_TANGENTS.items(), 1):
        yield Action(
            f"curves.tangent_{mode.value}", f"{TANGENT_TITLES[mode]} tangents", partial(deeds.tangents, mode),
            "", {"": (f"Alt+{number}",)}, _SCOPE, enabled=chosen, tip=tip,
        )  # fmt: skip
    for on, title in ((True, "Tangents of any length"), (False, "Tangents of equal length")):
        yield Action(
            f"curves.weight_{'on' if on else 'off'}", title, partial(deeds.weigh, on), "",
            {}, _SCOPE, enabled=chosen,
        )  # fmt: skip
    for ease in Ease:
        title = ease.value.capitalize()
        yield Action(
            f"curves.ease_{ease.value.replace(' ', '_')}",
            title if title.startswith("Ease") else f"{title} ease", partial(deeds.ease, ease), "",
            {}, _SCOPE, enabled=chosen,
        )  # fmt: skip


def _menus(panel: CurvesPanel) -> Iterable[Action]:
    """The shapes of keys in menus that pop up, as Blender has them."""
    for verb, title, key, ids in (
        ("segments", "Interpolation...", "T", [f"curves.segment_{kind.value}" for kind in _SEGMENTS]),
        ("tangents", "Tangents...", "V", [f"curves.tangent_{mode.value}" for mode in _TANGENTS]),
    ):
        pop = partial(pop_actions, panel.studio, panel.canvas, ids)
        yield Action(
            f"curves.{verb}", title, pop, "", {"blender": (key,)}, _SCOPE, enabled=lambda: panel.deeds.any
        )


def _views(panel: CurvesPanel) -> Iterable[Action]:
    deeds, scene = panel.deeds, panel.scene
    rows: tuple[Row, ...] = (
        ("frame_all", "Show all curves", scene.frame_all,
         {"": ("Home",), "maya": ("A", "Home")}, "arrows-out", ""),
        ("frame_selected", "Show chosen keys", scene.frame_chosen,
         {"": ("F",), "blender": (".", "F")}, "corners-out", ""),
        ("zoom_in", "Zoom in", partial(deeds.zoom, 1.5), {"": ("=", "+")}, "magnifying-glass-plus", ""),
        ("zoom_out", "Zoom out", partial(deeds.zoom, 1 / 1.5), {"": ("-",)}, "magnifying-glass-minus", ""),
    )  # fmt: skip
    for verb, title, run, keys, icon, tip in rows:
        yield Action(f"curves.{verb}", title, run, "View/Curves", keys, _SCOPE, icon=icon, tip=tip)
    switches = (
        ("normalised", "Normalise", "Shift+N", "arrows-out-line-vertical",
         "Each curve over its own range of values"),
        ("follows", "Only what is chosen", "Shift+C", "funnel", "Show the curves of what is chosen alone"),
        ("flows", "Follow the playhead", "Shift+P", "link-simple", "The view goes along while playing"),
    )  # fmt: skip
    for field, title, key, icon, tip in switches:
        yield Action(
            f"curves.{field}", title, partial(deeds.toggle, field), "View/Curves", {"": (key,)}, _SCOPE,
            checked=partial(_is_on, panel, field), icon=icon, tip=tip,
        )  # fmt: skip
    yield Action(
        "curves.isolate", "Isolate", deeds.isolate, "View/Curves", {"": ("Shift+I",), "maya": ("Ctrl+1",)},
        _SCOPE, checked=lambda: bool(scene.showing.value.alone), icon="target",
        tip="The active curve, or those of the chosen keys, alone",
    )  # fmt: skip


def _choose(deeds: Deeds, choose: Callable[[Studio, Iterable[CurveRef]], None]) -> None:
    choose(deeds.scene.studio, deeds.refs())


def _duplicate(panel: CurvesPanel) -> None:
    """In Blender's key map the copies go with the hands until they are let go."""
    if panel.studio.keymap.preset == "blender":
        panel.grabbing.start(Way.COPY)
    else:
        panel.deeds.duplicate()


def _is_on(panel: CurvesPanel, field: str) -> bool:
    return bool(getattr(panel.scene.showing.value, field))
