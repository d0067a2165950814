"""Words as a dictionary has them, by a few rules: good enough to find a gesture, not to parse a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from studio.performance.gestures.lexicon import Ending, Lexicon

_AROUND = " \t\n.,;:!?…\"“”„«»‹›()[]{}-–—*_'"


def plain(text: str) -> str:
    """A spoken word in small letters, without the marks around it."""
    # lower, not casefold: German heads keep their ß
    return text.lower().replace("’", "'").strip(_AROUND)


def lemmas(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The word itself, and what it may be a form of, the likeliest first, each once."""
    word = plain(text)
    if not word:
        return ()
    found = [word]
    if word in lexicon.irregular:
        found.append(lexicon.irregular[word])
    for ending in lexicon.endings:
        for base in _bases(word, ending):
            found.append(base)
            if base in lexicon.irregular:
                found.append(lexicon.irregular[base])
    return tuple(dict.fromkeys(found))


def _bases(word: str, rule: Ending) -> Iterator[str]:
    if not (word.endswith(rule.ending) and word.startswith(rule.start)):
        return
    if rule.whole:
        yield from rule.instead
        return
    base = word[len(rule.start) : len(word) - len(rule.ending)]
    if len(base) < rule.shortest:
        return
    for tail in rule.instead:
        if tail != "-":
            yield base + tail
        elif len(base) > 2 and base[-1] == base[-2]:
            yield base[:-1]
