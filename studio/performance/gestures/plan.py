"""Gestures planned from what is said, how it is said, and the mood: events that an artist can move, stretch,
swap, mute and pin."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from studio.core.progress import Progress, silent, watched
from studio.core.time import TimeRange, seconds, ticks
from studio.document.schema import Event
from studio.performance.gestures.expressivity import expressivity
from studio.performance.gestures.library import Library
from studio.performance.gestures.meaning import Meaning, meanings
from studio.performance.gestures.plan_choice import Chooser
from studio.performance.gestures.plan_limits import FREE, LEFT, RIGHT, Limits
from studio.performance.gestures.plan_strokes import chosen_words
from studio.performance.gestures.plan_style import HIGHEST_RATE, LOWEST_RATE, NATURAL, Style
from studio.performance.gestures.plan_timing import Stroke, event_id, events_of, leads, least_hold, settled
from studio.performance.gestures.plan_words import SaidWord
from studio.performance.life import Mood, Voice

_STREAM = 41
_EARLIEST = ticks(2.0)  # no preparation is longer
_APART = ticks(0.4)
_HEAD_ONLY = 0.4  # share of the strokes that a head makes which has to speak for busy hands: it nods anyway


def plan_gestures(
    span: TimeRange,
    voice: Voice,
    words: Sequence[SaidWord],
    mood: Mood,
    library: Library,
    style: Style = NATURAL,
    seed: int = 0,
    who: str = "",
    kept: Iterable[Event] = (),
    limits: Limits = FREE,
    progress: Progress = silent,
) -> tuple[Event, ...]:
    """Events of kind `gesture` in rising time, for the words that lie in a span.

    A stroke ends at most 110 ms before its word's stressed vowel. kept: events that stay (pinned or muted
    ones, whoever made them); new gestures keep out of their way. The same arguments give the same plan.
    """
    if not len(library) or not words:
        return ()
    rng = np.random.default_rng([abs(seed), zlib.crc32(who.encode()), _STREAM])
    fixed = sorted((e for e in kept if e.kind == "gesture"), key=lambda e: (e.start, e.end, e.id))
    progress(0.0)
    meant = meanings(words, library)
    progress(0.0)
    rate = _rate(style, mood, voice, span)
    if limits.always >= {LEFT, RIGHT}:
        rate *= _HEAD_ONLY
    held = {e.id for e in fixed}
    taken = [_taken(e) for e in fixed]
    taken += [TimeRange(w.nucleus, w.nucleus + 1) for w in words if event_id(w) in held]
    places = chosen_words(words, meant, voice, span, rate, taken, rng, progress)
    chooser = Chooser(library, style, mood, rng)
    strokes = _strokes(places, words, meant, chooser, span, fixed, limits, progress)
    return events_of(strokes, rng)


def _rate(style: Style, mood: Mood, voice: Voice, span: TimeRange) -> float:
    """Strokes a second of fluent speech: more when aroused, fewer in sorrow."""
    times = [t for part in voice.speech for t in (part.start, part.end) if span.start <= t <= span.end]
    arousal = float(np.mean([mood.arousal_at(t) for t in times])) if times else 0.0
    sad = float(np.mean([mood.level("sadness", t) for t in times])) if times else 0.0
    return float(np.clip(style.rate * (1.0 + 0.2 * arousal - 0.25 * sad), LOWEST_RATE, HIGHEST_RATE))


def _taken(event: Event) -> TimeRange:
    """Where no new stroke may end because of an event that stays."""
    stroke = event.start + ticks(max(event.params.get("stroke", 0.5), 0.0))
    if event.muted:
        return TimeRange(stroke - _APART, stroke + _APART)
    held = stroke + ticks(max(event.params.get("hold", 0.3), 0.0))
    return TimeRange(event.start - _APART, max(held, event.start) + _APART)


def _strokes(
    places: Sequence[int],
    words: Sequence[SaidWord],
    meant: Sequence[Meaning],
    chooser: Chooser,
    span: TimeRange,
    fixed: Sequence[Event],
    limits: Limits,
    progress: Progress,
) -> list[Stroke]:
    found: list[Stroke] = []
    before = leads(chooser.rng, len(places))
    lulls = chooser.rng.uniform(0.0, 2.0 * chooser.style.lull, len(places))
    for k, lead, lull in zip(watched(places, progress), before, lulls, strict=True):
        at = words[k].nucleus - ticks(lead)
        free, limit = _room(at, span, found, fixed)
        tempo = _tempo(chooser.mood, at)
        busy = limits.busy(free, min(limit, at + _EARLIEST))
        chosen = chooser.choose(words[k], meant[k], at, seconds(at - free), busy, tempo)
        if chosen is not None:
            size = _size(words[k], meant[k], chooser.style)
            chosen = settled(chosen, words[k].nucleus, lead, tempo)
            found.append(Stroke(words[k], chosen, tempo, float(lull), size, free, limit))
    return found


def _room(at: int, span: TimeRange, before: Sequence[Stroke], fixed: Sequence[Event]) -> tuple[int, int]:
    """From when a hand may get ready for a stroke, and by when it has to have gone back."""
    free, limit = max(at - _EARLIEST, span.start), at + 3 * _EARLIEST
    if before:
        last = before[-1]
        free = max(free, last.chosen.at + ticks(least_hold(last.chosen.gesture) / last.tempo))
    for event in (e for e in fixed if not e.muted):
        if event.start <= at:
            held = event.params.get("stroke", 0.5) + event.params.get("hold", 0.3)
            free = max(free, event.start + ticks(max(held, 0.0)))
        else:
            limit = min(limit, event.start)
    return free, limit


def _tempo(mood: Mood, at: int) -> float:
    levels = {name: np.array([mood.level(name, at)]) for name in sorted(mood.emotions)}
    return float(np.clip(np.asarray(expressivity(levels, 1).tempo)[0], 0.6, 1.6))


def _size(word: SaidWord, meant: Meaning, style: Style) -> float:
    """Larger on words that stand out or mean what is shown."""
    return round(
        style.size * float(np.clip(0.72 + 0.42 * word.prominence + 0.08 * meant.strength, 0.7, 1.3)), 3
    )


def another_one(event: Event, library: Library, seed: int = 0) -> Event:
    """The event with another gesture that could stand in its place: asked again and again it goes through all
    of them and comes back to the first.

    Time, side and manner stay where the other gesture allows it; without any other, the event itself.
    """
    now = library.get(event.name)
    row = _alternatives(event, library, seed)
    if not row:
        return event
    name = row[(row.index(event.name) + 1) % len(row)] if event.name in row else row[0]
    chosen = library.gestures[name]
    params = dict(event.params)
    if chosen.hands == "both":
        params["side"] = 0.0
    elif params.get("side", 0.0) == 0.0 and chosen.hands != "none":
        params["side"] = {"left": 1.0}.get(chosen.hands, -1.0)
    stroke = max(params.get("stroke", now.stroke if now else chosen.stroke), 0.1)
    usual = min(stroke, 1.25 * chosen.stroke)
    params["stroke"] = usual
    # a gesture that gets ready faster begins later: its stroke stays on the word
    return attrs.evolve(event, name=name, params=params, start=event.start + ticks(stroke - usual))


def _alternatives(event: Event, library: Library, seed: int) -> list[str]:
    """Names in an order that the seed and the event's id give, those of the same meaning before beats."""
    word, language = str(event.extra.get("word", "")), str(event.extra.get("language", ""))
    said = SaidWord(event.id, word, language, 0, 0, 0, 0.5)
    asked = {name for name, s in meanings((said,), library)[0].gestures if s > 0} if language else set()
    now = library.get(event.name)
    if now is not None:
        own = {w for words in now.words.values() for w in words}
        asked |= {g.name for g in library if own & {w for words in g.words.values() for w in words}}
    same = [g for g in library if g.name in asked or (now is not None and g.kind == now.kind == "beat")]
    if len(same) < 3:
        same += [g for g in library if g.kind == "beat" and g not in same]
    stroke = event.params.get("stroke", 1.0)
    fitting = sorted(
        {g.name for g in same if g.kind != "listening" or (now and now.kind == "listening")}
        & {g.name for g in library if g.stroke <= 1.8 * stroke}
    )
    rng = np.random.default_rng([abs(seed), zlib.crc32(event.id.encode()), _STREAM])
    return [fitting[i] for i in rng.permutation(len(fitting))]
