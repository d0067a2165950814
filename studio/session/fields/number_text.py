"""Numbers as people type them: `0.5*2`, `250ms`, `12f`, `0:02.5`, `+=0.1`, and as fields show them."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from types import MappingProxyType

from studio.core.problems import fail
from studio.core.time import Rate

_OPERATORS: MappingProxyType[type[ast.operator], Callable[[float, float], float]] = MappingProxyType(
    {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")
_UNITS = re.compile(r"(?<![\w.])(\d+(?:\.\d*)?|\.\d+)\s*(ms|sec|s|f|fr|frames?|deg|°|%|x|×)(?![\w.])")
_CHANGE = re.compile(r"([-+*/])=(.*)")
_LONGEST = 80


def number_of(text: str, unit: str = "", rate: Rate | None = None, now: float = 0.0) -> float:
    """What was typed, in the unit of its field (`s`, `°`, `%` or none). `+=2` and `*=2` change `now`.
    Raises ProblemError for what is no number."""
    said = text.strip().replace(",", ".")
    change = _CHANGE.fullmatch(said)
    if change:
        said = f"({now!r}){change[1]}({change[2]})"
    try:
        value = _value(ast.parse(_plain(said[: _LONGEST * 2], unit, rate), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        value = math.nan
    if len(text) > _LONGEST or not math.isfinite(value):
        raise fail("field.number", "is not a number", text[:40], "Try 0.5, 0.5*2, 250ms, 12f or +=0.1")
    return value


def shown(value: float, decimals: int) -> str:
    """Fixed point without needless zeros at its end, `-0` as `0`."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _plain(text: str, unit: str, rate: Rate | None) -> str:
    """The text with clock times and units turned into numbers of the field's unit."""
    if unit == "s":
        text = _CLOCK.sub(_seconds, text)
    return _UNITS.sub(lambda found: _in_unit(found[1], found[2], unit, rate), text)


def _seconds(found: re.Match[str]) -> str:
    hours, minutes, rest = found.groups()
    return repr(int(hours or 0) * 3600 + int(minutes) * 60 + float(rest))


def _in_unit(number: str, said: str, unit: str, rate: Rate | None) -> str:
    fps = rate.fps if rate is not None else 30.0
    factors = {"ms": 0.001, "f": 1 / fps, "fr": 1 / fps, "frame": 1 / fps, "frames": 1 / fps}
    if unit == "s" and said in factors:
        return f"({number}*{factors[said]!r})"
    fits = {"s": ("s", "sec"), "°": ("deg", "°"), "%": ("%",), "×": ("x", "×"), "f": ("f", "fr", "frames")}
    if unit == "" and said == "%":
        return f"({number}*0.01)"
    if said in fits.get(unit, ("x", "×")):
        return number
    raise ValueError(said)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inside = _value(node.operand)
        return -inside if isinstance(node.op, ast.USub) else inside
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(ast.dump(node)[:40])
