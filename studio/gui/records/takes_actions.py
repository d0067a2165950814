"""What can be done with takes and variations, by name and key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from studio.session.actions import Action
from studio.session.keying.chosen_span import chosen_stretch
from studio.session.staging.renewals import BY_ITSELF

if TYPE_CHECKING:
    from studio.gui.records.takes import TakesPanel

_MENU = "Character"


def takes_actions(panel: TakesPanel) -> Iterable[Action]:
    """Performing again, varying, hearing by turns, choosing whole or by stretches."""
    yield from _performing(panel)
    yield from _variations(panel)


def _performing(panel: TakesPanel) -> Iterable[Action]:
    settings = panel.studio.settings
    yield Action(
        "takes.again", "Perform again", panel.perform, _MENU, {"": ("F5",)}, enabled=panel.any_takes,
        icon="arrows-clockwise", tip="Locked ranges stay",
    )  # fmt: skip
    yield Action(
        "takes.plan", "Plan gestures, blinks and glances anew", panel.plan, _MENU, enabled=panel.any_takes,
        icon="hand-waving",
    )  # fmt: skip
    yield Action(
        "takes.by_itself", "Perform again by itself",
        lambda: settings.set(BY_ITSELF, not settings.get(BY_ITSELF, True)), _MENU,
        checked=lambda: bool(settings.get(BY_ITSELF, True)),
        tip="Takes follow gains, stress and moved words once the hand rests; locked ranges stay",
    )  # fmt: skip


def _variations(panel: TakesPanel) -> Iterable[Action]:
    studio, turns = panel.studio, panel.turns

    def some() -> bool:
        return bool(panel.variations())

    def heard() -> bool:
        return bool(studio.stage.audition.value)

    yield Action(
        "takes.vary", "Make variations", panel.vary, _MENU, {"": ("Ctrl+Alt+V",)},
        enabled=lambda: studio.character is not None, icon="dice-five",
    )  # fmt: skip
    yield Action(
        "takes.audition", "Show take and variation by turns", lambda: turns.toggle(panel.variations()),
        _MENU, {"": ("Alt+T",)}, enabled=some, icon="eye",
    )  # fmt: skip
    yield Action(
        "takes.next", "Show the next variation", lambda: turns.step(panel.variations()), _MENU,
        {"": ("Alt+Shift+T",)}, enabled=some,
    )  # fmt: skip
    yield Action(
        "takes.choose", "Perform the variation shown", panel.choose_heard, _MENU, {"": ("Ctrl+Alt+T",)},
        enabled=heard, icon="check",
    )  # fmt: skip
    yield Action(
        "takes.lay", "Lay the variation shown into the take", panel.lay_heard, _MENU, {"": ("Ctrl+Alt+L",)},
        enabled=lambda: heard() and chosen_stretch(studio) is not None, icon="arrow-bend-down-right",
        tip="On the chosen words or stretch, or from in to out",
    )  # fmt: skip
