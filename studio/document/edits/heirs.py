"""Words that come again in another alignment keep their ids, so that what is tied to them stays tied."""

from __future__ import annotations

import difflib

import attrs

from studio.document.schema import Transcript, Word

Words = tuple[Word, ...]


def own_words(clip_id: str, transcript: Transcript | None) -> Transcript | None:
    """Word ids that begin with their clip's, so that a key tied to one means that one."""
    if transcript is None:
        return None
    mark = f"{clip_id}/"
    named = (
        word if word.id.startswith(mark) else attrs.evolve(word, id=mark + word.id)
        for word in transcript.words
    )
    return attrs.evolve(transcript, words=tuple(named))


def inherit(old: Words, new: Transcript | None, clip_id: str) -> tuple[Transcript | None, dict[str, str]]:
    """The new transcript with the ids and settings of the old words that it repeats, and for each old word
    that is gone the id of the new word that stands in its place."""
    if new is None:
        return None, {}
    match = difflib.SequenceMatcher(None, _plain(old), _plain(new.words), autojunk=False)
    steps = match.get_opcodes()
    sources: dict[int, Word] = {}
    for step, i1, i2, j1, _ in steps:
        if step == "equal":
            sources |= {j1 + k: old[i1 + k] for k in range(i2 - i1)}
    words = _named(new.words, sources, clip_id)
    heirs: dict[str, str] = {}
    for step, i1, i2, j1, j2 in steps:
        if step in ("replace", "delete") and words:
            heirs |= {
                old[i1 + k].id: words[_place(k, i2 - i1, j1, j2, len(words))].id for k in range(i2 - i1)
            }
    return attrs.evolve(new, words=words), heirs


def _place(k: int, count: int, first: int, last: int, words: int) -> int:
    """The k-th of `count` vanished words lies at the same share of the way through the new ones."""
    return min(first + k * (last - first) // count, words - 1)


def _named(new: Words, sources: dict[int, Word], clip_id: str) -> Words:
    taken = {word.id for word in sources.values()}
    words = []
    for j, word in enumerate(new):
        named = _heir(sources[j], word) if j in sources else _renamed(word, j, taken, clip_id)
        taken.add(named.id)
        words.append(named)
    return tuple(words)


def _heir(old: Word, new: Word) -> Word:
    """The new timing with what the artist set on the old word."""
    extra = {**old.extra, **new.extra}
    return attrs.evolve(new, id=old.id, lip_gain=old.lip_gain, jaw_gain=old.jaw_gain, extra=extra)


def _renamed(word: Word, place: int, taken: set[str], clip_id: str) -> Word:
    number, name = place, word.id
    while name in taken:
        name = f"{clip_id}/n{number}"
        number += 1
    return attrs.evolve(word, id=name) if name != word.id else word


def _plain(words: Words) -> list[str]:
    return ["".join(letter for letter in word.text.casefold() if letter.isalnum()) for word in words]
