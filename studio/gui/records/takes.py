"""The takes: what is performed, and variations of it that are heard by turns, chosen or laid in by ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.time import TimeRange
from studio.document.schema import Character, Take, VoiceClip
from studio.gui.kit.buttons import push_button, tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.scroll_column import ScrollColumn
from studio.gui.kit.theme import SPACE
from studio.gui.records.take_card import TakeCard
from studio.gui.records.takes_actions import takes_actions
from studio.session.actions import Action
from studio.session.keying.chosen_span import chosen_stretch
from studio.session.looking.deeds import DEEDS
from studio.session.selection import Kind
from studio.session.studio import Studio
from studio.session.taking import takes
from studio.session.taking.auditioning import ByTurns, meets, word_edge
from studio.session.taking.chosen_line import chosen_line

_SOON = 60  # milliseconds
_AT_ONCE = 4  # variations that are made at a click


class TakesPanel(Panel):
    """Of the character that the artist works on, clip by clip."""

    name = "takes"
    title = "Takes"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.turns, self._plans = ByTurns(studio), 0
        self._cards: dict[str, TakeCard] = {}
        self._order: tuple[object, ...] = ()
        self._line: str | None = None  # the line that was brought in sight
        self._list = ScrollColumn(self)
        self._list.column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self._list.column.setSpacing(2 * SPACE)
        self._empty = QLabel(tr("No takes yet. Drop a recording, and the character performs it."), self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("class", "dim")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_buttons()
        self._arrange()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.refresh)
        stage = studio.stage
        for signal in (
            studio.changed, studio.selection.changed, studio.transport.changed,
            stage.stale_changed, stage.audition.changed, stage.heard,
        ):  # fmt: skip
            self.follow(signal, self._on_changed)
        self.follow(studio.transport.moved, self._on_moved)

    def actions_offered(self) -> Iterable[Action]:
        return takes_actions(self)

    def refresh(self) -> None:
        """Shows the takes there are."""
        self._soon.stop()
        character = self.studio.character
        clips = character.clips if character is not None else ()
        rows = [(clip, self._of_clip(character, clip)) for clip in clips if character is not None]
        order = tuple((clip.id, tuple(take.id for take, _ in found)) for clip, found in rows)
        if order != self._order:
            self._order = order
            self._build(rows, names=len(clips) > 1)
        stale = self.studio.stage.stale(character.id) if character is not None else ()
        for _, found in rows:
            performed = next((take for take, active in found if active), None)
            for take, active in found:
                self._show(take, stale if active else (), None if active else performed)
        self._bring_in_sight(rows)
        self._empty.setVisible(not any(found for _, found in rows))
        for button in (self._vary, self._again, self._plan):
            button.setEnabled(any(found for _, found in rows))

    def _bring_in_sight(self, rows: Sequence[tuple[VoiceClip, list[tuple[Take, bool]]]]) -> None:
        """The takes of a line, when that is chosen."""
        line, before = chosen_line(self.studio), self._line
        self._line = line
        first = next((found[0][0].id for clip, found in rows if clip.id == line and found), "")
        if line != before and first:
            self._list.bring_to_top(self._cards[first])

    def vary(self) -> None:
        """Starts making variations: of the line that is chosen, or of all of the character's."""
        if self.studio.character is not None:
            takes.vary(self.studio, self.studio.character.id, _AT_ONCE, chosen_line(self.studio))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _of_clip(self, character: Character | None, clip: VoiceClip) -> list[tuple[Take, bool]]:
        """The clip's takes, each with whether it is the active one."""
        if character is None:
            return []
        active = takes.active_take(character, clip.id)
        row = [(active, True)] if active is not None else []
        return row + [(take, False) for take in takes.variations(character, clip.id)]

    def _make_buttons(self) -> None:
        self._vary = push_button(
            tr("{0} variations", _AT_ONCE),
            "primary",
            icon_name="dice-five",
            tip=tr("The chosen line, or all of them, from other seeds, kept beside the take"),
        )
        self._vary.setParent(self)  # Tab comes to it first
        self._vary.clicked.connect(self.vary)
        self._again = tool_button("arrows-clockwise", tr("Perform again: locked ranges stay"), parent=self)
        self._again.clicked.connect(self.perform)
        self._plan = tool_button("hand-waving", tr("Plan gestures, blinks and glances anew"), parent=self)
        self._plan.clicked.connect(self.plan)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        head.setSpacing(SPACE)
        head.addWidget(self._vary)
        head.addStretch(1)
        head.addWidget(self._again)
        head.addWidget(self._plan)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._empty)
        box.addWidget(self._list, 1)

    def _build(self, rows: list[tuple[VoiceClip, list[tuple[Take, bool]]]], *, names: bool) -> None:
        self._list.clear()
        self._cards = {}
        for clip, found in rows:
            if names and found:
                label = QLabel(clip.media.name)
                label.setProperty("class", "dim")
                self._list.column.addWidget(label)
            for take, active in found:
                card = TakeCard(take, partial(word_edge, self.studio), self._list.body, active=active)
                card.asked.connect(self._on_asked)
                card.rangeDragged.connect(self._on_range)
                card.renamed.connect(self._on_renamed)
                card.seekRequested.connect(self.studio.transport.seek)
                self._cards[take.id] = card
                self._list.column.addWidget(card)
        self._list.column.addStretch(1)

    def _show(self, take: Take, stale: tuple[TimeRange, ...], against: Take | None) -> None:
        card = self._cards[take.id]
        laid = [TimeRange(a, b) for a, b, _, _ in takes.laid_in(take)]
        old = meets(stale, card.strip.span)
        heard = take.id in self.studio.stage.audition.value
        card.show_take(
            take, laid, against, stale=old, heard=heard, locking=chosen_stretch(self.studio) is not None
        )
        card.strip.show_playhead(self.studio.transport.at)

    def _on_changed(self, *_: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _on_moved(self, at: int) -> None:
        if self.isVisible():
            for card in self._cards.values():
                card.strip.show_playhead(at)

    # deeds

    def _on_asked(self, deed: str, take_id: str) -> None:
        if deed == "audition":
            now = self.studio.stage.audition.value
            self.studio.stage.audition.set(frozenset() if take_id in now else frozenset({take_id}))
        elif deed == "choose":
            self._choose(take_id)
        elif deed == "remove":
            self.studio.stage.audition.set(self.studio.stage.audition.value - {take_id})
            self.studio.apply(tr("Remove variation"), lambda project: takes.remove(project, take_id))
        else:
            self._deed(f"take.{deed}", take_id)

    def _choose(self, take_id: str) -> None:
        self.studio.stage.audition.set(frozenset())
        self.studio.apply(tr("Choose variation"), lambda project: takes.choose(project, take_id))

    def _on_range(self, take_id: str, span: TimeRange) -> None:
        """On a variation: into the take. On the take: chosen, to be locked or performed again."""
        if self._cards[take_id].active:
            chosen = attrs.evolve(self.studio.selection.value.of(Kind.TAKE, take_id), span=span)
            self.studio.selection.set(chosen)
        else:
            self._lay(take_id, span)

    def _lay(self, take_id: str, span: TimeRange) -> None:
        self.studio.apply(tr("Lay in variation"), lambda project: takes.lay_in(project, take_id, span))

    def _on_renamed(self, take_id: str, name: str) -> None:
        self.studio.apply(tr("Rename take"), lambda project: takes.renamed(project, take_id, name))

    def _deed(self, deed: str, take_id: str = "") -> None:
        DEEDS[deed](self.studio, (take_id,))

    def plan(self) -> None:
        """Starts planning gestures, blinks and glances anew, on the chosen stretch where there is one."""
        character = self.studio.character
        if character is not None:
            self._plans += 1
            span, seed = chosen_stretch(self.studio), character.seed + self._plans
            takes.plan_again(self.studio, character.id, span, seed)

    def perform(self) -> None:
        """Starts performing again; locked ranges stay."""
        self._deed("take.perform")

    def any_takes(self) -> bool:
        character = self.studio.character
        return character is not None and bool(character.takes)

    def variations(self) -> list[str]:
        """Ids of the character's variations, clip by clip, whether this panel is seen or not."""
        character = self.studio.character
        clips = character.clips if character is not None else ()
        return [take.id for clip in clips for take, active in self._of_clip(character, clip) if not active]

    def choose_heard(self) -> None:
        """The variation that is shown is performed from now on."""
        for take_id in self.studio.stage.audition.value:
            self._choose(take_id)

    def lay_heard(self) -> None:
        """The variation that is shown, into the take on the chosen stretch."""
        if (span := chosen_stretch(self.studio)) is not None:
            for take_id in self.studio.stage.audition.value:
                self._lay(take_id, span)
