"""Recordings as blocks with their waveforms, down to single samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu

from studio.core.time import TimeRange
from studio.document.edits.clips import move_clip, remove_clip
from studio.document.schema import VoiceClip
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE, Theme
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.lane import Lane, LaneMouse, Thing
from studio.gui.timeline.waveform import Waveform
from studio.session.painting.drag import Drag
from studio.session.selection import Kind
from studio.session.studio import Studio

_NAME = 16  # pixels of the strip with the name
_NAMED = 40  # pixels of a block from which it has one


class SoundLane(Lane):
    """The recordings of a character; a block is dragged to another time."""

    default_height = 48
    stretches = True
    least_height = 28
    depth = 1
    header_icon = "microphone"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.character_id = character_id
        self.id = f"sound:{character_id}"
        self.title = tr("Voice")
        self._drag: Drag | None = None
        self._held: tuple[str, int, int] = ("", 0, 0)  # clip, its start and the tick where it was taken

    @property
    def clips(self) -> tuple[VoiceClip, ...]:
        return clips_of(self.studio, self.character_id)

    @property
    def pans(self) -> bool:  # type: ignore[override]
        """Not while a name stays in sight at the left edge."""
        left = self.view.start
        return not any(clip.start < left < clip.start + clip.media.duration for clip in self.clips)

    def content(self) -> object:
        return (self.clips,)

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        chosen = self.studio.selection.value
        for clip in self.clips:
            first, last = self.view.x_of(clip.start), self.view.x_of(clip.start + clip.media.duration)
            if last < 0 or first > self.view.width:
                continue
            block = QRectF(first, 1, last - first, self.height - 3)
            self._paint_block(
                painter, theme, block, chosen=chosen.kind is Kind.CLIP and clip.id in chosen.ids
            )
            painter.save()
            painter.setClipRect(block.adjusted(1, 1, -1, -1), Qt.ClipOperation.IntersectClip)
            Waveform(self.studio, clip, self.view).paint(painter, theme, self._sound_area(block))
            self._paint_name(painter, theme, clip, block)
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
        if clip is None:
            return False
        self.studio.selection.set(self.studio.selection.value.of(Kind.CLIP, clip.id))
        self._held = (clip.id, clip.start, mouse.tick)
        self._drag = Drag(self.studio, tr("Move recording"))
        return True

    def drag(self, mouse: LaneMouse) -> None:
        clip = next((c for c in self.clips if c.id == self._held[0]), None)
        far = abs(mouse.tick - self._held[2]) > 4 * self.view.scale
        if clip is None or self._drag is None or not (far or self._drag.moved):
            return
        start = self._snapped(self._held[1] + mouse.tick - self._held[2], clip, mouse)
        self._drag.apply(lambda project: move_clip(project, clip.id, start))

    def _snapped(self, start: int, clip: VoiceClip, mouse: LaneMouse) -> int:
        """Both ends look for a place; what the recording carries along attracts nothing."""
        own = frozenset(clip.start + at for at in _edges(clip))
        length = clip.media.duration
        by_start = self.snap(start, mouse.modifiers, own) - start
        by_end = self.snap(start + length, mouse.modifiers, own) - start - length
        offers = [by for by in (by_start, by_end) if by]
        return max(start + min(offers, key=abs, default=0), 0)

    def release(self, mouse: LaneMouse) -> None:
        if self._drag is not None:
            self._drag.finish()
        self._drag = None

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._drag = None

    def double_click(self, mouse: LaneMouse) -> bool:
        clip = self._clip_at(mouse.tick)
        if clip is not None:
            self.studio.revealed.emit(TimeRange(clip.start, clip.start + clip.media.duration))
        return clip is not None

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        clip = self._clip_at(mouse.tick)
        if clip is None:
            return Qt.CursorShape.ArrowCursor, ""
        holding = self._drag is not None
        cursor = Qt.CursorShape.ClosedHandCursor if holding else Qt.CursorShape.OpenHandCursor
        return cursor, self._said_of(clip)

    def _is_lost(self, clip: VoiceClip) -> bool:
        return clip.id in self.studio.stage.voices.failed

    def _said_of(self, clip: VoiceClip) -> str:
        name = name_of(clip)
        return tr("{0}: not found, or it cannot be read", name) if self._is_lost(clip) else name

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        clip = self._clip_at(mouse.tick)
        if clip is None:
            return
        span = TimeRange(clip.start, clip.start + clip.media.duration)
        menu.addAction(tr("Show whole recording"), lambda: self.studio.revealed.emit(span))
        menu.addAction(tr("Play only this recording"), lambda: self.studio.transport.set_range(span))
        menu.addSeparator()
        remove = tr("Remove recording")
        menu.addAction(remove, lambda: self.studio.apply(remove, lambda p: remove_clip(p, clip.id)))

    def things_in(self, box: QRect) -> Iterable[tuple[Kind, str]]:
        first, last = self.view.tick_at(box.left()), self.view.tick_at(box.right())
        for clip in self.clips:
            if clip.start < last and clip.start + clip.media.duration > first:
                yield Kind.CLIP, clip.id

    def things(self) -> Sequence[Thing]:
        clips = sorted(self.clips, key=lambda clip: clip.start)
        return [
            Thing(c.start, c.start + c.media.duration, Path(c.media.path).name, Kind.CLIP, c.id)
            for c in clips
        ]

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        for clip in self.clips:
            yield from (clip.start, clip.start + clip.media.duration)

    def _clip_at(self, tick: int) -> VoiceClip | None:
        found = (c for c in reversed(self.clips) if c.start <= tick < c.start + c.media.duration)
        return next(found, None)


def clips_of(studio: Studio, character_id: str) -> tuple[VoiceClip, ...]:
    """The recordings of a character of the scene the artist works in."""
    members = studio.scene.characters if studio.scene is not None else ()
    return next((member.clips for member in members if member.id == character_id), ())


def name_of(clip: VoiceClip) -> str:
    """A recording by its file's name."""
    return clip.media.path.replace("\\", "/").rsplit("/", 1)[-1] or clip.id


def _edges(clip: VoiceClip) -> set[int]:
    words = clip.transcript.words if clip.transcript is not None else ()
    phones = {at for word in words for phone in word.phones for at in (phone.start, phone.end)}
    return {0, clip.media.duration} | {at for word in words for at in (word.start, word.end)} | phones
