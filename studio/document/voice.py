"""The voice of a character: recordings on the timeline, what is said in them, and what of them is heard.

A clip keeps where the *whole* recording lies and which part of it is heard, as strips of video editors do. So
trimming an edge moves nothing: words, takes and keys tied to words stay where the sound is, and what was cut
away is still there when the edge is dragged out again. A razor gives two clips of one recording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from studio.core.time import TimeRange

Extra = dict[str, Any]

_FAR = 1 << 62  # ticks: later than anything is


def extra_field() -> Any:  # noqa: ANN401 - attrs types its fields by the annotation beside the call
    """Fields of newer versions, kept through a round trip."""
    return attrs.field(factory=dict, kw_only=True, hash=False)


@attrs.frozen
class Phone:
    """One sound: label in the transcript's phone set (vowels of ARPAbet carry stress: `AA1`)."""

    label: str
    start: int
    end: int
    extra: Extra = extra_field()


@attrs.frozen
class Word:
    """A spoken word. `doubtful` marks a place where script and sound may disagree."""

    id: str
    text: str
    start: int
    end: int
    confidence: float = 1.0
    phones: tuple[Phone, ...] = ()
    doubtful: bool = False
    lip_gain: float = 1.0
    jaw_gain: float = 1.0
    tags: tuple[str, ...] = ()
    extra: Extra = extra_field()


@attrs.frozen
class Transcript:
    """Words and phones of one recording.

    phone_set: `arpabet` or `ipa`; source: `script`, `script+decoder` (partly) or `decoder` (no script).
    """

    language: str = "en"
    phone_set: str = "arpabet"
    source: str = "script"
    words: tuple[Word, ...] = ()
    extra: Extra = extra_field()


@attrs.frozen
class Script:
    """What the artist wrote, untouched; stage directions stay in their brackets."""

    text: str = ""
    language: str = "en"
    extra: Extra = extra_field()


@attrs.frozen
class MediaRef:
    """A recording by relative path and sha256 of its bytes."""

    path: str
    content_hash: str
    duration: int
    extra: Extra = extra_field()

    @property
    def name(self) -> str:
        """The file's name, whatever system wrote its path."""
        return self.path.replace("\\", "/").rpartition("/")[2]


@attrs.frozen
class VoiceClip:
    """A recording laid on the timeline, or a part of it.

    start: where the recording's own beginning lies, also when that is cut away (it may lie before the scene);
    in_point: tick of the recording at which it begins to be heard; length: for how long, None to its end.
    Times of the transcript, which is always the whole recording's, count from its beginning.
    """

    id: str
    media: MediaRef
    start: int = 0
    script: Script = Script()
    transcript: Transcript | None = None
    in_point: int = 0
    length: int | None = None
    extra: Extra = extra_field()

    def __attrs_post_init__(self) -> None:
        if self.in_point < 0 or (self.length is not None and self.length <= 0):
            raise ValueError(f"no part of a recording begins at {self.in_point} and lasts {self.length}")

    @property
    def out_point(self) -> int:
        """Tick of the recording at which it ends to be heard."""
        ends = self.media.duration if self.length is None else self.in_point + self.length
        return max(ends, self.in_point)

    @property
    def begin(self) -> int:
        """Scene tick from which on it is heard."""
        return self.start + self.in_point

    @property
    def end(self) -> int:
        """Scene tick until which it is heard."""
        return self.start + self.out_point

    @property
    def span(self) -> TimeRange:
        """When it is heard, in scene ticks."""
        return TimeRange(self.begin, self.end)

    @property
    def trimmed(self) -> bool:
        """Is only a part of the recording heard?"""
        return bool(self.in_point) or self.length is not None

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the recording, those that are cut away as well."""
        return self.transcript.words if self.transcript is not None else ()

    @cached_property
    def said(self) -> tuple[Word, ...]:
        """The words that are heard: of two parts of a recording that meet one has each word."""
        if not self.trimmed:
            return self.words
        first, last = 2 * self.in_point, 2 * self._last
        return tuple(word for word in self.words if first <= word.start + word.end < last)

    @property
    def _last(self) -> int:
        """Before which it is heard; a recording that is heard to its end is so wherever its words reach."""
        return _FAR if self.length is None else self.out_point

    def hears(self, start: int, end: int) -> bool:
        """Is the middle of a stretch of the recording in the part that is heard? A whole recording is heard
        wherever its transcript reaches."""
        return 2 * self.in_point <= start + end < 2 * self._last

    def heard(self, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """What of stretches of the recording is heard, in scene ticks."""
        own, first, last, whole = self.start, self.in_point, self._last, not self.trimmed
        for start, end in stretches:
            low, high = max(start, first), min(end, last)
            if whole:
                yield own + start, own + end
            elif low < high:
                yield own + low, own + high
