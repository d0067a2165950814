"""Keys tied to words follow them when the words move, are recorded again or translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import attrs

from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits import keys
from studio.document.edits.tree import evolved
from studio.document.schema import Character, EmotionTrack, OverrideLayer, VoiceClip, Word

_Owner = TypeVar("_Owner", EmotionTrack, OverrideLayer)


def follow(character: Character, before: VoiceClip, after: VoiceClip, heirs: Mapping[str, str]) -> Character:
    """The character with every key that was tied to a word of `before` at the same place in `after`.

    heirs: for words that are gone, the id of the word that stands in for each; keys of words without an heir
    stay where they are and are no longer tied.
    """
    tied = _tied(character)
    if not tied:
        return character
    old = _words(before, tied)
    new = _words(after, {heirs.get(id_, id_) for id_ in tied} | tied)
    moved = _Moves(old, new, heirs)
    return attrs.evolve(
        character,
        emotions=_all_same(character.emotions, tuple(moved.track(track) for track in character.emotions)),
        overrides=_all_same(character.overrides, tuple(moved.layer(layer) for layer in character.overrides)),
    )


def renamed(character: Character, names: Mapping[str, str]) -> Character:
    """The character with keys tied to words of other ids, by the former ones; no key moves."""
    emotions = tuple(evolved(track, curve=renamed_curve(track.curve, names)) for track in character.emotions)
    layers = tuple(
        attrs.evolve(layer, curves={name: renamed_curve(old, names) for name, old in layer.curves.items()})
        for layer in character.overrides
    )
    same = all(a.curves == b.curves for a, b in zip(layers, character.overrides, strict=True))
    return attrs.evolve(character, emotions=emotions, overrides=character.overrides if same else layers)


def renamed_curve(curve: Curve, names: Mapping[str, str]) -> Curve:
    """The curve with its keys tied to words of other ids, by the former ones."""

    def key(old: Key) -> Key:
        anchor = old.anchor
        if anchor is None or anchor.word_id not in names:
            return old
        return attrs.evolve(old, anchor=attrs.evolve(anchor, word_id=names[anchor.word_id]))

    new = tuple(key(each) for each in curve.keys)
    return curve if new == curve.keys else attrs.evolve(curve, keys=new)


def anchored_time(start: int, word: Word, fraction: float) -> int:
    """Scene tick of a place in a word of a clip that starts at `start`."""
    return start + word.start + round(fraction * (word.end - word.start))


def _tied(character: Character) -> set[str]:
    """Ids of the words that any key is tied to."""
    curves = [track.curve for track in character.emotions]
    curves += [curve for layer in character.overrides for curve in layer.curves.values()]
    return {key.anchor.word_id for curve in curves for key in curve.keys if key.anchor is not None}


def _words(clip: VoiceClip, wanted: set[str]) -> dict[str, tuple[int, Word]]:
    """Those words of a clip that are wanted, each with the clip's start."""
    words = clip.transcript.words if clip.transcript else ()
    return {word.id: (clip.start, word) for word in words if word.id in wanted}


def _all_same(before: tuple[_Owner, ...], after: tuple[_Owner, ...]) -> tuple[_Owner, ...]:
    return before if all(a is b for a, b in zip(before, after, strict=True)) else after


class _Moves:
    def __init__(
        self,
        old: Mapping[str, tuple[int, Word]],
        new: Mapping[str, tuple[int, Word]],
        heirs: Mapping[str, str],
    ) -> None:
        self._old, self._new, self._heirs = old, new, heirs

    def track(self, track: EmotionTrack) -> EmotionTrack:
        result: EmotionTrack = evolved(track, curve=self._curve(track.curve))
        return result

    def layer(self, layer: OverrideLayer) -> OverrideLayer:
        curves = {name: self._curve(curve) for name, curve in layer.curves.items()}
        same = all(curves[name] is curve for name, curve in layer.curves.items())
        return layer if same else attrs.evolve(layer, curves=curves)

    def _curve(self, curve: Curve) -> Curve:
        if not any(key.anchor is not None and key.anchor.word_id in self._old for key in curve.keys):
            return curve
        return keys.in_order(curve, [self._key(key) for key in curve.keys])

    def _key(self, key: Key) -> Key:
        anchor = key.anchor
        if anchor is None or anchor.word_id not in self._old:
            return key
        id_ = anchor.word_id if anchor.word_id in self._new else self._heirs.get(anchor.word_id, "")
        if id_ not in self._new:
            return attrs.evolve(key, anchor=None)
        fraction = _carried(anchor.fraction, self._old[anchor.word_id][1], self._new[id_][1])
        time = anchored_time(*self._new[id_], fraction)
        return attrs.evolve(key, time=time, anchor=attrs.evolve(anchor, word_id=id_, fraction=fraction))


def _carried(fraction: float, old: Word, new: Word) -> float:
    """A place of a word in another one: within it at the same share; before and behind it, where curves rise
    and fall, at the same distance in time, since a long word is no reason to rise slowly."""
    length = new.end - new.start
    beyond = min(fraction, 0.0) + max(fraction - 1.0, 0.0)
    if not beyond or not length or old.end == old.start:
        return fraction
    return min(max(fraction, 0.0), 1.0) + beyond * (old.end - old.start) / length


def anchored(key: Key, clip: VoiceClip, word_id: str) -> Key:
    """The key tied to a word of a clip at the place where it is now."""
    start, word = _words(clip, {word_id})[word_id]
    length = word.end - word.start
    fraction = (key.time - start - word.start) / length if length else 0.0
    return attrs.evolve(key, anchor=WordAnchor(word_id, fraction))
