"""The `Properties70` block: typed, named settings of an object."""

from __future__ import annotations

from collections.abc import Sequence

from studio.interchange.fbx.records import Record
from studio.interchange.fbx.values import double, integer, long, text


def block(*settings: Record) -> Record:
    return Record("Properties70", children=settings, block=True)


def whole(name: str, value: int) -> Record:
    return _setting(name, "int", "Integer", "", integer(value))


def choice(name: str, value: int) -> Record:
    """A value of an enumeration."""
    return _setting(name, "enum", "", "", integer(value))


def yes(name: str) -> Record:
    return _setting(name, "bool", "", "", integer(1))


def number(name: str, value: float) -> Record:
    return _setting(name, "double", "Number", "", double(value))


def animated(name: str, value: float) -> Record:
    """A number that curves may drive."""
    return _setting(name, "Number", "", "A", double(value))


def time(name: str, ticks: int) -> Record:
    """Ticks as in timing.py."""
    return _setting(name, "KTime", "Time", "", long(ticks))


def words(name: str, value: str) -> Record:
    return _setting(name, "KString", "", "", text(value))


def colour(name: str, value: Sequence[float]) -> Record:
    return _setting(name, "Color", "", "A", *map(double, value))


def vector(name: str, value: Sequence[float]) -> Record:
    """`Lcl Translation` and its like, which curves may drive."""
    return _setting(name, name, "", "A", *map(double, value))


def _setting(name: str, kind: str, label: str, flags: str, *values: bytes) -> Record:
    return Record("P", text(name), text(kind), text(label), text(flags), *values)
