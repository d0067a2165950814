"""JSON as the project keeps it: bounded and strict when read, sorted and easy to compare when written."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from studio.core.problems import ProblemError, fail

LARGEST = 128 << 20
DEEPEST = 64
_LINE = 110


def parse_json(data: bytes, subject: str) -> Any:  # noqa: ANN401 - JSON is any plain value
    """Plain values of a JSON text. Raises ProblemError for what is no strict JSON, too large or too deep."""
    if len(data) > LARGEST:
        raise _bad(subject, f"is larger than {LARGEST >> 20} MB")
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise _bad(subject, "is nested too deeply") from error
    except ValueError as error:  # also a wrong encoding and numbers of thousands of digits
        raise _bad(subject, f"is not valid JSON ({error})") from error
    _check_depth(value, subject)
    return value


def _bad(subject: str, text: str) -> ProblemError:
    return fail("document.json", text, subject, "Open a backup, or the file as it was before it was edited")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:20]} is too large a number")
    return value


def _check_depth(value: Any, subject: str) -> None:  # noqa: ANN401 - JSON is any plain value
    level = [value]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise _bad(subject, "is nested too deeply")


def _children(value: Any) -> list[Any]:  # noqa: ANN401 - JSON is any plain value
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def write_json(value: Any) -> bytes:  # noqa: ANN401 - JSON is any plain value
    """UTF-8 JSON with sorted keys; what fits on a line stays on one, so that a changed key or word is a
    changed line. Raises ValueError for NaN and infinities."""
    return ("\n".join(_lines(value)) + "\n").encode("utf-8")


def _lines(value: Any) -> list[str]:  # noqa: ANN401 - JSON is any plain value
    if isinstance(value, dict):
        named = ((_text(str(name)) + ": ", value[name]) for name in sorted(value))
        return _block("{", "}", [_prefixed(name, _lines(child)) for name, child in named])
    if isinstance(value, (list, tuple)):
        return _block("[", "]", [_lines(child) for child in value])
    if isinstance(value, str):
        return [_text(value)]
    return [json.dumps(value, allow_nan=False)]


def _prefixed(name: str, lines: list[str]) -> list[str]:
    return [name + lines[0], *lines[1:]]


def _block(opening: str, closing: str, parts: list[list[str]]) -> list[str]:
    short = all(len(part) == 1 for part in parts)
    if short and sum(len(part[0]) + 2 for part in parts) < _LINE:
        return [opening + ", ".join(part[0] for part in parts) + closing]
    lines = [opening]
    for i, part in enumerate(parts):
        lines += [" " + line for line in part]
        if i + 1 < len(parts):
            lines[-1] += ","
    return [*lines, closing]


def _text(value: str) -> str:
    # Half a surrogate pair, as an undecodable file name leaves it, has no UTF-8 form but an escape.
    whole = not any("\ud800" <= letter <= "\udfff" for letter in value)
    return json.dumps(value, ensure_ascii=not whole)
