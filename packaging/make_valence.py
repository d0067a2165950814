"""Makes `assets/feelings/valence_en.tsv` from the word list of VADER.

    python packaging/make_valence.py path/to/vaderSentiment/vader_lexicon.txt

C. J. Hutto and E. Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of social media
text" (2014). The list is in the PyPI package `vaderSentiment` (3.3.2, MIT). Only its words and their mean
ratings are taken, without emoticons and abbreviations; the package itself, which asks for an HTTP library, is
not needed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "assets" / "feelings" / "valence_en.tsv"
WORD = re.compile(r"[a-z][a-z'-]{2,}")
HEADER = """\
# Valence of English words, -4 (very bad) .. 4 (very good): mean of ten people's ratings.
# From VADER Sentiment Analysis, Copyright (c) 2016 C.J. Hutto, MIT License; words only.
"""
# Sounds and chat shorthand that no script means by these letters.
LEFT_OUT = frozenset({
    "haha", "hahaha", "ily", "lmao", "lmfao", "lol", "omg", "rofl", "roflmao", "rotfl", "stfu", "wtf", "wth",
    "xoxo",
})  # fmt: skip


def main() -> None:
    rows = []
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        word, mean = line.split("\t")[:2]
        if WORD.fullmatch(word) and word not in LEFT_OUT:
            rows.append(f"{word}\t{float(mean):g}")
    OUT.write_text(HEADER + "\n".join(sorted(rows)) + "\n", "utf-8")
    print(f"{len(rows)} words in {OUT}")


if __name__ == "__main__":
    main()
