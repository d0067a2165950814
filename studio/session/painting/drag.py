"""One movement of the hand that edits the document many times and is one step to undo."""

from __future__ import annotations

import itertools

from studio.document.store import Edit
from studio.session.studio import Studio

_numbers = itertools.count(1)


class Drag:
    """Begins when the hand takes hold of something. `label` names the step in the history."""

    def __init__(self, studio: Studio, label: str) -> None:
        self._studio = studio
        self._label = label
        self._key = f"drag-{next(_numbers)}"
        self._over = False
        self.moved = False

    def apply(self, edit: Edit) -> bool:
        """One movement more; False when it changed nothing."""
        if self._over:
            return False
        changed = self._studio.apply(self._label, edit, self._key)
        self.moved = self.moved or changed
        return changed

    def finish(self) -> None:
        """The hand let go."""
        self._over = True

    def cancel(self) -> None:
        """Broken off: everything as before."""
        if not self._over:
            self._studio.take_back(self._key)
        self._over = True
