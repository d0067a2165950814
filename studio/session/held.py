"""A value that several parties look at and that says when it is another one."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from psygnal import Signal

Value = TypeVar("Value")


class Held(Generic[Value]):
    """Holds one frozen value. `changed(before, after)` is emitted after each `set` of an unlike value."""

    changed: ClassVar[Signal] = Signal(object, object)

    def __init__(self, value: Value) -> None:
        self._value = value

    @property
    def value(self) -> Value:
        return self._value

    def set(self, value: Value) -> bool:
        """Holds another value; False when it is equal to the present one."""
        before = self._value
        if value is before or value == before:
            return False
        self._value = value
        self.changed.emit(before, value)
        return True
