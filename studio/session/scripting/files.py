"""Words brought in from other programs' files, and given to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from studio.core.files import atomic_write
from studio.core.problems import fail
from studio.document.edits.clips import set_script, set_transcript
from studio.document.edits.tree import part_of
from studio.document.schema import Project, VoiceClip
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.session.studio import Studio

_LARGEST = 64 << 20


def import_words(studio: Studio, clip_id: str, path: Path) -> None:
    """The words of a file for a line: a TextGrid with their times, a text (.txt, .lab) or subtitles, whose
    times are found in the recording. One step to undo. Raises ProblemError."""
    clip = part_of(studio.project, VoiceClip, clip_id)
    if path.suffix.lower() == ".textgrid":
        _import_grid(studio, clip, path)
        return
    from studio.session.scripting.companions import subtitles_text  # noqa: PLC0415 - seldom needed
    from studio.session.scripting.realigning import set_text  # noqa: PLC0415 - heavy
    from studio.session.scripting.scripts import read_script  # noqa: PLC0415 - seldom needed
    from studio.speech.likely_language import likely_language  # noqa: PLC0415 - seldom needed

    script = read_script(path, clip.script.language, studio.findings)
    if path.suffix.lower() in (".srt", ".vtt"):
        script = attrs.evolve(script, text=subtitles_text(script.text))
    if not script.text.strip():
        raise fail("script.empty", "holds no words", path.name, "Choose another file")
    script = attrs.evolve(script, language=likely_language(script.text, script.language))
    set_text(studio, clip_id, script, f"Import {path.name}")


def take_script(studio: Studio, path: Path) -> None:
    """The words of a file that came alone: for the recording of its name, else for the one that is chosen or
    the only one. Raises ProblemError when it is nobody's."""
    scene = studio.scene
    clips = [c for member in scene.characters for c in member.clips] if scene is not None else []
    chosen = studio.selection.value.ids if studio.selection.value.kind is Kind.CLIP else ()
    named = [c for c in clips if Path(c.media.name).stem.casefold() == path.stem.casefold()]
    picked = [c for c in clips if c.id in chosen]
    found = next((group for group in (named, picked, clips) if _are_one(group)), None)
    if found is None:
        text = "belongs to no recording" if clips else "is a script without a recording"
        hint = (
            "Choose its recording first, or give it the recording's name"
            if clips
            else "Add a recording first"
        )
        raise fail("script.nobody", text, path.name, hint)
    for clip in found:
        import_words(studio, clip.id, path)
    studio.told.emit(f"{path.name}: the words of {found[0].media.name}")


def _are_one(clips: Sequence[VoiceClip]) -> bool:
    """Is it one recording, or parts of one, which have words of their own?"""
    return len(clips) == 1 or (len({c.media.path for c in clips}) == 1 and all(c.trimmed for c in clips))


def export_textgrid(clip: VoiceClip, path: Path) -> None:
    """The words and phones of a line as a TextGrid. Raises ProblemError."""
    from studio.speech.transcript_files import textgrid  # noqa: PLC0415 - seldom needed

    if clip.transcript is None or not clip.transcript.words:
        raise fail("script.empty", "has no words yet", clip.media.path, "Align its script first")
    with atomic_write(path) as stream:
        stream.write(textgrid(clip.transcript, clip.media.duration).encode())


def _import_grid(studio: Studio, clip: VoiceClip, path: Path) -> None:
    from studio.speech.textgrid_reader import read_textgrid, transcript_of  # noqa: PLC0415 - seldom needed

    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise fail("script.unreadable", f"cannot be read ({reason})", str(path), "Check the path") from error
    words = transcript_of(read_textgrid(raw, path.name), clip.script.language, path.name)
    script = attrs.evolve(clip.script, text=" ".join(word.text for word in words.words))

    def edit(project: Project) -> Project:
        return set_transcript(set_script(project, clip.id, script), clip.id, words)

    studio.apply(f"Import {path.name}", edit)
