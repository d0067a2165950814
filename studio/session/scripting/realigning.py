"""The words of a script found again in its recording: all of them, some of them, or of another text.

All return at once and work beside the window; what cannot be done is reported, and nothing is half done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from studio.core.progress import Progress
from studio.core.time import TimeRange
from studio.document.edits.clips import set_script, set_transcript
from studio.document.edits.tree import part_of as part
from studio.document.schema import Project, Script, VoiceClip
from studio.session.scripting.words import directions_in, with_new_directions
from studio.session.staging.voices import align_clip, load_voice

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.studio import Studio


def realign(
    studio: Studio,
    clip_id: str,
    selection: Sequence[str] | TimeRange | None = None,
    merge_key: str | None = None,
) -> Job | None:
    """Finds the words of a clip's script again; with a selection (word ids, or a range of scene time) only
    those, between the words around them, which stay. None when nothing is to be aligned. merge_key: of the
    edit that it completes, so that both are one step."""
    clip = part(studio.project, VoiceClip, clip_id)
    span = None if selection is None else _chosen(clip, selection)
    if selection is not None and span is None:
        return None

    def edit(project: Project, found: VoiceClip) -> Project:
        assert found.transcript is not None, "it was aligned a moment ago"
        return set_transcript(project, clip_id, found.transcript)

    return _align(studio, clip, span, "Align again" if merge_key is None else "Edit word", edit, merge_key)


def set_language(studio: Studio, clip_id: str, language: str) -> Job:
    """The language of a clip's script, with its words found anew."""
    clip = part(studio.project, VoiceClip, clip_id)
    script = attrs.evolve(clip.script, language=language)
    return set_text(studio, clip_id, script, f"Language {language}")


def set_text(studio: Studio, clip_id: str, script: Script, label: str = "Change the script") -> Job:
    """Another script for a clip, aligned: text, words and what its new stage directions mean change together,
    in one step."""
    clip = attrs.evolve(part(studio.project, VoiceClip, clip_id), script=script)

    def edit(project: Project, found: VoiceClip) -> Project:
        assert found.transcript is not None, "it was aligned a moment ago"
        known = {tag for _, tag in directions_in(part(project, VoiceClip, clip_id))}
        project = set_transcript(set_script(project, clip_id, script), clip_id, found.transcript)
        return with_new_directions(project, clip_id, known)

    return _align(studio, clip, None, label, edit)


def _align(
    studio: Studio,
    clip: VoiceClip,
    span: tuple[int, int] | None,
    label: str,
    edit: Callable[[Project, VoiceClip], Project],
    merge_key: str | None = None,
) -> Job:
    voice = studio.stage.voices[clip.id]

    def work(progress: Progress) -> VoiceClip:
        path = studio.stage.media_path(clip.media.path)
        audio = voice.audio if voice is not None else load_voice(path, studio.findings, progress).audio
        if span is not None:
            from studio.session.scripting.splicing import respliced  # noqa: PLC0415 - heavy

            return respliced(clip, span, audio, studio.findings, progress)
        fresh = attrs.evolve(clip, transcript=None)
        return attrs.evolve(clip, transcript=align_clip(fresh, audio, studio.findings, progress))

    def then(found: VoiceClip) -> None:
        studio.apply(label, lambda project: edit(project, found), merge_key)

    title = f"Aligning {clip.media.name}"
    return studio.jobs.start(title, work, then, key=f"listen {clip.id}", failed=studio.report)


def _chosen(clip: VoiceClip, selection: Sequence[str] | TimeRange) -> tuple[int, int] | None:
    """Places of the first and behind the last chosen word; None when none is."""
    words = clip.transcript.words if clip.transcript else ()
    if isinstance(selection, TimeRange):
        inside = [
            i for i, w in enumerate(words)
            if clip.start + w.start < selection.end and clip.start + w.end > selection.start
            and clip.hears(w.start, w.end)
        ]  # fmt: skip
    else:
        wanted = set(selection)
        inside = [i for i, w in enumerate(words) if w.id in wanted]
    return (inside[0], inside[-1] + 1) if inside else None
