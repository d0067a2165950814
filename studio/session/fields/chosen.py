"""The inspection of what the studio's selection holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from studio.document.schema import Character, Scene, VoiceClip, Word
from studio.session.fields.feelings import of_channels, of_emotions
from studio.session.fields.field import Inspection
from studio.session.fields.happenings import of_events
from studio.session.fields.keys import of_keys
from studio.session.fields.people import of_markers, of_person, of_scene
from studio.session.fields.voice import of_clips, of_takes, of_words
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.session.studio import Studio

Thing = TypeVar("Thing")


def inspect(studio: Studio) -> Inspection:
    """What is chosen, with all its fields; the scene when nothing is, or when it is gone."""
    scene, character, selected = studio.scene, studio.character, studio.selection.value
    found = None
    if scene is not None and selected.kind is Kind.MARKER:
        markers = _by_id(scene.markers, selected.ids)
        found = of_markers(scene, markers) if markers else None
    elif scene is not None and character is not None:
        found = _of_character(studio, _owner(scene, character, selected.kind, selected.ids))
    return found or of_scene(studio.project, scene, studio.transport.length)


def _owner(scene: Scene, character: Character, kind: Kind, ids: tuple[str, ...]) -> Character:
    """Who has what is chosen: ids are those of the whole document, whoever the artist works on."""
    field = {Kind.CLIP: "clips", Kind.EMOTION: "emotions", Kind.EVENT: "events", Kind.TAKE: "takes"}.get(kind)
    if kind is Kind.CHARACTER:
        return next((c for c in scene.characters if c.id in ids), character)
    if field is None or not ids:
        return character
    others = (c for c in scene.characters if c is not character)
    return next((c for c in (character, *others) if any(p.id in ids for p in getattr(c, field))), character)


def _of_character(studio: Studio, character: Character) -> Inspection | None:  # noqa: PLR0911 - one for each kind
    selected = studio.selection.value
    ids = selected.ids
    match selected.kind:
        case Kind.CHARACTER:
            return of_person(character, known_assets())
        case Kind.CLIP:
            clips = _by_id(character.clips, ids)
            cast = studio.scene.characters if studio.scene is not None else ()
            return of_clips(character, clips, cast) if clips else None
        case Kind.WORD:
            return _of_words(studio.scene, ids)
        case Kind.EMOTION:
            tracks = _by_id(character.emotions, ids)
            return of_emotions(character, tracks) if tracks else None
        case Kind.EVENT:
            events = _by_id(character.events, ids)
            return of_events(character, events) if events else None
        case Kind.TAKE:
            takes = _by_id(character.takes, ids)
            return of_takes(character, takes, studio.stage.stale(character.id)) if takes else None
        case Kind.CHANNEL:
            return of_channels(character, ids) if ids else None
        case Kind.KEY:
            return of_keys(character, selected.keys)
    return None


def _of_words(scene: Scene | None, ids: tuple[str, ...]) -> Inspection | None:
    found = clip_of_word(scene, ids[0]) if scene is not None and ids else None
    if found is None or found.transcript is None:
        return None
    wanted = set(ids)
    words = tuple(w for w in found.transcript.words if w.id in wanted)
    return of_words(found, words)


def clip_of_word(scene: Scene, word_id: str) -> VoiceClip | None:
    """The recording in which a word is said."""
    for character in scene.characters:
        for clip in character.clips:
            words: tuple[Word, ...] = clip.transcript.words if clip.transcript is not None else ()
            if any(word.id == word_id for word in words):
                return clip
    return None


def _by_id(things: tuple[Any, ...], ids: tuple[str, ...]) -> tuple[Any, ...]:
    wanted = set(ids)
    return tuple(thing for thing in things if thing.id in wanted)


def known_assets() -> tuple[str, ...]:
    """Names of the characters that can be loaded; none when the program's assets are missing."""
    from studio.core.problems import ProblemError  # noqa: PLC0415 - beside what may raise it
    from studio.core.resources import assets  # noqa: PLC0415 - the rig's own list would load all of numpy's files

    try:
        folder = assets() / "characters"
    except ProblemError:
        return ()
    return tuple(
        sorted((p.parent.name for p in folder.glob("*/character.json")), key=lambda n: (n != "nora", n))
    )


def label_of(asset: str) -> str:
    """How a character of the library is called."""
    from studio.core.resources import assets  # noqa: PLC0415 - see known_assets

    try:
        told = json.loads((assets() / "characters" / asset / "character.json").read_text("utf-8"))
    except (OSError, ValueError):
        return asset.capitalize()
    return str(told.get("label", asset))


def first_name(asset: str) -> str:
    """What somebody with the looks of this character is called at first."""
    return label_of(asset).split(",", maxsplit=1)[0]
