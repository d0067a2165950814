"""Finding an action by a few letters of its name."""

from __future__ import annotations

from collections.abc import Iterable

from studio.session.actions import Action

_WORD_START, _RUN, _PLAIN, _GAP = 10.0, 6.0, 1.0, 0.15


def match(text: str, query: str) -> float:
    """How well letters fit into a text in their order, better at words' beginnings and in a run; 0 when they
    do not, and something above 0 for no letters at all."""
    text, query = text.lower(), "".join(query.lower().split())
    if not query:
        return 1.0
    best = 0.0
    for start in (i for i, letter in enumerate(text) if letter == query[0]):
        best = max(best, _from(text, query, start))
    return best


def _from(text: str, query: str, start: int) -> float:
    """Greedy from one place on, preferring the beginnings of words to letters inside them."""
    score, at, last = 0.0, start, start - 2
    for letter in query:
        found = _next(text, letter, at, last)
        if found < 0:
            return 0.0
        begins = found == 0 or not text[found - 1].isalnum()
        score += _WORD_START if begins else _RUN if found == last + 1 else _PLAIN
        score -= _GAP * max(found - last - 1, 0) if last >= start else _GAP * found
        at, last = found + 1, found
    return max(score, 0.01)


def _next(text: str, letter: str, at: int, last: int) -> int:
    if at == last + 1 and at < len(text) and text[at] == letter:
        return at
    for i in range(at, len(text)):
        if text[i] == letter and (i == 0 or not text[i - 1].isalnum()):
            return i
    return text.find(letter, at)


def found(actions: Iterable[Action], query: str, recent: Iterable[str] = ()) -> list[Action]:
    """Actions that fit, the best first; without a query those used last come first."""
    order = {id_: place for place, id_ in enumerate(recent)}
    rated = []
    for place, action in enumerate(actions):
        where = action.menu.replace("/", " ")
        score = max(match(action.title, query), 0.6 * match(f"{where} {action.title}", query))
        if score > 0.0:
            bonus = 2.0 / (1 + order[action.id]) if action.id in order else 0.0
            rated.append((-(score + bonus), order.get(action.id, len(order)), place, action))
    return [action for *_, action in sorted(rated, key=lambda row: row[:3])]
