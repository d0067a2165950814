"""A director's wishes for one performance: emotions, gains and events, as a value and as a JSON file.

The file is one object; every field may be absent, times are seconds of the recording:

    {
      "emotions": [
        {"name": "joy", "intensity": 0.8},
        {"name": "anger", "intensity": 1, "start": 2.5, "end": 4, "variant": "pressed"},
        {"name": "sadness", "regions": {"brows": 1, "mouth": 0.3},
         "keys": [{"time": 0, "value": 0}, {"time": 1.5, "value": 0.7, "interpolation": "linear"}, [4, 0]]}
      ],
      "affect": [{"time": 0, "valence": -0.2, "arousal": 0.1}, {"time": 3, "valence": 0.8, "arousal": 0.6}],
      "words": [{"word": "really", "occurrence": 2, "lip_gain": 1.4}, {"index": 0, "jaw_gain": 0.7}],
      "style": {"lip_gain": 1.1, "jaw_gain": 0.9, "articulation": "mumbled", "gestures": "lively",
                "handedness": "left", "pose_mode": "sitting+holding_right", "attitude": "positive"},
      "events": [{"kind": "blink", "start": 1.2, "end": 1.4},
                 {"kind": "gaze", "start": 2, "end": 3, "params": {"yaw": 12}}]
    }

emotions: `name` in any of the usual words; either `keys` (intensity 0..1 over time; `interpolation` is
`bezier`, `linear` or `stepped`; a pair [time, value] is short for both), or `intensity` for the whole
recording, or `intensity` with `start` and `end`. `regions` weighs brows, eyes, nose, cheeks, mouth and jaw
0..1 (1 where absent). affect: points of valence, arousal and, if wanted, dominance in -1..1, joined by
straight lines and turned into a mix of emotions that adds to the others. words: gains 0..3 of lips and jaw
for one word, by its text and occurrence (1 = first; 0 = every one) or by its place in the recording (`index`,
from 0). style: the same gains for the whole performance, and how it is articulated: `neutral`, `mumbled`,
`enunciated` or `tense`; how much the character gestures (`reserved`, `natural`, `lively`, `formal`) and with
which hand; what its body is busy with, several modes joined by +; how it listens (`positive`, `neutral`,
`negative`). events: see studio.document.schema.Event; one of kind `constraint` has such a mode as its name
and lasts for its time.
"""

from __future__ import annotations

import attrs

from studio.core.problems import ProblemLog
from studio.document.schema import Character, EmotionTrack, Event, Transcript, Word

EVERY = 0
ARTICULATION = "articulation"
"""Where a character's `extra` keeps its way of articulating."""

ARTICULATIONS = ("neutral", "mumbled", "enunciated", "tense")


@attrs.frozen
class WordGain:
    """Gains of one word: found by `index` (-1 = unused), or by `word` and its `occurrence` (EVERY = all)."""

    word: str = ""
    occurrence: int = 1
    index: int = -1
    lip_gain: float = 1.0
    jaw_gain: float = 1.0


@attrs.frozen
class Direction:
    """Times are ticks of the scene; gains are factors."""

    emotions: tuple[EmotionTrack, ...] = ()
    word_gains: tuple[WordGain, ...] = ()
    events: tuple[Event, ...] = ()
    lip_gain: float = 1.0
    jaw_gain: float = 1.0
    articulation: str = ""
    habits: tuple[tuple[str, str], ...] = ()  # fields of the character's `extra` that planners read


def directed(character: Character, direction: Direction) -> Character:
    """The character with the direction added to what it has; gains multiply. Words: see `with_word_gains`."""
    return attrs.evolve(
        character,
        emotions=(*character.emotions, *direction.emotions),
        events=(*character.events, *direction.events),
        lip_gain=character.lip_gain * direction.lip_gain,
        jaw_gain=character.jaw_gain * direction.jaw_gain,
        extra=character.extra
        | ({ARTICULATION: direction.articulation} if direction.articulation else {})
        | dict(direction.habits),
    )


def articulation_of(character: Character) -> str:
    """How a character articulates; `neutral` unless it was told otherwise."""
    said = character.extra.get(ARTICULATION)
    return said if said in ARTICULATIONS else "neutral"


def with_word_gains(transcript: Transcript, gains: tuple[WordGain, ...], log: ProblemLog) -> Transcript:
    """The transcript with its words' gains multiplied; a wish for a word that is not there is warned
    about."""
    words = list(transcript.words)
    for gain in gains:
        chosen = _places(transcript.words, gain)
        if not chosen:
            subject = f"word {gain.index}" if gain.index >= 0 else f"'{gain.word}'"
            log.warn(
                "direction.word", "is not among the recording's words", subject, "Its gains were left out"
            )
        for place in chosen:
            word = words[place]
            words[place] = attrs.evolve(
                word, lip_gain=word.lip_gain * gain.lip_gain, jaw_gain=word.jaw_gain * gain.jaw_gain
            )
    return attrs.evolve(transcript, words=tuple(words))


def _places(words: tuple[Word, ...], gain: WordGain) -> list[int]:
    if gain.index >= 0:
        return [gain.index] if gain.index < len(words) else []
    wanted = _plain(gain.word)
    same = [place for place, word in enumerate(words) if _plain(word.text) == wanted]
    return same if gain.occurrence == EVERY else same[gain.occurrence - 1 : gain.occurrence]


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
