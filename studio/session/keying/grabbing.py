"""Chosen keys that go with the hands until they are let go, as 3D programs move and scale things: by the
mouse without a button, by arrows, by numbers typed."""

from __future__ import annotations

from enum import StrEnum, auto

from studio.session.keying.dragged import KeyDrag
from studio.session.studio import Studio

_COARSE = 10  # frames or hundredths of a step with Shift
_NUMBER = frozenset("0123456789.")
_MOST = 9  # digits of a number


class Way(StrEnum):
    """What is done with the keys."""

    MOVE = auto()
    COPY = auto()
    SCALE = auto()


class Axis(StrEnum):
    """What of a key changes."""

    BOTH = auto()
    TIME = auto()
    VALUE = auto()


class Grab:
    """One step of the history, from its making to `keep` or `cancel`.

    Moved by frames and hundredths. Scaled in time around the playhead, in value around nothing, by a factor.
    """

    def __init__(self, studio: Studio, way: Way) -> None:
        self._studio, self._way = studio, way
        ripple = studio.snapping.value.ripple and way is Way.MOVE
        self._drag = KeyDrag(studio, studio.selection.value.keys, ripple=ripple)
        self._pivot = studio.transport.at
        self._axis = Axis.TIME if way is Way.SCALE else Axis.BOTH
        self._typed, self._minus = "", False
        self._frames = self._steps = 0  # by arrows
        self._hand = (0, 0.0)  # ticks and value, by the mouse
        self.running = True

    @property
    def text(self) -> str:
        """How far it has come, for the artist to read."""
        if self._way is Way.SCALE:
            return f"Scale {self._axis} by {self._factor:.2f}"
        frame = self._studio.transport.rate.tick_of(1)
        across, along = self._offsets
        told = {Axis.BOTH: "", Axis.TIME: " in time", Axis.VALUE: " in value"}[self._axis]
        verb = "Copy" if self._way is Way.COPY else "Move"
        return f"{verb} keys{told}: {across / frame:+.4g} frames, {along:+.0%}"

    def press(self, key: str) -> None:
        """A key, as key maps write it; keys that mean nothing here do nothing."""
        bare = key.removeprefix("Shift+").removeprefix("Num+")
        if bare in ("Return", "Enter", "Space"):
            self.keep()
            return
        if bare == "Esc":
            self.cancel()
            return
        self._take(bare, _COARSE if key.startswith("Shift+") else 1)
        self._apply()

    def move(self, across: int, along: float) -> None:
        """The mouse has gone so far since the keys were taken: ticks, snapped to frames, and value."""
        frame = self._studio.transport.rate.tick_of(1)
        self._hand = (round(across / frame) * frame, along)
        self._apply()

    def keep(self) -> None:
        """Where they are now."""
        self.running = False

    def cancel(self) -> None:
        """Everything as it was."""
        self.running = False
        self._drag.cancel()

    def _take(self, key: str, step: int) -> None:
        if key in ("X", "Y"):
            wanted = Axis.TIME if key == "X" else Axis.VALUE
            plain = Axis.TIME if self._way is Way.SCALE else Axis.BOTH
            self._axis = plain if self._axis is wanted else wanted
        elif key in ("Left", "Right"):
            self._frames += step if key == "Right" else -step
        elif key in ("Up", "Down"):
            self._steps += step if key == "Up" else -step
        elif key == "-":
            self._minus = not self._minus
        elif key == "Backspace":
            self._typed = self._typed[:-1]
        elif key in _NUMBER and len(self._typed) < _MOST and not (key == "." and "." in self._typed):
            self._typed += key

    @property
    def _number(self) -> float | None:
        """What was typed; None when nothing was."""
        if not self._typed.strip("."):
            return None
        return -float(self._typed) if self._minus else float(self._typed)

    @property
    def _offsets(self) -> tuple[int, float]:
        """Ticks and value. A typed number is frames, on the axis of values hundredths."""
        frame, number = self._studio.transport.rate.tick_of(1), self._number
        across, along = self._hand
        across, along = across + self._frames * frame, along + self._steps / 100
        if number is not None:
            across, along = (0, number / 100) if self._axis is Axis.VALUE else (round(number * frame), 0.0)
        in_time, in_value = self._axis is not Axis.VALUE, self._axis is not Axis.TIME
        return across if in_time else 0, along if in_value else 0.0

    @property
    def _factor(self) -> float:
        """A typed one, else one hundredth for each arrow, and twice as far for a second of the mouse."""
        if self._number is not None:
            return self._number
        across, along = self._hand
        rate = self._studio.transport.rate
        by_hand = along if self._axis is Axis.VALUE else across / rate.tick_of(round(float(rate.fps)))
        return 1.0 + by_hand + (self._frames + self._steps) / 100

    def _apply(self) -> None:
        if self._way is Way.SCALE:
            factor = self._factor if abs(self._factor) > 1e-4 else 1e-4
            in_time, in_value = (factor, 1.0) if self._axis is Axis.TIME else (1.0, factor)
            self._drag.scale((self._pivot, 0.0), in_time, in_value)
        elif self._way is Way.COPY:
            self._drag.copy(*self._offsets)
        else:
            self._drag.move(*self._offsets)
