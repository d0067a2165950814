"""Five steps over the real window, for whoever opens it the first time."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.gui.kit.actions import key_text
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme
from studio.gui.main.window import MainWindow

_WIDE = 320


@attrs.frozen
class Step:
    """title and text: what is said about `place(window)`."""

    title: str
    text: str
    place: Callable[[MainWindow], QWidget | None]


def _dock(name: str) -> Callable[[MainWindow], QWidget | None]:
    def place(window: MainWindow) -> QWidget | None:
        dock = window.docks[name]
        dock.show()
        dock.raise_()
        return dock

    return place


STEPS = (
    Step(
        "Drop a recording",
        "A WAV, MP3 or any other recording, dropped anywhere here. A script of the same name comes along by "
        "itself, and the character speaks within seconds.",
        lambda window: window.centre,
    ),
    Step(
        "Choose a feeling",
        "The faces of the emotions. Click one to paint with it, or drag it onto the words it belongs to.",
        _dock("emotions"),
    ),
    Step(
        "Paint it over time",
        "Pick the brush and paint over the last words: the higher, the stronger. You see it on the face "
        "while you paint. Every stroke is one step to undo.",
        _dock("timeline"),
    ),
    Step(
        "Correct by hand",
        "Whatever you click shows its values here: words, keys, gestures, takes. Drag a number to change it, "
        "or type it.",
        _dock("inspector"),
    ),
    Step(
        "Take it with you",
        "File, Export writes FBX, BVH and Live Link for Unity, Unreal, Blender and Maya. {0} finds every "
        "command.",
        lambda window: window.menuBar(),
    ),
)


class Tour(QWidget):
    """Lies over the whole window with a hole where the step points; nothing below is changed by it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self.step = 0
        self._hole = QRect()
        self._card = QFrame(self)
        self._card.setProperty("class", "card")
        self._card.setFixedWidth(_WIDE)
        self.title, self.text, self.count = QLabel(), QLabel(), QLabel()
        self.title.setProperty("class", "heading")
        self.text.setWordWrap(True)
        self.count.setProperty("class", "faint")
        self.back, self.next = push_button(tr("Back"), "flat"), push_button(tr("Next"), "primary")
        self.skip = push_button(tr("Skip"), "flat")
        self._lay_out()
        window.installEventFilter(self)
        window.studio.settings.set("tour.seen", True)

    def begin(self) -> None:
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._go(0)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._card)
        rows.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        rows.setSpacing(2 * SPACE)
        rows.addWidget(self.title)
        rows.addWidget(self.text)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        for button in (self.skip, self.back, self.next):
            foot.addWidget(button)
        rows.addLayout(foot)
        self.skip.clicked.connect(self.close)
        self.back.clicked.connect(lambda: self._go(self.step - 1))
        self.next.clicked.connect(lambda: self._go(self.step + 1))

    def _go(self, step: int) -> None:
        if step >= len(STEPS):
            self.close()
            return
        self.step = max(step, 0)
        shown = STEPS[self.step]
        self.title.setText(tr(shown.title))
        studio = self._window.studio
        key = key_text(studio, studio.actions["edit.commands"])
        self.text.setText(tr(shown.text, key or tr("Edit, Find a command")))
        self.count.setText(tr("{0} of {1}", self.step + 1, len(STEPS)))
        self.back.setEnabled(self.step > 0)
        self.next.setText(tr("Done") if self.step == len(STEPS) - 1 else tr("Next"))
        self.next.setFocus()
        target = shown.place(self._window)
        self.raise_()  # a panel that was brought to the front would lie over the shade
        self._hole = _rect_in(self._window, target) if target is not None else QRect()
        self._place_card()
        self.update()

    def _place_card(self) -> None:
        """Beside the hole where there is room, else in its middle; always inside the window."""
        self._card.adjustSize()
        self._card.resize(_WIDE, self._card.heightForWidth(_WIDE) if self._card.hasHeightForWidth() else
                          self._card.sizeHint().height())  # fmt: skip
        size, hole, gap = self._card.size(), self._hole, 3 * SPACE
        middle = hole.center() - QPoint(size.width() // 2, size.height() // 2)
        places = [
            QPoint(hole.right() + gap, middle.y()),
            QPoint(hole.left() - gap - size.width(), middle.y()),
            QPoint(middle.x(), hole.top() - gap - size.height()),
            QPoint(middle.x(), hole.bottom() + gap),
        ]
        inside = self.rect().adjusted(gap, gap, -gap, -gap)
        fits = [place for place in places if inside.contains(QRect(place, size))]
        self._card.move(fits[0] if fits else _kept(QRect(middle, size), inside))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._go(self.step)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Space}:
            self._go(self.step + 1)
        elif event.key() == Qt.Key.Key_Left:
            self._go(self.step - 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.hide()
        self._window.focus.back()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the buttons: what lies in the shade is not to be worked on."""
        buttons = [button for button in (self.skip, self.back, self.next) if button.isEnabled()]
        now = QApplication.focusWidget()
        at = next((k for k, button in enumerate(buttons) if button is now), -1 if forward else 0)
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shade, hole = QPainterPath(), QPainterPath()
            shade.addRect(QRectF(self.rect()))
            hole.addRoundedRect(QRectF(self._hole), RADIUS, RADIUS)
            painter.fillPath(shade - hole, QColor(0, 0, 0, 150))
            painter.setPen(QPen(QColor(current_theme().accent), 2))
            painter.drawPath(hole)


def _rect_in(window: QWidget, target: QWidget) -> QRect:
    return QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(2, 2, -2, -2)


def _kept(rect: QRect, inside: QRect) -> QPoint:
    x = min(max(rect.left(), inside.left()), inside.right() - rect.width())
    y = min(max(rect.top(), inside.top()), inside.bottom() - rect.height())
    return QPoint(x, y)
