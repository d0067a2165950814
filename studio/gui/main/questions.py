"""The few questions that must be answered before anything else can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.session.files.locks import Holder

Choice = tuple[str, str, QMessageBox.ButtonRole]

_ROLES = QMessageBox.ButtonRole
_SIGN = 32


def ask_unsaved(parent: QWidget, title: str) -> str:
    """`save`, `discard` or `cancel`."""
    return _ask(
        parent,
        tr("Save the changes to {0}?", title),
        tr("They are lost if you do not save them."),
        (
            ("save", tr("Save"), _ROLES.AcceptRole),
            ("discard", tr("Do not save"), _ROLES.DestructiveRole),
            ("cancel", tr("Cancel"), _ROLES.RejectRole),
        ),
    )


def ask_revert(parent: QWidget, title: str) -> bool:
    """True when the artist says yes."""
    text = tr("Go back to the saved state of {0}?", title)
    more = tr("Everything since the last save is lost, with its history.")
    choices = (("revert", tr("Revert"), _ROLES.DestructiveRole), ("cancel", tr("Cancel"), _ROLES.RejectRole))
    return _ask(parent, text, more, choices) == "revert"


def ask_shared(parent: QWidget, path: Path, holder: Holder) -> str:
    """`read`, `copy` or `cancel`, for a project that is open elsewhere."""
    since = datetime.fromtimestamp(holder.since).astimezone()
    where = tr("another window") if holder.here else tr("the computer {0}", holder.host)
    return _ask(
        parent,
        tr("{0} is open in {1}", path.name, where),
        tr("Since {0}. Two windows would write over each other's work.", since.strftime("%Y-%m-%d %H:%M")),
        (
            ("copy", tr("Open a copy"), _ROLES.AcceptRole),
            ("read", tr("Open to look at"), _ROLES.ActionRole),
            ("cancel", tr("Cancel"), _ROLES.RejectRole),
        ),
    )


def ask_recover(parent: QWidget, lines: Sequence[str]) -> str:
    """`recover`, `discard` or `later`, for work that a crash left behind."""
    return _ask(
        parent,
        tr("Moodline did not end well last time"),
        tr("This work was kept:") + "\n\n" + "\n".join(lines),
        (
            ("recover", tr("Recover"), _ROLES.AcceptRole),
            ("discard", tr("Throw away"), _ROLES.DestructiveRole),
            ("later", tr("Later"), _ROLES.RejectRole),
        ),
    )


def _ask(parent: QWidget, text: str, more: str, choices: Sequence[Choice]) -> str:
    box = QMessageBox(parent)
    box.setObjectName("question")
    box.setWindowTitle("Moodline")
    box.setIconPixmap(icon("question", "accent").pixmap(_SIGN, _SIGN))
    box.setText(text)
    box.setInformativeText(more)
    box.setTextFormat(Qt.TextFormat.PlainText)
    names = {}
    for name, label, role in choices:
        names[box.addButton(label, role)] = name
    buttons = list(names)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    answer = names.get(box.clickedButton(), choices[-1][0])  # type: ignore[call-overload]
    box.deleteLater()
    return str(answer)
