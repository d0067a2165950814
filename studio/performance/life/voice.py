"""What a body hears of its own voice: accents, phrase edges and stretches of speech, in scene time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from studio.core.time import TimeRange, ticks
from studio.document.schema import VoiceClip

if TYPE_CHECKING:
    from studio.speech.prosody import Prosody

_SAME_PHRASE = ticks(0.35)  # shorter silences are inside a phrase


@attrs.frozen
class Accent:
    """A word's stressed vowel: its middle, and how much the word stands out in 0..1."""

    time: int
    prominence: float
    word_id: str = ""


@attrs.frozen
class PhraseEdge:
    """Where a phrase ends; `rising` as in a question."""

    time: int
    rising: bool


@attrs.frozen
class Voice:
    """Everything in scene ticks and in rising order; empty for somebody who only listens."""

    accents: tuple[Accent, ...] = ()
    phrase_ends: tuple[PhraseEdge, ...] = ()
    speech: tuple[TimeRange, ...] = ()

    def speaking(self, at: int) -> bool:
        span = self._span_before(at)
        return span is not None and at in span

    def begins(self, at: int, before: int, after: int) -> bool:
        """Is a stretch of speech beginning: from `before` ticks ahead of it to `after` ticks into it?"""
        span = self._span_before(at + before)
        return span is not None and at - span.start <= after

    def next_end(self, at: int) -> int | None:
        """The first phrase end after a tick."""
        i = bisect_right(self.phrase_ends, at, key=lambda e: e.time)
        return self.phrase_ends[i].time if i < len(self.phrase_ends) else None

    def _span_before(self, at: int) -> TimeRange | None:
        i = bisect_right(self.speech, at, key=lambda s: s.start) - 1
        return self.speech[i] if i >= 0 else None


def voice_in_scene(clips: Iterable[VoiceClip], prosodies: Mapping[str, Prosody]) -> Voice:
    """The voice of all clips of one character; clips without prosody (not yet analysed) are left out."""
    accents: list[Accent] = []
    edges: list[PhraseEdge] = []
    spans: list[TimeRange] = []
    for clip in sorted(clips, key=lambda c: c.begin):
        heard = prosodies.get(clip.id)
        if heard is None:
            continue
        words = [w for w in heard.words if clip.hears(w.start, w.end)]
        accents += [Accent(clip.start + w.nucleus, float(w.prominence), w.word_id) for w in words]
        said = {w.word_id for w in words}
        edges += [PhraseEdge(clip.start + p.time, p.rising) for p in heard.phrase_ends if p.word_id in said]
        spans += [TimeRange(*span) for span in clip.heard((w.start, w.end) for w in heard.words)]
    return Voice(
        tuple(sorted(accents, key=lambda a: a.time)),
        tuple(sorted(edges, key=lambda e: e.time)),
        _joined(spans),
    )


def _joined(spans: list[TimeRange]) -> tuple[TimeRange, ...]:
    """Word spans joined into stretches of speech."""
    out: list[TimeRange] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if out and span.start - out[-1].end <= _SAME_PHRASE:
            out[-1] = TimeRange(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
