"""Actions as Qt shows them: their keys in words, their ticks, their icons."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.session.actions import Action
from studio.session.studio import Studio


def key_text(studio: Studio, action: Action) -> str:
    """The first key of an action as this system writes it; empty when it has none."""
    keys = studio.keymap.keys_of(action)
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def tip_text(studio: Studio, action: Action) -> str:
    """What an action does, with its key."""
    said, key = tr(action.tip or action.title.removesuffix("...")), key_text(studio, action)
    return f"{said} ({key})" if key else said


def with_key(studio: Studio, text: str, id_: str) -> str:
    """A text, already translated, with the key of an action in brackets where it has one."""
    key = key_text(studio, studio.actions[id_]) if id_ in studio.actions else ""
    return f"{text} ({key})" if key else text


def menu_action(studio: Studio, action: Action, parent: QWidget) -> QAction:
    """A menu's line for an action. It shows the key but does not listen to it: keys have one door of their
    own, which knows which panel has the focus."""
    entry = QAction(tr(action.title).replace("&", "&&"), parent)
    entry.setObjectName(action.id)
    entry.setToolTip(tip_text(studio, action))
    entry.setStatusTip(tr(action.tip))
    entry.setMenuRole(QAction.MenuRole.NoRole)
    if action.icon:
        entry.setIcon(icon(action.icon))
        # Half of a menu's lines would have one: ticks and words stand in two clean columns instead.
        entry.setIconVisibleInMenu(False)
    entry.setCheckable(action.checked is not None)
    show_state(studio, action, entry)
    entry.triggered.connect(lambda: studio.actions.run(action.id))
    return entry


def show_state(studio: Studio, action: Action, entry: QAction) -> None:
    """Brings a menu's line up to date: whether it can be done, whether it is on, its key."""
    entry.setEnabled(action.enabled())
    if action.checked is not None:
        entry.setChecked(bool(action.checked()))
    key = key_text(studio, action)
    # Behind a tab the key stands in the menus' column of keys and is not registered with Qt.
    text = tr(action.title).replace("&", "&&")
    entry.setText(f"{text}\t{key}" if key else text)
