"""Words and phones of a character by time, ready to be found quickly among ten thousand."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.document.schema import Phone, VoiceClip, Word

Ticks = npt.NDArray[np.int64]


@attrs.frozen(eq=False)
class Spoken:
    """One recording's words in scene time. starts, ends [words]: ticks; the words rise in time."""

    clip: VoiceClip
    words: tuple[Word, ...]
    starts: Ticks
    ends: Ticks

    def within(self, first: int, last: int) -> range:
        """Numbers of the words of which anything lies between two ticks."""
        low = int(np.searchsorted(self.ends, first, side="right"))
        return range(low, max(int(np.searchsorted(self.starts, last, side="left")), low))

    def at(self, tick: int) -> int | None:
        """Number of the word that is spoken at a tick."""
        k = int(np.searchsorted(self.starts, tick, side="right")) - 1
        return k if k >= 0 and tick < self.ends[k] else None

    def border_near(self, tick: int, reach: float) -> tuple[int, bool] | None:
        """The nearest end of a word within `reach` ticks: its number, and whether it is its end. Of two words
        that touch the earlier one's end is given."""
        best: tuple[float, int, bool] | None = None
        for places, is_end in ((self.ends, True), (self.starts, False)):
            k = int(np.searchsorted(places, tick))
            for n in (k - 1, k):
                if 0 <= n < len(places):
                    far = abs(int(places[n]) - tick)
                    if far <= reach and (best is None or far < best[0]):
                        best = (far, n, is_end)
        return best[1:] if best is not None else None


@attrs.frozen
class PhoneAt:
    """A phone with its word and its number in it; start and end in scene time."""

    clip: VoiceClip
    word: Word
    number: int
    phone: Phone

    @property
    def start(self) -> int:
        return self.clip.start + self.phone.start

    @property
    def end(self) -> int:
        return self.clip.start + self.phone.end


class SpokenIndex:
    """Keeps what it found of a recording for as long as that is the same object."""

    def __init__(self) -> None:
        self._known: dict[str, Spoken] = {}

    def of(self, clips: tuple[VoiceClip, ...]) -> list[Spoken]:
        found = []
        for clip in clips:
            known = self._known.get(clip.id)
            if known is None or known.clip is not clip:
                known = _indexed(clip)
                self._known[clip.id] = known
            if known.words:
                found.append(known)
        return found


def phones_of(spoken: Spoken, numbers: range) -> list[PhoneAt]:
    """The phones of some words in order."""
    words = (spoken.words[n] for n in numbers)
    return [PhoneAt(spoken.clip, word, k, phone) for word in words for k, phone in enumerate(word.phones)]


def _indexed(clip: VoiceClip) -> Spoken:
    words = clip.said
    starts = np.fromiter((word.start for word in words), np.int64, len(words)) + clip.start
    ends = np.fromiter((word.end for word in words), np.int64, len(words)) + clip.start
    return Spoken(clip, words, starts, ends)
