"""A character once more, with everything it has under ids of its own."""

from __future__ import annotations

import attrs

from studio.document.curves import Curve, Key
from studio.document.edits.scenes import add_character
from studio.document.identity import fresh_id, identified
from studio.document.schema import Character, Project, VoiceClip


def duplicate_character(project: Project, character_id: str, name: str) -> tuple[Project, str]:
    """The project with a copy of a character in the same scene, and the copy's id."""
    for scene in project.scenes:
        for character in scene.characters:
            if character.id == character_id:
                copy = _copied(project, character, name)
                return add_character(project, scene.id, copy), copy.id
    raise KeyError(character_id)


def _copied(project: Project, character: Character, name: str) -> Character:
    own = fresh_id(project, f"{character.id}-")
    taken = {thing.id for thing in identified(project)}
    names = _Names(character.id, own, taken)
    clips = tuple(_clip(clip, names) for clip in character.clips)
    return attrs.evolve(
        character,
        id=own,
        name=name,
        clips=clips,
        emotions=tuple(
            attrs.evolve(t, id=names.of(t.id), curve=_curve(t.curve, names)) for t in character.emotions
        ),
        takes=tuple(attrs.evolve(t, id=names.of(t.id)) for t in character.takes),
        overrides=tuple(
            attrs.evolve(
                o, id=names.of(o.id), curves={c: _curve(curve, names) for c, curve in o.curves.items()}
            )
            for o in character.overrides
        ),
        events=tuple(attrs.evolve(e, id=names.of(e.id), name=names.known(e.name)) for e in character.events),
    )


def _clip(clip: VoiceClip, names: _Names) -> VoiceClip:
    own = names.of(clip.id)
    if clip.transcript is None:
        return attrs.evolve(clip, id=own)
    words = []
    for word in clip.transcript.words:
        tail = word.id.removeprefix(f"{clip.id}/")
        names.given[word.id] = f"{own}/{tail}"
        words.append(attrs.evolve(word, id=names.given[word.id]))
    return attrs.evolve(clip, id=own, transcript=attrs.evolve(clip.transcript, words=tuple(words)))


def _curve(curve: Curve, names: _Names) -> Curve:
    return attrs.evolve(curve, keys=tuple(_key(key, names) for key in curve.keys))


def _key(key: Key, names: _Names) -> Key:
    if key.anchor is None:
        return key
    return attrs.evolve(key, anchor=attrs.evolve(key.anchor, word_id=names.known(key.anchor.word_id)))


class _Names:
    """New ids for old ones; names made of a clip's id (takes, gestures) follow that clip's new one."""

    def __init__(self, before: str, own: str, taken: set[str]) -> None:
        self._before, self._own, self._taken = f"{before}/", own, taken
        self.given: dict[str, str] = {}

    def known(self, name: str) -> str:
        """The new id of something that was renamed; other names as they are."""
        return self.given.get(name, name)

    def of(self, old: str) -> str:
        plain = old.removeprefix(self._before)
        clip = max((c for c in self.given if f"-{c}-" in old), key=len, default="")
        tail = plain
        if clip:
            # a gesture's name ends with its word's, which begins with the clip's
            tail = old.replace(f"-{clip}-", f"-{self.given[clip]}-", 1)
            tail = tail.replace(f"-{clip}/", f"-{self.given[clip]}/", 1)
        new = tail if clip and plain == old else f"{self._own}/{tail.removeprefix(self._before)}"
        number, free = 2, new
        while free in self._taken:
            free, number = f"{new}-{number}", number + 1
        self._taken.add(free)
        self.given[old] = free
        return free
