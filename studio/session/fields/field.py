"""A field: one thing of the document that can be read and set, for one object or for several at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

import attrs

from studio.document.schema import Project
from studio.session.selection import Selected

Value = float | int | str | bool
Thing = TypeVar("Thing")


class Mixed(Enum):
    """In place of a value that the chosen objects do not share."""

    MIXED = "mixed"


MIXED = Mixed.MIXED


@attrs.frozen
class Number:
    """low, high: what is allowed; step: what an arrow key adds; unit: `s`, `°`, `%`, `×` or none; bar: shown
    as a filled share of its range."""

    low: float = -math.inf
    high: float = math.inf
    step: float = 0.01
    decimals: int = 2
    unit: str = ""
    bar: bool = False

    def clipped(self, value: float) -> float:
        """The nearest number that is allowed; whole where the field has no decimals."""
        value = min(max(value, self.low), self.high)
        return float(round(value)) if self.decimals == 0 else value


@attrs.frozen
class Text:
    """lines: 1, or more for text that may break; hint: shown while it is empty."""

    lines: int = 1
    hint: str = ""


@attrs.frozen
class Choice:
    """options: value and label of each; search: so many that they are found by typing; free: other texts may
    be typed."""

    options: tuple[tuple[str, str], ...]
    search: bool = False
    free: bool = False


@attrs.frozen
class Flag:
    """On or off."""


@attrs.frozen
class Colour:
    """`#rrggbb`, or empty for the usual one."""


@attrs.frozen
class Told:
    """Only to be read. tone: a colour of the theme."""

    tone: str = "text"


Shape = Number | Text | Choice | Flag | Colour | Told


def _unchanged(project: Project, _: Value) -> Project:
    return project


@attrs.frozen(eq=False)
class Field:
    """id: stable within its kind of object; put: the edit that gives a value to all chosen objects; default:
    None where there is none; reselect: what is chosen after the edit, where it moves what was."""

    id: str
    label: str
    shape: Shape
    value: Value | Mixed
    put: Callable[[Project, Value], Project] = _unchanged
    default: Value | None = None
    tip: str = ""
    reselect: Callable[[Selected, Value], Selected] | None = None

    @property
    def off_default(self) -> bool:
        """Is there something to reset?"""
        if self.default is None or isinstance(self.value, Mixed):
            return self.default is not None
        if isinstance(self.value, float) and isinstance(self.default, int | float):
            return not math.isclose(self.value, self.default, abs_tol=1e-9)
        return self.value != self.default


@attrs.frozen(eq=False)
class Section:
    """Fields under a heading; folded: closed until the artist opens it."""

    title: str
    fields: tuple[Field, ...]
    folded: bool = False


@attrs.frozen
class Deed:
    """Something that can be done with what is chosen, by its id; the panel knows how."""

    id: str
    label: str
    icon: str = ""
    tip: str = ""


@attrs.frozen(eq=False)
class Inspection:
    """All that is told of what is chosen. kind, ids: of what; subtitle: a line below the title."""

    title: str
    icon: str
    kind: str = ""
    ids: tuple[str, ...] = ()
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    deeds: tuple[Deed, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, id_: str) -> Field:
        """KeyError when there is no such field."""
        for field in self.fields:
            if field.id == id_:
                return field
        raise KeyError(id_)


def shared(things: Iterable[Thing], read: Callable[[Thing], Value]) -> Value | Mixed:
    """The value that all things have, or MIXED."""
    values = {read(thing) for thing in things}
    return values.pop() if len(values) == 1 else MIXED


def one_by_one(
    ids: Iterable[str], put: Callable[[Project, str, Value], Project]
) -> Callable[[Project, Value], Project]:
    """An edit of one object by its id as an edit of several."""
    chosen = tuple(ids)

    def edit(project: Project, value: Value) -> Project:
        for id_ in chosen:
            project = put(project, id_, value)
        return project

    return edit


def of_number(value: Value) -> float:
    """The value of a number field."""
    return float(value)
