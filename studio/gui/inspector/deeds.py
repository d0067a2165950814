"""Deeds of the inspector: those that ask something first, and all others."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from studio.core.problems import ProblemError
from studio.gui.kit.language import tr
from studio.session.files.kinds import AUDIO, MOTION, patterns
from studio.session.gesturing.motion_adding import add_motion_file
from studio.session.looking.deeds import DEEDS
from studio.session.studio import Studio


def do(studio: Studio, deed: str, ids: tuple[str, ...], parent: QWidget) -> None:
    """Does it; what cannot be done is told."""
    try:
        if deed in DEEDS:
            DEEDS[deed](studio, ids)
        elif deed in {"clip.relink", "clip.replace"}:
            _with_file(studio, deed, ids[0], parent)
        elif deed in {"clip.realign", "word.realign"}:
            _realign(studio, deed, ids)
        elif deed == "scene.add_character":
            studio.actions.run("character.edit")
        elif deed in studio.actions:
            studio.actions.run(deed)
    except ProblemError as error:
        studio.report(error.problem)


def ask_for_motion(studio: Studio, parent: QWidget) -> None:
    """Recorded motion from a file that the artist names, laid down as a clip."""
    kinds = tr("Motion ({0})", patterns(MOTION))
    path, _ = QFileDialog.getOpenFileName(parent, tr("Import motion"), "", kinds)
    if path:
        try:
            add_motion_file(studio, Path(path))
        except ProblemError as error:
            studio.report(error.problem)


def _with_file(studio: Studio, deed: str, clip_id: str, parent: QWidget) -> None:
    from studio.session.scripting import recordings, relinking  # noqa: PLC0415 - heavy

    title = tr("Find the recording") if deed == "clip.relink" else tr("Replace the recording")
    folder = str(studio.stage.media_path("").parent)
    kinds = tr("Recordings ({0})", patterns(sorted(AUDIO)))
    path, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    if not path:
        return
    if deed == "clip.relink":
        relinking.relink(studio, clip_id, Path(path))
    else:
        recordings.replace_recording(studio, clip_id, Path(path))


def _realign(studio: Studio, deed: str, ids: tuple[str, ...]) -> None:
    from studio.session.fields.chosen import clip_of_word  # noqa: PLC0415 - with the above
    from studio.session.scripting import realigning  # noqa: PLC0415 - heavy

    if deed == "clip.realign":
        for clip_id in ids:
            realigning.realign(studio, clip_id)
        return
    clip = clip_of_word(studio.scene, ids[0]) if studio.scene is not None else None
    if clip is not None:
        realigning.realign(studio, clip.id, ids)
