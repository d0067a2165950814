"""The language of a line: a list that is searched by typing."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from studio.gui.kit.language import tr

_FIRST = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ja", "cmn")


class LanguageBox(QComboBox):
    """`languageChosen(code)`. What espeak-ng speaks is asked when the list is first opened."""

    languageChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("Language of the line"))
        self.setToolTip(tr("Language of the line; type to search. Its words are found again"))
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._code, self._full = "", False
        self.addItem(language_name("en"), "en")
        self.activated.connect(self._on_activated)

    def show_language(self, code: str) -> None:
        """The language of the line now."""
        self._code = code
        if self.findData(code) < 0:
            self.addItem(language_name(code), code)
        self.setCurrentIndex(self.findData(code))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_left, Qt.ConnectionType.UniqueConnection)

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def keyPressEvent(self, event: object) -> None:
        self.fill()
        super().keyPressEvent(event)  # type: ignore[arg-type]  # handed on as it came

    def fill(self) -> None:
        """Lists every language that can be aligned, once."""
        if self._full:
            return
        from studio.speech.espeak import languages  # noqa: PLC0415 - runs a program

        self._full = True
        codes = sorted({"en", *languages()}, key=lambda c: (_rank(c), language_name(c)))
        self.blockSignals(True)
        self.clear()
        for code in codes:
            self.addItem(language_name(code), code)
        self.blockSignals(False)
        self.show_language(self._code or "en")
        self._search()

    def _search(self) -> None:
        """Typing finds names that hold it anywhere."""
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(self.model())
        completer = QCompleter(proxy, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def _on_activated(self, index: int) -> None:
        code = str(self.itemData(index) or "")
        if code and code != self._code:
            self._code = code
            self.languageChosen.emit(code)

    def _on_left(self) -> None:
        """What was typed is no language: the line's own is shown again."""
        if self.findText(self.currentText()) < 0:
            self.show_language(self._code or "en")


def language_name(code: str) -> str:
    """`German (de)`, `English, Scotland (en-gb-scotland)`; the code alone where nobody knows it."""
    parts = code.split("-")
    known = {"cmn": "zh", "yue": "yue", "nb": "nb"}.get(parts[0], parts[0])
    language = QLocale.codeToLanguage(known)
    if language in {QLocale.Language.AnyLanguage, QLocale.Language.C}:
        return code
    name = QLocale.languageToString(language)
    region = f", {'-'.join(parts[1:]).upper()}" if len(parts) > 1 else ""
    return f"{name}{region} ({code})" if len(parts) == 1 else f"{name}{region}"


def _rank(code: str) -> tuple[int, int]:
    """The ones most asked for first, each before its regional kinds."""
    language = code.split("-", maxsplit=1)[0]
    known = language in _FIRST
    at = _FIRST.index(language) if known and code.count("-") <= (language == "fr") else len(_FIRST)
    return at, code.count("-")
