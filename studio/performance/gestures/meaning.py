"""Which gestures a said word asks for, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from studio.performance.gestures.lemma import lemmas, plain
from studio.performance.gestures.lexicon import Lexicon, own_lexicon
from studio.performance.gestures.library import Library
from studio.performance.gestures.plan_words import SaidWord

_LONGEST_PHRASE = 6
_DENIED = 0.35  # what is said not to be is hardly shown
_ASKING = 1.0


@attrs.frozen
class Meaning:
    """gestures: names, each with 0..1, how much the word asks for it. contrast: 1 sets a thing against one
    before it, -1 opens such a pair. side: 1 left, -1 right where the word says so. head: what was understood,
    empty where nothing was."""

    gestures: tuple[tuple[str, float], ...] = ()
    contrast: int = 0
    side: int = 0
    head: str = ""

    @property
    def strength(self) -> float:
        return max((s for _, s in self.gestures), default=0.0)


Index = Mapping[str, tuple[str, ...]]


def index_of(library: Library, language: str) -> Index:
    """Head -> names of the gestures that go with it."""
    short = language.split("-", maxsplit=1)[0].lower()
    found: dict[str, list[str]] = {}
    for gesture in library:
        for word in gesture.words.get(short, ()):
            found.setdefault(word, []).append(gesture.name)
    return {word: tuple(names) for word, names in found.items()}


def meanings(words: Sequence[SaidWord], library: Library) -> tuple[Meaning, ...]:
    """For each word what it asks for. Words of a language nobody made gestures for ask for nothing."""
    indices = {lang: index_of(library, lang) for lang in sorted({w.language for w in words if w.language})}
    found = [_meaning(w, indices[w.language]) if w.language else Meaning() for w in words]
    _hear_phrases(words, indices, found)
    _hear_denials(words, found)
    _hear_questions(words, indices, found)
    return tuple(found)


def heads_of(text: str, lexicon: Lexicon, index: Index) -> tuple[str, float]:
    """The head that a word leads to, and its strength; empty and 0 where there is none."""
    forms = lemmas(text, lexicon)
    for form in forms:
        for head in (form, lexicon.alike.get(form, "")):
            if head in index:
                asked = min(
                    (lexicon.strength.get(f, 1.0) for f in forms[: forms.index(form) + 1]), default=1.0
                )
                # a word that is only alike asks a little less than the one that is meant
                return head, asked * (1.0 if head == form else 0.8)
    return "", 0.0


def _meaning(word: SaidWord, index: Index) -> Meaning:
    lexicon = own_lexicon(word.language)
    head, strength = heads_of(word.text, lexicon, index)
    forms = set(lemmas(word.text, lexicon))
    return Meaning(
        _asked(head, strength, index),
        1
        if forms & lexicon.sense("contrast_second")
        else -1
        if forms & lexicon.sense("contrast_first")
        else 0,
        1 if forms & lexicon.sense("left") else -1 if forms & lexicon.sense("right") else 0,
        head,
    )


def _asked(head: str, strength: float, index: Index) -> tuple[tuple[str, float], ...]:
    return tuple((name, strength) for name in index.get(head, ()))


def _hear_phrases(words: Sequence[SaidWord], indices: Mapping[str, Index], found: list[Meaning]) -> None:
    """Words that together mean something else: the one that stands out most carries it."""
    i = 0
    while i < len(words):
        length, head = _longest(words, i)
        if length:
            carrier = max(range(i, i + length), key=lambda k: (words[k].prominence, k))
            contrast = max((found[k].contrast for k in range(i, i + length)), key=abs)
            for k in range(i, i + length):
                found[k] = Meaning()
            asked = _asked(head, 1.0, indices[words[i].language])
            lexicon = own_lexicon(words[i].language)
            if head in lexicon.sense("contrast_second"):
                contrast = 1
            elif head in lexicon.sense("contrast_first"):
                contrast = -1
            found[carrier] = Meaning(asked, contrast, 0, head)
        i += max(length, 1)


def _longest(words: Sequence[SaidWord], i: int) -> tuple[int, str]:
    """How many words from `i` on are a phrase of the lexicon, and its head."""
    if not words[i].language:
        return 0, ""
    phrases = own_lexicon(words[i].language).phrases
    row = _row(words[i : i + _LONGEST_PHRASE], words[i].language)
    for length in range(len(row), 1, -1):
        if row[:length] in phrases:
            return length, phrases[row[:length]]
    return 0, ""


def _row(words: Iterable[SaidWord], language: str) -> tuple[str, ...]:
    row: list[str] = []
    for word in words:
        if word.language != language:
            break
        row.append(plain(word.text))
    return tuple(row)


def _hear_denials(words: Sequence[SaidWord], found: list[Meaning]) -> None:
    """`not big` does not show how big."""
    for i, word in enumerate(words):
        if not word.language:
            continue
        lexicon = own_lexicon(word.language)
        if not set(lemmas(word.text, lexicon)) & lexicon.sense("negation"):
            continue
        for k in range(i + 1, min(i + 4, len(words))):
            if words[k].phrase == word.phrase:
                softer = tuple((name, s * _DENIED) for name, s in found[k].gestures)
                found[k] = attrs.evolve(found[k], gestures=softer)


def _hear_questions(words: Sequence[SaidWord], indices: Mapping[str, Index], found: list[Meaning]) -> None:
    """Any word of a question can be where the hands ask, the one that stands out most above all."""
    for number in sorted({w.phrase for w in words if w.asks and w.language}):
        inside = [k for k, w in enumerate(words) if w.phrase == number]
        most = max(inside, key=lambda k: (words[k].prominence, k))
        lexicon, index = own_lexicon(words[most].language), indices[words[most].language]
        asking = [name for head in sorted(lexicon.sense("question")) for name in index.get(head, ())]
        for k in inside:
            strength = _ASKING if k == most else 0.7 * _ASKING
            own = dict(found[k].gestures)
            more = tuple((name, strength) for name in asking if name not in own)
            found[k] = attrs.evolve(found[k], gestures=found[k].gestures + more)
