"""What can be done, as values: the menus, the palette, the keys and scripts all read this list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

import attrs
from psygnal import Signal

PRESETS = ("nle", "blender", "maya")
"""Key maps that come with the program, the default first."""


def _always() -> bool:
    return True


@attrs.frozen
class Action:
    """id: `room.verb`; title: as the menu shows it, `...` at the end when it asks something first; menu: path
    of the menu, `Edit` or `View/Camera` (empty: only the palette); keys: by key map, in Qt's portable text
    (`Ctrl+Z`), `""` as the map for all of them; scope: `window`, or the panel that must have the focus
    (`timeline`, `curves`, `viewport`); checked: gives the tick of an action that is on or off."""

    id: str
    title: str
    run: Callable[[], object]
    menu: str = ""
    keys: dict[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    scope: str = "window"
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    icon: str = ""
    tip: str = ""

    def keys_in(self, preset: str) -> tuple[str, ...]:
        """The keys of a key map, or those of all maps where it has none of its own."""
        return self.keys.get(preset, self.keys.get("", ()))


class Actions:
    """Every action by id, in the order in which they were added. `changed()` when some came or their state
    may be another."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """ValueError when an id is taken."""
        for action in actions:
            if action.id in self._actions:
                raise ValueError(f"there are two actions called {action.id}")
            self._actions[action.id] = action
        self.changed.emit()

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def __getitem__(self, id_: str) -> Action:
        return self._actions[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._actions

    def run(self, id_: str) -> bool:
        """Does an action if it can be done now; False when not."""
        action = self._actions[id_]
        if not action.enabled():
            return False
        action.run()
        return True
