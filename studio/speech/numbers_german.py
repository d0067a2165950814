"""How German says numbers. Each way of saying one is a row of words; several may be right."""

from __future__ import annotations

from typing import TypeAlias

Way: TypeAlias = tuple[str, ...]

_ONES = (  # noqa: SIM905 - a list reads best as a sentence
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
).split()
_TENS = "null zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()  # noqa: SIM905 - likewise
_SCALES = (
    (10**12, "Billion", "Billionen"),
    (10**9, "Milliarde", "Milliarden"),
    (10**6, "Million", "Millionen"),
)
_LONGEST = 15  # digits; longer ones are read out one by one
_ORDINAL_STEMS = {1: "ers", 3: "drit", 7: "sieb", 8: "ach"}


def _below_thousand(value: int, last: str) -> str:
    """`last` is how a final one is said: `eins` alone, `ein` before another word."""
    if value >= 100:
        rest = _below_thousand(value % 100, last) if value % 100 else ""
        return f"{_joined(value // 100)}hundert{rest}"
    if value == 1:
        return last
    if value < 20:
        return _ONES[value]
    tens = _TENS[value // 10]
    return f"{_joined(value % 10)}und{tens}" if value % 10 else tens


def _joined(value: int) -> str:
    return "ein" if value == 1 else _ONES[value]


def _below_million(value: int, last: str) -> str:
    if value < 1000:
        return _below_thousand(value, last)
    rest = _below_thousand(value % 1000, last) if value % 1000 else ""
    return f"{_below_thousand(value // 1000, 'ein')}tausend{rest}"


def _words(value: int, last: str) -> Way:
    words: list[str] = []
    for scale, one, many in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words += ["eine", one] if count == 1 else [_below_thousand(count, "ein"), many]
    if value or not words:
        words.append(_below_million(value, last))
    return tuple(words)


def cardinal(digits: str) -> tuple[Way, ...]:
    """Ways to say a whole number written in plain digits."""
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return spelled(digits)
    value = int(digits)
    ways = [_words(value, "eins")]
    if value % 100 == 1:
        ways += [_words(value, "ein"), _words(value, "eine")]
    if 100 <= value < 200 or 1000 <= value < 2000:
        ways.append((*ways[0][:-1], ways[0][-1].removeprefix("ein")))
    if value % 100 == 2 or value == 2:
        ways.append((*ways[0][:-1], ways[0][-1].removesuffix("zwei") + "zwo"))
    return tuple(ways)


def year(digits: str) -> tuple[Way, ...]:
    """Ways to say four digits that may be a year: neunzehnhundertvierundachtzig."""
    high, low = divmod(int(digits), 100)
    if not 11 <= high <= 19:
        return cardinal(digits)
    tail = _below_thousand(low, "eins") if low else ""
    return ((f"{_ONES[high]}hundert{tail}",), cardinal(digits)[0])


def spelled(digits: str) -> tuple[Way, ...]:
    """Digits one by one."""
    return (tuple(_ONES[int(digit)] for digit in digits),)


def ordinal(digits: str) -> tuple[Way, ...]:
    """`3` -> dritte, dritten, dritter, drittes."""
    value = int(digits)
    if len(digits) > 6:
        return cardinal(digits)
    whole = _below_million(value, "eins")
    small = value % 100
    if small in _ORDINAL_STEMS:
        stem = whole.removesuffix(_ONES[small]) + _ORDINAL_STEMS[small]
    else:
        stem = whole if 2 <= small < 20 else f"{whole}s"
    return tuple((f"{stem}t{ending}",) for ending in ("e", "en", "er", "es"))


def decimal(whole: str, part: str) -> tuple[Way, ...]:
    """`3`, `14` -> drei Komma eins vier."""
    first = cardinal(whole or "0")[0]
    return ((*first, "Komma", *spelled(part)[0]),)


def fraction(upper: str, lower: str) -> tuple[Way, ...]:
    """`3`, `4` -> drei viertel; `1`, `2` -> ein halb."""
    count = _words(int(upper), "ein")
    if lower == "2":
        return ((*count, "halb"), (*count, "halbe"), ("einhalb",)) if upper == "1" else ((*count, "halbe"),)
    if len(lower) > 3 or int(lower) == 0:
        return ((*count, "durch", *cardinal(lower)[0]),)
    return ((*count, f"{ordinal(lower)[0][0]}l"),)
