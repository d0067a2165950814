"""Which stretches an edit of recordings spoils: where something else is said, or heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from studio.core.time import TimeRange
from studio.document.edits.takes import joined
from studio.document.schema import VoiceClip, Word

Spans = tuple[tuple[int, int], ...]


def of_clips(before: Sequence[VoiceClip], after: Sequence[VoiceClip]) -> Iterator[TimeRange]:
    """Of edges that were trimmed what lies between; of a recording that was cut in two nothing."""
    sources = {_source(clip) for clip in before} & {_source(clip) for clip in after}
    for old, new in pairs(before, after):
        if old is None or new is None:
            clip, others = (old, after) if new is None else (new, before)
            if not any(_sounds_alike(clip, other) for other in others):
                yield _said(clip)
        elif _source(old) != _source(new) or old.transcript is None:
            yield from (_said(clip) for clip in (old, new))
        elif new.transcript is None:
            yield _said(old)
        elif old.transcript is not new.transcript:
            yield from _of_words(old, new)
    for source in sources:
        yield from _apart(_heard(before, source), _heard(after, source))


def pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Members of both that are not the same, by id; None for one that is not there."""
    if before is after:
        return
    old = {member.id: member for member in before}
    for member in after:
        earlier = old.pop(member.id, None)
        if earlier is not member:
            yield earlier, member
    for member in old.values():
        yield member, None


def _source(clip: VoiceClip) -> tuple[str, int]:
    """Clips of one recording, laid so that all of it would be one, sound together as one."""
    return clip.media.path, clip.start


def _sounds_alike(one: VoiceClip, other: VoiceClip) -> bool:
    a, b = one.words, other.words
    same = _source(one) == _source(other) and len(a) == len(b)
    return same and all(_sounds(x) == _sounds(y) for x, y in zip(a, b, strict=True))


def _heard(clips: Sequence[VoiceClip], source: tuple[str, int]) -> Spans:
    return joined((c.begin, c.end) for c in clips if _source(c) == source)


def _apart(one: Spans, other: Spans) -> Iterator[TimeRange]:
    """What lies in one of two, but not in both."""
    edges = sorted(edge for span in (*one, *other) for edge in span)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if start < end:
            yield TimeRange(max(start, 0), max(end, 0))


def _said(clip: VoiceClip) -> TimeRange:
    last = clip.end if clip.trimmed else max(clip.end, clip.start + _last(clip))
    return TimeRange(max(clip.begin, 0), max(last, 0))


def _last(clip: VoiceClip) -> int:
    return clip.words[-1].end if clip.words else 0


def _of_words(old: VoiceClip, new: VoiceClip) -> Iterator[TimeRange]:
    a, b = old.words, new.words
    if len(a) != len(b):
        yield _said(old)
        yield _said(new)
        return
    changed = [(x, y) for x, y in zip(a, b, strict=True) if x is not y and _sounds(x) != _sounds(y)]
    if changed:
        words = [word for pair in changed for word in pair]
        start, end = min(w.start for w in words), max(w.end for w in words)
        yield TimeRange(new.start + start, new.start + max(start, end))


def _sounds(word: Word) -> tuple[Any, ...]:
    return word.start, word.end, word.phones
