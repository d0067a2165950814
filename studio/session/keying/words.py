"""Keys tied to words: an anchored key goes with its word when the line is recorded again."""

from __future__ import annotations

import attrs

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.anchors import anchored, anchored_time
from studio.document.schema import Character, VoiceClip, Word

_FAR = ticks(1.0)  # a key farther than that from every word belongs to none


def nearest_word(character: Character, at: int) -> tuple[VoiceClip, Word] | None:
    """The word spoken at a scene tick, or the nearest one within a second."""
    words = [(c, w) for c in character.clips for w in c.said]
    if not words:
        return None
    found = min(words, key=lambda place: _distance(place[0], place[1], at))
    return found if _distance(found[0], found[1], at) <= _FAR else None


def tied(character: Character, key: Key) -> Key:
    """The key tied to the word it lies on, or to the nearest; untied where there is none near."""
    place = nearest_word(character, key.time)
    if place is None:
        return key if key.anchor is None else attrs.evolve(key, anchor=None)
    return anchored(key, place[0], place[1].id)


def reanchored(character: Character | None, before: Curve, after: Curve) -> Curve:
    """The curve `after` with anchors that tell the truth: a key that was moved off its word's place is tied
    to the word where it is now."""
    old = {key.time: key.anchor for key in before.keys if key.anchor is not None}
    loose = [k for k in after.keys if k.anchor is not None and old.get(k.time) != k.anchor]
    if character is None or not loose:
        return after
    words = {w.id: (c.start, w) for c in character.clips for w in c.words}

    def true(key: Key) -> Key:
        if key.anchor is None or old.get(key.time) == key.anchor:
            return key
        place = words.get(key.anchor.word_id)
        if place and abs(anchored_time(*place, key.anchor.fraction) - key.time) <= 1:
            return key
        return tied(character, key)

    keys = tuple(true(key) for key in after.keys)
    return after if keys == after.keys else attrs.evolve(after, keys=keys)


def _distance(clip: VoiceClip, word: Word, at: int) -> int:
    return max(clip.start + word.start - at, at - clip.start - word.end, 0)
