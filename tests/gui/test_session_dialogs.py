"""The dialogs of export and of characters."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.resources import assets
from studio.gui.dialogs.character import CharacterDialog
from studio.gui.dialogs.export import ExportDialog
from studio.session.exporting.presets import Range
from studio.session.inbox import Inbox
from studio.session.studio import Studio


@pytest.fixture
def export(qtbot: QtBot, demo_studio: Studio, tmp_path: Path) -> ExportDialog:
    demo_studio.settings.set("export.folder", str(tmp_path / "out"))
    dialog = ExportDialog(demo_studio)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_exports_go_beside_the_project_and_never_among_the_programs_files(qtbot: QtBot, demo_studio: Studio):
    for path, folder in (
        (Path("/films/one.moodline"), Path("/films/exports")),
        (assets() / "demo" / "project.json", Path.home() / "Moodline exports"),
        (None, Path.home() / "Moodline exports"),
    ):
        demo_studio.path = path
        dialog = ExportDialog(demo_studio)
        qtbot.addWidget(dialog)
        assert dialog.order.folder == folder


def test_what_is_written_is_told_before(export: ExportDialog):
    assert export._files.text() == "Writes Nora.fbx, Jonas.fbx"
    export._presets.choose("Live Link Face")
    assert export._files.text() == "Writes Nora.csv, Jonas.csv"
    export._form._formats["csv"].click()
    assert not export._foot.go.isEnabled()
    assert "at least one format" in export._files.text()


def test_nothing_moves_when_another_preset_is_chosen(export: ExportDialog, qtbot: QtBot):
    places = set()
    for name in ("Unity", "Unreal", "Blender", "Maya", "Live Link Face", "Arrays"):
        export._presets.choose(name)
        qtbot.wait(20)
        places.add((export._form.mapTo(export, QPoint()).y(), export._folder.mapTo(export, QPoint()).y()))
    assert len(places) == 1


def test_what_is_seen_and_not_written_is_told(export: ExportDialog):
    stage = export.studio.stage
    track = export.studio.project.scenes[0].characters[0].emotions[0].id
    stage.solo.set(frozenset({track}))
    assert "The whole document is written, without solo." in export._files.text()
    stage.audition.set(frozenset({"variation-x"}))
    assert "without solo and the variation that is tried" in export._files.text()
    stage.solo.set(frozenset())
    stage.audition.set(frozenset())
    assert "without" not in export._files.text()


def test_lines_are_written_as_files_of_their_own_beside_the_window(
    export: ExportDialog, inbox: Inbox, tmp_path: Path
):
    export._presets.choose("Live Link Face")
    next(b for b in export._form._ranges.buttons() if b.property("range") == Range.LINES).click()
    export._form._cast["jonas"].click()
    assert export.order.characters == ("nora",)
    QTest.mouseClick(export._foot.go, Qt.MouseButton.LeftButton)
    assert export._foot.close_.text() == "Cancel"
    assert inbox.settle(lambda: export._writing, seconds=60)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["Nora_nora.csv"]
    assert export._foot.folder.isVisible()
    assert export.studio.settings.get("export.last")["name"] == "Live Link Face"


def test_cancelling_leaves_nothing(export: ExportDialog, inbox: Inbox, tmp_path: Path):
    export.export()
    QTest.mouseClick(export._foot.close_, Qt.MouseButton.LeftButton)
    assert "Nothing was written" in export._foot.said.text()
    assert export._foot.go.isEnabled()
    inbox.settle(lambda: export.studio.jobs.busy)


def test_presets_of_ones_own(export: ExportDialog):
    export._form._formats["bvh"].click()
    export._presets.keep("Unity")
    assert "comes with the program" in export._foot.said.text()
    export._presets.keep("House style")
    assert export._form.preset().formats == ("fbx", "bvh")
    export._presets.choose("Unity")
    assert export._form.preset().formats == ("fbx",)
    export._presets.choose("House style")
    assert export._form.preset().formats == ("fbx", "bvh")


def test_characters_are_added_given_looks_copied_and_removed(
    qtbot: QtBot, demo_studio: Studio, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("studio.session.looking.portraits.Portraits.picture", lambda *_: None)
    dialog = CharacterDialog(demo_studio)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()

    def cast() -> list[tuple[str, str]]:
        return [(c.name, c.asset) for c in demo_studio.project.scenes[0].characters]

    QTest.mouseClick(dialog._cast.add, Qt.MouseButton.LeftButton)
    assert cast()[2:] == [("Edith", "edith")]
    dialog.refresh()
    QTest.mouseClick(dialog._looks._tiles["jonas"], Qt.MouseButton.LeftButton)
    assert cast()[2:] == [("Jonas", "jonas")]
    QTest.mouseClick(dialog._cast.copy, Qt.MouseButton.LeftButton)
    assert cast()[3:] == [("Jonas 2", "jonas")]
    dialog.refresh()
    dialog._cast.names.setCurrentRow(0)
    dialog.refresh()
    assert demo_studio.character is not None
    assert demo_studio.character.name == "Nora"
    QTest.mouseClick(dialog._cast.copy, Qt.MouseButton.LeftButton)
    copied = demo_studio.project.scenes[0].characters[-1]
    assert copied.clips[0].id != demo_studio.project.scenes[0].characters[0].clips[0].id
    dialog.refresh()
    QTest.mouseClick(dialog._cast.remove, Qt.MouseButton.LeftButton)
    assert len(cast()) == 4
    demo_studio.store.go_to(0)
    assert not demo_studio.store.modified


@pytest.mark.parametrize("kind", [CharacterDialog, ExportDialog])
@pytest.mark.parametrize("end", ["escape", "close"])
def test_a_dialog_that_is_over_hears_no_more(kind, end, qtbot: QtBot, demo_studio: Studio):
    heard = len(demo_studio.changed)
    dialog = kind(demo_studio)
    dialog.show()
    assert len(demo_studio.changed) > heard
    with qtbot.waitSignal(dialog.destroyed):
        if end == "escape":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            dialog.close()
    assert len(demo_studio.changed) == heard
    demo_studio.apply("Rename", lambda project: attrs.evolve(project, name="After all"))
