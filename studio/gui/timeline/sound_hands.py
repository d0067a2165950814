"""What a hand does with recordings: moves them, trims their edges."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt

from studio.document.edits.clips import move_clip
from studio.document.edits.tree import owner_of
from studio.document.edits.words import Side
from studio.document.schema import Project, VoiceClip
from studio.gui.kit.language import tr
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.session.painting.drag import Drag
from studio.session.scripting.trimming import EdgeHand

_EDGE = 6.0  # pixels at a block's ends that trim it
_STILL = 3.0  # pixels a hand may tremble before it trims
_NEAR = 20.0  # pixels, farther than anything snaps


def edge_at(lane: Lane, clip: VoiceClip, x: float) -> Side | None:
    """Which edge of a recording's block a hand at `x` takes hold of."""
    first, last = lane.view.x_of(clip.begin), lane.view.x_of(clip.end)
    reach = min(_EDGE, (last - first) / 4)
    if x < first + reach:
        return Side.START
    return Side.END if x >= last - reach else None


class MoveHand:
    """Lays a recording at another time."""

    def __init__(self, lane: Lane, clip: VoiceClip, mouse: LaneMouse) -> None:
        self._lane, self._clip, self._from = lane, clip, mouse.tick
        self._drag = Drag(lane.studio, tr("Move recording"))
        self._edges = _edges(clip)

    def drag(self, mouse: LaneMouse) -> None:
        by = mouse.tick - self._from
        if abs(by) <= 4 * self._lane.view.scale and not self._drag.moved:
            return
        clip, studio = self._clip, self._lane.studio
        start = self._snapped(clip.begin + by, mouse) - clip.in_point

        def edit(project: Project) -> Project:
            who = owner_of(project, VoiceClip, clip.id).id
            return studio.suggestions.kept_up(move_clip(project, clip.id, start), who)

        self._drag.apply(edit)

    def _snapped(self, begin: int, mouse: LaneMouse) -> int:
        """Both ends look for a place; what the recording carries along attracts nothing."""
        length, snap = self._clip.end - self._clip.begin, self._lane.snap
        own = self._own((begin, begin + length))
        by_start = snap(begin, mouse.modifiers, own) - begin
        by_end = snap(begin + length, mouse.modifiers, own) - begin - length
        offers = [by for by in (by_start, by_end) if by]
        return max(begin + min(offers, key=abs, default=0), 0)

    def _own(self, places: Iterable[int]) -> frozenset[int]:
        """Scene ticks near these that are the recording's, where it is now."""
        start, reach = next(_now(self._lane, self._clip.id), self._clip).start, _NEAR * self._lane.view.scale
        return frozenset(
            start + edge for at in places for edge in _near(self._edges, at - start, round(reach))
        )

    def release(self, mouse: LaneMouse) -> None:
        self._drag.finish()

    def cancel(self) -> None:
        self._drag.cancel()


class TrimHand:
    """Drags an edge; with Shift, or ripple on, everything later moves along."""

    def __init__(self, lane: Lane, clip: VoiceClip, side: Side, mouse: LaneMouse) -> None:
        self.side = side
        self._lane, self._clip = lane, clip
        self._x, self._held = mouse.x, False
        self._edge = EdgeHand(lane.studio, clip.id, side)
        self._offset = (clip.begin if side is Side.START else clip.end) - mouse.tick
        self._words = sorted({at for word in clip.words for at in (word.start, word.end)})

    @property
    def clip(self) -> VoiceClip:
        """The recording as it is now."""
        return next(_now(self._lane, self._clip.id), self._clip)

    def drag(self, mouse: LaneMouse) -> None:
        self._held = self._held or abs(mouse.x - self._x) > _STILL
        if not self._held:
            return
        snapping = self._lane.studio.snapping.value
        ripple = mouse.holds(Qt.KeyboardModifier.ShiftModifier) != snapping.ripple
        at = self._snapped(mouse.tick + self._offset, mouse)
        self._edge.move(at - self._clip.start, ripple=ripple)

    def _snapped(self, at: int, mouse: LaneMouse) -> int:
        """To the recording's own words as well, also to those cut away, which attract nobody else."""
        clip, studio = self.clip, self._lane.studio
        also = {studio.transport.at}
        if studio.snapping.value.words:
            reach = round(_NEAR * self._lane.view.scale)
            also |= {clip.start + edge for edge in _near(self._words, at - clip.start, reach)}
        return self._lane.snap(at, mouse.modifiers, frozenset({clip.begin, clip.end}), sorted(also))

    def release(self, mouse: LaneMouse) -> None:
        self._edge.finish()

    def cancel(self) -> None:
        self._edge.cancel()


def _now(lane: Lane, clip_id: str) -> Iterator[VoiceClip]:
    """A recording where it is, if it still is there."""
    people = lane.studio.scene.characters if lane.studio.scene is not None else ()
    return (clip for who in people for clip in who.clips if clip.id == clip_id)


def _edges(clip: VoiceClip) -> list[int]:
    """Ticks of everything that a recording carries along, in order."""
    words = {at for word in clip.words for at in (word.start, word.end)}
    phones = {at for word in clip.words for phone in word.phones for at in (phone.start, phone.end)}
    return sorted({clip.in_point, clip.out_point} | words | phones)


def _near(ticks: list[int], at: int, reach: int) -> list[int]:
    return ticks[bisect_left(ticks, at - reach) : bisect_left(ticks, at + reach + 1)]
