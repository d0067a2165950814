"""What Moodline is, what it is built of, and under which terms."""

from __future__ import annotations

import importlib.metadata
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from studio import __version__
from studio.core.resources import assets
from studio.gui.kit.buttons import push_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE


class AboutDialog(QDialog):
    """Name, version, the parts' licences and the assets'."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Moodline"))
        self.resize(600, 520)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addLayout(_head())
        tabs = QTabWidget()
        tabs.addTab(_text(packages(), tr("Built with")), tr("Built with"))
        tabs.addTab(
            _text(assets_licences(), tr("Characters, voices, words")), tr("Characters, voices, words")
        )
        rows.addWidget(tabs, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = push_button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)


def _head() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(3 * SPACE)
    picture = QLabel()
    picture.setPixmap(icon("smiley-sticker-fill", "accent").pixmap(48, 48))
    row.addWidget(picture)
    words = QVBoxLayout()
    name = QLabel(f"Moodline {__version__}")
    name.setProperty("class", "title")
    line = QLabel(
        tr("Emotional faces and gestures from a voice. Free software under the Apache\u00a0License\u00a02.0.")
    )
    line.setProperty("class", "dim")
    line.setWordWrap(True)
    words.addWidget(name)
    words.addWidget(line)
    row.addLayout(words, 1)
    return row


def _text(content: str, name: str) -> QPlainTextEdit:
    view = QPlainTextEdit(content)
    view.setAccessibleName(name)
    view.setReadOnly(True)
    view.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return view


def packages() -> str:
    """Every package the program asks for, with its version and licence as the package states them."""
    try:
        wanted = importlib.metadata.requires("moodline") or []
    except importlib.metadata.PackageNotFoundError:
        wanted = []
    names = [found[0] for text in wanted if "extra ==" not in text and (found := re.match(r"[\w.-]+", text))]
    lines = [line for name in sorted(names, key=str.lower) if (line := _package(name))]
    icons = "Phosphor icons 1.3: MIT"
    font = "Inter, where it is installed: SIL Open Font License 1.1"
    return "\n".join([f"Python and the packages it loads:\n\n{chr(10).join(lines)}", "", icons, font])


def _package(name: str) -> str:
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    kinds = [
        c.rpartition("::")[2].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    exact, loose = ((about.get_all(field) or [""])[0] for field in ("License-Expression", "License"))
    licence = exact or ", ".join(kinds) or loose.split("\n")[0]
    return f"{about['Name']} {about['Version']}: {licence[:80] or 'see the package'}"


def assets_licences() -> str:
    """As the file has them; empty where it cannot be read."""
    try:
        return (assets() / "LICENSES.md").read_text("utf-8")
    except OSError:
        return ""
