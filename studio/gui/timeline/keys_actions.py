"""Actions on chosen keys and events, and on what is locked of a performance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from studio.animation.tangents import Tangent
from studio.document.curves import Interpolation
from studio.gui.kit.language import tr
from studio.gui.kit.pop_menu import pop_actions
from studio.gui.kit.typed_time import typed_time
from studio.gui.timeline.keys_editor import MIXED, KeyEditor
from studio.gui.timeline.lanes_curve import CurveLane
from studio.gui.timeline.lanes_take import TakeLane
from studio.gui.timeline.walk_actions import chosen_curves
from studio.session.actions import Action
from studio.session.keying import chosen_deeds as deeds
from studio.session.keying.grabbing import Way
from studio.session.keying.keys import chosen_keys, commit, curve_of
from studio.session.keying.moves import set_exactly
from studio.session.keying.shapes import Ease
from studio.session.keying.tangents import TANGENT_TITLES
from studio.session.keying.time_text import write
from studio.session.keying.typed_values import read_value, write_value
from studio.session.selection import KeyRef
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.gui.timeline.panel import TimelinePanel

_SCOPE = "timeline"
_Keys = dict[str, tuple[str, ...]]
_Row = tuple[str, str, Callable[[Studio], object], _Keys, Callable[[], bool], str]
_TANGENTS = {
    Tangent.CLAMPED: "path",
    Tangent.AUTO: "path",
    Tangent.FLAT: "minus",
    Tangent.LINEAR: "line-segment",
    Tangent.ALIGNED: "line-segments",
    Tangent.BROKEN: "caret-up",
}
_INTERPOLATIONS = {
    Interpolation.BEZIER: "path",
    Interpolation.LINEAR: "line-segment",
    Interpolation.STEPPED: "chart-line",
}


def key_actions(panel: TimelinePanel) -> Iterable[Action]:
    """For `TimelinePanel.actions_offered`."""
    yield from _editing(panel)
    yield from _keys(panel)
    yield from _shapes(panel)
    yield from _locking(panel)


def type_keys(panel: TimelinePanel) -> bool:
    """Opens the fields for the chosen keys' time and value beside the first of them."""
    studio, canvas = panel.studio, panel.canvas
    chosen = chosen_keys(studio.project, studio.selection.value)
    if not chosen:
        return False
    first = min(chosen, key=lambda ref: ref.time)
    lanes = ((row, row.lane) for row in canvas.visible_rows())
    own = ((row, lane) for row, lane in lanes if isinstance(lane, CurveLane) and lane.ref == first.curve)
    row, lane = next(own, (None, None))
    values = {round(key.value, 6) for key in chosen.values()}
    value = write_value(values.pop()) if len(values) == 1 else MIXED
    rate, shown = studio.transport.rate, studio.time_format.value
    reads = partial(typed_time, studio), read_value
    editor = KeyEditor(canvas, (write(first.time, rate, shown), value), reads)
    editor.typed.connect(partial(_set_typed, panel))
    place = QPoint(round(panel.axis.view.value.x_of(first.time)), canvas.height() // 2)
    if row is not None and lane is not None:
        place.setY(row.top + round(lane.axis.y_of(lane.shown_value(first.time))))
    editor.open_at(place)
    return True


def _set_typed(panel: TimelinePanel, time: str, value: str) -> None:
    studio = panel.studio
    keys = studio.selection.value.keys
    at = typed_time(studio, time) if time else None
    number = read_value(value) if value else None
    commit(studio, tr("Set keys"), lambda project: set_exactly(project, keys, at, number))


def _editing(panel: TimelinePanel) -> Iterable[Action]:
    studio = panel.studio
    can, copied = partial(deeds.has_chosen, studio), partial(deeds.has_copied, studio)
    gone = partial(deeds.can_delete, studio)
    rows: tuple[_Row, ...] = (
        ("cut", "Cut", deeds.cut, {"": ("Ctrl+X",)}, can, "scissors"),
        ("copy", "Copy", deeds.copy, {"": ("Ctrl+C",)}, can, "copy"),
        ("paste", "Paste at playhead", deeds.paste, {"": ("Ctrl+V",)}, copied, "clipboard"),
        ("duplicate", "Duplicate", lambda _: _duplicate(panel),
         {"": ("Ctrl+D",), "blender": ("Shift+D",)}, can, "copy-simple"),
        ("delete", "Delete", deeds.delete,
         {"": ("Delete", "Backspace"), "blender": ("X", "Delete")}, gone, "trash"),
    )  # fmt: skip
    for verb, title, run, keys, enabled, icon in rows:
        yield Action(f"keys.{verb}", title, partial(run, studio), "Edit", keys, _SCOPE, enabled, icon=icon)
    yield Action(
        "keys.select_all", "Choose all keys", partial(_select_all, panel), "Edit",
        {"": ("Ctrl+A",), "blender": ("A",)}, _SCOPE, icon="selection-all",
    )  # fmt: skip


def _keys(panel: TimelinePanel) -> Iterable[Action]:
    studio = panel.studio
    has = partial(deeds.has_keys, studio)
    can = partial(deeds.has_chosen, studio)
    yield Action(
        "keys.type", "Type time and value...", partial(type_keys, panel), "Keys", {"": ("Return", "Enter")},
        _SCOPE, has, icon="keyboard", tip="The exact time and value of the chosen keys",
    )  # fmt: skip
    yield Action(
        "keys.insert", "Key at playhead", partial(_cut, panel), "Keys",
        {"": ("Shift+K",), "blender": ("I",), "maya": ("S",)}, _SCOPE, icon="diamond",
        tip="A key on the chosen lanes where the playhead is; the curves keep their shape",
    )  # fmt: skip
    for verb, title, frames, steps, key in (
        ("later", "Nudge later", 1, 0, "Alt+Right"), ("earlier", "Nudge earlier", -1, 0, "Alt+Left"),
        ("up", "Nudge up", 0, 1, "Alt+Up"), ("down", "Nudge down", 0, -1, "Alt+Down"),
    ):  # fmt: skip
        run = partial(deeds.nudge, studio, frames, steps)
        yield Action(f"keys.nudge_{verb}", title, run, "Keys/Nudge", {"": (key,)}, _SCOPE, can)
    yield Action(
        "keys.anchor", "Tie to words", partial(deeds.anchor, studio), "Keys", {"": ("Ctrl+T",)}, _SCOPE, has,
        icon="anchor", tip="The keys go along when the words move or the line is recorded again",
    )  # fmt: skip
    yield Action(
        "keys.release", "Untie from words", partial(deeds.release, studio), "Keys",
        {"": ("Ctrl+Shift+T",)}, _SCOPE, has, icon="anchor-simple",
    )  # fmt: skip
    yield Action(
        "keys.simplify", "Simplify", partial(deeds.simplify, studio), "Keys", {}, _SCOPE, has,
        icon="funnel-simple", tip="Fewer keys for the same curve between the first and last chosen one",
    )  # fmt: skip


def _shapes(panel: TimelinePanel) -> Iterable[Action]:
    studio = panel.studio
    has = partial(deeds.has_keys, studio)
    for kind, icon in _INTERPOLATIONS.items():
        title, run = kind.value.capitalize(), partial(deeds.interpolate, studio, kind)
        yield Action(f"keys.{kind.value}", title, run, "Keys/Interpolation", {}, _SCOPE, has, icon=icon)
    for mode, icon in _TANGENTS.items():
        title, run = f"{TANGENT_TITLES[mode]} tangents", partial(deeds.shape_tangents, studio, mode)
        yield Action(f"keys.tangent_{mode.value}", title, run, "Keys/Tangents", {}, _SCOPE, has, icon=icon)
    for shape in Ease:
        run = partial(deeds.ease, studio, shape)
        id_ = f"keys.ease_{shape.value.replace(' ', '_')}"
        yield Action(id_, shape.value.capitalize(), run, "Keys/Ease", {}, _SCOPE, has)
    for verb, title, key, ids in (
        ("interpolations", "Interpolation...", "T", [f"keys.{kind.value}" for kind in _INTERPOLATIONS]),
        ("tangents", "Tangents...", "V", [f"keys.tangent_{mode.value}" for mode in _TANGENTS]),
    ):
        pop = partial(pop_actions, studio, panel.canvas, ids)
        yield Action(f"keys.{verb}", title, pop, "Keys", {"blender": (key,)}, _SCOPE, has)


def _locking(panel: TimelinePanel) -> Iterable[Action]:
    yield Action(
        "take.lock", "Lock performance", _on_take(panel, TakeLane.lock), "Character", {"": ("Shift+L",)},
        _SCOPE, icon="lock-simple-fill", tip="The chosen stretch stays when the character performs again",
    )  # fmt: skip
    yield Action(
        "take.unlock", "Unlock performance", _on_take(panel, _unlock), "Character", {"": ("Ctrl+Shift+L",)},
        _SCOPE, icon="lock-simple-open",
    )  # fmt: skip


def _on_take(panel: TimelinePanel, deed: Callable[[TakeLane], object]) -> Callable[[], object]:
    """The deed on the lane of the character the artist works on."""

    def run() -> object:
        character = panel.studio.character
        return deed(TakeLane(panel.studio, character.id)) if character is not None else False

    return run


def _unlock(lane: TakeLane) -> bool:
    span = lane.span_to_lock()
    return lane.unlock(span) if span is not None else False


def _select_all(panel: TimelinePanel) -> None:
    """All keys of the chosen lanes, of all shown emotions where none is chosen; a second time none."""
    project, selection = panel.studio.project, panel.studio.selection
    keys = frozenset(
        KeyRef(ref, key.time) for ref in chosen_curves(panel) for key in curve_of(project, ref).keys
    )
    selection.set(selection.value.with_keys(frozenset() if keys == selection.value.keys else keys))


def _cut(panel: TimelinePanel) -> None:
    deeds.cut_curves(panel.studio, chosen_curves(panel), panel.studio.transport.at)


def _duplicate(panel: TimelinePanel) -> object:
    """In Blender's key map copies of keys go with the hands until they are let go."""
    if panel.studio.keymap.preset == "blender" and deeds.has_keys(panel.studio):
        panel.grabbing.start(Way.COPY)
        return True
    return deeds.duplicate(panel.studio)
