"""The inspector: everything that can be read and set of whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.document.schema import Project
from studio.gui.inspector.deeds import do
from studio.gui.kit.field_row import FieldRow
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.scroll_column import ScrollColumn, clear_layout
from studio.gui.kit.section import Section
from studio.gui.kit.theme import SPACE
from studio.session.actions import Action
from studio.session.fields import field as fields
from studio.session.fields.chosen import inspect
from studio.session.looking.deeds import set_heard
from studio.session.studio import Studio

_SOON = 40  # milliseconds: a stroke of the brush does not wait for the inspector
_FOLDED = "inspector.folded"


class InspectorPanel(Panel):
    """Follows the selection; one drag in it is one step to undo."""

    name = "inspector"
    title = "Inspector"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._shape: tuple[object, ...] = ()
        self._rows: list[FieldRow] = []
        self._now = fields.Inspection("", "")
        self._head = _Head(self)
        self._head.asked.connect(self._do)
        self._sections = ScrollColumn(self)
        self._sections.column.setContentsMargins(0, 0, 0, 2 * SPACE)
        self._arrange()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.refresh)
        for signal in (
            studio.changed, studio.selection.changed, studio.stage.stale_changed, studio.transport.changed
        ):  # fmt: skip
            self.follow(signal, self._on_changed)

    def actions_offered(self) -> Iterable[Action]:
        """Keys to come here."""
        keys: dict[str, tuple[str, ...]] = {"": ("Alt+Return",)}
        title = "Edit in the inspector"
        return (Action("inspector.focus", title, self._focus_first, "Edit", keys, icon="sliders"),)

    def refresh(self) -> None:
        """Shows what is chosen now."""
        self._soon.stop()
        now = inspect(self.studio)
        shape = _shape_of(now)
        if shape == self._shape:
            for row, field in zip(self._rows, now.fields, strict=True):
                row.show_field(field)
        elif any(row.busy for row in self._rows):
            self._soon.start()  # what a hand is at stays until it lets go
            return
        else:
            self._build(now)
            self._shape = shape
        self._now = now
        self._head.show_inspection(now)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._shape = ()
            self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self._sections, 1)
        self.setMinimumWidth(220)

    def _build(self, now: fields.Inspection) -> None:
        self._sections.clear()
        self._rows = []
        rate = self.studio.scene.rate if self.studio.scene is not None else None
        folded = self.studio.settings.get(_FOLDED, {})
        for part in now.sections:
            key = f"{now.kind}/{part.title}"
            section = Section(tr(part.title), self._sections.body, opened=not folded.get(key, part.folded))
            section.folded.connect(lambda opened, k=key: self._keep_folded(k, not opened))
            for field in part.fields:
                row = FieldRow(field, rate, section.body)
                row.edited.connect(self._on_edited)
                row.cancelled.connect(self._on_cancelled)
                row.refused.connect(self.studio.told.emit)
                section.rows.addWidget(row)
                self._rows.append(row)
            self._sections.column.addWidget(section)
        self._sections.column.addStretch(1)

    def _keep_folded(self, key: str, closed: bool) -> None:
        folded = dict(self.studio.settings.get(_FOLDED, {}))
        folded[key] = closed
        self.studio.settings.set(_FOLDED, folded)

    def _on_edited(self, field: fields.Field, value: fields.Value, gesture: str) -> None:
        label = tr("Set {0}", tr(field.label).lower())
        alone = self._now.kind == "clip" and len(self._now.ids) == 1
        if alone and set_heard(self.studio, field.id, self._now.ids[0], str(value)):
            return
        changed = self.studio.apply(label, lambda project: self._put(project, field, value), gesture or None)
        if changed and field.reselect is not None:
            self.studio.selection.set(field.reselect(self.studio.selection.value, value))
            # the next movement of the same drag starts from where the keys are now
            self.refresh()
        if not changed:
            self._on_changed()

    def _put(self, project: Project, field: fields.Field, value: fields.Value) -> Project:
        """The edit; where it is of recordings, with suggestions of what is heard then."""
        after, who = field.put(project, value), self.studio.character
        return self.studio.suggestions.kept_up(after, who.id) if self._now.kind == "clip" and who else after

    def _on_cancelled(self, gesture: str) -> None:
        self.studio.take_back(gesture)
        self._on_changed()

    def _do(self, deed: str) -> None:
        do(self.studio, deed, self._now.ids, self)

    def _focus_first(self) -> None:
        self.come_forward()
        self.refresh()  # behind another panel it follows nothing
        if self._rows:
            self._rows[0].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _shape_of(now: fields.Inspection) -> tuple[object, ...]:
    """Two inspections of equal shape have the same widgets."""
    sections = tuple((part.title, tuple(_kind(f) for f in part.fields)) for part in now.sections)
    return (now.kind, sections)


def _kind(field: fields.Field) -> tuple[object, ...]:
    free = isinstance(field.shape, fields.Choice) and (field.shape.free, field.shape.search)
    return (field.id, field.label, type(field.shape), free, field.default is None)


class _Head(QWidget):
    """What is chosen, and what can be done with it."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        self._sign = ""  # before Qt dresses what is made here
        super().__init__(parent)
        self._icon, self._title, self._subtitle = QLabel(self), QLabel(self), QLabel(self)
        self._title.setProperty("class", "heading")
        self._subtitle.setProperty("class", "dim")
        for label in (self._title, self._subtitle):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(40)
        self._deeds: tuple[fields.Deed, ...] = ()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE // 2)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        box.setSpacing(SPACE)
        box.addLayout(row)
        box.addLayout(self._buttons)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._sign:
            self._show_sign(self._sign)

    def _show_sign(self, name: str) -> None:
        """In the colours that the window wears now."""
        self._sign = name
        self._icon.setPixmap(icon(name, "accent").pixmap(QSize(20, 20), self.devicePixelRatioF()))

    def show_inspection(self, now: fields.Inspection) -> None:
        self._show_sign(now.icon)
        self._title.setText(tr(now.title))
        self._subtitle.setText(tr(now.subtitle))
        self._subtitle.setVisible(bool(now.subtitle))
        if now.deeds != self._deeds:
            self._deeds = now.deeds
            self._rebuild()

    def _rebuild(self) -> None:
        clear_layout(self._buttons)
        for place, deed in enumerate(self._deeds):
            button = QToolButton(self)
            button.setIcon(icon(deed.icon or "circle"))
            button.setIconSize(QSize(16, 16))
            label = tr(deed.label)
            button.setToolTip(f"{label.removesuffix('...')}: {tr(deed.tip)}" if deed.tip else label)
            button.setAccessibleName(label)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if place == 0:
                button.setText(f" {label}")
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _=False, d=deed.id: self.asked.emit(d))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
