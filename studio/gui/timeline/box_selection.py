"""What a box drawn over lanes takes in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from studio.session.selection import KeyRef, Kind, Selected

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas


def choose_in_box(canvas: Canvas, box: QRectF | None, *, adds: bool) -> None:
    """Chooses the keys in a box, or where there are none the words, events ... of the kind it has most of.
    Without a box, a mere click, nothing is chosen any more. adds: to what is chosen already."""
    before = canvas.studio.selection.value
    if box is None:
        if not adds:
            canvas.studio.selection.set(before.with_keys(frozenset()))
        return
    keys, things = _within(canvas, box)
    canvas.studio.selection.set(_chosen(before, keys, things, adds=adds))


def _chosen(
    before: Selected, keys: frozenset[KeyRef], things: dict[Kind, list[str]], *, adds: bool
) -> Selected:
    if keys or not things:
        return before.with_keys(keys | before.keys if adds else keys)
    kind = max(things, key=lambda k: len(things[k]))
    earlier = before.ids if adds and before.kind is kind else ()
    return before.of(kind, *dict.fromkeys((*earlier, *things[kind])))


def _within(canvas: Canvas, box: QRectF) -> tuple[frozenset[KeyRef], dict[Kind, list[str]]]:
    keys: set[KeyRef] = set()
    things: dict[Kind, list[str]] = defaultdict(list)
    for row in canvas.visible_rows():
        part = QRectF(0, row.top, canvas.width(), row.height).intersected(box)
        if part.isEmpty():
            continue
        mine: QRect = part.translated(0, -row.top).toAlignedRect()
        keys.update(row.lane.keys_in(mine))
        for kind, id_ in row.lane.things_in(mine):
            things[kind].append(id_)
    return frozenset(keys), things
