"""From chosen strokes to events: how long hands get ready, strike, stay, go back, none in another's way."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from studio.core.time import ticks
from studio.document.schema import Event
from studio.performance.gestures.plan_choice import Chosen
from studio.performance.gestures.plan_words import SaidWord
from studio.performance.gestures.schema import Gesture

LEAST_HOLD = 0.08  # seconds
_BACK = 0.75  # seconds that hands take to their rest
_TO_GO_BACK = 0.5  # seconds: with less than this before the next preparation, hands stay up
_LONGEST_HOLD = 1.6
_PAUSE = ticks(0.7)  # hands that are not needed during so long a silence go to their rest
_RUN = ticks(
    2.0
)  # between two gestures of one run of talk that are nearer than this hands only sink a little,
_SINK = ticks(0.7)  # which the body does where the next one begins so soon after the last one's end


@attrs.frozen
class Stroke:
    """A chosen gesture with its word. tempo: factor of the mood; lull: seconds that it is held longer; until:
    tick before which hands do not go back without need (the phrase's end); free: tick from which a hand may
    get ready; limit: tick by which it has to be back."""

    word: SaidWord
    chosen: Chosen
    tempo: float
    lull: float
    size: float
    free: int
    limit: int


def leads(rng: np.random.Generator, count: int) -> list[float]:
    """Seconds that strokes end before the middle of their vowels: most some 65 ms, none over 110."""
    return [float(x) for x in np.clip(rng.normal(0.065, 0.025, count), 0.035, 0.11)]


def settled(chosen: Chosen, nucleus: int, lead: float, tempo: float) -> Chosen:
    """The choice with the end of its stroke. A slow hand is as good as still long before it is, so that slow
    strokes end nearer to their vowel."""
    g = chosen.gesture
    before = g.poses[g.stroke_pose - 1].at if g.stroke_pose else 0.0
    length = (g.stroke - before * g.duration) / tempo
    return attrs.evolve(chosen, at=nucleus - ticks(max(lead - 0.25 * max(length - 0.25, 0.0), 0.0)))


def least_hold(g: Gesture) -> float:
    """Seconds after the stroke without which a gesture is not itself: some do more than one stroke."""
    later = g.poses[g.stroke_pose + 1 :]
    moving = any(p.oscillate for p in g.poses) or any(p.phase == "stroke" for p in later)
    return max(0.75 * g.hold if moving else 0.0, LEAST_HOLD)


def event_id(word: SaidWord) -> str:
    """A word's gesture has the word's name, so that it is known again when all is planned anew."""
    return f"gesture-{word.id}"


def events_of(strokes: Sequence[Stroke], rng: np.random.Generator) -> tuple[Event, ...]:
    """One event for each stroke, in the order of time."""
    swivels = rng.uniform(-4.0, 4.0, len(strokes))
    starts = [_start(s, strokes[k - 1] if k else None) for k, s in enumerate(strokes)]
    found = []
    for k, s in enumerate(strokes):
        following = starts[k + 1] if k + 1 < len(strokes) else None
        together = following is not None and _shares_hand(s.chosen.side, strokes[k + 1].chosen.side)
        held = _held(s, following)
        end = held + ticks(_BACK / s.tempo)
        if following is not None and together:
            if following - held < ticks(_TO_GO_BACK):
                held = following
            if following - held < _RUN and not _pause(s.word, strokes[k + 1].word):
                end = max(end, following - _SINK)
            end = following if held == following else min(end, following)
        # Not longer than the next one counts on: a quick hand is ready again sooner.
        end = max(min(end, s.limit), s.chosen.at + ticks(LEAST_HOLD / max(s.tempo, 1.0)))
        found.append(_event(s, starts[k], min(held, end), end, float(swivels[k])))
    return tuple(found)


def _pause(word: SaidWord, later: SaidWord) -> bool:
    """Is there a silence between two words, or a whole phrase without a gesture?"""
    if later.phrase == word.phrase:
        return False
    return later.phrase > word.phrase + 1 or later.phrase_start - word.phrase_end > _PAUSE


def _start(s: Stroke, before: Stroke | None) -> int:
    usual = s.chosen.at - ticks(s.chosen.gesture.stroke / s.tempo)
    ready = s.free if before is None else max(s.free, before.chosen.at + ticks(_kept(before)))
    return min(max(usual, ready), s.chosen.at - ticks(0.1))


def _kept(s: Stroke) -> float:
    return least_hold(s.chosen.gesture) / s.tempo


def _held(s: Stroke, following: int | None) -> int:
    """Until when the hand stays where the stroke left it."""
    g = s.chosen.gesture
    usual = s.chosen.at + ticks(g.hold / s.tempo)
    least = s.chosen.at + ticks(_kept(s))
    many = least_hold(g) > LEAST_HOLD
    longer = usual if many else min(usual + ticks(s.lull), max(s.word.phrase_end + ticks(0.2), least))
    longest = s.chosen.at + ticks(_LONGEST_HOLD if not many else g.hold / s.tempo)
    held = max(min(longer, longest), least)
    return held if following is None else min(held, max(following, least))


def _shares_hand(one: int, other: int) -> bool:
    return one == 0 or other in (0, one)


def _event(s: Stroke, start: int, held: int, end: int, swivel: float) -> Event:
    at = s.chosen.at
    params = {
        "stroke": (at - start) / ticks(1.0),
        "hold": max(held - at, 0) / ticks(1.0),
        "side": float(s.chosen.side),
        "extent": s.size,
        "swivel": swivel,
    }
    extra = {"word": s.word.text, "language": s.word.language}
    name = s.chosen.gesture.name
    return Event(event_id(s.word), "gesture", start, end, params, name, extra=extra)
