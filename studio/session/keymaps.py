"""Which key does what: a preset that comes with the program, and what the artist changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from psygnal import Signal

from studio.core.problems import fail
from studio.session.actions import PRESETS, Action
from studio.session.settings import Settings

_MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta", "Num")
_SPELLINGS = {"Delete": "Del", "Escape": "Esc", "Insert": "Ins", "Pageup": "PgUp", "Pagedown": "PgDown"}
_FORMAT = "moodline-keys"
_MOST_KEYS = 8


class KeyMap:
    """The keys of actions, as text in Qt's portable form. `changed()` when any key may be another."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own: dict[str, tuple[str, ...]] | None = None
        settings.changed.connect(self._forget)

    @property
    def preset(self) -> str:
        name = self._settings.get("keymap.preset", PRESETS[0])
        return name if name in PRESETS else PRESETS[0]

    def set_preset(self, name: str) -> None:
        """ValueError for a preset that does not exist."""
        if name not in PRESETS:
            raise ValueError(f"there is no key map called {name}")
        self._settings.set("keymap.preset", name)
        self.changed.emit()

    @property
    def overrides(self) -> dict[str, tuple[str, ...]]:
        """The artist's own keys in the present preset, by action."""
        if self._own is None:
            own = self._settings.get("keymap.overrides", {}).get(self.preset, {})
            own = own if isinstance(own, dict) else {}
            self._own = {id_: _clean(keys) for id_, keys in own.items() if isinstance(keys, list)}
        return self._own

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Keys that do an action now; the first is the one that is shown."""
        own = self.overrides
        if action.id in own:
            return own[action.id]
        return tuple(canonical(key) for key in action.keys_in(self.preset))

    def is_own(self, action: Action) -> bool:
        """Did the artist choose these keys?"""
        return action.id in self.overrides

    def set_keys(self, action: Action, keys: Iterable[str]) -> None:
        """The artist's own keys; none at all is a choice too. Those of the preset are no override."""
        chosen = _clean(list(keys))
        preset = tuple(canonical(key) for key in action.keys_in(self.preset))
        own = {id_: keys for id_, keys in self.overrides.items() if id_ != action.id}
        self._keep(own if chosen == preset else {**own, action.id: chosen})

    def reset(self, action: Action) -> None:
        self._keep({id_: keys for id_, keys in self.overrides.items() if id_ != action.id})

    def reset_all(self) -> None:
        self._keep({})

    def clashes(self, action: Action, keys: Iterable[str], actions: Iterable[Action]) -> list[Action]:
        """Other actions that one of these keys does already where `action` would hear it. A panel's key takes
        precedence over the window's, so only equal places clash."""
        wanted = {canonical(key) for key in keys}
        others = (other for other in actions if other.id != action.id and other.scope == action.scope)
        return [other for other in others if wanted & set(self.keys_of(other))]

    def shadows(self, action: Action, keys: Iterable[str], actions: Iterable[Action]) -> list[Action]:
        """Actions of other places with one of these keys: those of panels, that are done instead of a
        window's while their panel has the focus; for a panel's action that of the window, which waits."""
        wanted, window = {canonical(key) for key in keys}, "window"
        others = (other for other in actions if other.scope != action.scope)
        near = (other for other in others if window in (other.scope, action.scope))
        return [other for other in near if wanted & set(self.keys_of(other))]

    def take(self, action: Action, keys: Iterable[str], actions: Iterable[Action]) -> None:
        """The artist's own keys, taken from whichever action had them in the same place."""
        chosen = {canonical(key) for key in keys}
        for other in self.clashes(action, chosen, actions):
            self.set_keys(other, [key for key in self.keys_of(other) if key not in chosen])

    def exported(self) -> dict[str, Any]:
        """The preset and the artist's own keys as plain JSON."""
        own = {id_: list(keys) for id_, keys in sorted(self.overrides.items())}
        return {"format": _FORMAT, "preset": self.preset, "keys": own}

    def take_in(self, plain: Any, subject: str = "") -> None:  # noqa: ANN401 - whatever a file held
        """Keys from another machine. Raises ProblemError for what is no key map."""
        own = plain.get("keys") if isinstance(plain, dict) and plain.get("format") == _FORMAT else None
        if not isinstance(own, dict) or plain.get("preset") not in PRESETS:
            raise fail("keymap.format", "is no key map of Moodline", subject, "Choose one it exported")
        self._settings.set("keymap.preset", plain["preset"])
        self._keep({str(id_)[:120]: _clean(keys) for id_, keys in own.items() if isinstance(keys, list)})

    def _forget(self, key: str) -> None:
        if key.startswith("keymap."):
            self._own = None

    def _keep(self, own: dict[str, tuple[str, ...]]) -> None:
        every = dict(self._settings.get("keymap.overrides", {}))
        every[self.preset] = {id_: list(keys) for id_, keys in own.items()}
        self._settings.set("keymap.overrides", every)
        self.changed.emit()


def canonical(key: str) -> str:
    """One spelling for a key: modifiers in one order, `ctrl+shift+z` as `Ctrl+Shift+Z`."""
    head, plus, last = key.strip().rpartition("+")
    if plus and not last:
        # the plus key itself: `Ctrl++`
        head, last = head.removesuffix("+"), "+"
    held = {part.strip().capitalize() for part in head.split("+") if part.strip()}
    name = last.strip() if len(last.strip()) != 1 else last.strip().upper()
    name = _SPELLINGS.get(name.capitalize(), name[:1].upper() + name[1:])
    return "+".join([m for m in _MODIFIERS if m in held] + [name])


def _clean(keys: list[Any]) -> tuple[str, ...]:
    texts = [canonical(key) for key in keys[:_MOST_KEYS] if isinstance(key, str) and key.strip()]
    return tuple(dict.fromkeys(texts))
