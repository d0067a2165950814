"""Projects that are exported with nobody at the window: loaded, made whole, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import attrs

from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress, part_of
from studio.document.edits.clips import set_transcript
from studio.document.files import load
from studio.document.schema import Character, Project, Scene, VoiceClip
from studio.session.exporting.presets import ExportPreset
from studio.session.exporting.scenes import Exported, Order, export_scene
from studio.session.files.media_paths import absolute
from studio.session.files.opening import project_file

if TYPE_CHECKING:
    from studio.session.staging.voices import Voice

T = TypeVar("T", Scene, Character)


@attrs.frozen
class Wanted:
    """scenes, characters: by name or id, whatever their capitals; empty for all."""

    preset: ExportPreset
    folder: Path
    scenes: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()


def export_project(path: Path, wanted: Wanted, log: ProblemLog, progress: Progress) -> list[Path]:
    """Writes what a saved project holds; the files. Lines that were never performed are performed first; the
    project on disk stays as it is. Raises ProblemError."""
    file = project_file(path)
    project = absolute(load(file), file.parent)
    scenes = _named(project.scenes, wanted.scenes, "scene", project.name)
    _named([c for s in scenes for c in s.characters], wanted.characters, "character", project.name)
    files: list[Path] = []
    for k, scene in enumerate(scenes):
        share = part_of(progress, k / len(scenes), (k + 1) / len(scenes))
        done = _export_one(project, scene, wanted, len(scenes) > 1, log, share)
        files += done.files
        for problem, count in done.findings.items():
            for _ in range(count):
                log.add(problem)
    return files


def _export_one(
    project: Project, scene: Scene, wanted: Wanted, several: bool, log: ProblemLog, progress: Progress
) -> Exported:
    preset = wanted.preset
    if several and "{scene}" not in preset.pattern:
        preset = attrs.evolve(preset, pattern=f"{{scene}}_{preset.pattern}")
    cast = _chosen(scene.characters, wanted.characters)
    order = Order(preset, wanted.folder, tuple(c.id for c in cast))
    project = performed(project, scene, log, part_of(progress, 0.0, 0.4))
    scene = next(s for s in project.scenes if s.id == scene.id)
    return export_scene(project, scene, order, Path, part_of(progress, 0.4, 1.0))


def performed(project: Project, scene: Scene, log: ProblemLog, progress: Progress) -> Project:
    """The project with takes for the lines of a scene that have none, as the window makes them when it opens
    it. Raises ProblemError where a recording that is needed cannot be read."""
    from studio.session.staging.rehearsing import rehearse_scene, unperformed, with_rehearsal  # noqa: PLC0415 - heavy

    silent = [clip for member in scene.characters for clip in unperformed(member)]
    if not silent:
        return project
    for clip in silent:
        log.warn("export.unperformed", "was never performed: it is now", clip.media.name)
    clips = [clip for member in scene.characters for clip in member.clips]
    voices: dict[str, Voice] = {}
    for k, clip in enumerate(clips):
        share = part_of(progress, 0.6 * k / len(clips), 0.6 * (k + 1) / len(clips))
        voices[clip.id] = _heard(clip, log, share)
        heard = voices[clip.id].transcript
        if clip.transcript is None and heard is not None:
            project = set_transcript(project, clip.id, heard)
    scene = next(s for s in project.scenes if s.id == scene.id)
    return with_rehearsal(project, rehearse_scene(scene, voices, log, part_of(progress, 0.6, 1.0)))


def _heard(clip: VoiceClip, log: ProblemLog, progress: Progress) -> Voice:
    from studio.session.derived import derived_data  # noqa: PLC0415 - heavy
    from studio.session.staging.voices import align_clip, load_voice  # noqa: PLC0415 - heavy
    from studio.speech.prosody import analyse  # noqa: PLC0415 - heavy

    voice = load_voice(Path(clip.media.path), log, part_of(progress, 0.0, 0.2))
    words = clip.transcript or align_clip(clip, voice.audio, log, part_of(progress, 0.2, 1.0))
    prosody = analyse(voice.audio, words, derived_data(log), script=clip.script.text)
    return attrs.evolve(voice, transcript=words, prosody=prosody)


def _named(things: Sequence[T], names: Sequence[str], what: str, project: str) -> list[T]:
    """Those of the names, all where none is given. Raises ProblemError for a name that nothing has."""
    known = {text.casefold() for thing in things for text in (thing.name, thing.id)}
    for name in names:
        if name.casefold() not in known:
            has = ", ".join(thing.name for thing in things) or "none"
            raise fail("export.unknown", f"there is no {what} of this name", name, f"{project} has {has}")
    if not things:
        raise fail("export.nothing", f"the project holds no {what}", project, "Add a recording first")
    return _chosen(things, names)


def _chosen(things: Sequence[T], names: Sequence[str]) -> list[T]:
    wanted = {name.casefold() for name in names}
    return [t for t in things if not wanted or {t.name.casefold(), t.id.casefold()} & wanted]
