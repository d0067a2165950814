"""How English says numbers. Each way of saying one is a row of words; several may be right."""

from __future__ import annotations

from typing import TypeAlias

Way: TypeAlias = tuple[str, ...]

_ONES = (  # noqa: SIM905 - a list reads best as a sentence
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905 - likewise
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LONGEST = 15  # digits; longer ones are read out one by one


def _cardinal(value: int, joint: Way) -> Way:
    if value < 20:
        return (_ONES[value],)
    if value < 100:
        rest: Way = (_ONES[value % 10],) if value % 10 else ()
        return (_TENS[value // 10], *rest)
    if value < 1000:
        rest = (*joint, *_cardinal(value % 100, joint)) if value % 100 else ()
        return (_ONES[value // 100], "hundred", *rest)
    scale, name = next(pair for pair in _SCALES if value >= pair[0])
    low = value % scale
    between = joint if 0 < low < 100 else ()
    rest = (*between, *_cardinal(low, joint)) if low else ()
    return (*_cardinal(value // scale, joint), name, *rest)


def cardinal(digits: str) -> tuple[Way, ...]:
    """Ways to say a whole number written in plain digits."""
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return spelled(digits)
    value = int(digits)
    plain, british = _cardinal(value, ()), _cardinal(value, ("and",))
    ways: list[Way] = [plain] if plain == british else [plain, british]
    if plain[:2] in (("one", "hundred"), ("one", "thousand"), ("one", "million")):
        ways.append(("a", *ways[-1][1:]))
    if 1100 <= value <= 9999 and value % 1000 and not value % 100:
        ways.append((*_cardinal(value // 100, ()), "hundred"))
    return tuple(ways)


def year(digits: str) -> tuple[Way, ...]:
    """Ways to say four digits that may be a year."""
    value = int(digits)
    high, low = divmod(value, 100)
    if value % 1000 < 10:
        return cardinal(digits)
    tail: Way = ("hundred",) if not low else ("oh", _ONES[low]) if low < 10 else _cardinal(low, ())
    return ((*_cardinal(high, ()), *tail), *cardinal(digits)[-2:])


def spelled(digits: str) -> tuple[Way, ...]:
    """Digits one by one, nought as `oh` or as `zero`."""
    plain = tuple(_ONES[int(digit)] for digit in digits)
    casual = tuple("oh" if word == "zero" else word for word in plain)
    return (plain,) if plain == casual else (casual, plain)


def ordinal(digits: str) -> tuple[Way, ...]:
    """`21` -> twenty first."""
    return tuple((*way[:-1], _ordinal_word(way[-1])) for way in cardinal(digits))


def _ordinal_word(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def decade(digits: str) -> tuple[Way, ...]:
    """`80` or `1980` -> (nineteen) eighties."""
    ways = year(digits) if len(digits) == 4 else cardinal(digits)
    first = ways[0]
    last = f"{first[-1][:-1]}ies" if first[-1].endswith("y") else f"{first[-1]}s"
    return ((*first[:-1], last),)


def decimal(whole: str, part: str) -> tuple[Way, ...]:
    """`3`, `14` -> three point one four."""
    return tuple((*way, "point", *spelled(part)[-1]) for way in cardinal(whole or "0")[:2])


def fraction(upper: str, lower: str) -> tuple[Way, ...]:
    """`3`, `4` -> three quarters."""
    count = cardinal(upper)[0]
    many = int(upper) != 1
    if lower == "2":
        return ((*count, "halves" if many else "half"),)
    names: list[Way] = [("quarter",)] if lower == "4" else []
    names.append(ordinal(lower)[0])
    shares = [(*name[:-1], f"{name[-1]}s" if many else name[-1]) for name in names]
    return (*((*count, *share) for share in shares), (*count, "over", *cardinal(lower)[0]))
