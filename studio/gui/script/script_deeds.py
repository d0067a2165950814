"""What the script panel's words, buttons and menus do to the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.time import TimeRange
from studio.document.edits.tree import part_of
from studio.document.schema import Project, VoiceClip
from studio.gui.kit.language import tr
from studio.gui.script.line_deeds import LineDeeds
from studio.gui.script.word_menu import Deeds, feeling_menu, run, word_menu
from studio.session.palette.laying import chosen_words, height_of
from studio.session.scripting.directions import spoken_for
from studio.session.scripting.rewording import reword
from studio.session.scripting.text import without_direction
from studio.session.scripting.words import (
    direct,
    feel,
    perform_direction,
    with_gain,
    with_stress,
    without_doubt,
)
from studio.session.selection import Kind, Selected

if TYPE_CHECKING:
    from studio.gui.script.panel import ScriptPanel


class ScriptDeeds:
    """Ties the panel's parts to edits; nothing of it is seen."""

    def __init__(self, panel: ScriptPanel) -> None:
        self._panel, self.studio = panel, panel.studio
        self.lines = LineDeeds(panel)

    def wire(self) -> None:
        panel, words, bar = self._panel, self._panel.words, self._panel.bar
        words.chosen.connect(self._on_chosen)
        words.pressed.connect(lambda clip, word: self._play(clip, (word,)))
        words.edited.connect(self._on_edited)
        words.directed.connect(lambda clip, word, text: direct(self.studio, clip, word, text))
        words.directionPressed.connect(self._on_direction)
        words.confirmed.connect(self._on_enter)
        words.menuRequested.connect(self._on_menu)
        bar.playRequested.connect(self.play_chosen)
        bar.confirmRequested.connect(self.confirm)
        bar.alignRequested.connect(self.align_chosen)
        bar.directionRequested.connect(self.ask_direction)
        bar.feelRequested.connect(lambda place: run(feeling_menu(panel, self.feel), place))
        panel.lines.chosen.connect(self._on_line)
        self.lines.wire()

    # choosing and playing

    def _on_chosen(self, character: str, ids: tuple[str, ...], word_id: str) -> None:
        selected = self.studio.selection.value
        if not ids:
            if selected.kind is Kind.WORD:
                self.studio.selection.set(selected.of(Kind.NOTHING))
            return
        place = attrs.evolve(selected, character=character)
        self.studio.selection.set(place.of(Kind.WORD, *ids))
        found = self._panel.words.place_of_word(word_id)
        if found is not None and not self.studio.transport.playing:
            clip = self._panel.words.page.blocks[found[0]].clip
            self.studio.transport.scrub(clip.start + clip.said[found[1]].start)

    def _on_line(self, clip_id: str) -> None:
        line = next((one for one in self._panel.all_lines if one.clip.id == clip_id), None)
        if line is None:
            return
        place: Selected = attrs.evolve(self.studio.selection.value, character=line.character.id)
        self.studio.selection.set(place.of(Kind.CLIP, clip_id))
        self.studio.transport.seek(line.clip.start)
        self._panel.reveal_line(clip_id)
        self.studio.revealed.emit(line.clip.span)

    def play_chosen(self) -> None:
        for clip, ids in self._panel.bar.clips().items():
            self._play(clip, ids)

    def _play(self, clip_id: str, ids: tuple[str, ...]) -> None:
        clip = part_of(self.studio.project, VoiceClip, clip_id)
        words = [w for w in clip.said if w.id in ids]
        if words:
            self._panel.snippet.play(TimeRange(clip.start + words[0].start, clip.start + words[-1].end))

    def next_doubtful(self) -> None:
        """Chooses and plays the next word that script and sound may disagree about."""
        doubtful = [
            (line, word) for line in self._panel.all_lines for word in line.clip.said if word.doubtful
        ]
        if not doubtful:
            self.studio.told.emit(tr("No word is doubtful"))
            return
        at = self.studio.transport.at
        later = (pair for pair in doubtful if pair[0].clip.start + pair[1].start > at)
        line, word = next(later, doubtful[0])
        self._on_chosen(line.character.id, (word.id,), word.id)
        place = self._panel.words.place_of_word(word.id)
        if place is not None:
            self._panel.words.reveal(*place)
        self._play(line.clip.id, (word.id,))

    # words

    def align_chosen(self) -> None:
        """Finds the chosen words in the sound again."""
        for clip, ids in self._panel.bar.clips().items():
            self.lines.align(clip, ids)

    def confirm(self) -> None:
        self._each("Confirm words", without_doubt)

    def _on_enter(self) -> None:
        """Doubtful words are confirmed; without any, the word is edited."""
        chosen = chosen_words(self.studio)
        if any(word.doubtful for _, word in chosen):
            self.confirm()
        elif len(chosen) == 1:
            self._edit_first()

    def _edit_first(self) -> None:
        place = self._first_place()
        if place is not None:
            self._panel.words.edit_word(place)

    def ask_direction(self) -> None:
        """Opens the field for a stage direction before the first chosen word."""
        place = self._first_place()
        if place is not None:
            self._panel.words.ask_direction(place)

    def feel(self, style: str) -> None:
        """An emotion over the chosen words."""
        for clip, ids in self._panel.bar.clips().items():
            feel(self.studio, clip, ids, style, height_of(self.studio))

    def _reset(self) -> None:
        def edit(project: Project, clip: str, ids: tuple[str, ...]) -> Project:
            project = with_gain(project, clip, ids, "lip_gain", 1.0)
            return with_stress(with_gain(project, clip, ids, "jaw_gain", 1.0), clip, ids, None)

        self._each("Reset words", edit)

    def _each(self, label: str, edit: Callable[[Project, str, tuple[str, ...]], Project]) -> None:
        clips = self._panel.bar.clips()

        def every(project: Project) -> Project:
            for clip, ids in clips.items():
                project = edit(project, clip, ids)
            return project

        self.studio.apply(label, every)

    def _on_edited(self, clip_id: str, word_id: str, text: str) -> None:
        """The word as it is written now, found in the sound again."""
        reword(self.studio, clip_id, word_id, text)

    def _on_direction(self, clip_id: str, word_id: str, tag: str, twice: bool) -> None:
        clip = part_of(self.studio.project, VoiceClip, clip_id)
        words = spoken_for(clip, word_id)
        place = self._panel.words.place_of_word(word_id)
        if words and place is not None:
            character = self._panel.words.page.blocks[place[0]].character
            self._on_chosen(character, tuple(w.id for w in words), word_id)
        if twice:
            perform_direction(self.studio, clip_id, word_id, tag)

    def _sentence(self, clip_id: str, word_id: str) -> None:
        from studio.session.scripting.directions import sentence_ends  # noqa: PLC0415 - only here

        clip = part_of(self.studio.project, VoiceClip, clip_id)
        words = clip.words
        at = next((k for k, w in enumerate(words) if w.id == word_id), None)
        place = self._panel.words.place_of_word(word_id)
        if at is None or place is None:
            return
        ends = sorted(sentence_ends(clip))
        last = next((e for e in ends if e >= at), len(words) - 1)
        first = max((e + 1 for e in ends if e < at), default=0)
        character = self._panel.words.page.blocks[place[0]].character
        ids = tuple(w.id for w in words[first : last + 1] if clip.hears(w.start, w.end))
        self._on_chosen(character, ids, ids[0])

    # menus

    def _on_menu(self, clip_id: str, word_id: str, tag: str, place: QPoint) -> None:
        if not word_id:
            run(self._line_menu(), place)
        elif tag:
            run(self._direction_menu(clip_id, word_id, tag), place)
        else:
            deeds = Deeds(
                play=self.play_chosen,
                edit=self._edit_first,
                confirm=self.confirm,
                direct=self.ask_direction,
                align=self.align_chosen,
                sentence=lambda: self._sentence(clip_id, word_id),
                reset=self._reset,
                feel=self.feel,
            )
            doubtful = any(word.doubtful for _, word in chosen_words(self.studio))
            run(word_menu(self._panel, deeds, doubtful=doubtful), place)

    def line_menu(self, button: QWidget) -> None:
        run(self._line_menu(), button.mapToGlobal(QPoint(0, button.height())))

    def _line_menu(self) -> QMenu:
        menu = QMenu(self._panel)
        menu.addAction(tr("Edit the script as text"), self._panel.toggle_text)
        menu.addAction(tr("Next doubtful word"), self.next_doubtful)
        menu.addSeparator()
        menu.addAction(tr("Find all words of the line again"), self.lines.align_line)
        menu.addAction(tr("Import words (TextGrid, SRT, lab)..."), self.lines.read_words)
        menu.addAction(tr("Export TextGrid..."), self.lines.write_words)
        return menu

    def _direction_menu(self, clip_id: str, word_id: str, tag: str) -> QMenu:
        menu = QMenu(self._panel)
        menu.addAction(
            tr("Lay over its words"), lambda: perform_direction(self.studio, clip_id, word_id, tag)
        )

        def remove() -> None:
            self.studio.apply(tr("Remove direction"), lambda p: without_direction(p, clip_id, word_id, tag))

        menu.addAction(tr("Remove"), remove)
        return menu

    def _first_place(self) -> tuple[int, int] | None:
        chosen = chosen_words(self.studio)
        return self._panel.words.place_of_word(chosen[0][1].id) if chosen else None
