"""A lane in which a hand is at work between the press and the release."""

from __future__ import annotations

from studio.gui.timeline.keys_hands import Hand
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.session.studio import Studio


class HandLane(Lane):
    """What the mouse does is decided at the press: subclasses put a Hand into `_hand` there. `_mouse` is
    where the mouse is over the lane."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._hand: Hand | None = None
        self._mouse: LaneMouse | None = None

    def drag(self, mouse: LaneMouse) -> None:
        self._mouse = mouse
        if self._hand is not None:
            self._hand.drag(mouse)

    def release(self, mouse: LaneMouse) -> None:
        hand, self._hand = self._hand, None
        if hand is not None:
            hand.release(mouse)

    def cancel(self) -> None:
        hand, self._hand = self._hand, None
        if hand is not None:
            hand.cancel()

    def leave(self) -> None:
        self._mouse = None
        self.update()
