"""Recordings that lie somewhere else than they did: one is shown by the artist, those beside it are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from studio.core.problems import Problem, ProblemError
from studio.core.progress import Progress, part_of
from studio.document.edits.tree import in_part
from studio.document.edits.tree import part_of as part
from studio.document.schema import MediaRef, Project, VoiceClip
from studio.session.staging.voices import Voice, load_voice

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.studio import Studio


def relink(studio: Studio, clip_id: str, path: Path) -> Job:
    """The recording of a clip lies at `path` now. Other parts of it, and others that are missing and lie
    beside it under their old names, come along in the same step."""
    known = part(studio.project, VoiceClip, clip_id)
    others = dict(_beside(studio, known, path))

    def work(progress: Progress) -> dict[str, Voice]:
        found = {clip_id: load_voice(path, studio.findings, part_of(progress, 0.0, 1 / (1 + len(others))))}
        for number, (id_, (clip, place)) in enumerate(others.items(), 1):
            step = part_of(progress, number / (1 + len(others)), (number + 1) / (1 + len(others)))
            try:
                voice = load_voice(place, studio.findings, step)
            except ProblemError:
                continue  # it was missing before
            if clip.media.content_hash in ("", voice.audio.content_hash):
                found[id_] = voice
        return found

    def then(found: dict[str, Voice]) -> None:
        if known.media.content_hash not in ("", found[clip_id].audio.content_hash):
            text = "is another recording than the one that was missing"
            studio.report(Problem("media.changed", text, path.name, "Align it again if its words differ"))
        for id_, voice in found.items():
            studio.stage.voices.offer(id_, voice)
        name = path.name if len(found) == 1 else f"{len(found)} recordings"
        studio.apply(f"Find {name}", lambda project: _moved(project, found))
        if len(found) > 1:
            studio.told.emit(f"Found {name} in {path.parent}")
        for id_ in found:
            studio.stage.heard.emit(id_)

    title, key = f"Loading {path.name}", f"load {clip_id}"
    return studio.jobs.start(title, work, then, key=key, failed=studio.report, lane="files")


def _beside(studio: Studio, known: VoiceClip, path: Path) -> Iterator[tuple[str, tuple[VoiceClip, Path]]]:
    """Other clips whose recordings could not be read: the same one, or a file of their name beside it."""
    missing = studio.stage.voices.failed.keys() - {known.id}
    for scene in studio.project.scenes:
        for character in scene.characters:
            for clip in character.clips:
                same = clip.media.path == known.media.path
                place = path if same else path.parent / clip.media.name
                if clip.id in missing and place.is_file():
                    yield clip.id, (clip, place)


def _moved(project: Project, found: Mapping[str, Voice]) -> Project:
    for id_, voice in found.items():
        media = MediaRef(str(voice.path.absolute()), voice.audio.content_hash, voice.audio.duration)
        project = in_part(project, VoiceClip, id_, partial(attrs.evolve, media=media))
    return project
