"""What can be done to the chosen keys and the shown curves, as an artist asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from studio.animation.tangents import Tangent
from studio.document.curves import Interpolation
from studio.document.schema import Project
from studio.gui.curves.curve_list import keys_of
from studio.gui.curves.scene import GraphScene
from studio.gui.kit.language import counted, tr
from studio.session.keying.anchors import anchor_keys, release_keys
from studio.session.keying.choosing import choose_next
from studio.session.keying.clipboard import Clipboard, copy_keys, paste_keys
from studio.session.keying.keys import Keyed, commit, delete_keys
from studio.session.keying.moves import move_keys, set_exactly, snap_keys
from studio.session.keying.shapes import Ease, apply_ease, key_at, simplify_keys
from studio.session.keying.tangents import set_interpolation, set_tangents, set_weighted
from studio.session.selection import CurveRef, KeyRef


class Deeds:
    """Of one curve editor."""

    def __init__(self, scene: GraphScene) -> None:
        self.scene = scene

    @property
    def keys(self) -> frozenset[KeyRef]:
        """The chosen keys that are there."""
        studio = self.scene.studio
        return frozenset(
            key for key in studio.selection.value.keys if key in keys_of(self.scene, [key.curve])
        )

    @property
    def any(self) -> bool:
        return bool(self.scene.studio.selection.value.keys)

    def refs(self) -> list[CurveRef]:
        """Curves that something is done to where no key is chosen: the visible ones."""
        return [line.ref for line in self.scene.visible() if not line.locked]

    def _do(self, label: str, edit: Callable[[Project], Keyed], merge_key: str | None = None) -> bool:
        return commit(self.scene.studio, label, edit, merge_key)

    # Choosing

    def choose_all(self) -> None:
        self._choose(keys_of(self.scene, self.refs()))

    def choose_none(self) -> None:
        self._choose(frozenset())

    def choose_refs(self, refs: list[CurveRef]) -> None:
        self._choose(keys_of(self.scene, refs))

    def choose_next(self, way: int, *, extend: bool = False) -> None:
        """A key of the active curve, or of that with the chosen keys, after or before those chosen."""
        held = min(self.keys, default=None)
        ref = held.curve if held is not None else self.scene.active.value or next(iter(self.refs()), None)
        if ref is not None:
            self.scene.active.set(ref)
            choose_next(self.scene.studio, ref, way, extend=extend)

    def _choose(self, keys: frozenset[KeyRef]) -> None:
        selection = self.scene.studio.selection
        selection.set(selection.value.with_keys(keys))

    # Keys

    def delete(self) -> None:
        self._do(tr("Delete keys"), lambda p: delete_keys(p, self.keys))

    def copy(self) -> None:
        board = copy_keys(self.scene.studio.project, self.keys)
        if not board:
            return
        self.scene.studio.clipboard.set(board)
        count = sum(len(row) for _, row in board.rows)
        self.scene.studio.told.emit(counted(count, "1 key copied", "{0} keys copied"))

    def cut(self) -> None:
        self.copy()
        self._do(tr("Cut keys"), lambda p: delete_keys(p, self.keys))

    def paste(self) -> None:
        """At the playhead: where they came from, or on the active curve when that is another one."""
        scene, board = self.scene, self.scene.studio.clipboard.value
        if not isinstance(board, Clipboard):
            return
        active = scene.active.value
        onto: Sequence[CurveRef] = ()
        if len(board.rows) == 1 and active is not None:
            onto = (active,)
        at = scene.studio.transport.at
        self._do(tr("Paste keys"), lambda p: paste_keys(p, board, at, onto))

    def duplicate(self) -> None:
        """Copies at the playhead."""
        board = copy_keys(self.scene.studio.project, self.keys)
        at = self.scene.studio.transport.at
        self._do(tr("Duplicate keys"), lambda p: paste_keys(p, board, at))

    def insert(self) -> None:
        """A key on every visible curve at the playhead; where keys are chosen, on their curves alone."""
        refs = list({key.curve for key in self.keys}) or self.refs()
        at = self.scene.studio.transport.at
        self._do(tr("Insert keys"), lambda p: key_at(p, refs, at))

    def nudge(self, frames: int, values: float) -> None:
        """Chosen keys by frames and hundredths; repeated nudges are steps of their own."""
        transport = self.scene.studio.transport
        dt = frames * transport.rate.tick_of(1)
        self._do(tr("Nudge keys"), lambda p: move_keys(p, self.keys, dt, values))

    def set_value(self, value: float, gesture: str | None = None) -> None:
        self._do(tr("Set a key's value"), lambda p: set_exactly(p, self.keys, value=value), gesture)

    def set_time(self, tick: int) -> None:
        self._do(tr("Set a key's time"), lambda p: set_exactly(p, self.keys, time=tick))

    def simplify(self) -> None:
        """The chosen keys, or all of the visible curves'."""
        keys = self.keys or keys_of(self.scene, self.refs())
        before = len(keys)
        self._do(tr("Simplify curves"), lambda p: simplify_keys(p, keys))
        after = len(self.scene.studio.selection.value.keys)
        self.scene.studio.told.emit(counted(before, "1 key stays", "{0} keys became {1}", after))

    def snap(self) -> None:
        rate = self.scene.studio.transport.rate
        half = rate.tick_of(1) // 2
        self._do(
            tr("Snap keys to frames"),
            lambda p: snap_keys(p, self.keys, lambda t: rate.tick_of(rate.frame_at(t + half))),
        )

    def anchor(self) -> None:
        character = self.scene.character
        if character is not None:
            self._do(tr("Tie keys to words"), lambda p: anchor_keys(p, self.keys, character))

    def release(self) -> None:
        self._do(tr("Untie keys from words"), lambda p: release_keys(p, self.keys))

    # Shapes

    def interpolate(self, kind: Interpolation) -> None:
        self._do(tr("Set interpolation"), lambda p: set_interpolation(p, self.keys, kind))

    def tangents(self, mode: Tangent) -> None:
        self._do(tr("Set tangents"), lambda p: set_tangents(p, self.keys, mode))

    def weigh(self, weighted: bool) -> None:
        self._do(tr("Weight tangents"), lambda p: set_weighted(p, self.keys, weighted))

    def ease(self, ease: Ease) -> None:
        self._do(tr("Ease"), lambda p: apply_ease(p, self.keys, ease))

    # Looking

    def toggle(self, field: str) -> None:
        """One of the switches of what is shown."""
        showing = self.scene.showing
        other: Any = {field: not getattr(showing.value, field)}
        showing.set(attrs.evolve(showing.value, **other))

    def isolate(self) -> None:
        """The curves of the chosen keys, or the active one, alone; all again when they are."""
        scene = self.scene
        if scene.showing.value.alone:
            scene.showing.set(attrs.evolve(scene.showing.value, alone=frozenset()))
            return
        refs = frozenset(key.curve for key in self.keys)
        active = scene.active.value
        if not refs and active is not None:
            refs = frozenset({active})
        scene.showing.set(attrs.evolve(scene.showing.value, alone=refs))

    def zoom(self, factor: float) -> None:
        view = self.scene.view
        self.scene.held_view.set(view.zoomed(factor, 1.0, view.width / 2, view.height / 2))
