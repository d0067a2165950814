"""What the curve editor shows now: curves, their scale, the chosen keys and the view; without a widget."""

from __future__ import annotations

import attrs

from studio.document.curves import Curve, Key
from studio.document.schema import Character
from studio.gui.curves.graph_view import GraphView
from studio.gui.curves.lines import PLAIN, Line, Scaling, lines_of, scaling_of, time_span, value_span
from studio.gui.curves.polylines import Polylines
from studio.session.held import Held
from studio.session.keying.keys import curve_of
from studio.session.selection import CurveRef, KeyRef, Kind
from studio.session.studio import Studio


@attrs.frozen
class Showing:
    """hidden: curves the artist unticked; alone: those that are shown by themselves (empty: all); normalised:
    each curve over its own range; follows: only the curves of what is chosen; flows: the view goes along with
    the playhead."""

    hidden: frozenset[CurveRef] = frozenset()
    alone: frozenset[CurveRef] = frozenset()
    normalised: bool = False
    follows: bool = False
    flows: bool = True


class GraphScene:
    """`showing.changed`, `held_view.changed` and `active.changed` when the artist looks at something else.

    active: the curve that new keys go to. While something is dragged the scalings stay as they were."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.showing: Held[Showing] = Held(Showing())
        self.held_view: Held[GraphView] = Held(GraphView())
        self.active: Held[CurveRef | None] = Held(None)
        self.polylines = Polylines()
        self.lines: tuple[Line, ...] = ()
        self._scalings: dict[CurveRef, tuple[Curve, Scaling]] = {}
        self.frozen = False

    @property
    def view(self) -> GraphView:
        return self.held_view.value

    @property
    def chosen(self) -> frozenset[KeyRef]:
        return self.studio.selection.value.keys

    @property
    def character(self) -> Character | None:
        return self.studio.character

    def refresh(self) -> bool:
        """Reads the lines again; False when they are the same."""
        character = self.character
        selected = self.studio.selection.value
        lines = lines_of(self.studio.project, character, selected) if character is not None else ()
        changed = lines != self.lines
        self.lines = lines
        if self.active.value not in {line.ref for line in lines}:
            self.active.set(lines[0].ref if lines else None)
        return changed

    def visible(self) -> tuple[Line, ...]:
        """Curves on screen, the active one last, so that it lies over the others."""
        showing = self.showing.value
        lines = [line for line in self.lines if line.ref not in showing.hidden]
        if showing.alone:
            lines = [line for line in lines if line.ref in showing.alone] or lines
        elif showing.follows:
            chosen = self._followed()
            lines = [line for line in lines if line.ref in chosen] or lines
        return tuple(sorted(lines, key=lambda line: line.ref == self.active.value))

    def curve(self, ref: CurveRef) -> Curve:
        return curve_of(self.studio.project, ref)

    def scaling(self, ref: CurveRef) -> Scaling:
        if not self.showing.value.normalised:
            return PLAIN
        curve, kept = self.curve(ref), self._scalings.get(ref)
        if kept is None or (kept[0] is not curve and not self.frozen):
            kept = (curve, scaling_of(curve, True))
            self._scalings[ref] = kept
        return kept[1]

    def chosen_of(self, ref: CurveRef) -> list[Key]:
        """The chosen keys of a curve."""
        times = {key.time for key in self.chosen if key.curve == ref}
        return [key for key in self.curve(ref).keys if key.time in times] if times else []

    def frame_all(self) -> None:
        """All keys of the visible curves, and all values they may have, on screen."""
        lines, project = self.visible(), self.studio.project
        span = time_span(project, lines) or (0, self.studio.transport.length)
        low, high = value_span(project, lines, self.showing.value.normalised)
        self.held_view.set(self.view.framing(*span, low, high))

    def frame_chosen(self) -> None:
        """The chosen keys on screen; everything without any."""
        rows = [
            (key.time, self.scaling(line.ref).shown(key.value))
            for line in self.visible()
            for key in self.chosen_of(line.ref)
        ]
        if not rows:
            self.frame_all()
            return
        times, values = [row[0] for row in rows], [row[1] for row in rows]
        low, high = min(values), max(values)
        if high - low < 0.1:
            low, high = (low + high) / 2 - 0.1, (low + high) / 2 + 0.1
        self.held_view.set(self.view.framing(min(times), max(times), low, high))

    def _followed(self) -> set[CurveRef]:
        selected = self.studio.selection.value
        if selected.keys:
            return {key.curve for key in selected.keys}
        if selected.kind is Kind.EMOTION:
            return {CurveRef(id_) for id_ in selected.ids}
        if selected.kind is Kind.CHANNEL:
            return {line.ref for line in self.lines if line.ref.channel in selected.ids}
        return set()
