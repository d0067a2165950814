"""Names of emotions: one canonical word for each, and the words other systems and people use for it."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from types import MappingProxyType

from studio.core.names import EMOTIONS
from studio.core.problems import fail

NEUTRAL = "neutral"

_WORDS: dict[str, str] = {
    "joy": "happy happiness joyful joyous glad cheerful cheerfulness delighted delight laughing "
    "laughter amused amusement elated excited cheekiness flirty freude glücklich fröhlich",
    "sadness": "sad sorrow sorrowful unhappy grief grieving melancholic melancholy depressed despair gloomy "
    "disappointed tired trauer traurig",
    "anger": "angry mad rage furious fury annoyed irritated hatred threatening hostile wut wütend ärger",
    "fear": "afraid scared fearful frightened fright anxious anxiety terror terrified panic worried angst "
    "ängstlich",
    "disgust": "disgusted revulsion revolted repulsed ekel angeekelt",
    "surprise": "surprised amazement amazed astonished astonishment shocked awe awed überraschung überrascht",
    "contempt": "contemptuous scorn scornful disdain disdainful smug sarcastic sneer verachtung verächtlich",
    "pain": "hurt agony ache painful outofbreath schmerz",
    NEUTRAL: "none calm relaxed still speech idle",
}

ALIASES: MappingProxyType[str, str] = MappingProxyType(
    {alias: name for name, words in _WORDS.items() for alias in (name, *words.split())}
)
"""Lower-case word without blanks, hyphens or underscores -> canonical emotion or `neutral`."""


def canonical(name: str, more: Collection[str] = ()) -> str:
    """The studio's word for an emotion: one of EMOTIONS, `neutral` (the absence of all), or one of `more`.

    `more`: names that a model brings of its own; they are matched as written and win over aliases.
    Raises ProblemError (`emotion.unknown`) listing the known names, with the nearest one as a hint.
    """
    text = name.strip()
    if text in more:
        return text
    plain = "".join(c for c in text.casefold() if c not in " -_'\t")
    if plain in ALIASES:
        return ALIASES[plain]
    known = ", ".join((*EMOTIONS, NEUTRAL, *sorted(more)))
    near = get_close_matches(plain[:40], (*ALIASES, *sorted(more)), n=1)
    suggestion = f"Did you mean {near[0]}? Known are {known}" if near else f"Known are {known}"
    raise fail("emotion.unknown", "is not an emotion the studio knows", shortened(text), suggestion)


def shortened(text: str) -> str:
    """A piece of somebody's input as a subject of a Problem: one line, at most 60 characters."""
    line = " ".join(text.split())
    line = "".join(c if c.isprintable() else "?" for c in line)
    return f"'{line[:57]}...'" if len(line) > 60 else f"'{line}'"
