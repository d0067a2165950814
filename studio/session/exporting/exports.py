"""Which formats a performance can be written in, and the writing of several at once."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import attrs

from studio.core.files import unwritable
from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress, go_on, part_of, silent
from studio.interchange import bvh, fbx, livelink, performance_npz, smplx_npz, truth
from studio.interchange.baked import BakedClip
from studio.session.stopwatch import Stopwatch


@attrs.define(frozen=True, eq=False)
class ExportOptions:
    """influences: joints a vertex may follow at most (4 suits every engine); log: where findings go; ask:
    called between the steps of a writer, may raise Cancelled."""

    log: ProblemLog
    influences: int = 4
    ask: Callable[[], object] = go_on


Writer = Callable[[BakedClip, Path, ExportOptions], None]


def _fbx(clip: BakedClip, path: Path, options: ExportOptions) -> None:
    fbx.write(clip, path, options.ask, influences=options.influences, log=options.log)


def _truth(clip: BakedClip, path: Path, options: ExportOptions) -> None:
    truth.write(clip, path, influences=options.influences)


def _plain(write: Callable[[BakedClip, Path, Callable[[], object]], None]) -> Writer:
    """A writer that has no options."""
    return lambda clip, path, options: write(clip, path, options.ask)


@attrs.frozen
class ExportFormat:
    """A way out: the file's suffix, what it is for, and its writer."""

    name: str
    suffix: str
    purpose: str
    write: Writer


FORMATS: dict[str, ExportFormat] = {
    f.name: f
    for f in (
        ExportFormat("fbx", ".fbx", "character and performance for engines and 3D programs", _fbx),
        ExportFormat("bvh", ".bvh", "skeleton motion", _plain(bvh.write)),
        ExportFormat("csv", ".csv", "face as a Live Link Face take", _plain(livelink.write_csv)),
        ExportFormat("npz", ".npz", "everything as arrays", _plain(performance_npz.write)),
        ExportFormat("smplx", ".smplx.npz", "body as an SMPL-X sequence", _plain(smplx_npz.write)),
        ExportFormat("truth", ".truth.npz", "world positions for checking other exports", _truth),
    )
}


def chosen_formats(text: str) -> tuple[ExportFormat, ...]:
    """'fbx,bvh' -> formats. Raises ProblemError naming the known ones."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        known = ", ".join(FORMATS)
        subject = ", ".join(unknown) or "--format"
        raise fail("export.format", "there is no such format", subject, f"Choose from {known}")
    return tuple(FORMATS[name] for name in dict.fromkeys(names))


@contextlib.contextmanager
def prepare_folder(folder: Path) -> Iterator[Path]:
    """The output folder, made and proven writable before any work; if the block fails, folders that were
    made for it and are still empty go again. Raises ProblemError."""
    made = [p for p in (folder, *folder.parents) if not p.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".moodline-"):
            pass
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield folder
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def prepare_file(path: Path, stack: contextlib.ExitStack) -> None:
    """Prove that `path` can be written; its folder is kept ready by the stack. Raises ProblemError."""
    if path.is_dir():
        raise unwritable(path, IsADirectoryError(21, "it is a folder"))
    stack.enter_context(prepare_folder(path.parent))


def file_stem(name: str) -> str:
    """A file name that every system and engine takes."""
    return re.sub(r"[^\w\-]+", "_", name, flags=re.UNICODE).strip("_") or "performance"


def export(
    clip: BakedClip,
    formats: Iterable[ExportFormat],
    folder: Path,
    watch: Stopwatch,
    options: ExportOptions,
    progress: Progress = silent,
) -> list[Path]:
    """Write the clip in each format into `folder`; the files, in that order. Either all of them take their
    places or, on a fault, none does: a folder never holds two takes mixed."""
    chosen = tuple(formats)
    names = [file_stem(clip.name) + form.suffix for form in chosen]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".moodline-") as aside:
        for i, (form, name) in enumerate(zip(chosen, names, strict=True)):
            share = part_of(progress, i / len(chosen), (i + 1) / len(chosen))
            share(0.0, f"writing {form.name}")
            with watch.stage(f"export {form.name}"):
                form.write(clip, Path(aside) / name, attrs.evolve(options, ask=partial(share, 0.0)))
        for name in names:
            try:
                (Path(aside) / name).replace(folder / name)
            except OSError as error:
                raise unwritable(folder / name, error) from error
    progress(1.0, "written")
    return [folder / name for name in names]
