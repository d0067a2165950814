"""Recordings beside what was written of them: copies of whole ones, and what is heard of those in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any

from studio.core.problems import ProblemError, ProblemLog, fail
from studio.core.progress import Progress, silent
from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.schema import VoiceClip

MediaPath = Callable[[str], Path]

# Kinds that a part is written in as well; of others it is a WAV.
_KEPT = {".wav": "WAV", ".flac": "FLAC", ".aiff": "AIFF", ".aif": "AIFF"}
_LEAD = ticks(0.1)  # a frame at most lies before the sound of a line: so much silence begins with it
_BLOCK = 1 << 20  # samples, or bytes


def names_of(lines: Sequence[VoiceClip], stem: str) -> list[tuple[VoiceClip, str]]:
    """The recordings with the names of their files: a single one is called like what was written of it, parts
    of one recording, and others of the same name, are numbered."""
    if len(lines) == 1:
        return [(lines[0], stem + _suffix(lines[0]))]
    taken: dict[str, tuple[str, int, int | None]] = {}
    found = []
    for clip in lines:
        own, number = (clip.media.path, clip.in_point, clip.length), 2
        stem, suffix = PurePath(clip.media.name).stem, _suffix(clip)
        name = stem + suffix
        while taken.get(name, own) != own:
            name, number = f"{stem}_{number}{suffix}", number + 1
        taken[name] = own
        found.append((clip, name))
    return found


def write_recordings(
    named: Sequence[tuple[VoiceClip, str]],
    start: int,
    find: MediaPath,
    into: Path,
    progress: Progress = silent,
) -> None:
    """Copies whole recordings and writes those that are heard in part; find: of a recording, as the project
    names it. A part begins with the first frame, at tick `start`, where that is the one it begins in. Raises
    ProblemError."""
    for clip, name in named:
        source = find(clip.media.path)
        try:
            if clip.trimmed:
                _write_part(clip, source, into / name, clip.begin - start, progress)
            else:
                _copy(source, into / name, progress)
        except ProblemError:
            raise
        except (OSError, RuntimeError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            text = f"the recording cannot be copied ({reason})"
            raise fail(
                "export.audio", text, str(source), "Find the file, or export without recordings"
            ) from error


def _copy(source: Path, target: Path, progress: Progress) -> None:
    """Block by block: an hour of sound may be half a gigabyte."""
    with source.open("rb") as original, target.open("wb") as copy:
        while block := original.read(_BLOCK):
            progress(0.0)
            copy.write(block)


def _suffix(clip: VoiceClip) -> str:
    suffix = PurePath(clip.media.path).suffix
    return suffix if not clip.trimmed or suffix.lower() in _KEPT else ".wav"


def _write_part(clip: VoiceClip, source: Path, target: Path, lead: int, progress: Progress) -> None:
    import numpy as np  # noqa: PLC0415 - with soundfile
    import soundfile  # noqa: PLC0415 - heavy

    kind = _KEPT[target.suffix.lower()]
    with _opened(source, progress) as file:
        rate, subtype = file.samplerate, file.subtype
        subtype = subtype if soundfile.check_format(kind, subtype) else None
        first, last = (round(at * rate / TICKS_PER_SECOND) for at in (clip.in_point, clip.out_point))
        silence = round(lead * rate / TICKS_PER_SECOND) if 0 < lead <= _LEAD else 0
        with soundfile.SoundFile(target, "w", rate, file.channels, subtype, format=kind) as out:
            out.write(np.zeros((silence, file.channels), np.float32))
            file.seek(min(first, file.frames))
            left = max(min(last, file.frames) - first, 0)
            while left > 0:
                progress(0.0)
                block = file.read(min(_BLOCK, left), dtype="float64", always_2d=True)
                out.write(block)
                left = left - len(block) if len(block) else 0


def _opened(source: Path, progress: Progress) -> Any:  # noqa: ANN401 - a library without types
    """The recording as a file that can be read from anywhere; decoded first where nothing else reads it."""
    import soundfile  # noqa: PLC0415 - heavy

    if not source.is_file():
        raise FileNotFoundError(2, "No such file or directory")
    try:
        return soundfile.SoundFile(source)
    except soundfile.LibsndfileError:
        import io  # noqa: PLC0415 - seldom needed

        from studio.media.load import load  # noqa: PLC0415 - heavy

        audio, memory = load(source, ProblemLog(), progress), io.BytesIO()
        soundfile.write(memory, audio.samples, audio.rate, format="WAV", subtype="PCM_16")
        memory.seek(0)
        return soundfile.SoundFile(memory)
