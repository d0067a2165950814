"""JSON as the project keeps it: bounded and strict when read, sorted and easy to compare when written."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from studio.core.problems import ProblemError, fail
from studio.core.progress import Progress, now_and_then, silent

LARGEST = 128 << 20
DEEPEST = 64
_LINE = 400
_SMALL = 60
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True)


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


def write_json(value: Any, progress: Progress = silent) -> bytes:  # noqa: ANN401 - JSON is any plain value
    """UTF-8 JSON with sorted keys; what is small stays on one line, so that a changed key or word is a
    changed line. Raises ValueError for NaN and infinities."""
    ask = now_and_then(progress)

    def asked(pieces: Iterator[str]) -> Iterator[str]:
        for piece in pieces:
            ask()
            yield piece

    # Half a surrogate pair, as an undecodable file name leaves it, has no UTF-8 form; Python's escape of it
    # is JSON's.
    return ("".join(asked(_pieces(value, "\n"))) + "\n").encode("utf-8", errors="backslashreplace")


def _pieces(value: Any, margin: str) -> Iterator[str]:  # noqa: ANN401 - JSON is any plain value
    if not isinstance(value, (dict, list, tuple)) or _nodes(value) <= _SMALL:
        text = _ENCODER.encode(value)
        if len(text) <= _LINE or not isinstance(value, (dict, list, tuple)):
            yield text
            return
    inner = margin + " "
    if isinstance(value, dict):
        for i, name in enumerate(sorted(value)):
            yield f"{',' if i else '{'}{inner}{_ENCODER.encode(name)}: "
            yield from _pieces(value[name], inner)
        yield margin + "}"
        return
    for i, child in enumerate(value):
        yield f"{',' if i else '['}{inner}"
        yield from _pieces(child, inner)
    yield margin + "]"


def _nodes(value: Any) -> int:  # noqa: ANN401 - JSON is any plain value
    """Values within a value; stops counting beyond _SMALL."""
    count = 1
    children = value.values() if isinstance(value, dict) else value
    for child in children:
        count += _nodes(child) if isinstance(child, (dict, list, tuple)) else 1
        if count > _SMALL:
            break
    return count
