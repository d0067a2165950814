"""English as it is said: numbers, money, times, abbreviations, signs and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import product
from typing import TypeAlias

from studio.speech import numbers_english as numbers

Ways: TypeAlias = tuple[tuple[str, ...], ...]
_CLIPPED = frozenset(("'em", "'til", "'cause", "'tis", "'twas", "'n'", "'bout", "'round"))
_MOST = 6  # ways of one token

# word~ways to say it, divided by |
_TABLE = (
    "mr.~mister;mrs.~missus;ms.~miz;dr.~doctor|drive;st.~saint|street;prof.~professor;jr.~junior;"
    "sr.~senior;vs.~versus;vs~versus;v.~versus|v.;etc.~et cetera;e.g.~e. g.|for example;"
    "i.e.~i. e.|that is;a.m.~a. m.;p.m.~p. m.;mt.~mount;ltd.~limited;inc.~incorporated|ink;"
    "co.~company;capt.~captain;lt.~lieutenant;sgt.~sergeant;gen.~general;col.~colonel;rev.~reverend;"
    "hon.~honorable;approx.~approximately;dept.~department;est.~established;fig.~figure;vol.~volume;"
    "pp.~pages;ave.~avenue;blvd.~boulevard;rd.~road;no.~no|number;jan.~january;feb.~february;"
    "mar.~march;apr.~april;jun.~june;jul.~july;aug.~august;sep.~september;sept.~september;"
    "oct.~october;nov.~november;dec.~december;mon.~monday;tues.~tuesday;wed.~wednesday;"
    "thurs.~thursday;fri.~friday;&~and;@~at;+~plus;=~equals;#~number|hash;%~percent;°~degrees;"
    "w/~with;w/o~without"
)
_ABBREVIATIONS: dict[str, Ways] = {
    word: tuple(tuple(way.split()) for way in said.split("|"))
    for word, said in (entry.split("~") for entry in _TABLE.split(";"))
}
_UNITS = {
    "%": "percent", "‰": "per mille", "°": "degrees", "°c": "degrees celsius|degrees", "km": "kilometers",
    "°f": "degrees fahrenheit|degrees", "m": "meters|million", "cm": "centimeters", "mm": "millimeters",
    "kg": "kilograms|kilos", "g": "grams|g.", "l": "liters", "ml": "milliliters", "k": "thousand|k.",
    "km/h": "kilometers per hour|kilometers an hour", "mph": "miles per hour|miles an hour", "bn": "billion",
    "am": "a. m.", "pm": "p. m.", "a.m": "a. m.", "p.m": "p. m.", "x": "times|x.", "mb": "megabytes",
    "gb": "gigabytes", "ft": "feet", "lb": "pounds", "lbs": "pounds", "oz": "ounces", "min": "minutes",
}  # fmt: skip
_MONEY = {"$": ("dollar", "cent"), "€": ("euro", "cent"), "£": ("pound", "penny"), "¥": ("yen", "sen")}
_PLURALS = {"yen": "yen", "penny": "pence", "sen": "sen"}
_MONTHS_ROW = "january february march april may june july august september october november december"
_MONTHS = _MONTHS_ROW.split()
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?")
_VALUE = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?")
_RUN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:'[^\W\d_]+)*'?|[&@+=%°]")


def ways(token: str) -> Ways:
    """The ways a token may be said, in words of the dictionary; single letters have a full stop (`b.`)."""
    plain = token.strip('"()[]{}<>*_~^|\\')
    low = plain.lower()
    if low in _ABBREVIATIONS:
        return _ABBREVIATIONS[low]
    core = low.strip(".:;,!?").rstrip("-")
    if any(c.isdigit() for c in core):
        for pattern, say in _PATTERNS:
            if (found := pattern.fullmatch(core.strip("'"))) and (said := say(found)):
                return said[:_MOST]
    elif (
        core
        and all(c.isalpha() or c in "'-" or unicodedata.combining(c) for c in core)
        and not _capitals(plain.strip(".:;,!?-"))
    ):
        return _words(core)
    return _runs(plain)


def _capitals(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= 5


def _words(core: str) -> Ways:
    parts = (part if part in _CLIPPED else part.lstrip("'") for part in core.split("-"))
    return (tuple(part for part in parts if part.strip("'")),)


def letters(word: str) -> tuple[str, ...]:
    """The names of letters, as the dictionary writes them."""
    return tuple("zee" if c == "z" else f"{c}." for c in word.lower() if "a" <= c <= "z")


def _runs(plain: str) -> Ways:
    """A mixed token bit by bit: digits as numbers, capitals as a word or letter by letter."""
    if re.fullmatch(r"(?:[^\W\d_]\.){2,}[^\W\d_]?'?s?", plain):
        return (letters(plain),)
    said: list[Ways] = []
    for run in _RUN.findall(plain):
        if run[0].isdigit():
            said.append(_version(run))
        elif len(run) == 1 and run.isalpha() and len(plain) > 1:
            said.append((letters(run) or (run,),))
        elif run in _ABBREVIATIONS:
            said.append(_ABBREVIATIONS[run])
        elif _capitals(run.rstrip("s")) and run.isascii():
            spelled = (*letters(run.rstrip("s")), *(("s.",) if run.endswith("s") else ()))
            said.append(((run.lower(),), spelled) if re.search("[aeiouyAEIOUY]", run) else (spelled,))
        else:
            said.append(((run.lower(),),))
    return _products(said)


def _version(run: str) -> Ways:
    parts = [_number(part)[0] for part in run.replace(",", "").split(".") if part]
    if len(parts) == 1:
        return _number(run.replace(",", "").replace(".", ""))
    return (tuple(word for k, part in enumerate(parts) for word in (("point", *part) if k else part)),)


def _products(said: list[Ways]) -> Ways:
    rows = [
        tuple(word for part in parts for word in part) for parts in product(*(way[:3] for way in said[:6]))
    ]
    rest = tuple(word for way in said[6:] for word in way[0])
    return tuple((*row, *rest) for row in rows[:_MOST])


def _number(digits: str) -> Ways:
    if len(digits) == 4 and 1100 <= int(digits) <= 2099:
        return numbers.year(digits)
    return numbers.cardinal(digits) if len(digits) <= 9 else numbers.spelled(digits)


def _value(found: re.Match[str] | None) -> Ways:
    if found is None or not (found[2] or found[3]):
        return ()
    sign = (("minus",),) if found[1] == "-" else (("plus",),) if found[1] else ((),)
    whole = found[2].replace(",", "")
    if found[3]:
        said = numbers.decimal(whole, found[3])
    else:
        said = numbers.cardinal(whole) if "," in found[2] else _number(whole)
    return tuple((*sign[0], *way) for way in said)


def _with_unit(found: re.Match[str]) -> Ways:
    value, unit = _value(_VALUE.fullmatch(found[1])), found[2]
    if unit not in _UNITS:
        return ()
    return tuple((*way, *name.split()) for name in _UNITS[unit].split("|") for way in value[:3])


def _money(found: re.Match[str]) -> Ways:
    symbol = found[1] or found[4]
    amount, unit = found[2], found[3]
    name, small = _MONEY[symbol]
    whole, _, part = amount.replace(",", "").partition(".")
    many = _PLURALS.get(name, name + ("" if whole == "1" and not unit else "s"))
    first = numbers.cardinal(whole)
    if unit:
        scale = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}.get(unit, unit)
        value = numbers.decimal(whole, part) if part else first
        return tuple((*way, scale, many) for way in value[:3])
    if not part or not int(part):
        return tuple((*way, many) for way in first[:3])
    cents = numbers.cardinal(part.lstrip("0") if len(part) == 2 else part)[0]
    coins = _PLURALS.get(small, f"{small}s")
    return ((*first[0], many, *cents), (*first[0], many, "and", *cents, coins), (*first[0], *cents))


def _clock(found: re.Match[str]) -> Ways:
    hour, minute, second, half = found[1], found[2], found[3], found[4]
    tail = (f"{half[0]}.", "m.") if half else ()
    hours = numbers.cardinal(str(int(hour)))[0]
    if minute == "00":
        return ((*hours, *(tail or ("o'clock",))), (*hours, *tail), (*hours, "hundred", *tail))
    minutes = numbers.cardinal(minute.lstrip("0"))[0]
    minutes = ("oh", *minutes) if minute[0] == "0" else minutes
    seconds = numbers.cardinal(str(int(second)))[0] if second else ()
    return ((*hours, *minutes, *seconds, *tail),)


def _range(found: re.Match[str]) -> Ways:
    first, last = _number(found[1]), _number(found[2])
    digits: Ways = ()
    if len(found[1]) >= 3:
        digits = ((*numbers.spelled(found[1])[0], *numbers.spelled(found[2])[0]),)
    return (*((*a, "to", *b) for a in first[:1] for b in last[:2]), *digits, (*first[0], *last[0]))


def _date(found: re.Match[str]) -> Ways:
    year, month, day = found[1], int(found[2]), found[3].lstrip("0")
    if not (1 <= month <= 12 and day):
        return ()
    name, nth, when = _MONTHS[month - 1], numbers.ordinal(day)[0], numbers.year(year)[0]
    return ((name, *nth, *when), ("the", *nth, "of", name, *when))


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Ways]], ...] = (
    (_VALUE, _value),
    (re.compile(r"(\d+)(?:st|nd|rd|th)"), lambda m: numbers.ordinal(m[1])),
    (re.compile(r"'?(\d\d|\d{4})'?s"), lambda m: numbers.decade(m[1]) if m[1][-1] == "0" else ()),
    (_TIME, _clock),
    (re.compile(r"([$£€¥])(\d[\d,]*(?:\.\d+)?)\s*(k|m|bn?|thousand|million|billion|trillion)?()"), _money),
    (re.compile(r"()(\d[\d,]*(?:\.\d+)?)()\s*([$£€¥])"), _money),
    (re.compile(r"([-+]?[\d.,]+)\s*(\D+)"), _with_unit),
    (re.compile(r"(\d{1,4})[/⁄](\d{1,4})"), lambda m: numbers.fraction(m[1], m[2]) if int(m[2]) else ()),
    (re.compile(r"(\d+)[-–](\d+)"), _range),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _date),
)
