"""The context menu of a lane with a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from studio.gui.kit.actions import menu_action
from studio.gui.kit.language import tr
from studio.gui.timeline.lane import LaneMouse
from studio.session.keying.chosen_deeds import cut_curves, paste

if TYPE_CHECKING:
    from studio.gui.timeline.lanes_curve import CurveLane

_KEYS = ("keys.type", "keys.anchor", "keys.release", "keys.simplify")
_EDITING = ("keys.cut", "keys.copy", "keys.duplicate", "keys.delete")
_GROUPS = (
    ("Interpolation", ("keys.bezier", "keys.linear", "keys.stepped")),
    (
        "Tangents",
        tuple(f"keys.tangent_{m}" for m in ("auto", "clamped", "flat", "linear", "aligned", "broken")),
    ),
    ("Ease", None),
)


def fill_curve_menu(lane: CurveLane, mouse: LaneMouse, menu: QMenu) -> None:
    """What can be done with the key under the mouse and those chosen with it, or with this place."""
    selection = lane.studio.selection
    held = lane.keys.key_near(mouse.x, mouse.y)
    if held is not None and held not in selection.value.keys:
        selection.set(selection.value.with_keys(frozenset({held})))
    if selection.value.keys:
        _of_keys(lane, menu)
        menu.addSeparator()
    if not lane.locked:
        at = max(mouse.snapped, 0)
        menu.addAction(tr("Add a key here"), lambda: cut_curves(lane.studio, [lane.ref], at))
    into = menu.addAction(tr("Paste at the playhead into this lane"), lambda: paste(lane.studio, [lane.ref]))
    into.setEnabled(lane.studio.clipboard.value is not None and not lane.locked)


def _of_keys(lane: CurveLane, menu: QMenu) -> None:
    for title, ids in _GROUPS:
        names = ids or tuple(a.id for a in lane.studio.actions if a.id.startswith("keys.ease_"))
        part = menu.addMenu(tr(title))
        _add(lane, part, names)
    _add(lane, menu, _KEYS)
    menu.addSeparator()
    _add(lane, menu, _EDITING)


def _add(lane: CurveLane, menu: QMenu, ids: tuple[str, ...]) -> None:
    actions = lane.studio.actions
    for id_ in ids:
        if id_ in actions:
            menu.addAction(menu_action(lane.studio, actions[id_], menu))
