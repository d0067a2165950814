"""A hand that drags keys."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from studio.document.schema import Project
from studio.session.keying.clipboard import duplicate_keys
from studio.session.keying.keys import Keyed, Keys, by_curve, commit, curve_of, put_back
from studio.session.keying.moves import move_keys, scale_keys
from studio.session.keying.ripple import push_keys, pushed_by
from studio.session.studio import Studio

_DRAGS = itertools.count(1)


class KeyDrag:
    """A drag of keys: one undo step, each of its moves worked out from where the keys were at its start.

    drag = KeyDrag(studio, keys)
    drag.move(dt, dv)      # while the mouse moves
    drag.cancel()          # Escape

    With `ripple` the keys push along what comes after them (see ripple).
    """

    def __init__(self, studio: Studio, keys: Keys, *, ripple: bool = False) -> None:
        self.keys = frozenset(keys)
        self._ripple = ripple
        self._pushed = pushed_by(studio.project, self.keys) if ripple else frozenset()
        self._studio = studio
        self._key = f"keys-{next(_DRAGS)}"
        self._curves = {ref: curve_of(studio.project, ref) for ref in by_curve(self.keys | self._pushed)}
        self._selected = studio.selection.value

    def move(self, dt: int, dv: float) -> bool:
        """Brings the keys `dt`, `dv` from where they were."""
        if self._ripple:
            return self._commit("Push keys", lambda p: push_keys(p, self.keys, self._pushed, dt, dv))
        return self._commit("Move keys", lambda p: move_keys(p, self.keys, dt, dv))

    def scale(self, pivot: tuple[int, float], in_time: float, in_value: float) -> bool:
        return self._commit("Scale keys", lambda p: scale_keys(p, self.keys, pivot, in_time, in_value))

    def copy(self, dt: int, dv: float) -> bool:
        """Leaves the keys where they were and brings copies of them along."""
        return self._commit("Duplicate keys", lambda p: duplicate_keys(p, self.keys, dt, dv))

    def cancel(self) -> None:
        """Everything as it was before the drag."""
        self._studio.take_back(self._key)
        self._studio.selection.set(self._selected)

    def _commit(self, label: str, edit: Callable[[Project], Keyed]) -> bool:
        return commit(self._studio, label, lambda p: edit(self._at_start(p)), self._key)

    def _at_start(self, project: Project) -> Project:
        for ref, curve in self._curves.items():
            project = put_back(project, ref, curve)
        return project
