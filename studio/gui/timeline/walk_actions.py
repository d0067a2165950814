"""Actions that walk the lanes and choose on them, for hands that stay on the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from studio.gui.timeline.lanes_curve import CurveLane
from studio.session.actions import Action
from studio.session.keying import choosing
from studio.session.selection import CurveRef, Kind
from studio.session.tools import PAINTING

if TYPE_CHECKING:
    from studio.gui.timeline.panel import TimelinePanel

_SCOPE = "timeline"
_MENU = "Edit/Choose"
_OPENED = (Kind.WORD, Kind.EVENT, Kind.CLIP, Kind.TAKE)


def walk_actions(panel: TimelinePanel) -> Iterable[Action]:
    """For `TimelinePanel.actions_offered`."""
    walk, studio = panel.walk, panel.studio
    for verb, title, way, keys in (
        ("lane_below", "Lane below", 1, ("PgDown",)), ("lane_above", "Lane above", -1, ("PgUp",)),
    ):  # fmt: skip
        yield Action(
            f"timeline.{verb}", title, partial(walk.step_lane, way), _MENU, {"": keys}, _SCOPE,
            tip="Walks from lane to lane and chooses each",
        )  # fmt: skip
    # Where the plain arrow goes to the next key, the same arrow with Ctrl chooses it too.
    for verb, title, way, arrow, other in (
        ("choose_next", "Choose the next on the lane", 1, "Down", "Up"),
        ("choose_previous", "Choose the one before on the lane", -1, "Up", "Down"),
    ):
        yield Action(
            f"timeline.{verb}", title, partial(walk.step, way), _MENU,
            {"": (f"Ctrl+{arrow}",), "blender": (f"Ctrl+{other}",)}, _SCOPE,
            tip="A key, a word, a clip: whatever the lane holds",
        )  # fmt: skip
        yield Action(
            f"timeline.{verb}_too", f"{title} too", partial(walk.step, way, extend=True), _MENU,
            {"": (f"Ctrl+Shift+{arrow}",), "blender": (f"Ctrl+Shift+{other}",)}, _SCOPE,
            tip="Besides what is chosen already",
        )  # fmt: skip
    yield from _keys(panel)
    yield Action(
        "timeline.open", "Edit what is chosen", walk.open, "Edit", {"": ("Return", "Enter")}, _SCOPE,
        lambda: studio.selection.value.kind in _OPENED,
        tip="The text of a word in its place, anything else in the inspector",
    )  # fmt: skip


def _keys(panel: TimelinePanel) -> Iterable[Action]:
    studio = panel.studio

    def plain() -> bool:
        """Without a brush in the hand, whose size these keys change."""
        return studio.brush.value.tool not in PAINTING

    def on_lanes(choose: Callable[..., None]) -> None:
        choose(studio, chosen_curves(panel))

    for verb, title, deed, key in (
        ("choose_before", "Choose keys before the playhead", choosing.choose_before, "["),
        ("choose_after", "Choose keys after the playhead", choosing.choose_after, "]"),
    ):
        yield Action(
            f"keys.{verb}", title, partial(on_lanes, deed), _MENU, {"": (key,)}, _SCOPE, plain,
            tip="On the chosen lanes, on all emotions where none is chosen",
        )  # fmt: skip
    yield Action(
        "keys.choose_none", "Choose no keys", partial(choosing.choose_none, studio), _MENU,
        {"": ("Ctrl+Shift+A",), "blender": ("Alt+A",)}, _SCOPE,
    )  # fmt: skip


def chosen_curves(panel: TimelinePanel) -> list[CurveRef]:
    """Curves that are chosen or hold chosen keys; without any, those of the emotions that are shown."""
    selected = panel.studio.selection.value
    shown = [lane for lane in panel.tree.shown() if isinstance(lane, CurveLane) and not lane.locked]
    wanted = {key.curve for key in selected.keys}
    found = [lane.ref for lane in shown if lane.ref in wanted or lane.names(selected)]
    return found or [lane.ref for lane in shown if not lane.ref.channel]
