"""What is seen before anything is open: the demo, the files of the last days, a place to drop a recording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.gui.kit.actions import with_key
from studio.gui.kit.buttons import push_button
from studio.gui.kit.icons import icon, paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import PRESSES
from studio.gui.kit.theme import EMOTION_COLOURS, SPACE
from studio.gui.kit.theming import current_theme
from studio.gui.main.demo_card import DemoCard
from studio.gui.main.desk import Desk
from studio.session.studio import Studio

_WIDE = 900


class WelcomePage(QWidget):
    """Follows the list of recent files."""

    def __init__(self, studio: Studio, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._studio, self._desk = studio, desk
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(tr("Welcome"))
        self.recent = QListWidget()
        self.card = DemoCard(studio)
        self.card.clicked.connect(desk.open_demo)
        self._lay_out()
        self._fill()
        self._show_tips()
        desk.documents.changed.connect(self._fill)
        studio.keymap.changed.connect(self._show_tips)

    def release(self) -> None:
        self._studio.keymap.changed.disconnect(self._show_tips, missing_ok=True)
        self._desk.documents.changed.disconnect(self._fill, missing_ok=True)
        self.card.release()

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDE)
        rows = QVBoxLayout(middle)
        rows.setSpacing(4 * SPACE)
        rows.addStretch(1)
        rows.addWidget(_Banner())
        columns = QHBoxLayout()
        columns.setSpacing(6 * SPACE)
        columns.addLayout(self._starts(), 5)
        columns.addLayout(self._files(), 4)
        rows.addLayout(columns)
        rows.addWidget(DropField(self._desk.ask_import))
        rows.addStretch(2)
        across = QHBoxLayout(self)
        across.setContentsMargins(10 * SPACE, 6 * SPACE, 10 * SPACE, 6 * SPACE)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def _starts(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(2 * SPACE)
        rows.addWidget(_heading(tr("Begin")))
        rows.addWidget(self.card)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        for text, name, id_, act in (
            (tr("New project"), "file-plus", "file.new", self._desk.new),
            (tr("Open..."), "folder-open", "file.open", self._desk.ask_open),
        ):
            button: QPushButton = push_button(text, icon_name=name)
            button.setAutoDefault(True)
            button.clicked.connect(act)
            buttons.addWidget(button)
            self._buttons[id_] = button
        rows.addLayout(buttons)
        return rows

    def _show_tips(self) -> None:
        """With the keys of the present key map."""
        for id_, text in (
            ("file.new", tr("An empty scene with one character")),
            ("file.open", tr("Open a project file")),
        ):
            self._buttons[id_].setToolTip(with_key(self._studio, text, id_))

    def _files(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(2 * SPACE)
        rows.addWidget(_heading(tr("Recent")))
        self.recent.setAccessibleName(tr("Recent files"))
        self.recent.setProperty("class", "card")
        self.recent.setIconSize(QSize(18, 18))
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.recent.itemActivated.connect(self._on_chosen)
        self.recent.itemClicked.connect(self._on_chosen)
        rows.addWidget(self.recent, 1)
        return rows

    def _fill(self) -> None:
        self.recent.clear()
        for path in self._desk.documents.recent:
            there = path.exists()
            item = QListWidgetItem(icon("file" if path.suffix else "folder"), f"{path.name}    {_when(path)}")
            item.setToolTip(str(path) if there else tr("{0} is not there any more", path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            if not there:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recent.addItem(item)
        if self.recent.count() == 0:
            nothing = QListWidgetItem(tr("Projects you save appear here."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recent.addItem(nothing)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        if name and Path(name).exists():
            self._desk.open(Path(name))


class DropField(QFrame):
    """Where a recording is dropped, or chosen by a click."""

    own_keys = PRESSES

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self._choose = choose
        self.setProperty("class", "drop")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Drop a recording here, or press Enter to choose one"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(26 * SPACE)
        rows = QVBoxLayout(self)
        rows.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = QLabel()
        big = QLabel(tr("Drop a voice recording here"))
        big.setProperty("class", "heading")
        small = QLabel(tr("A script of the same name (line.wav, line.txt) comes along by itself"))
        small.setProperty("class", "dim")
        for label in (self._picture, big, small):
            rows.addWidget(label, 0, Qt.AlignmentFlag.AlignCenter)
        self._show_theme()

    def _show_theme(self) -> None:
        self._picture.setPixmap(icon("microphone", "text_dim").pixmap(28, 28))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed edge in one go: side by side, as style sheets do it, the dashes differ on odd scales."""
        super().paintEvent(event)
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = QPen(QColor(theme.accent if self.hasFocus() else theme.text_faint), 1.0)
            edge.setDashPattern([4.0, 4.0])
            painter.setPen(edge)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8.0, 8.0)

    def mouseReleaseEvent(self, event: object) -> None:
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose()
        else:
            super().keyPressEvent(event)


class _Banner(QWidget):
    """The name, over the colours of the emotions."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(64)
        self.setAccessibleName("Moodline")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_icon(painter, QRectF(0, 2, 40, 40), "smiley-sticker-fill", theme.accent)
            font = self.font()
            font.setPixelSize(28)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(52, 0, self.width(), 44), Qt.AlignmentFlag.AlignVCenter, "Moodline")
            step = (self.width() + SPACE) / len(EMOTION_COLOURS)
            painter.setPen(QPen(Qt.PenStyle.NoPen))
            for k, colour in enumerate(EMOTION_COLOURS.values()):
                # The palest would not be seen on a light ground.
                painter.setBrush(QColor(colour) if theme.name == "dark" else QColor(colour).darker(118))
                painter.drawRoundedRect(QRectF(k * step, 56, step - SPACE, 3), 1.5, 1.5)

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("class", "heading")
    return label


def _when(path: Path) -> str:
    """When a project was last written, in few words; empty when it is gone."""
    file = path / "project.json" if path.is_dir() else path
    try:
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except OSError:
        return ""
    days = (datetime.now().astimezone().date() - written.date()).days
    if days <= 0:
        return tr("today {0}", written.strftime("%H:%M"))
    return tr("yesterday") if days == 1 else written.strftime("%Y-%m-%d")
