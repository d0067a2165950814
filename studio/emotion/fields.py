"""Reading fields of somebody's JSON, each complaint with its place: `smile.json:
emotions[2].keys[5].value`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from difflib import get_close_matches

import attrs

from studio.core.problems import ProblemError, ProblemLog, fail
from studio.emotion.labels import shortened

type_names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}


@attrs.frozen
class Field:
    """A value of the file and where it stands."""

    file: str
    path: str
    value: object

    @property
    def place(self) -> str:
        return f"{self.file}: {self.path}" if self.path else self.file

    def wrong(self, text: str, hint: str = "") -> ProblemError:
        return fail("direction.field", text, self.place, hint)

    def _expected(self, what: str) -> ProblemError:
        found = type_names.get(type(self.value), "a number")
        return self.wrong(f"must be {what}, but is {found}")

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def item(self, key: str) -> Field:
        """A field of this object. Raises ProblemError when it is missing."""
        if not isinstance(self.value, dict):
            raise self._expected("an object")
        if key not in self.value:
            raise self.wrong(f"lacks '{key}'")
        return Field(self.file, f"{self.path}.{key}" if self.path else key, self.value[key])

    def items(self, limit: int) -> Iterator[Field]:
        """The entries of this list, at most `limit`."""
        if not isinstance(self.value, list):
            raise self._expected("a list")
        if len(self.value) > limit:
            raise self.wrong(f"holds {len(self.value)} entries, more than the {limit} allowed")
        for i, value in enumerate(self.value):
            yield Field(self.file, f"{self.path}[{i}]", value)

    def entries(self, limit: int) -> Iterator[tuple[str, Field]]:
        """Names and fields of this object, at most `limit`."""
        if not isinstance(self.value, dict):
            raise self._expected("an object")
        if len(self.value) > limit:
            raise self.wrong(f"holds {len(self.value)} entries, more than the {limit} allowed")
        for key in self.value:
            yield key, self.item(key)

    def number(self, low: float, high: float) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self._expected("a number")
        try:
            value = float(self.value)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value) or not low <= value <= high:
            raise self.wrong(f"must lie within {low:g}..{high:g}")
        return value

    def optional_number(self, key: str, default: float, low: float, high: float) -> float:
        return self.item(key).number(low, high) if self.has(key) else default

    def whole(self, low: int, high: int) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not low <= self.value <= high:
            raise self.wrong(f"must be a whole number within {low}..{high}")
        return self.value

    def text(self, longest: int = 200) -> str:
        if not isinstance(self.value, str):
            raise self._expected("text")
        if len(self.value) > longest:
            raise self.wrong(f"is longer than {longest} characters")
        return self.value

    def warn_unknown(self, known: tuple[str, ...], log: ProblemLog) -> None:
        """Warns of fields that mean nothing here: most are slips of the pen. Raises when this is no
        object."""
        if not isinstance(self.value, dict):
            raise self._expected("an object")
        for key in self.value:
            if key not in known:
                near = get_close_matches(key[:40], known, n=1)
                hint = f"Did you mean {near[0]}" if near else f"Known are {', '.join(known)}"
                log.warn(
                    "direction.unknown_field",
                    f"{shortened(key)} is not known and was left out",
                    self.place,
                    hint,
                )
