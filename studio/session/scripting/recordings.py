"""Recordings that an artist brings: added with their scripts, found again, recorded anew.

All return at once and work beside the window; what cannot be done is reported, and nothing is half done.
Added and replaced recordings are one step to undo; the words and takes found for a new one belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from studio.core.problems import ProblemError, fail
from studio.core.progress import Progress, part_of
from studio.core.time import Rate, TimeRange, ticks
from studio.document.edits.clips import add_clip, set_media, set_script
from studio.document.edits.scenes import add_character, add_scene
from studio.document.edits.tree import owner_of
from studio.document.edits.tree import part_of as part
from studio.document.identity import fresh_id
from studio.document.schema import Character, MediaRef, Project, Scene, Take, VoiceClip
from studio.session.derived import derived_data
from studio.session.rigs import FIRST
from studio.session.scripting.companions import Companion, companion_of
from studio.session.selection import Kind
from studio.session.staging.rehearsing import generated
from studio.session.staging.takes_made import with_takes
from studio.session.staging.voices import Voice, align_clip, load_voice, media_of
from studio.speech.likely_language import NAMES

if TYPE_CHECKING:
    from studio.session.jobs import Job
    from studio.session.studio import Studio

_SHOWN = ticks(5.0)  # of a recording that was added out of sight

LANGUAGE = "speech.language"
"""Setting: the language that scripts are in unless something else is said."""


@attrs.frozen(eq=False)
class _Brought:
    path: Path
    voice: Voice
    companion: Companion


def add_recording(studio: Studio, path: Path, character_id: str | None = None, at: int | None = None) -> Job:
    """One recording, with the script of the same name beside it; see `add_recordings`."""
    return add_recordings(studio, [path], character_id, at)


def add_recordings(
    studio: Studio, paths: Sequence[Path], character_id: str | None = None, at: int | None = None
) -> Job:
    """Recordings one after another from a tick on (None: the playhead), for a character (None: the one the
    artist works on; an empty project gets one). Where the character speaks already, they come after its last
    words."""
    language = str(studio.settings.get(LANGUAGE, "en"))
    start = studio.transport.at if at is None else at

    def work(progress: Progress) -> list[_Brought]:
        found = []
        for k, path in enumerate(paths):
            share = part_of(progress, k / len(paths), (k + 1) / len(paths))
            try:
                companion = companion_of(path, language, studio.findings)
                found.append(_Brought(path, load_voice(path, studio.findings, share), companion))
            except ProblemError as error:
                if len(paths) == 1:
                    raise
                studio.findings.add(error.problem)
        if not found:
            raise fail("media.none", "none of these files could be read", str(len(paths)), "See the problems")
        return found

    def then(brought: list[_Brought]) -> None:
        _lay(studio, brought, character_id, start)

    title = f"Adding {paths[0].name}" if len(paths) == 1 else f"Adding {len(paths)} recordings"
    return studio.jobs.start(title, work, then, failed=studio.report, lane="files")


def _lay(studio: Studio, brought: list[_Brought], character_id: str | None, start: int) -> None:
    added: list[str] = []

    def edit(project: Project) -> Project:
        added.clear()
        project, owner = performer(project, studio, character_id)
        at = _free_place(owner, start, sum(one.voice.audio.duration for one in brought))
        for one in brought:
            clip = _clip(fresh_id(project, "voice-"), one, at)
            project = add_clip(project, owner.id, clip)
            added.append(clip.id)
            studio.stage.voices.offer(clip.id, one.voice)
            at += one.voice.audio.duration
        return project

    name = brought[0].path.name if len(brought) == 1 else f"{len(brought)} recordings"
    if studio.apply(f"Add {name}", edit):
        studio.selection.set(studio.selection.value.of(Kind.CLIP, *added))
        for clip_id in added:
            studio.stage.heard.emit(clip_id)
        first = part(studio.project, VoiceClip, added[0])
        studio.revealed.emit(TimeRange(first.begin, min(first.end, first.begin + _SHOWN)))
        _tell(studio, name, brought)


def _tell(studio: Studio, name: str, brought: Sequence[_Brought]) -> None:
    """What is noticed late otherwise: a script that was not found, a language that was found by itself."""
    usual = str(studio.settings.get(LANGUAGE, "en"))
    found = {one.companion.script.language for one in brought} - {usual}
    text = f"Added {name}"
    if found:
        names = ", ".join(sorted(NAMES.get(code, code) for code in found))
        text += f"; the script is taken for {names}, which the Script panel changes"
    silent = sum(not one.companion.script.text.strip() for one in brought)
    if silent:
        many = f" for {silent} of them" if len(brought) > 1 else ""
        text += f"; no script of its name was found{many}: drop it on the window for better lips"
    studio.told.emit(text)


def _clip(id_: str, one: _Brought, start: int) -> VoiceClip:
    media = MediaRef(str(one.path.absolute()), one.voice.audio.content_hash, one.voice.audio.duration)
    return VoiceClip(id_, media, start, one.companion.script, one.companion.transcript)


def performer(project: Project, studio: Studio, character_id: str | None) -> tuple[Project, Character]:
    """Who speaks; in an empty project somebody new, at 30 frames a second."""
    scene = studio.scene
    if scene is None:
        scene = Scene(fresh_id(project, "scene-"), "Scene 1", Rate(30))
        project = add_scene(project, scene)
    owner = next((m for m in scene.characters if m.id == character_id), None) or studio.character
    if owner is None or owner not in scene.characters:
        owner = Character(fresh_id(project, "character-"), "Nora", FIRST)
        project = add_character(project, scene.id, owner)
    return project, owner


def _free_place(owner: Character, start: int, length: int) -> int:
    taken = [(c.begin, c.end) for c in owner.clips]
    if any(a < start + length and start < b for a, b in taken):
        return max(b for _, b in taken)
    return start


def replace_recording(studio: Studio, clip_id: str, path: Path) -> Job:
    """The line recorded again: its words are found anew and keys tied to them follow; the mouth is performed
    anew where it is not locked. A script of the file's name takes the place of the clip's."""
    project, clip = studio.project, part(studio.project, VoiceClip, clip_id)
    rate = studio.scene.rate if studio.scene is not None else Rate(30)

    def work(progress: Progress) -> tuple[Voice, VoiceClip, Take]:
        companion = companion_of(path, clip.script.language, studio.findings)
        voice = load_voice(path, studio.findings, part_of(progress, 0.0, 0.2))
        script = companion.script if companion.script.text.strip() else clip.script
        asked = attrs.evolve(clip, script=script, transcript=None)
        words = companion.transcript or align_clip(
            asked, voice.audio, studio.findings, part_of(progress, 0.2, 0.8)
        )
        media = attrs.evolve(media_of(clip, voice.audio), path=str(path.absolute()))
        after = set_media(set_script(project, clip_id, script), clip_id, media, words)
        return _performed(studio, after, clip_id, voice, rate, part_of(progress, 0.8, 1.0))

    def then(found: tuple[Voice, VoiceClip, Take]) -> None:
        voice, made, take = found
        studio.stage.voices.offer(clip_id, voice)
        studio.apply(f"Replace with {path.name}", lambda now: _replaced(now, made, take))
        studio.stage.heard.emit(clip_id)

    title = f"Replacing with {path.name}"
    return studio.jobs.start(title, work, then, key=f"listen {clip_id}", failed=studio.report)


def _performed(
    studio: Studio, project: Project, clip_id: str, voice: Voice, rate: Rate, progress: Progress
) -> tuple[Voice, VoiceClip, Take]:
    from studio.speech.prosody import analyse  # noqa: PLC0415 - heavy

    clip, owner = part(project, VoiceClip, clip_id), owner_of(project, VoiceClip, clip_id)
    assert clip.transcript is not None, "it was aligned a moment ago"
    cache = derived_data(studio.findings)
    prosody = analyse(voice.audio, clip.transcript, cache, part_of(progress, 0.0, 0.5), clip.script.text)
    heard = attrs.evolve(voice, transcript=clip.transcript, prosody=prosody)
    return (
        heard,
        clip,
        generated(owner, clip, heard, rate, owner.seed, studio.findings, part_of(progress, 0.5, 1.0)),
    )


def _replaced(project: Project, made: VoiceClip, take: Take) -> Project:
    project = set_script(project, made.id, made.script)
    project = set_media(project, made.id, made.media, made.transcript)
    owner = owner_of(project, VoiceClip, made.id)
    return with_takes(project, owner.id, {made.id: take}, None)
