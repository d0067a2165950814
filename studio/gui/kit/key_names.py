"""Key presses by the names that key maps give them."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from studio.session.keymaps import canonical

_BARE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_unknown,
)


def key_of(event: QKeyEvent) -> str:
    """A key press as the key maps write it; empty for a modifier alone. Keys of the number block are told
    apart as `Num+1`."""
    if event.key() in _BARE:
        return ""
    held = event.modifiers()
    block = bool(held & Qt.KeyboardModifier.KeypadModifier)
    held &= ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
    if Qt.Key.Key_Exclam <= key <= Qt.Key.Key_AsciiTilde and not event.text().isalpha():
        held = _without_shift_for_signs(held, key)
    text = QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)
    return canonical(("Num+" if block and _is_on_block(key) else "") + text)


def _without_shift_for_signs(held: Qt.KeyboardModifier, key: Qt.Key) -> Qt.KeyboardModifier:
    # `+` is typed with Shift on some keyboards and without on others: the sign alone counts.
    digit_or_letter = Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    return held if digit_or_letter else held & ~Qt.KeyboardModifier.ShiftModifier


def _is_on_block(key: Qt.Key) -> bool:
    return Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key in {Qt.Key.Key_Period, Qt.Key.Key_Comma}
