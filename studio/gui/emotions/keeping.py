"""An artist's own faces: keeping, naming, deleting, handing on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from studio.core.names import FACE_REGIONS
from studio.core.problems import ProblemError
from studio.gui.kit.language import counted, tr
from studio.session.palette.lane import lane_in_hand
from studio.session.palette.laying import height_of, lay
from studio.session.palette.palette import Swatch, title_of_style
from studio.session.palette.presets import (
    SUFFIX,
    free_name,
    keep,
    preset_of_track,
    presets,
    read_faces,
    remove,
    rename,
    write_faces,
)
from studio.session.studio import Studio


class Keeping(QObject):
    """Asks for names and files on behalf of the panel."""

    def __init__(self, studio: Studio, panel: QWidget) -> None:
        super().__init__(panel)
        self.studio, self._panel = studio, panel

    def keep(self) -> None:
        """Keeps what the sliders show now, under a name the artist types."""
        wanted = free_name(self.studio.settings, title_of_style(self.studio.brush.value.emotion))
        name = self._ask(tr("Keep face"), wanted)
        if name:
            kept = self._guard(lambda: keep(self.studio.settings, self.face(name)))
            if kept:
                self.studio.told.emit(tr("“{0}” stands among your own faces", name))

    def face(self, name: str) -> Swatch:
        """What the sliders show now, as a face of the artist's."""
        studio, lane = self.studio, lane_in_hand(self.studio)
        height = height_of(studio)
        if lane is not None:
            return preset_of_track(lane, name, height)
        brush = studio.brush.value
        regions = {r: 0.0 for r in FACE_REGIONS if brush.regions and r not in brush.regions}
        return Swatch(brush.emotion, name, regions, brush.units, height, own=True)

    def any_kept(self) -> bool:
        return bool(presets(self.studio.settings))

    def menu(self, swatch: Swatch, place: QPoint) -> None:
        """What can be done with a tile."""
        menu = QMenu(self._panel)
        menu.addAction(tr("Lay on selection"), lambda: lay(self.studio, swatch=swatch))
        if swatch.own:
            menu.addSeparator()
            menu.addAction(tr("Rename..."), lambda: self._rename(swatch))
            menu.addAction(tr("Export..."), lambda: self._write((swatch,)))
            menu.addAction(tr("Delete"), lambda: remove(self.studio.settings, swatch.title))
        menu.addSeparator()
        menu.addAction(tr("Import faces..."), self.read)
        menu.exec(place)
        menu.deleteLater()

    def read(self) -> None:
        """Adds the faces of a file."""
        path, _ = QFileDialog.getOpenFileName(
            self._panel, tr("Import faces"), "", tr("Faces (*{0} *.json)", SUFFIX)
        )
        if path:
            self._guard(lambda: self.read_from(Path(path)))

    def read_from(self, path: Path) -> None:
        """Raises ProblemError. Names that are taken get a number."""
        faces = read_faces(path)
        for face in faces:
            keep(self.studio.settings, attrs.evolve(face, title=free_name(self.studio.settings, face.title)))
        self.studio.told.emit(counted(len(faces), "1 face came in", "{0} faces came in"))

    def write(self) -> None:
        """All of the artist's faces into a file."""
        self._write(presets(self.studio.settings))

    def _write(self, faces: tuple[Swatch, ...]) -> None:
        name = f"{faces[0].title if len(faces) == 1 else 'my'}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(
            self._panel, tr("Export faces"), name, tr("Faces (*{0})", SUFFIX)
        )
        if path:
            self._guard(lambda: write_faces(Path(path), faces))

    def _rename(self, swatch: Swatch) -> None:
        name = self._ask(tr("Rename face"), swatch.title)
        if name:
            self._guard(lambda: rename(self.studio.settings, swatch.title, name))

    def _ask(self, title: str, wanted: str) -> str:
        name, given = QInputDialog.getText(self._panel, title, tr("Name"), text=wanted)
        return name.strip() if given else ""

    def _guard(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except ProblemError as error:
            self.studio.report(error.problem)
            return False
        return True
