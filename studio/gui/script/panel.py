"""The script panel: the words of every line, how each is spoken, and the text they come from."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.document.schema import VoiceClip
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.script.blocks import Blocks
from studio.gui.script.felt import FeltWords
from studio.gui.script.flow import Block
from studio.gui.script.language_box import LanguageBox
from studio.gui.script.line_list import LineList
from studio.gui.script.script_deeds import ScriptDeeds
from studio.gui.script.snippet import Snippet
from studio.gui.script.text_box import TextBox
from studio.gui.script.word_bar import WordBar
from studio.gui.script.word_view import WordView
from studio.session.actions import Action
from studio.session.scripting.words import Line, lines_of
from studio.session.selection import Kind
from studio.session.studio import Studio

_PICTURE = 33  # milliseconds between two refreshes


class ScriptPanel(Panel):
    """Words or text of the scene's lines; the line worked on is the one of the choice, else the one under the
    playhead."""

    name = "script"
    title = "Script"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.lines = LineList(self)
        self.language = LanguageBox(self)
        self.words = WordView(FeltWords(studio), self)
        self.bar = WordBar(studio, self)
        self.text = TextBox(self)
        self.empty = _empty(self)
        self.snippet = Snippet(studio)
        self.deeds = ScriptDeeds(self)
        self._blocks = Blocks()
        self._all: tuple[Line, ...] = ()
        self._timer = QTimer(self, interval=_PICTURE, singleShot=True)
        self._timer.timeout.connect(self.refresh)
        self._build()
        self.setFocusProxy(self.words)
        self.deeds.wire()
        self._follow()
        self.refresh()

    def actions_offered(self) -> Iterable[Action]:
        menu, deeds = "Edit/Script", self.deeds
        return (
            Action("script.text", "Edit script as text", self.toggle_text, menu, {"": ("Ctrl+T",)}, "script",
                   icon="text-align-left", checked=lambda: self.text_shown),
            Action("script.confirm", "Confirm chosen words", deeds.confirm, menu, icon="check"),
            Action("script.direction", "Stage direction before word...", deeds.ask_direction, menu,
                   icon="chat-text"),
            Action("script.realign", "Find chosen words in the sound again", deeds.align_chosen, menu,
                   icon="arrows-in-line-horizontal"),
            Action("script.realign_line", "Find all words of the line again", deeds.lines.align_line, menu),
            Action("script.next_doubtful", "Next doubtful word", deeds.next_doubtful, menu,
                   {"": ("Alt+Down",)}, "script", icon="question"),
            Action("script.import", "Import words (TextGrid, SRT, lab)...", deeds.lines.read_words, menu,
                   icon="download-simple"),
            Action("script.export", "Export TextGrid...", deeds.lines.write_words, menu,
                   icon="upload-simple"),
        )  # fmt: skip

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Every line of the scene, in order."""
        return self._all

    @property
    def line(self) -> Line | None:
        """The line that is worked on."""
        selected = self.studio.selection.value
        if selected.kind in {Kind.WORD, Kind.CLIP} and selected.ids:
            for line in self._all:
                if line.clip.id in selected.ids or any(w.id == selected.ids[0] for w in line.clip.said):
                    return line
        at = self.studio.transport.at
        heard = [a for a in self._all if a.clip.begin <= at]
        return heard[-1] if heard else next(iter(self._all), None)

    @property
    def text_shown(self) -> bool:
        return self._pages.currentWidget() is self.text

    def toggle_text(self) -> None:
        """Words or text."""
        self._pages.setCurrentWidget(self._words_page if self.text_shown else self.text)
        self._as_text.setChecked(self.text_shown)
        self.refresh()
        (self.text.editor if self.text_shown else self.words).setFocus()

    def refresh(self) -> None:
        """All of it as the document and the choice are now."""
        if not self.isVisible():
            return
        self._all = lines_of(self.studio)
        line = self.line
        self._top.setVisible(bool(self._all))
        self._pages.setVisible(bool(self._all))
        self.empty.setVisible(not self._all)
        self.lines.setVisible(len(self._all) > 1)
        self.lines.show_lines(self._all, line.clip.id if line is not None else "")
        self.language.show_language(line.clip.script.language if line is not None else "en")
        if self.text_shown:
            self.text.show_clip(line.clip if line is not None else None)
            return
        width = self.words.room
        self.words.show_blocks(tuple(self._block(one, width) for one in self._all))
        selected = self.studio.selection.value
        self.words.show_selected(frozenset(selected.ids if selected.kind is Kind.WORD else ()))
        self.bar.refresh()
        self._show_playing()

    def reveal_line(self, clip_id: str) -> None:
        """A line at the top of the view."""
        number = next((k for k, one in enumerate(self._all) if one.clip.id == clip_id), -1)
        self.words.reveal_block(number)

    def release(self) -> None:
        self._timer.stop()
        super().release()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon()

    def _block(self, line: Line, width: float) -> Block:
        clip, hint = line.clip, tr("Words appear once the recording is aligned")
        if clip.transcript is not None:
            hint = tr("No words: write the script as text")
        if clip.words and not clip.said:
            hint = tr("Its words are cut away")
        return self._blocks.block(clip, line.character.name, line.character.id, width, hint)

    def _build(self) -> None:
        self._top = QWidget(self)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        top.setSpacing(SPACE)
        top.addWidget(self.language, 1)
        self._as_text = tool_button("text-align-left", tr("Edit the script as text"), checkable=True)
        self._as_text.clicked.connect(self.toggle_text)
        self._more = tool_button("dots-three", tr("Import, export, find words again"))
        self._more.clicked.connect(lambda: self.deeds.line_menu(self._more))
        top.addWidget(self._as_text)
        top.addWidget(self._more)
        self._words_page = QWidget(self)
        rows = QVBoxLayout(self._words_page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.words, 1)
        rows.addWidget(self.bar)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._words_page)
        self._pages.addWidget(self.text)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE)
        for widget in (self._top, self.lines):
            outer.addWidget(widget)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.empty, 1)
        self.setMinimumWidth(240)

    def _follow(self) -> None:
        studio = self.studio
        self.follow(studio.changed, self._soon)
        self.follow(studio.selection.changed, self._soon)
        self.follow(studio.transport.moved, self._on_moved)
        self.follow(studio.transport.changed, self.snippet.forget)
        self.follow(studio.stage.heard, self._soon)

    def _soon(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_moved(self, at: int) -> None:
        self.snippet.moved(at)
        if self.isVisible() and not self.text_shown:
            self._show_playing()

    def _show_playing(self) -> None:
        at, playing = self.studio.transport.at, self.studio.transport.playing
        place = next(
            ((k, word) for k, one in enumerate(self._all) if (word := _word_at(one.clip, at)) is not None),
            None,
        )
        self.words.show_playing(place, follow=playing)


def _word_at(clip: VoiceClip, at: int) -> int | None:
    """Number of the word that is said at a tick of the scene."""
    words, inside = clip.said, at - clip.start
    if at not in clip.span:
        return None
    k = bisect.bisect_right(words, inside, key=lambda word: word.start) - 1
    return k if k >= 0 and inside < words[k].end else None


def _empty(parent: QWidget) -> QLabel:
    text = tr(
        "Nobody speaks yet.<br>Drop a recording here; a text file of the same name comes along as its script."
    )
    label = QLabel(text, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setProperty("class", "dim")
    label.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
    return label
