"""The words of a character over time: chips whose borders are dragged and whose text is typed in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.core.time import TimeRange
from studio.document.edits.clips import set_word
from studio.document.edits.words import Side, move_word_edge
from studio.document.schema import Word
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.chips import paint_chip, paint_density, too_dense
from studio.gui.timeline.label_editor import LabelEditor
from studio.gui.timeline.lane import Lane, LaneMouse, Thing
from studio.gui.timeline.lanes_sound import clips_of
from studio.gui.timeline.spoken import Spoken, SpokenIndex
from studio.gui.timeline.word_choosing import WordChoosing
from studio.session.painting.drag import Drag
from studio.session.scripting.rewording import reword
from studio.session.selection import Kind
from studio.session.studio import Studio

GRIP = 5  # pixels on either side of a border in which it is taken


class WordLane(Lane):
    """Drag a border: both neighbours follow; with Shift, or ripple on, everything behind it. Double click:
    edit the text, Tab: the next word."""

    default_height = 24
    least_height = 20
    depth = 1
    sticky = True
    pans = True
    header_icon = "text-aa"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.character_id = character_id
        self.id = f"words:{character_id}"
        self.title = tr("Words")
        self._index = SpokenIndex()
        self._border: tuple[str, str, Side] | None = None  # clip, word, side being dragged
        self._drag: Drag | None = None
        self._choosing = WordChoosing(studio, self.spoken)

    def content(self) -> object:
        return (clips_of(self.studio, self.character_id),)

    def spoken(self) -> list[Spoken]:
        return self._index.of(clips_of(self.studio, self.character_id))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        chosen = self.studio.selection.value
        ids = frozenset(chosen.ids) if chosen.kind is Kind.WORD else frozenset()
        span = self.view.span
        for spoken in self.spoken():
            numbers = spoken.within(span.start, span.end)
            here = slice(numbers.start, numbers.stop)
            starts, ends = spoken.starts[here], spoken.ends[here]
            if too_dense(starts, ends, self.view):
                area = QRectF(0, 2, self.view.width, self.height - 5)
                paint_density(painter, area, self.view, starts, ends, theme.text_dim)
                continue
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for n in numbers:
                word = spoken.words[n]
                tint = theme.warning if word.doubtful else theme.text_dim
                box = self._box(spoken, n)
                paint_chip(
                    painter, theme, box, word.text, tint, chosen=word.id in ids, doubtful=word.doubtful
                )

    def _box(self, spoken: Spoken, n: int) -> QRectF:
        left, right = self.view.x_of(int(spoken.starts[n])), self.view.x_of(int(spoken.ends[n]))
        return QRectF(left, 2, max(right - left - 1, 1.5), self.height - 5)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        if border := self._border_at(mouse):
            spoken, n, side = border
            self._border = (spoken.clip.id, spoken.words[n].id, side)
            self._drag = Drag(self.studio, tr("Move word border"))
            return True
        found = self._word_at(mouse.tick)
        if found is None:
            return False
        self._choosing.click(*found, mouse)
        return True

    def drag(self, mouse: LaneMouse) -> None:
        if self._border is not None and self._drag is not None:
            clip_id, word_id, side = self._border
            spoken = next((s for s in self.spoken() if s.clip.id == clip_id), None)
            if spoken is None:
                return
            own = frozenset(self._ticks_of(spoken, word_id, side))
            to = self.snap(mouse.tick, mouse.modifiers, own) - spoken.clip.start
            ripple = mouse.holds(Qt.KeyboardModifier.ShiftModifier) != self.studio.snapping.value.ripple
            self._drag.apply(lambda p: move_word_edge(p, clip_id, word_id, side, to, ripple=ripple))
        else:
            self._choosing.drag_to(mouse.tick)

    def release(self, mouse: LaneMouse) -> None:
        if self._drag is not None:
            self._drag.finish()
        self._drag = self._border = None

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._drag = self._border = None

    def double_click(self, mouse: LaneMouse) -> bool:
        found = self._word_at(mouse.tick)
        if found is not None:
            self.edit(*found)
        return found is not None

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        if self._border is not None or self._border_at(mouse) is not None:
            hint = tr("Word border: drag; Shift moves all words behind it")
            return Qt.CursorShape.SplitHCursor, hint
        found = self._word_at(mouse.tick)
        return Qt.CursorShape.ArrowCursor, _told(found[0].words[found[1]]) if found is not None else ""

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        found = self._word_at(mouse.tick)
        if found is None:
            return
        spoken, n = found
        word, clip_id = spoken.words[n], spoken.clip.id
        self._choosing.with_word(word.id)
        menu.addAction(tr("Edit text"), lambda: self.edit(spoken, n))
        span = TimeRange(int(spoken.starts[n]), int(spoken.ends[n]))
        play = tr("Play only this")
        menu.addAction(play, lambda: self.studio.transport.set_range(self._choosing.span or span))
        text = tr("Mark as certain") if word.doubtful else tr("Mark as doubtful")
        doubt = not word.doubtful
        menu.addAction(
            text, lambda: self.studio.apply(text, lambda p: set_word(p, clip_id, word.id, doubtful=doubt))
        )

    def edit(self, spoken: Spoken, n: int) -> None:
        """Opens a field over a word."""
        if self.canvas is None:
            return
        word, clip_id = spoken.words[n], spoken.clip.id
        self.studio.selection.set(self.studio.selection.value.of(Kind.WORD, word.id))
        box = self._box(spoken, n).toAlignedRect().translated(self.rect.topLeft())

        def taken(text: str) -> None:
            reword(self.studio, clip_id, word.id, text)

        LabelEditor(self.canvas, box, word.text, taken, lambda step: self._edit_next(clip_id, word.id, step))

    def things_in(self, box: QRect) -> Iterable[tuple[Kind, str]]:
        first, last = self.view.tick_at(box.left()), self.view.tick_at(box.right())
        for spoken in self.spoken():
            for n in spoken.within(first, last):
                yield Kind.WORD, spoken.words[n].id

    def things(self) -> Sequence[Thing]:
        return [
            Thing(int(s.starts[n]), int(s.ends[n]), _told(word), Kind.WORD, word.id)
            for s in self.spoken()
            for n, word in enumerate(s.words)
        ]

    def edit_word(self, word_id: str) -> None:
        """Opens a field over a word by its id."""
        for spoken in self.spoken():
            for n, word in enumerate(spoken.words):
                if word.id == word_id:
                    self.edit(spoken, n)

    # What lies where

    def _word_at(self, tick: int) -> tuple[Spoken, int] | None:
        found = ((s, s.at(tick)) for s in self.spoken())
        return next(((s, n) for s, n in found if n is not None), None)

    def _border_at(self, mouse: LaneMouse) -> tuple[Spoken, int, Side] | None:
        for spoken in self.spoken():
            near = spoken.border_near(mouse.tick, GRIP * self.view.scale)
            if near is None:
                continue
            n, is_end = near
            # A word narrower than the grips must still be chosen by a click in its middle.
            if (spoken.ends[n] - spoken.starts[n]) / self.view.scale < 2 * GRIP:
                continue
            return spoken, n, Side.END if is_end else Side.START
        return None

    def _ticks_of(self, spoken: Spoken, word_id: str, side: Side) -> Iterable[int]:
        """Where the dragged border itself is now, which must not hold it, and the phones that go with it."""
        for n, word in enumerate(spoken.words):
            if word.id == word_id:
                yield int(spoken.ends[n] if side is Side.END else spoken.starts[n])
                neighbours = spoken.words[max(n - 1, 0) : n + 2]
                for phone in (phone for other in neighbours for phone in other.phones):
                    yield from (spoken.clip.start + phone.start, spoken.clip.start + phone.end)

    def _edit_next(self, clip_id: str, word_id: str, step: int) -> None:
        spoken = next((s for s in self.spoken() if s.clip.id == clip_id), None)
        words = spoken.words if spoken is not None else ()
        at = next((n for n, word in enumerate(words) if word.id == word_id), None)
        if spoken is None or at is None or not 0 <= at + step < len(words):
            return
        n = at + step
        self.studio.revealed.emit(TimeRange(int(spoken.starts[n]), int(spoken.ends[n])))
        self.edit(spoken, n)


def _told(word: Word) -> str:
    text = tr("“{0}”", word.text)
    return tr("{0}  doubtful: script and sound may disagree here", text) if word.doubtful else text
