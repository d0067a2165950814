"""What an artist has arranged beside the document: layout, keys, recent files, presets of their own."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any, ClassVar

from psygnal import Signal

from studio.core.files import atomic_write, unwritable
from studio.core.problems import Problem, ProblemError

_FILE = "settings.json"
_LARGEST = 8 << 20


class Settings:
    """Plain JSON values by key (`keymap.preset`). `changed(key)` after each set of an unlike value;
    `hindered(problem)`: once, when the file cannot be read or written.

    Kept in memory until `flush`, which writes only what was set here over what other windows wrote. A file
    that cannot be read counts as empty, and is kept under another name.
    """

    changed: ClassVar[Signal] = Signal(str)
    hindered: ClassVar[Signal] = Signal(Problem)

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder
        self._values: dict[str, Any] | None = None
        self._unwritten: dict[str, Any] = {}
        self._told: set[str] = set()

    @property
    def folder(self) -> Path:
        """Where settings, presets and key maps are kept; MOODLINE_CONFIG names another one."""
        if self._given is None:
            named = os.environ.get("MOODLINE_CONFIG")
            self._given = Path(named) if named else _users_own()
        return self._given

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """A value as it was set; `default` when there is none or it is of another type than the default."""
        if self._values is None:
            self._values = self._read()
        value = self._values.get(key, default)
        wrong = default is not None and not isinstance(value, _kinds(default))
        return default if wrong else value

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number as it was set, brought between two bounds; the default where there is none."""
        return min(max(float(self.get(key, default)), least), most)

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
        """Plain JSON values only; None forgets the key. ValueError, TypeError when no JSON can hold it."""
        json.dumps(value, allow_nan=False)
        if self.get(key) == value:
            return
        assert self._values is not None
        self._unwritten[key] = value
        _put(self._values, key, value)
        self.changed.emit(key)

    def flush(self) -> bool:
        """Writes what was set since the last time; False when the disk refuses, which ends nothing."""
        if not self._unwritten:
            return True
        values = self._read()
        for key, value in self._unwritten.items():
            _put(values, key, value)
        text = json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with atomic_write(self.folder / _FILE) as stream:
                stream.write(text.encode())
        except (OSError, ProblemError) as error:
            known = error if isinstance(error, ProblemError) else unwritable(self.folder, error)
            text = f"{known.problem.text}, so settings and keys of your own are not kept"
            self._tell("settings.unwritable", text, str(self.folder), known.problem.hint)
            return False
        self._told.discard("settings.unwritable")
        self._unwritten.clear()
        return True

    def _read(self) -> dict[str, Any]:
        path = self.folder / _FILE
        try:
            with path.open("rb") as stream:
                values = json.loads(stream.read(_LARGEST), parse_constant=_none, parse_float=_finite)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            aside = _put_aside(path)
            hint = (
                f"What it held lies in {aside.name}" if aside is not None else "Look whether it may be read"
            )
            text = "held no settings that can be read, so the window is as it was the first time"
            self._tell("settings.broken", text, str(path), hint)
            return {}
        return values

    def _tell(self, kind: str, text: str, subject: str, hint: str) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self.hindered.emit(Problem(kind, text, subject, hint))


def _none(_text: str) -> None:
    """NaN and Infinity, which no JSON should hold."""


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _kinds(default: Any) -> type | tuple[type, ...]:  # noqa: ANN401 - JSON
    if isinstance(default, bool):
        return bool
    return (int, float) if isinstance(default, int | float) else type(default)


def _put(values: dict[str, Any], key: str, value: Any) -> None:  # noqa: ANN401 - JSON
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


def _put_aside(path: Path) -> Path | None:
    """Where it lies now; None when it cannot be moved."""
    try:
        return path.replace(path.with_suffix(".broken.json"))
    except OSError:
        return None


def _users_own() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415 - only where nobody names a folder

    return Path(user_config_path("moodline"))
