"""The playhead goes where the hand works, so that one sees what one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.session.studio import Studio


class HandPlayhead:
    """For one drag. While something plays, or where the artist does not want it, the playhead stays."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._was = studio.transport.at
        self._led = False

    def show(self, tick: int) -> None:
        """The hand works at a tick."""
        transport = self._studio.transport
        if self._studio.snapping.value.follow and not transport.playing:
            self._led = True
            transport.seek(max(tick, 0))

    def back(self) -> None:
        """The drag was broken off: the playhead where it was before."""
        if self._led and not self._studio.transport.playing:
            self._studio.transport.seek(self._was)
