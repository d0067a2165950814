"""Names that every reader takes: letters, digits and underscores, and no name twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OTHER = re.compile(r"[^A-Za-z0-9_]")


def safe(name: str) -> str:
    """The name with every other character as `_`; USD and C-like readers want no leading digit, either."""
    plain = _OTHER.sub("_", name) or "unnamed"
    return f"_{plain}" if plain[0].isdigit() else plain


def safe_names(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Safe names in order; one that is already used (or in `taken`) gets the first free `_2`, `_3` ..."""
    used = {name.lower() for name in taken}  # Unreal's names do not tell cases apart
    result = []
    for name in names:
        plain = safe(name)
        free, count = plain, 1
        while free.lower() in used:
            count += 1
            free = f"{plain}_{count}"
        used.add(free.lower())
        result.append(free)
    return tuple(result)
