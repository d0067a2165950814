"""A card of a take: what it is, its strip, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.core.time import TimeRange
from studio.document.schema import Take
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.line_over import LineOver
from studio.gui.kit.own_keys import PRESSES
from studio.gui.kit.theme import SPACE
from studio.gui.records.take_strip import Snap, TakeStrip
from studio.session.taking.takes import NAME


class TakeCard(QFrame):
    """`asked(deed, take id)`: `choose`, `remove`, `audition`, `lock`, `unlock`; `rangeDragged(take id, time
    range)`; `renamed(take id, name)`; `seekRequested(tick)`. active: the take that is performed."""

    own_keys = PRESSES | {"Del", "F2"}

    asked = Signal(str, str)
    rangeDragged = Signal(str, object)
    renamed = Signal(str, str)
    seekRequested = Signal(int)

    def __init__(self, take: Take, snap: Snap, parent: QWidget | None = None, *, active: bool) -> None:
        super().__init__(parent)
        self.take, self.active = take, active
        self.setProperty("class", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._facts = QLabel(self), QLabel(self)
        self._title.setProperty("class", "heading")
        self._facts.setProperty("class", "dim")
        self._facts.setWordWrap(True)
        self._name: LineOver | None = None
        self.strip = TakeStrip(tr("Take over time"), snap, self)
        self.strip.colour = "accent" if active else "waveform"
        self.strip.rangeDragged.connect(lambda span: self.rangeDragged.emit(self.take.id, span))
        self.strip.seekRequested.connect(self.seekRequested)
        drag = tr("Drag to choose a range") if active else tr("Drag a range to lay it into the take")
        self.strip.setToolTip(drag if active else f"{drag}. {tr('From above: where it differs')}")
        self._tools = self._buttons()
        self._arrange()

    def show_take(
        self,
        take: Take,
        laid: Sequence[TimeRange],
        against: Take | None,
        *,
        stale: bool,
        heard: bool,
        locking: bool,
    ) -> None:
        """What the take is now. stale: older than its inputs; heard: it is the one that shows; locking: there
        is a range that could be locked."""
        self.take = take
        self._title.setText(title_of(take, active=self.active))
        made = take.provenance
        parts = [] if self.active and not take.extra.get(NAME) else [tr("seed {0}", made.seed)]
        parts += [made.model.rsplit(".", maxsplit=1)[-1] + (f" {made.version}" if made.version else "")]
        if stale:
            parts.append(tr("older than its inputs"))
        if laid:
            parts.append(tr("{0} laid in", len(laid)))
        if take.locked:
            parts.append(tr("{0} locked", len(take.locked)))
        self._facts.setText(" · ".join(parts))
        self.setAccessibleName(", ".join((self._title.text(), *parts, *([tr("shown now")] if heard else []))))
        self._facts.setProperty("class", "warning" if stale else "dim")
        self._facts.style().polish(self._facts)
        self.strip.show_take(take, laid, against)
        if "audition" in self._tools:
            self._tools["audition"].setChecked(heard)
        if "lock" in self._tools:
            self._tools["lock"].setEnabled(locking)
            self._tools["unlock"].setEnabled(bool(take.locked))

    def rename(self) -> None:
        """Opens a line over the title."""
        line = LineOver(str(self.take.extra.get(NAME, "")), self)
        line.setPlaceholderText(title_of(self.take, active=self.active))
        line.setGeometry(self._title.geometry().adjusted(-2, -2, 40, 2))
        line.setAccessibleName(tr("Name of the take"))
        line.finished.connect(self._on_named)
        self._name = line
        line.show()
        line.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._title.geometry().adjusted(-4, -4, 60, 4).contains(event.position().toPoint()):
            self.rename()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Return: "choose",
            Qt.Key.Key_Enter: "choose",
            Qt.Key.Key_Delete: "remove",
            Qt.Key.Key_Space: "audition",
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F2:
            self.rename()
        elif not self.active and key in deeds:
            self.asked.emit(deeds[key], self.take.id)
        else:
            super().keyPressEvent(event)

    def _on_named(self, kept: bool) -> None:
        line, self._name = self._name, None
        if line is not None:
            if kept:
                self.renamed.emit(self.take.id, line.text().strip())
            line.hide()
            line.deleteLater()

    def _buttons(self) -> dict[str, QToolButton]:
        wanted: tuple[tuple[str, str, str], ...]
        if self.active:
            wanted = (
                ("lock", "lock-simple-fill", tr("Lock the chosen range: it stays when performed again")),
                ("unlock", "lock-simple-open", tr("Unlock everything")),
            )
        else:
            wanted = (
                ("audition", "eye", tr("Show this one in place of the take (Space)")),
                ("choose", "check", tr("Perform this one from now on (Enter)")),
                ("remove", "trash", tr("Remove (Delete)")),
            )
        made = {}
        for deed, icon, tip in wanted:
            button = tool_button(icon, tip, checkable=deed == "audition", parent=self)
            button.clicked.connect(lambda _=False, d=deed: self.asked.emit(d, self.take.id))
            made[deed] = button
        return made

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        for button in self._tools.values():
            head.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * SPACE, SPACE, SPACE, 2 * SPACE)
        box.setSpacing(SPACE // 2)
        box.addLayout(head)
        box.addWidget(self._facts)
        box.addSpacing(SPACE // 2)
        box.addWidget(self.strip)


def title_of(take: Take, *, active: bool) -> str:
    """What the artist called a take, or its seed."""
    name = str(take.extra.get(NAME, ""))
    if name:
        return name
    return tr("Take, seed {0}", take.provenance.seed) if active else tr("Variation {0}", take.provenance.seed)
