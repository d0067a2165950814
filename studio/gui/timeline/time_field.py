"""The playhead's time as a field: it runs along, and a time typed into it is where the playhead goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theming import digits_font
from studio.gui.kit.typed_time import typed_time
from studio.session.keying.time_text import write
from studio.session.studio import Studio

_TEXT = 14


class TimeField(QLineEdit):
    """Enter goes there; `+12f` or `-1s` from where the playhead is; Escape leaves it where it is."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._typing = False
        self.setObjectName("time-field")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no key must land in it unasked: play.type_time asks
        self.setAccessibleName(tr("Time of the playhead"))
        self.setToolTip(tr("Type a time: 102, 12f, 1.25s, 00:00:01:12, or from here with + and -"))
        self.setFont(digits_font(_TEXT))
        self.setStyleSheet(f"QLineEdit {{ font-size: {_TEXT}px; padding: 0 4px; }}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(QFontMetrics(self.font()).horizontalAdvance("00:00:00:00") + 30)
        self.setFixedHeight(26)
        self.returnPressed.connect(self._on_typed)
        self.show_time()

    def show_time(self, *_: object) -> None:
        """The playhead's time, unless somebody is typing."""
        if not self._typing:
            transport = self._studio.transport
            text = write(transport.at, transport.rate, self._studio.time_format.value)
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._typing = True
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._typing = False
        self.deselect()
        self.show_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._studio.transport.step(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def _on_typed(self) -> None:
        text, transport = self.text().strip(), self._studio.transport
        sign = {"+": 1, "-": -1}.get(text[:1], 0)
        tick = typed_time(self._studio, text.lstrip("+-"))
        if tick is None:
            self.selectAll()
            return
        transport.seek(max(transport.at + sign * tick if sign else tick, 0))
        self.clearFocus()
