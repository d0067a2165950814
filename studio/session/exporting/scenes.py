"""Exports of what is in a document: characters, lines, ranges, in several formats, all of them or none."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import attrs

from studio.core.files import unwritable
from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character, Project, Scene, VoiceClip
from studio.session.exporting.presets import LINE_PATTERN, PATTERN, ExportPreset, Range, rate_of
from studio.session.exporting.recordings import MediaPath, names_of, write_recordings
from studio.session.staging.scene_time import scene_end, scene_span

if TYPE_CHECKING:
    from studio.session.exporting.exports import ExportFormat, ExportOptions
    from studio.session.stopwatch import Stopwatch


@attrs.frozen
class Order:
    """An export as it was ordered. characters: ids, empty for all; span: from in to out."""

    preset: ExportPreset
    folder: Path
    characters: tuple[str, ...] = ()
    span: TimeRange | None = None


@attrs.frozen
class Target:
    """One performance to be written: whose, when, under what name; lines: the recordings heard in it."""

    character: Character
    span: TimeRange
    stem: str
    lines: tuple[VoiceClip, ...] = ()


@attrs.frozen
class Exported:
    """files: where they are now; findings: what was noted on the way."""

    folder: Path
    files: tuple[Path, ...]
    findings: ProblemLog = attrs.field(factory=ProblemLog, eq=False)


def targets(project: Project, scene: Scene, order: Order) -> tuple[Target, ...]:
    """What an order writes. Raises ProblemError when that is nothing."""
    rate = rate_of(order.preset.rate, scene.rate)
    cast = [c for c in scene.characters if not order.characters or c.id in order.characters]
    if not cast:
        raise fail("export.nobody", "no character is chosen", scene.name, "Choose at least one")
    end = scene_end(scene)
    found = [t for c in cast for t in _of_character(project, scene, c, order, rate, end)]
    if not found:
        raise fail("export.nothing", "there are no lines to write", scene.name, "Add a recording first")
    return _apart(found)


def file_names(order: Order, found: Iterable[Target]) -> tuple[str, ...]:
    """Names of the files that an order writes, recordings included."""
    from studio.session.exporting.exports import FORMATS  # noqa: PLC0415 - loads the writers

    names = []
    for target in found:
        names += [target.stem + FORMATS[name].suffix for name in order.preset.formats]
        names += [name for _, name in names_of(target.lines, target.stem)] if order.preset.audio else []
    return tuple(dict.fromkeys(names))


def export_scene(
    project: Project,
    scene: Scene,
    order: Order,
    media_path: MediaPath = Path,
    progress: Progress = silent,
) -> Exported:
    """Performs and writes every target. Either all files take their places or, on a fault or when it is
    cancelled, none does. Raises ProblemError. media_path: of a recording, as the project names it."""
    from studio.session.exporting.exports import ExportOptions, chosen_formats, prepare_folder  # noqa: PLC0415 - heavy
    from studio.session.stopwatch import Stopwatch  # noqa: PLC0415 - with the writers

    formats, log = chosen_formats(",".join(order.preset.formats)), ProblemLog()
    found = targets(project, scene, order)
    rate, options = rate_of(order.preset.rate, scene.rate), ExportOptions(log, order.preset.influences)
    with prepare_folder(order.folder) as folder, _aside(folder) as aside:
        names: list[str] = []
        for k, target in enumerate(found):
            share = part_of(progress, k / len(found), (k + 1) / len(found))
            names += _write(target, rate, formats, aside, Stopwatch(), options, share)
            if order.preset.audio:
                named = names_of(target.lines, target.stem)
                write_recordings(named, target.span.start, media_path, aside, part_of(share, 1.0, 1.0))
                names += [name for _, name in named]
        files = _take_places(aside, folder, list(dict.fromkeys(names)))
    progress(1.0, "written")
    return Exported(folder, tuple(files), log)


def _of_character(
    project: Project, scene: Scene, character: Character, order: Order, rate: Rate, end: int
) -> Iterator[Target]:
    preset = order.preset
    clips = tuple(sorted(character.clips, key=lambda c: c.begin))
    if preset.range == Range.LINES:
        pattern = preset.pattern if "{line}" in preset.pattern else f"{preset.pattern}_{{line}}"
        for clip in clips:
            yield Target(
                character,
                _whole_frames(clip.span, rate),
                _stem(pattern, project, scene, character, rate, clip),
                (clip,),
            )
        return
    span = scene_span(max(end, 1), rate)
    if preset.range == Range.IN_OUT:
        if order.span is None:
            raise fail(
                "export.range", "no range is set", scene.name, "Set in and out with I and O, or export all"
            )
        span = _whole_frames(order.span, rate)
    heard = tuple(c for c in clips if c.begin < span.end and c.end > span.start)
    yield Target(character, span, _stem(preset.pattern, project, scene, character, rate, None), heard)


def _whole_frames(span: TimeRange, rate: Rate) -> TimeRange:
    """From the frame on screen at the start to the first frame at or after the end."""
    first = rate.tick_of(rate.frame_at(span.start))
    last = rate.frame_at(max(span.end - 1, 0)) + 1
    return TimeRange(first, max(rate.tick_of(last), first))


def _stem(
    pattern: str, project: Project, scene: Scene, character: Character, rate: Rate, clip: VoiceClip | None
) -> str:
    from studio.session.exporting.exports import file_stem  # noqa: PLC0415 - loads the writers

    line = PurePath(clip.media.name).stem if clip is not None else ""
    words = {
        "project": project.name, "scene": scene.name, "character": character.name, "line": line,
        "rate": str(rate).replace("/", "-"),
    }  # fmt: skip
    text = pattern.strip() or (LINE_PATTERN if clip is not None else PATTERN)
    for token, word in words.items():
        text = text.replace(f"{{{token}}}", word)
    return file_stem(text)


def _apart(found: Sequence[Target]) -> tuple[Target, ...]:
    """Targets of different names, also where capitals do not tell files apart."""
    taken: set[str] = set()
    named = []
    for target in found:
        stem, number = target.stem, 2
        while stem.casefold() in taken:
            stem, number = f"{target.stem}_{number}", number + 1
        taken.add(stem.casefold())
        named.append(attrs.evolve(target, stem=stem))
    return tuple(named)


def _write(
    target: Target,
    rate: Rate,
    formats: Sequence[ExportFormat],
    aside: Path,
    watch: Stopwatch,
    options: ExportOptions,
    progress: Progress,
) -> list[str]:
    from studio.rig.characters import load  # noqa: PLC0415 - heavy
    from studio.session.exporting.baking import bake_by_pieces  # noqa: PLC0415 - heavy
    from studio.session.exporting.exports import export  # noqa: PLC0415 - heavy

    rig = load(target.character.asset)
    baking = part_of(progress, 0.0, 0.6)
    clip = bake_by_pieces(target.character, rig, target.span, rate, target.stem, options.log, baking)
    share = part_of(progress, 0.6, 1.0)
    return [p.name for p in export(clip, formats, aside, watch, options, share)]


@contextlib.contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder, prefix=".moodline-", ignore_cleanup_errors=True) as aside:
        yield Path(aside)


def _take_places(aside: Path, folder: Path, names: Sequence[str]) -> list[Path]:
    """Moves the files into the folder; where one cannot, those moved before go back and older ones return."""
    older = aside / "older"
    older.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (folder / name).is_dir():
                raise IsADirectoryError(21, "it is a folder")
            if (folder / name).exists():
                (folder / name).replace(older / name)
            moved.append(name)
            (aside / name).replace(folder / name)
    except OSError as error:
        for name in moved:
            with contextlib.suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        for path in older.iterdir():
            with contextlib.suppress(OSError):
                path.replace(folder / path.name)
        raise unwritable(folder / name, error) from error
    return [folder / name for name in names]
