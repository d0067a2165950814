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
        self.key = f"drag-{next(_numbers)}"
        self._over = False
        self.moved = False

    def apply(self, edit: Edit) -> bool:
        """One movement more; False when it changed nothing."""
        if self._over:
            return False
        changed = self._studio.apply(self._label, edit, self.key)
        self.moved = self.moved or changed
        return changed

    def apply_anew(self, edit: Edit) -> bool:
        """One movement more, of the document as it was when the hand took hold: what an earlier movement took
        away is there again."""
        return self.apply(lambda _: edit(self._studio.store.before(self.key)))

    def finish(self) -> None:
        """The hand let go."""
        self._over = True

    def cancel(self) -> None:
        """Broken off: everything as before."""
        if not self._over:
            self._studio.take_back(self.key)
        self._over = True
