"""Transcripts as files other programs read: JSON in seconds and Praat's TextGrid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from studio.core.time import seconds
from studio.document.schema import Transcript, Word

_DIGITS = 6  # of a second: finer than a sample


def transcript_json(transcript: Transcript) -> str:
    """The words in seconds, as `words: [{text, start, end, confidence, phones: [{label, start, end}]}]`."""
    document = {
        "language": transcript.language,
        "phone_set": transcript.phone_set,
        "source": transcript.source,
        "words": [_word(word) for word in transcript.words],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _word(word: Word) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "text": word.text,
        "start": _at(word.start),
        "end": _at(word.end),
        "confidence": word.confidence,
        "phones": [{"label": p.label, "start": _at(p.start), "end": _at(p.end)} for p in word.phones],
    }
    if word.doubtful:
        fields["doubtful"] = True
    if word.tags:
        fields["tags"] = list(word.tags)
    return fields


def _at(ticks: int) -> float:
    return round(seconds(ticks), _DIGITS)


def textgrid(transcript: Transcript, duration: int) -> str:
    """A TextGrid in Praat's long text format with tiers `words` and `phones`; duration in ticks.

    What is not spoken is an empty interval, so that each tier covers the whole recording.
    """
    phones = (phone for word in transcript.words for phone in word.phones)
    tiers = {
        "words": _covered(((w.start, w.end, w.text) for w in transcript.words), duration),
        "phones": _covered(((p.start, p.end, p.label) for p in phones), duration),
    }
    end = _number(max(duration, *(rows[-1][1] for rows in tiers.values())))
    lines = [
        'File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0 ", f"xmax = {end} ",
        "tiers? <exists> ", f"size = {len(tiers)} ", "item []: ",
    ]  # fmt: skip
    for number, (name, rows) in enumerate(tiers.items(), start=1):
        lines += [
            f"    item [{number}]:", '        class = "IntervalTier" ', f'        name = "{name}" ',
            "        xmin = 0 ", f"        xmax = {end} ", f"        intervals: size = {len(rows)} ",
        ]  # fmt: skip
        lines += [line for place, row in enumerate(rows, start=1) for line in _interval(place, row)]
    return "\n".join(lines) + "\n"


def _interval(place: int, row: tuple[int, int, str]) -> list[str]:
    start, end, text = row
    quoted = " ".join(text.split()).replace('"', '""')
    return [
        f"        intervals [{place}]:",
        f"            xmin = {_number(start)} ",
        f"            xmax = {_number(end)} ",
        f'            text = "{quoted}" ',
    ]


def _covered(rows: Iterable[tuple[int, int, str]], duration: int) -> list[tuple[int, int, str]]:
    """The rows with empty ones between them, from 0 to the duration; rows without length are left out."""
    covered: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, text in rows:
        if end <= max(start, reached):
            continue
        if start > reached:
            covered.append((reached, start, ""))
        covered.append((max(start, reached), end, text))
        reached = end
    if reached < duration or not covered:
        covered.append((reached, max(duration, reached + 1), ""))
    return covered


def _number(ticks: int) -> str:
    return f"{seconds(ticks):.9f}".rstrip("0").rstrip(".")
