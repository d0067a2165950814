"""Tying chosen keys to words and untying them."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from studio.core.problems import fail
from studio.document.curves import Curve, Key
from studio.document.schema import Character, Project
from studio.session.keying.keys import Keyed, Keys, Placed, change
from studio.session.keying.words import tied
from studio.session.selection import CurveRef


def anchor_keys(project: Project, keys: Keys, character: Character) -> Keyed:
    """Ties the keys to the words they lie on, or nearest to, so that they go with them. Raises ProblemError
    where no word is near any of them."""

    keyed = _each(project, keys, lambda key: tied(character, key))
    if keyed.project is project:
        raise fail("document.anchor", "there is no other word near these keys", hint="Align the script first")
    return keyed


def release_keys(project: Project, keys: Keys) -> Keyed:
    """Keys that stay where they are whatever becomes of the words."""
    return _each(project, keys, lambda key: attrs.evolve(key, anchor=None))


def _each(project: Project, keys: Keys, to: Callable[[Key], Key]) -> Keyed:
    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        new = tuple(to(key) if key.time in times else key for key in curve.keys)
        return Placed(attrs.evolve(curve, keys=new), {time: time for time in times})

    return change(project, keys, edit)
