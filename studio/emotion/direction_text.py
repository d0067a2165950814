"""The text of direction files: bytes to JSON, within bounds that no honest file meets."""

from __future__ import annotations

import json
from typing import NoReturn

from studio.core.problems import fail

LARGEST = 8_000_000
"""Bytes of a direction file at most."""

_DEEPEST = 16


def object_of(data: bytes, subject: str) -> object:
    """What UTF-8 JSON says; `subject` names it in complaints. Raises ProblemError (`direction.*`) for what
    is too large, nested too deeply, says a thing twice or is no JSON."""
    if len(data) > LARGEST:
        raise fail("direction.size", f"is larger than {LARGEST // 1_000_000} MB", subject, "Split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fail(
            "direction.encoding", f"is not UTF-8 text (byte {error.start})", subject, "Save it as UTF-8"
        ) from None
    if _depth(text) > _DEEPEST:
        raise fail(
            "direction.depth", f"is nested deeper than {_DEEPEST} levels", subject, "It is no direction file"
        )
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise fail(
            "direction.syntax", f"is not JSON ({error.msg.lower()} at {place})", subject, "Mend that line"
        ) from None
    except ValueError as error:
        raise fail("direction.syntax", f"is not JSON ({error})", subject, "Mend it") from None


def _depth(text: str) -> int:
    """Nesting of brackets outside strings, without recursion."""
    depth = deepest = 0
    quoted = escaped = False
    for c in text:
        if quoted:
            quoted, escaped = escaped or c != '"', c == "\\" and not escaped
        elif c == '"':
            quoted = True
        elif c in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif c in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise ValueError(f"the field '{twice[:40]}' stands twice in one object")
    return found
