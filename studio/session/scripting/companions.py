"""What lies beside a recording under its name: its script, or an alignment that somebody made already."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from studio.core.problems import ProblemLog, fail
from studio.document.schema import Script, Transcript
from studio.session.scripting.scripts import read_script
from studio.speech.likely_language import likely_language

_TEXTS = (".txt", ".lab", ".srt", ".vtt")
_GRIDS = (".textgrid",)
_TIMES = re.compile(r"^\s*[\d:.,]+\s*-->\s*[\d:.,]+.*$")
_LARGEST = 8 << 20


@attrs.frozen
class Companion:
    """Empty where nothing was found."""

    script: Script = Script()
    transcript: Transcript | None = None
    path: Path | None = None


def companion_of(recording: Path, language: str, log: ProblemLog) -> Companion:
    """The script or TextGrid beside a recording: `.TextGrid`, `.txt`, `.lab`, `.srt` or `.vtt`, whatever the
    case of its ending. language: the usual one, unless the words are plainly of another. Raises ProblemError
    when it is there and cannot be read."""
    beside = _beside(recording)
    for ending in (*_GRIDS, *_TEXTS):
        path = beside.get(ending)
        if path is None:
            continue
        if ending in _GRIDS:
            return _aligned(path, language)
        script = read_script(path, language, log)
        if ending in (".srt", ".vtt"):
            script = attrs.evolve(script, text=subtitles_text(script.text))
        script = attrs.evolve(script, language=likely_language(script.text, language))
        return Companion(script, None, path)
    return Companion(Script(language=language))


def _beside(recording: Path) -> dict[str, Path]:
    try:
        return {
            path.suffix.lower(): path
            for path in recording.parent.iterdir()
            if path.stem == recording.stem and path != recording
        }
    except OSError:
        return {}


def _aligned(path: Path, language: str) -> Companion:
    from studio.speech.textgrid_reader import read_textgrid, transcript_of  # noqa: PLC0415 - seldom needed

    try:
        if path.stat().st_size > _LARGEST:
            raise fail(
                "script.too_long", "is larger than 8 MB", path.name, "Give this recording's words only"
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        text = f"the words cannot be read ({reason})"
        raise fail("script.unreadable", text, str(path), "Check the file") from error
    transcript = transcript_of(read_textgrid(raw, path.name), language, path.name)
    text = " ".join(word.text for word in transcript.words)
    return Companion(Script(text, likely_language(text, language)), transcript, path)


def subtitles_text(text: str) -> str:
    """What is said in SubRip or WebVTT subtitles: without numbers, times, marks and settings."""
    said = []
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    for block in blocks:
        lines = block.strip().splitlines()
        times = next((i for i, line in enumerate(lines) if _TIMES.match(line)), None)
        if times is not None:
            said += [re.sub(r"<[^>]*>", "", line).strip() for line in lines[times + 1 :]]
    return "\n".join(line for line in said if line)
