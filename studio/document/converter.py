"""Values of the schema to plain data and back. Unknown fields go to `extra` and come out of it again.

Fields that have their default are not written, so a changed default is a new version with a migration.
"""

from __future__ import annotations

import contextlib
import functools
import math
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import attrs
import numpy as np
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.v import format_exception

from studio.core.problems import fail
from studio.core.progress import Cancelled, Progress, go_on, now_and_then, silent
from studio.core.time import Rate
from studio.document.curves import Interpolation
from studio.document.schema import Project

_LARGEST_INT = 1 << 62

# The converter's hooks are given nothing but values: who may stop them is told to the thread.
_asked: ContextVar[Callable[[], None]] = ContextVar("_asked", default=go_on)


class _Stop(BaseException):
    """In the place of Cancelled, which the converter would take for one more field that does not fit."""


def to_plain(project: Project, progress: Progress = silent) -> dict[str, Any]:
    """Dicts, lists and scalars; the arrays of takes are left as they are."""
    with _asking(progress):
        plain: dict[str, Any] = converter().unstructure(project)
    return plain


@contextlib.contextmanager
def _asking(progress: Progress) -> Iterator[None]:
    """Hooks ask this progress now and then whether to stop."""
    ask = now_and_then(progress)

    def stop() -> None:
        try:
            ask()
        except Cancelled as cancelled:
            raise _Stop from cancelled

    before = _asked.set(stop)
    try:
        yield
    except _Stop as stopped:
        raise Cancelled from stopped
    finally:
        _asked.reset(before)


def from_plain(plain: Any, subject: str, progress: Progress = silent) -> Project:  # noqa: ANN401 - whatever a file held
    """The project of plain data (takes' values as arrays). Raises ProblemError naming the first field that
    does not fit."""
    try:
        with _asking(progress):
            return converter().structure(plain, Project)
    except (BaseValidationError, ValueError, TypeError, KeyError) as error:
        where = transform_error(error, path="project", format_exception=_in_words)[0]
        raise fail(
            "document.field",
            f"does not fit the format: {where}",
            subject,
            "Open a backup, or the file as it was before it was edited",
        ) from error


def _in_words(error: BaseException, cls: type[Any] | None) -> str:
    return str(error) if isinstance(error, (ValueError, TypeError)) else format_exception(error, cls)


@functools.cache
def converter() -> Converter:
    """The one converter; made at first use because it writes code for every class."""
    made = Converter(prefer_attrib_converters=False, detailed_validation=True)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(float, _number)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(bool, _flag)
    made.register_structure_hook(Interpolation, lambda value, _: Interpolation(_text(value, str)))
    made.register_structure_hook(Rate, _rate)
    made.register_unstructure_hook(Rate, str)
    made.register_unstructure_hook(Interpolation, str)
    made.register_structure_hook_func(_is_array, _array)
    made.register_unstructure_hook(np.ndarray, lambda array: array)
    made.register_structure_hook_factory(_keeps_extra, functools.partial(_structure, made))
    made.register_unstructure_hook_factory(_keeps_extra, functools.partial(_unstructure, made))
    return made


def _keeps_extra(cls: Any) -> bool:  # noqa: ANN401 - any type the schema mentions
    return isinstance(cls, type) and attrs.has(cls) and "extra" in attrs.fields_dict(cls)


def _structure(made: Converter, cls: type[Any]) -> Callable[[Any, Any], Any]:
    known = make_dict_structure_fn(cls, made, extra=override(omit=True))
    names = {field.name for field in attrs.fields(cls)} - {"extra"}

    def build(plain: Any, _: Any) -> Any:  # noqa: ANN401 - generic over the classes
        _asked.get()()
        if not isinstance(plain, dict):
            raise TypeError(f"{cls.__name__} is not an object")
        value = known(plain, cls)
        unknown = {name: field for name, field in plain.items() if name not in names}
        return attrs.evolve(value, extra=unknown) if unknown else value

    return build


def _unstructure(made: Converter, cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    known = make_dict_unstructure_fn(cls, made, _cattrs_omit_if_default=True, extra=override(omit=True))
    names = {field.name for field in attrs.fields(cls)} - {"extra"}

    def flatten(value: Any) -> dict[str, Any]:  # noqa: ANN401 - generic over the classes
        _asked.get()()
        plain = known(value)
        unknown = {name: field for name, field in value.extra.items() if name not in names}
        return {**unknown, **plain} if unknown else plain

    return flatten


def _whole(value: Any, _: Any) -> int:  # noqa: ANN401 - whatever a file held
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST_INT:
        raise ValueError(f"{_short(value)} is not a whole number")
    return value


def _number(value: Any, _: Any) -> float:  # noqa: ANN401 - whatever a file held
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e300:
        raise ValueError(f"{_short(value)} is not a number")
    if not math.isfinite(value):
        raise ValueError(f"{_short(value)} is not finite")
    return float(value)


def _text(value: Any, _: Any) -> str:  # noqa: ANN401 - whatever a file held
    if not isinstance(value, str):
        raise ValueError(f"{_short(value)} is not text")  # noqa: TRY004 - a wrong value in a file
    return value


def _flag(value: Any, _: Any) -> bool:  # noqa: ANN401 - whatever a file held
    if not isinstance(value, bool):
        raise ValueError(f"{_short(value)} is not true or false")  # noqa: TRY004 - a wrong value in a file
    return value


def _rate(value: Any, _: Any) -> Rate:  # noqa: ANN401 - whatever a file held
    """'30' or '30000/1001'."""
    numerator, _, denominator = _text(value, str).partition("/")
    if not (numerator.isascii() and numerator.isdigit() and len(value) <= 40):
        raise ValueError(f"{_short(value)} is not a frame rate")
    return Rate(int(numerator), int(denominator or 1))


def _is_array(cls: Any) -> bool:  # noqa: ANN401 - any type the schema mentions
    return getattr(cls, "__origin__", cls) is np.ndarray


def _array(value: Any, _: Any) -> Any:  # noqa: ANN401 - whatever a file held
    if not isinstance(value, np.ndarray):
        raise ValueError(f"{_short(value)} is not an array")  # noqa: TRY004 - a wrong value in a file
    return value


def _short(value: Any) -> str:  # noqa: ANN401 - whatever a file held
    text = repr(value) if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__
    return text if len(text) <= 40 else text[:37] + "..."
