"""What stands in the picture's place: a welcome, a moment of patience, or what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.gui.kit.buttons import push_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE

if TYPE_CHECKING:
    from studio.gui.viewport.stage_picture import StagePicture
    from studio.session.studio import Studio

_ICON = 56


class Notice(QWidget):
    """Lets the mouse through except on its buttons; hidden while there is a picture."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        self._shown = ""  # before Qt dresses what is made here
        super().__init__(parent)
        self._studio = studio
        self._sign, self._head, self._text = QLabel(), QLabel(), QLabel()
        for label, kind in ((self._sign, ""), (self._head, "title"), (self._text, "dim")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setProperty("class", kind)
            label.setWordWrap(label is self._text)
        self._open = push_button(tr("Add a recording..."), "primary", icon_name="microphone")
        self._open.clicked.connect(lambda: self._run("file.import"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setSpacing(2 * SPACE)
        rows.addStretch(1)
        for label in (self._sign, self._head, self._text):
            rows.addWidget(label)
        rows.addSpacing(2 * SPACE)
        rows.addLayout(buttons)
        rows.addStretch(1)

    def follow(self, view: StagePicture) -> None:
        """Says what there is to say now."""
        shown = view.shooting is not None and bool(view.shooting.shown)
        if view.broken:
            self._say("warning", tr("The stage cannot be drawn"), view.broken, offer=False)
        elif view.empty:
            text = tr("A script of the same name beside it loads by itself. The line is aligned and spoken.")
            self._say("microphone", tr("Drop a recording here"), text, offer=True)
        elif not shown:
            self._say("hourglass", tr("Setting the stage"), tr("The character is on its way."), offer=False)
        self.setVisible(view.broken != "" or view.empty or not shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._shown:
            self._show_sign(self._shown)

    def _show_sign(self, name: str) -> None:
        """In the colours that the window wears now."""
        self._shown = name
        self._sign.setPixmap(icon(name, "text_faint").pixmap(QSize(_ICON, _ICON)))

    def _say(self, sign: str, head: str, text: str, *, offer: bool) -> None:
        self._show_sign(sign)
        self._head.setText(head)
        self._text.setText(text)
        self._open.setVisible(offer)

    def _run(self, id_: str) -> None:
        if id_ in self._studio.actions:
            self._studio.actions.run(id_)
