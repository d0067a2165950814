"""German as it is said: numbers, money, times, abbreviations and signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from studio.speech import numbers_german as numbers

Ways: TypeAlias = tuple[tuple[str, ...], ...]
_MOST = 6  # ways of one token

# word~ways to say it, divided by |
_TABLE = (
    "z.b.~zum Beispiel;d.h.~das heißt;u.a.~unter anderem|und andere;usw.~und so weiter;"
    "u.s.w.~und so weiter;bzw.~beziehungsweise;dr.~Doktor;hr.~Herr;hrn.~Herrn;fr.~Frau;nr.~Nummer;"
    "st.~Sankt;ca.~zirka;evtl.~eventuell;ggf.~gegebenenfalls;inkl.~inklusive;str.~Straße;"
    "mio.~Millionen;mrd.~Milliarden;jh.~Jahrhundert;vgl.~vergleiche;s.~siehe|Seite;abb.~Abbildung;"
    "bspw.~beispielsweise;o.ä.~oder ähnliches;prof.~Professor;z.t.~zum Teil;i.d.r.~in der Regel;"
    "u.u.~unter Umständen;tel.~Telefon;min.~Minuten;std.~Stunden;sog.~sogenannte|sogenannten;"
    "v.chr.~vor Christus;n.chr.~nach Christus;etc.~et cetera;v.a.~vor allem;m.e.~meines Erachtens;"
    "&~und;@~ät;+~plus;%~Prozent;°~Grad;#~Nummer"
)
_ABBREVIATIONS: dict[str, Ways] = {
    word: tuple(tuple(way.split()) for way in said.split("|"))
    for word, said in (entry.split("~") for entry in _TABLE.split(";"))
}
_UNITS = {
    "%": "Prozent", "‰": "Promille", "°": "Grad", "°c": "Grad Celsius|Grad", "°f": "Grad Fahrenheit|Grad",
    "km": "Kilometer", "m": "Meter", "cm": "Zentimeter", "mm": "Millimeter", "kg": "Kilogramm|Kilo",
    "g": "Gramm", "l": "Liter", "ml": "Milliliter", "km/h": "Kilometer pro Stunde|Stundenkilometer",
    "uhr": "Uhr", "euro": "Euro", "mio": "Millionen", "mrd": "Milliarden", "x": "mal", "er": "er",
    "mal": "mal",
}  # fmt: skip
_MONEY = {"$": ("Dollar", "Cent"), "€": ("Euro", "Cent"), "£": ("Pfund", "Pence"), "¥": ("Yen", "Sen")}
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+"
_VALUE = re.compile(rf"([-+]?)({_NUMBER}|)(?:,(\d+))?")
_RUN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[&@+%°]")


def ways(token: str) -> Ways:
    """The ways a token may be said, in words espeak-ng can read."""
    plain = token.strip('"()[]{}<>*_~^|\\')
    low = plain.lower()
    if low in _ABBREVIATIONS:
        return _ABBREVIATIONS[low]
    core = low.strip(":;,!?-'")
    if any(c.isdigit() for c in core):
        for pattern, say in _PATTERNS:
            if (found := pattern.fullmatch(core)) and (said := say(found)):
                return said[:_MOST]
        core = core.rstrip(".")
        for pattern, say in _PATTERNS:
            if (found := pattern.fullmatch(core)) and (said := say(found)):
                return said[:_MOST]
    return _runs(plain)


def _runs(plain: str) -> Ways:
    said: list[str] = []
    for run in _RUN.findall(plain):
        if run.isdigit():
            said += _number(run)[0]
        elif run.lower() in _ABBREVIATIONS:
            said += _ABBREVIATIONS[run.lower()][0]
        else:
            said.append(run)
    return (tuple(said),)


def _number(digits: str) -> Ways:
    if len(digits) == 4 and 1100 <= int(digits) <= 1999:
        return numbers.year(digits)
    return numbers.cardinal(digits) if len(digits) <= 9 else numbers.spelled(digits)


def _value(found: re.Match[str] | None) -> Ways:
    if found is None or not (found[2] or found[3]):
        return ()
    sign = ("minus",) if found[1] == "-" else ("plus",) if found[1] else ()
    whole = found[2].replace(".", "")
    said = numbers.decimal(whole, found[3]) if found[3] else _number(whole)
    return tuple((*sign, *way) for way in said)


def _with_unit(found: re.Match[str]) -> Ways:
    value, unit = _value(_VALUE.fullmatch(found[1])), found[2].rstrip(".")
    if unit not in _UNITS:
        return ()
    # Before a noun the last one is said `ein` (ein Prozent, einundzwanzig Uhr).
    ordered = sorted(value, key=lambda way: way[-1].endswith("eins"))
    return tuple((*way, *name.split()) for name in _UNITS[unit].split("|") for way in ordered[:3])


def _money(found: re.Match[str]) -> Ways:
    symbol, amount = found[1] or found[3], found[2]
    name, small = _MONEY[symbol]
    whole, _, part = amount.replace(".", "").partition(",")
    value = numbers.cardinal(whole)
    first = value[1] if value[0][-1].endswith("eins") and len(value) > 1 else value[0]
    if not part.strip("0-"):
        return ((*first, name),)
    cents = numbers.cardinal(part.lstrip("0") if len(part) == 2 else part)[0]
    return (
        (*first, name, *cents),
        (*first, name, "und", *cents, small),
        (*first, "Komma", *numbers.spelled(part)[0], name),
    )


def _clock(found: re.Match[str]) -> Ways:
    hours = numbers.cardinal(str(int(found[1])))
    hour = hours[1] if found[1].lstrip("0") == "1" else hours[0]
    minute = numbers.cardinal(found[2].lstrip("0"))[0] if found[2] != "00" else ()
    return ((*hour, "Uhr", *minute), (*hours[0], *minute), (*hour, "Uhr", *minute, "Minuten"))


def _range(found: re.Match[str]) -> Ways:
    first, last = _number(found[1])[0], _number(found[2])[0]
    return ((*first, "bis", *last), (*first, *last))


def _nth(found: re.Match[str]) -> Ways:
    """A number with a full stop is an ordinal, or a cardinal that ends its sentence."""
    nth = numbers.ordinal(found[1])
    return (*nth[:2], *_number(found[1])[:2], *nth[2:]) if len(found[1]) <= 3 else _number(found[1])


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Ways]], ...] = (
    (_VALUE, _value),
    (re.compile(r"(\d+)\."), _nth),
    (re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:uhr)?"), _clock),
    (re.compile(rf"([$£€¥])((?:{_NUMBER})(?:,\d+)?)()"), _money),
    (re.compile(rf"()((?:{_NUMBER})(?:,(?:\d+|-))?)\s*([$£€¥])"), _money),
    (re.compile(r"([-+]?[\d.,]+)\s*(\D+)"), _with_unit),
    (re.compile(r"(\d{1,4})[/⁄](\d{1,4})"), lambda m: numbers.fraction(m[1], m[2])),
    (re.compile(r"(\d+)[-–](\d+)"), _range),
)
