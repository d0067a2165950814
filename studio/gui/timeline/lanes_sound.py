"""Recordings as blocks with their waveforms, down to single samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu

from studio.core.time import seconds
from studio.document.edits.clips import remove_clip
from studio.document.edits.speakers import give_clip
from studio.document.edits.words import Side
from studio.document.schema import VoiceClip
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE, Theme
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.hand_lane import HandLane
from studio.gui.timeline.lane import LaneMouse, Thing
from studio.gui.timeline.sound_hands import MoveHand, TrimHand, edge_at
from studio.gui.timeline.sound_rest import paint_rest, paint_signs
from studio.gui.timeline.waveform import Waveform
from studio.session.scripting.trimming import split, whole_again
from studio.session.selection import Kind
from studio.session.studio import Studio
from studio.session.tools import Tool

_NAME = 16  # pixels of the strip with the name
_NAMED = 40  # pixels of a block from which it has one


class SoundLane(HandLane):
    """The recordings of a character: a block is dragged to another time, its edges trim it, the razor cuts
    it in two."""

    default_height = 48
    stretches = True
    least_height = 28
    depth = 1
    header_icon = "microphone"
    can_cut = True

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.character_id = character_id
        self.id = f"sound:{character_id}"
        self.title = tr("Voice")

    @property
    def clips(self) -> tuple[VoiceClip, ...]:
        return clips_of(self.studio, self.character_id)

    @property
    def pans(self) -> bool:  # type: ignore[override]
        """Not while a name stays in sight at the left edge."""
        left = self.view.start
        return not any(clip.begin < left < clip.end for clip in self.clips)

    def content(self) -> object:
        return (self.clips,)

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        chosen = self.studio.selection.value
        for clip in self.clips:
            first, last = self.view.x_of(clip.begin), self.view.x_of(clip.end)
            block = QRectF(first, 1, last - first, self.height - 3)
            is_chosen = chosen.kind is Kind.CLIP and clip.id in chosen.ids
            if is_chosen and clip.trimmed:
                paint_rest(painter, theme, self.studio, clip, self.view, self._sound_area(block))
            if last < 0 or first > self.view.width:
                continue
            self._paint_block(painter, theme, block, chosen=is_chosen)
            painter.save()
            painter.setClipRect(block.adjusted(1, 1, -1, -1), Qt.ClipOperation.IntersectClip)
            Waveform(self.studio, clip, self.view).paint(painter, theme, self._sound_area(block))
            self._paint_name(painter, theme, clip, block)
            paint_signs(painter, theme, clip, block)
            painter.restore()

    def _paint_block(self, painter: QPainter, theme: Theme, block: QRectF, *, chosen: bool) -> None:
        shown = block.intersected(QRectF(-20, 0, self.view.width + 40, self.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.accent if chosen else tinted(theme.waveform, 0.6)))
        # Filled without rounding, which a raster does ten times as fast; the edge hides the corners.
        ground = tinted(theme.waveform, 0.26 if chosen else 0.16)
        painter.fillRect(shown.adjusted(1.5, 1, -1.5, -1), ground)
        painter.drawRoundedRect(shown.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_name(self, painter: QPainter, theme: Theme, clip: VoiceClip, block: QRectF) -> None:
        left = max(block.left(), self.edge) + SPACE + 2  # the name stays in sight while the block leaves it
        room = block.right() - left - SPACE
        if room < 24 or block.height() < _NAMED:
            return
        metrics = painter.fontMetrics()
        name = metrics.elidedText(self._said_of(clip), Qt.TextElideMode.ElideMiddle, int(room))
        painter.setPen(QColor(theme.warning if self._is_lost(clip) else theme.text))
        painter.drawText(QRectF(left, block.top() + 1, room, _NAME), Qt.AlignmentFlag.AlignVCenter, name)

    def _sound_area(self, block: QRectF) -> QRectF:
        """What of a block below its name is on screen."""
        top = block.top() + (_NAME if block.height() >= _NAMED else 1)
        left, right = max(block.left(), 0.0), min(block.right(), float(self.view.width))
        return QRectF(left, top, right - left, block.bottom() - top - 2)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        clip = self._clip_at(mouse.tick)
        if self.studio.brush.value.tool is Tool.RAZOR:
            if clip is not None:
                split(self.studio, clip.id, mouse.snapped)
            return True
        if clip is None:
            return False
        self.studio.selection.set(self.studio.selection.value.of(Kind.CLIP, clip.id))
        side = edge_at(self, clip, mouse.x)
        self._hand = MoveHand(self, clip, mouse) if side is None else TrimHand(self, clip, side, mouse)
        return True

    def double_click(self, mouse: LaneMouse) -> bool:
        clip = self._clip_at(mouse.tick)
        if clip is not None:
            self.studio.revealed.emit(clip.span)
        return clip is not None

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        if isinstance(self._hand, TrimHand):
            return Qt.CursorShape.SizeHorCursor, self._part_of(self._hand.clip, self._hand.side)
        clip = self._clip_at(mouse.tick)
        if clip is None:
            return Qt.CursorShape.ArrowCursor, ""
        if self.studio.brush.value.tool is Tool.RAZOR:
            return Qt.CursorShape.SplitHCursor, tr("{0}: cut here", name_of(clip))
        side = edge_at(self, clip, mouse.x)
        if side is not None and self._hand is None:
            return Qt.CursorShape.SizeHorCursor, self._part_of(clip, side)
        holding = self._hand is not None
        cursor = Qt.CursorShape.ClosedHandCursor if holding else Qt.CursorShape.OpenHandCursor
        return cursor, self._said_of(clip)

    def _part_of(self, clip: VoiceClip, side: Side) -> str:
        """How much is heard, and how much more there is behind an edge."""
        more = clip.in_point if side is Side.START else clip.media.duration - clip.out_point
        length, rest = (f"{seconds(at):.2f} s" for at in (clip.end - clip.begin, max(more, 0)))
        return tr("{0}: {1} heard, {2} more behind this edge", name_of(clip), length, rest)

    def _is_lost(self, clip: VoiceClip) -> bool:
        return clip.id in self.studio.stage.voices.failed

    def _said_of(self, clip: VoiceClip) -> str:
        name = name_of(clip)
        return tr("{0}: not found, or it cannot be read", name) if self._is_lost(clip) else name

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        clip = self._clip_at(mouse.tick)
        if clip is None:
            return
        menu.addAction(tr("Show whole recording"), lambda: self.studio.revealed.emit(clip.span))
        menu.addAction(tr("Play only this recording"), lambda: self.studio.transport.set_range(clip.span))
        menu.addSeparator()
        at = mouse.snapped
        menu.addAction(tr("Cut in two here"), lambda: split(self.studio, clip.id, at))
        whole = menu.addAction(tr("Hear all of it again"), lambda: whole_again(self.studio, (clip.id,)))
        whole.setEnabled(clip.trimmed)
        menu.addSeparator()
        for other in self.studio.scene.characters if self.studio.scene is not None else ():
            if other.id != self.character_id:
                give = tr("Let {0} speak it", other.name)
                menu.addAction(give, partial(self._give, give, clip.id, other.id))
        remove = tr("Remove recording")
        menu.addAction(remove, lambda: self.studio.apply(remove, lambda p: remove_clip(p, clip.id)))

    def _give(self, title: str, clip_id: str, character_id: str) -> None:
        self.studio.apply(title, lambda p: give_clip(p, clip_id, character_id))

    def things_in(self, box: QRect) -> Iterable[tuple[Kind, str]]:
        first, last = self.view.tick_at(box.left()), self.view.tick_at(box.right())
        for clip in self.clips:
            if clip.begin < last and clip.end > first:
                yield Kind.CLIP, clip.id

    def things(self) -> Sequence[Thing]:
        clips = sorted(self.clips, key=lambda clip: clip.begin)
        return [Thing(c.begin, c.end, c.media.name, Kind.CLIP, c.id) for c in clips]

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        for clip in self.clips:
            yield from (clip.begin, clip.end)

    def _clip_at(self, tick: int) -> VoiceClip | None:
        found = (c for c in reversed(self.clips) if c.begin <= tick < c.end)
        return next(found, None)


def clips_of(studio: Studio, character_id: str) -> tuple[VoiceClip, ...]:
    """The recordings of a character of the scene the artist works in."""
    members = studio.scene.characters if studio.scene is not None else ()
    return next((member.clips for member in members if member.id == character_id), ())


def name_of(clip: VoiceClip) -> str:
    """A recording by its file's name."""
    return clip.media.name or clip.id
