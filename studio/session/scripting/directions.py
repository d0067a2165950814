"""Stage directions: what the words in brackets mean, and which spoken words each stands for."""

from __future__ import annotations

import attrs

from studio.core.time import TimeRange
from studio.document.schema import VoiceClip, Word
from studio.emotion.labels import ALIASES, NEUTRAL
from studio.emotion.prototypes import PARTS, emotion_of, variants
from studio.session.palette.palette import COMPOUND_TITLES, title_of_style

# Words that make a direction stronger or weaker, in front of it or behind.
_STRONGER = frozenset(("very", "extremely", "really", "totally", "deeply", "sehr", "äußerst", "völlig"))
_WEAKER = frozenset(
    ("slightly", "little", "bit", "somewhat", "barely", "faintly", "almost", "leicht", "etwas", "kaum")
)
_FULL, _USUAL, _LITTLE = 1.0, 0.75, 0.4


@attrs.frozen
class Reading:
    """What a direction does. style: the emotion laid over its words (empty: none is understood); intensity
    0..1; neutral: it asks for a calm face."""

    text: str
    style: str = ""
    intensity: float = 0.0
    neutral: bool = False

    @property
    def understood(self) -> bool:
        return bool(self.style) or self.neutral

    @property
    def title(self) -> str:
        """In short: `Sadness 75%`; the direction itself where it is a note."""
        if self.neutral:
            return "Neutral"
        return f"{title_of_style(self.style)} {round(100 * self.intensity)}%" if self.style else self.text


def read_direction(text: str) -> Reading:
    """`very sad`, `angrily`, `joy/broad`, `happily surprised`, `fear 60%` ...; anything else is a note."""
    plain = " ".join(text.casefold().split())
    pairs = {title.casefold(): style for style, title in COMPOUND_TITLES.items()}
    words = [part.strip(".,;:!") for part in plain.replace("=", " ").split()]
    intensity = _amount(words)
    rest = " ".join(w for w in words if not _is_amount(w))
    style = pairs.get(rest) or _style(rest)
    if style == NEUTRAL:
        return Reading(text, neutral=True)
    return Reading(text, style, intensity) if style else Reading(text)


def spoken_for(clip: VoiceClip, word_id: str) -> tuple[Word, ...]:
    """The words a direction before a word stands for: up to the next one, or the end of the sentence."""
    words = clip.transcript.words if clip.transcript else ()
    first = next((k for k, word in enumerate(words) if word.id == word_id), None)
    if first is None:
        return ()
    ends = sentence_ends(clip)
    last = first
    while last + 1 < len(words) and last not in ends and not words[last + 1].tags:
        if not clip.hears(words[last + 1].start, words[last + 1].end):
            break
        last += 1
    return words[first : last + 1]


def sentence_ends(clip: VoiceClip) -> frozenset[int]:
    """Places of the words that end a sentence, by the marks of the script."""
    from studio.session.scripting.text import places_in_script  # noqa: PLC0415 - they need each other

    words = clip.transcript.words if clip.transcript else ()
    places, text = places_in_script(clip), clip.script.text
    found = set()
    for k, place in enumerate(places[:-1]):
        following = places[k + 1]
        if place is not None and following is not None:
            between = text[place.end : following.start]
            if any(mark in between for mark in ".!?…\n"):
                found.add(k)
    return frozenset(found | ({len(words) - 1} if words else set()))


def span_of(clip: VoiceClip, words: tuple[Word, ...]) -> TimeRange | None:
    """Their stretch of the scene."""
    return TimeRange(clip.start + words[0].start, clip.start + words[-1].end) if words else None


def _style(text: str) -> str:
    head, _, variant = text.replace(" ", "/", 1).partition("/")
    if f"{head}/{variant}" in PARTS:
        return f"{head}/{variant}"
    for candidate in _stems(text):
        if candidate in ALIASES:
            return ALIASES[candidate]
    named = [s for s in PARTS if s.partition("/")[2] == text]
    if len(named) == 1 and text in variants(emotion_of(named[0])):
        return named[0]
    return ""


def _stems(text: str) -> tuple[str, ...]:
    """The word and what it was made from: `angrily` angry, `sadly` sad, `with joy` joy."""
    plain = "".join(c for c in text if c.isalnum())
    last = "".join(c for c in text.rsplit(" ", 1)[-1] if c.isalnum())
    stems = [plain, last]
    for word in (plain, last):
        if word.endswith("ily"):
            stems.append(word[:-3] + "y")
        if word.endswith("ly"):
            stems += [word[:-2], word[:-2] + "e"]
    return tuple(stems)


def _amount(words: list[str]) -> float:
    for word in words:
        value = _number(word)
        if value is not None:
            return value
    if any(word in _STRONGER for word in words):
        return _FULL
    return _LITTLE if any(word in _WEAKER for word in words) else _USUAL


def _is_amount(word: str) -> bool:
    return word in _STRONGER or word in _WEAKER or word in {"a", "ein"} or _number(word) is not None


def _number(word: str) -> float | None:
    digits = word.rstrip("%")
    try:
        value = float(digits)
    except ValueError:
        return None
    value = value / 100 if word.endswith("%") or value > 1 else value
    return value if 0 <= value <= 1 else None
