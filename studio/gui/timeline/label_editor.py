"""A field laid over a lane in which a label is typed in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.kit.language import tr

_LEAST = 72


class LabelEditor(QLineEdit):
    """Enter, Tab or a click elsewhere takes the text, Escape does not. Deletes itself when done.

    taken(text): what was typed; stepped(+1 or -1): after Tab or Shift+Tab, once the text was taken.
    """

    def __init__(
        self,
        parent: QWidget,
        box: QRect,
        text: str,
        taken: Callable[[str], None],
        stepped: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._before, self._taken, self._stepped = text, taken, stepped
        self._done = False
        self.setObjectName("label-editor")
        self.setAccessibleName(tr("Text of what is chosen"))
        self.setProperty("class", "in-place")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextMargins(0, 0, 0, 0)
        left = max(min(box.left(), parent.width() - _LEAST), 0)
        self.setGeometry(left, box.top(), max(box.width(), _LEAST), max(box.height(), 22))
        self.setStyleSheet("QLineEdit { padding: 0 2px; min-height: 0; }")
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # letters and Escape belong to the text
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._finish(take=True, step=step)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._finish(take=False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish(take=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(take=True)

    def _finish(self, *, take: bool, step: int = 0) -> None:
        if self._done:
            return
        self._done = True
        parent = self.parentWidget()
        self.hide()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        text = self.text().strip()
        if take and text and text != self._before:
            self._taken(text)
        if step and self._stepped is not None:
            self._stepped(step)
        self.deleteLater()
