"""How the chosen words are spoken: sliders for stress, lips and jaw, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.document.schema import Project, VoiceClip, Word
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.palette.laying import chosen_words
from studio.session.scripting.words import STRESS, with_gain, with_stress
from studio.session.studio import Studio

_MOST = 2.0


class WordBar(QWidget):
    """Stands under the words. `confirmRequested`, `alignRequested`, `directionRequested`, `playRequested`;
    `feelRequested(place)` asks for the menu of feelings."""

    confirmRequested = Signal()
    alignRequested = Signal()
    directionRequested = Signal()
    playRequested = Signal()
    feelRequested = Signal(QPoint)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self._words: tuple[tuple[VoiceClip, Word], ...] = ()
        self.title = QLabel(self)
        self.title.setProperty("class", "dim")
        self.stress = self._slider(tr("Stress"), 1.0, None, tr("How much the words stand out"))
        self.lips = self._slider(tr("Lips"), _MOST, 1.0, tr("How far the lips move"))
        self.jaw = self._slider(tr("Jaw"), _MOST, 1.0, tr("How far the jaw moves"))
        self._wire(self.lips, "lip_gain", "Lips of words")
        self._wire(self.jaw, "jaw_gain", "Jaw of words")
        self.stress.edited.connect(self._on_stress)
        self.stress.cancelled.connect(self.studio.take_back)
        self.stress.resetRequested.connect(lambda: self._on_stress(None, None))
        self.play = tool_button("play", tr("Play these words"), parent=self)
        self.feel = tool_button("smiley", tr("Feel something on these words"), parent=self)
        self.direct = tool_button("chat-text", tr("Write a stage direction before them"), parent=self)
        self.confirm = tool_button("check", tr("These words are right (Enter)"), parent=self)
        self.align = tool_button(
            "arrows-in-line-horizontal", tr("Find these words in the sound again"), parent=self
        )
        self.play.clicked.connect(self.playRequested)
        self.feel.clicked.connect(lambda: self.feelRequested.emit(self._under(self.feel)))
        self.direct.clicked.connect(self.directionRequested)
        self.confirm.clicked.connect(self.confirmRequested)
        self.align.clicked.connect(self.alignRequested)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """After the choice or its words became others."""
        self._words = chosen_words(self.studio)
        words = [word for _, word in self._words]
        self.title.setText(_named(words))
        self.stress.set_value(_one([self._stress_of(clip, word) for clip, word in self._words]))
        self.lips.set_value(_one([w.lip_gain for w in words]) if words else 1.0)
        self.jaw.set_value(_one([w.jaw_gain for w in words]) if words else 1.0)
        for part in (self.stress, self.lips, self.jaw, self.play, self.feel, self.direct, self.align):
            part.setEnabled(bool(words))
        self.confirm.setEnabled(any(w.doubtful for w in words))

    def clips(self) -> dict[str, tuple[str, ...]]:
        """The chosen words' ids by their clip's."""
        found: dict[str, tuple[str, ...]] = {}
        for clip, word in self._words:
            found[clip.id] = (*found.get(clip.id, ()), word.id)
        return found

    def _slider(self, name: str, high: float, default: float | None, tip: str) -> BarSlider:
        slider = BarSlider(name, 0.0, high, default, self)
        if default is not None:
            slider.set_natural(default)
        slider.setToolTip(tip)
        return slider

    def _wire(self, slider: BarSlider, field: str, label: str) -> None:
        def change(value: float, gesture: str | None) -> None:
            self._apply(label, lambda p, clip, ids: with_gain(p, clip, ids, field, value), gesture)

        slider.edited.connect(change)
        slider.cancelled.connect(self.studio.take_back)
        slider.resetRequested.connect(lambda: change(1.0, None))

    def _on_stress(self, value: float | None, gesture: str | None) -> None:
        self._apply("Stress of words", lambda p, clip, ids: with_stress(p, clip, ids, value), gesture)

    def _apply(
        self, label: str, edit: Callable[[Project, str, tuple[str, ...]], Project], gesture: str | None
    ) -> None:
        clips = self.clips()

        def every(project: Project) -> Project:
            for clip, ids in clips.items():
                project = edit(project, clip, ids)
            return project

        self.studio.apply(label, every, gesture)

    def _stress_of(self, clip: VoiceClip, word: Word) -> float | None:
        chosen = word.extra.get(STRESS)
        if isinstance(chosen, int | float):
            return float(chosen)
        prosody = self.studio.stage.prosody(clip.id)
        found = (w.prominence for w in prosody.words if w.word_id == word.id) if prosody else iter(())
        return next(found, None)

    def _under(self, button: QWidget) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height()))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        rows.setSpacing(SPACE)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        for button in (self.play, self.feel, self.direct, self.confirm, self.align):
            head.addWidget(button)
        rows.addLayout(head)
        sliders = QHBoxLayout()
        sliders.setSpacing(SPACE)
        for slider in (self.stress, self.lips, self.jaw):
            sliders.addWidget(slider)
        rows.addLayout(sliders)


def _named(words: list[Word]) -> str:
    if not words:
        return tr("Choose words")
    return f"“{words[0].text}”" if len(words) == 1 else tr("{0} words", len(words))


def _one(values: list[float | None]) -> float | None:
    """What all have in common; None when they differ."""
    first = values[0] if values else None
    return (
        first if first is not None and all(v is not None and abs(v - first) < 1e-3 for v in values) else None
    )
