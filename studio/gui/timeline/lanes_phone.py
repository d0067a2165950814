"""The phones of a character's words: small chips whose borders are dragged and whose sound can be another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.core.problems import Problem
from studio.document.edits.words import move_phone_edge, set_phone_label
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.chips import READABLE, paint_chip, paint_density, too_dense
from studio.gui.timeline.label_editor import LabelEditor
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.lanes_sound import clips_of
from studio.gui.timeline.lanes_word import GRIP
from studio.gui.timeline.spoken import PhoneAt, Spoken, SpokenIndex, phones_of
from studio.session.painting.drag import Drag
from studio.session.selection import Kind
from studio.session.studio import Studio

_LEAST = 3.0  # pixels a phone has at least before single ones are drawn


class PhoneLane(Lane):
    """Vowels and consonants are told apart by tint."""

    default_height = 20
    least_height = 18
    depth = 1
    pans = True
    header_icon = "speaker-simple-high"

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.character_id = character_id
        self.id = f"phones:{character_id}"
        self.title = tr("Sounds")
        self._index = SpokenIndex()
        self._held: tuple[str, str, int] | None = None  # clip, word, border
        self._drag: Drag | None = None

    def content(self) -> object:
        return (clips_of(self.studio, self.character_id),)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        span = self.view.span
        for spoken in self._index.of(clips_of(self.studio, self.character_id)):
            numbers = spoken.within(span.start, span.end)
            here = slice(numbers.start, numbers.stop)
            starts, ends = spoken.starts[here], spoken.ends[here]
            if too_dense(starts, ends, self.view) or not self._tellable(starts, ends):
                area = QRectF(0, 2, self.view.width, self.height - 5)
                paint_density(painter, area, self.view, starts, ends, theme.text_faint)
                continue
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            phone_set = spoken.clip.transcript.phone_set if spoken.clip.transcript is not None else ""
            for found in phones_of(spoken, numbers):
                box = self._box(found)
                tint = theme.accent if _is_vowel(found.phone.label, phone_set) else theme.text_faint
                text = found.phone.label if box.width() >= READABLE else ""
                paint_chip(painter, theme, box, text, tint, chosen=False, doubtful=False)

    def _tellable(self, starts: Iterable[int], ends: Iterable[int]) -> bool:
        total = sum(int(b) - int(a) for a, b in zip(starts, ends, strict=True))
        words = len(list(starts))
        return words == 0 or total / (words * 3.5) / self.view.scale >= _LEAST

    def _box(self, found: PhoneAt) -> QRectF:
        left, right = self.view.x_of(found.start), self.view.x_of(found.end)
        return QRectF(left, 1, max(right - left - 1, 1.0), self.height - 4)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        if border := self._border_at(mouse):
            found, number = border
            self._held = (found.clip.id, found.word.id, number)
            self._drag = Drag(self.studio, tr("Move sound border"))
            return True
        at = self._phone_at(mouse.tick)
        if at is None:
            return False
        self.studio.selection.set(self.studio.selection.value.of(Kind.WORD, at.word.id))
        return True

    def drag(self, mouse: LaneMouse) -> None:
        if self._held is None or self._drag is None:
            return
        clip_id, word_id, number = self._held
        clip = next((c for c in clips_of(self.studio, self.character_id) if c.id == clip_id), None)
        if clip is None:
            return
        to = self.snap(mouse.tick, mouse.modifiers, self._own(word_id, number)) - clip.start
        self._drag.apply(lambda p: move_phone_edge(p, clip_id, word_id, number, to))

    def release(self, mouse: LaneMouse) -> None:
        if self._drag is not None:
            self._drag.finish()
        self._drag = self._held = None

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._drag = self._held = None

    def double_click(self, mouse: LaneMouse) -> bool:
        found = self._phone_at(mouse.tick)
        if found is not None:
            self._edit(found)
        return found is not None

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        if self._held is not None or self._border_at(mouse) is not None:
            return Qt.CursorShape.SplitHCursor, tr("Sound border")
        found = self._phone_at(mouse.tick)
        text = tr("{0} in “{1}”", found.phone.label, found.word.text) if found is not None else ""
        return Qt.CursorShape.ArrowCursor, text

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        found = self._phone_at(mouse.tick)
        if found is not None:
            menu.addAction(tr("Another sound"), lambda: self._edit(found))

    def _edit(self, found: PhoneAt) -> None:
        if self.canvas is None:
            return
        box = self._box(found).toAlignedRect().translated(self.rect.topLeft())

        def taken(text: str) -> None:
            self._rename(found, text)

        LabelEditor(self.canvas, box, found.phone.label, taken)

    def _rename(self, found: PhoneAt, text: str) -> None:
        from studio.session.scripting.sounds import sound_named  # noqa: PLC0415 - speech tables, at the first use

        phone_set = found.clip.transcript.phone_set if found.clip.transcript is not None else "arpabet"
        label = sound_named(text, phone_set)
        if label is None:
            hint = tr("Type one of the language's sounds, such as AA1 or P")
            self.studio.report(Problem("speech.phone", tr("is no sound that is known"), text, hint))
            return
        clip_id, word_id, number = found.clip.id, found.word.id, found.number
        self.studio.apply(tr("Another sound"), lambda p: set_phone_label(p, clip_id, word_id, number, label))

    # What lies where

    def _near(self, tick: int) -> list[PhoneAt]:
        reach = int(2 * GRIP * self.view.scale)
        found: list[PhoneAt] = []
        for spoken in self._spoken():
            numbers = spoken.within(tick - reach, tick + reach)
            found += phones_of(spoken, range(numbers.start, min(numbers.stop, numbers.start + 64)))
        return found

    def _spoken(self) -> list[Spoken]:
        return self._index.of(clips_of(self.studio, self.character_id))

    def _phone_at(self, tick: int) -> PhoneAt | None:
        return next((found for found in self._near(tick) if found.start <= tick < found.end), None)

    def _border_at(self, mouse: LaneMouse) -> tuple[PhoneAt, int] | None:
        reach = GRIP * self.view.scale
        best: tuple[float, PhoneAt, int] | None = None
        for found in self._near(mouse.tick):
            if found.end - found.start < 2 * reach:
                continue
            for at, number in ((found.start, found.number), (found.end, found.number + 1)):
                far = abs(at - mouse.tick)
                if far <= reach and (best is None or far < best[0]):
                    best = (far, found, number)
        return best[1:] if best is not None else None

    def _own(self, word_id: str, number: int) -> frozenset[int]:
        """Where the dragged border itself is now, which must not hold it."""
        for spoken in self._spoken():
            for word in spoken.words:
                if word.id == word_id and word.phones:
                    last = number >= len(word.phones)
                    at = word.phones[-1].end if last else word.phones[number].start
                    return frozenset({spoken.clip.start + at})
        return frozenset()


def _is_vowel(label: str, phone_set: str) -> bool:
    if phone_set == "arpabet":
        return label[-1:].isdigit()  # only vowels carry stress
    return label[:1] in "aeiouyɑɒæɐəɛɜɪɔøœʊʌʉɨɯɤɘɵ"
