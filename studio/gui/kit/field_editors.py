"""One widget for each shape of field: it shows a value and says what a hand made of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPixmap, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLabel, QMenu, QToolButton, QWidget

from studio.core.time import Rate
from studio.gui.kit.field_editor import Editor
from studio.gui.kit.field_text_editors import LongTextEditor, TextEditor
from studio.gui.kit.language import tr
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.theme import EMOTION_COLOURS
from studio.session.fields.field import Choice, Colour, Field, Flag, Mixed, Number, Text, Told


class NumberEditor(Editor):
    def __init__(self, field: Field, rate: Rate | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(field.shape, Number)
        self._number = NumberField(tr(field.label), field.shape, self)
        self._number.rate = rate
        self.take(self._number, field)
        self._number.edited.connect(self.edited.emit)
        self._number.cancelled.connect(self.cancelled)
        self._number.refused.connect(self.refused)
        self._number.resetRequested.connect(self.resetRequested)

    @property
    def busy(self) -> bool:
        return self._number.dragging or self._number.typing

    def show_field(self, field: Field) -> None:
        if isinstance(field.shape, Number):
            self._number.shape = field.shape
        self._number.set_value(None if isinstance(field.value, Mixed) else float(field.value))


class CalmComboBox(QComboBox):
    """Does not turn with the wheel while the panel around it is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(field.shape, Choice)
        self._combo = CalmComboBox(self)
        self._combo.setMinimumContentsLength(6)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMaxVisibleItems(16)
        self._options: tuple[tuple[str, str], ...] = ()
        self._free = field.shape.free
        if field.shape.search or field.shape.free:
            self._make_searchable()
        self.take(self._combo, field)
        self._shown = ""
        self._combo.activated.connect(self._on_activated)

    def _make_searchable(self) -> None:
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self._combo.completer()
        assert completer is not None  # an editable combo box has one
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line = self._combo.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_typed)

    @property
    def busy(self) -> bool:
        line = self._combo.lineEdit()
        typing = line is not None and line.hasFocus() and line.isModified()
        return typing or bool(self._combo.view().isVisible())

    def show_field(self, field: Field) -> None:
        assert isinstance(field.shape, Choice)
        if field.shape.options != self._options:
            self._options = field.shape.options
            self._combo.clear()
            for value, label in self._options:
                self._combo.addItem(tr(label), value)
        self._shown = "" if isinstance(field.value, Mixed) else str(field.value)
        index = -1 if isinstance(field.value, Mixed) else self._combo.findData(self._shown)
        self._combo.setPlaceholderText(tr("mixed") if isinstance(field.value, Mixed) else self._shown)
        self._combo.setCurrentIndex(index)
        line = self._combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(self._combo.placeholderText())
            if index < 0:
                line.setText("" if isinstance(field.value, Mixed) else self._shown)
            line.setCursorPosition(0)

    def _on_activated(self, index: int) -> None:
        value = str(self._combo.itemData(index))
        if value != self._shown:
            self._shown = value
            self.say(value)

    def _on_typed(self) -> None:
        text = self._combo.currentText().strip()
        index = self._combo.findText(text, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self._on_activated(index)
        elif self._free and text and text != self._shown:
            self._shown = text
            self.say(text)


class FlagEditor(Editor):
    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = QCheckBox(self)
        self.take(self._check, field)
        self._box.addStretch(1)
        self._check.clicked.connect(self._on_clicked)

    def show_field(self, field: Field) -> None:
        mixed = isinstance(field.value, Mixed)
        self._check.setTristate(mixed)
        state = Qt.CheckState.Checked if field.value else Qt.CheckState.Unchecked
        self._check.setCheckState(Qt.CheckState.PartiallyChecked if mixed else state)

    def _on_clicked(self) -> None:
        self._check.setTristate(False)
        self.say(self._check.isChecked())


class ColourEditor(Editor):
    """A swatch that opens the colours of the lanes."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton(self)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setIconSize(QSize(14, 14))
        menu = QMenu(self._button)
        menu.addAction(tr("Usual"), lambda: self.say(""))
        for name, colour in EMOTION_COLOURS.items():
            menu.addAction(_swatch(colour), tr(name.capitalize()), lambda c=colour: self.say(c))
        self._button.setMenu(menu)
        self.take(self._button, field)
        self._box.addStretch(1)

    def show_field(self, field: Field) -> None:
        value = "" if isinstance(field.value, Mixed) else str(field.value)
        self._button.setIcon(_swatch(value or "#00000000"))
        names = {colour: name for name, colour in EMOTION_COLOURS.items()}
        usual = tr("mixed") if isinstance(field.value, Mixed) else tr("Usual")
        self._button.setText(tr(names.get(value, value).capitalize()) if value else usual)


class ToldEditor(Editor):
    """Text to be read, chosen and copied."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setMinimumWidth(40)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.take(self._label, field)

    def show_field(self, field: Field) -> None:
        assert isinstance(field.shape, Told)
        tone = {"warning": "warning", "danger": "danger"}.get(field.shape.tone, "")
        self._label.setProperty("class", tone)
        self._label.style().polish(self._label)
        # a zero-width space lets long names and paths break where they may
        self._label.setText(str(field.value).replace("/", "/\u200b").replace("_", "_\u200b"))


def editor_of(field: Field, rate: Rate | None, parent: QWidget) -> Editor:
    """The widget of a field, showing its value."""
    editor = _made(field, rate, parent)
    editor.setObjectName(field.id)
    editor.show_field(field)
    return editor


def _made(field: Field, rate: Rate | None, parent: QWidget) -> Editor:
    match field.shape:
        case Number():
            return NumberEditor(field, rate, parent)
        case Text():
            return (LongTextEditor if field.shape.lines > 1 else TextEditor)(field, parent)
        case Choice():
            return ChoiceEditor(field, parent)
        case Flag():
            return FlagEditor(field, parent)
        case Colour():
            return ColourEditor(field, parent)
        case _:
            return ToldEditor(field, parent)


def _swatch(colour: str) -> QPixmap:
    pixmap = QPixmap(28, 28)
    pixmap.fill(QColor(colour))
    pixmap.setDevicePixelRatio(2.0)
    return pixmap
