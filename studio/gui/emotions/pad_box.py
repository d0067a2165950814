"""The pad and what it does: stopped it sets the feeling at the playhead, playing it records the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.core.progress import Progress
from studio.gui.emotions.pad import AffectPad
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.painting.drag import Drag
from studio.session.palette.point import felt_at, trail
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.session.painting.pad_recording import PadRecorder


class PadBox(QWidget):
    """Follows the playhead through `refresh`, which the panel calls."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.pad = AffectPad(self)
        self.pad.setToolTip(
            tr("Drag: the feeling at the playhead. While playing, the hand is recorded. Escape breaks off.")
        )
        self.note = QLabel(self)
        self.note.setProperty("class", "dim")
        self.note.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE)
        rows.addWidget(self.pad)
        rows.addWidget(self.note)
        self._drag: Drag | None = None
        self._recorder: PadRecorder | None = None
        self.pad.entered.connect(self._warm_up)
        self.pad.pressed.connect(self._on_pressed)
        self.pad.moved.connect(self._on_moved)
        self.pad.released.connect(self._on_released)
        self.pad.cancelled.connect(self._on_cancelled)
        self.pad.nudged.connect(self._on_nudged)
        self.refresh()

    @property
    def seen(self) -> bool:
        """Is the pad unfolded and in sight?"""
        return not self.pad.visibleRegion().isEmpty()

    def refresh(self) -> None:
        """The performance's point at the playhead, and what the pad would do now."""
        character = self.studio.character
        self.pad.setEnabled(character is not None)
        points = trail(character, self.studio.transport.at).tolist() if character is not None else []
        self.pad.show_trail(points)
        self.note.setText(self._said())

    def on_moved(self) -> None:
        """The playhead moved: a hand that holds still is recorded as well."""
        if self._recorder is not None and self.pad.hand is not None:
            self._recorder.move(self.studio.transport.at, *self.pad.hand)

    def on_transport(self) -> None:
        """Playing began or ended: a recording ends with it."""
        if self._recorder is not None and not self.studio.transport.playing:
            self._on_released()
        self.refresh()

    def release(self) -> None:
        """The panel goes."""
        self._on_cancelled()

    def _said(self) -> str:
        if self._recorder is not None:
            return tr("Recording the hand")
        if self.studio.transport.playing:
            return tr("Drag to record the hand as curves")
        return tr("Drag to set the feeling at the playhead")

    def _on_pressed(self, valence: float, arousal: float) -> None:
        character = self.studio.character
        if character is None:
            return
        if self.studio.transport.playing:
            from studio.session.painting.pad_recording import PadRecorder  # noqa: PLC0415 - fitting, when a hand records

            self._recorder = PadRecorder(self.studio, character.id, self.studio.brush.value.regions)
            self._recorder.start(self.studio.transport.at, valence, arousal)
            self.pad.show_recording(True)
        else:
            self._drag = Drag(self.studio, "Feeling at the playhead")
            self._feel(valence, arousal)
        self.note.setText(self._said())

    def _on_moved(self, valence: float, arousal: float) -> None:
        if self._recorder is not None:
            self._recorder.move(self.studio.transport.at, valence, arousal)
        else:
            self._feel(valence, arousal)

    def _on_released(self) -> None:
        recorder, drag = self._recorder, self._drag
        self._recorder = self._drag = None
        if recorder is not None:
            recorder.finish()
        if drag is not None:
            drag.finish()
        self.pad.show_recording(False)

    def _on_cancelled(self) -> None:
        recorder, drag = self._recorder, self._drag
        self._recorder = self._drag = None
        if recorder is not None:
            recorder.cancel()
        if drag is not None:
            drag.cancel()
        self.pad.show_recording(False)

    def _on_nudged(self, valence: float, arousal: float) -> None:
        self._drag = Drag(self.studio, "Feeling at the playhead")
        self._feel(valence, arousal)
        self._on_released()

    def _feel(self, valence: float, arousal: float) -> None:
        character, drag = self.studio.character, self._drag
        if character is None or drag is None:
            return
        at, who, brush = self.studio.transport.at, character.id, self.studio.brush.value
        drag.apply(lambda project: felt_at(project, who, at, valence, arousal, brush))

    def _warm_up(self) -> None:
        """The first mix of a point asks for a library that takes a moment to come."""

        def work(_: Progress) -> None:
            import numpy as np  # noqa: PLC0415 - the same

            from studio.emotion.affect import mix_of_point  # noqa: PLC0415 - scipy

            mix_of_point(np.zeros((1, 2)))

        self.pad.entered.disconnect(self._warm_up)
        self.studio.jobs.start("Preparing the pad", work, lambda _: None, key="pad", quiet=True)
