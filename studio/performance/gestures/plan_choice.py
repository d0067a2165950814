"""Which gesture goes with a stroke, and which hand makes it: by meaning and mood, seldom the same twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import attrs
import numpy as np

from studio.core.time import ticks
from studio.performance.gestures.library import Library
from studio.performance.gestures.meaning import Meaning
from studio.performance.gestures.plan_limits import HEAD, HIPS, LEFT, RIGHT
from studio.performance.gestures.plan_style import Style
from studio.performance.gestures.plan_words import SaidWord
from studio.performance.gestures.schema import Gesture
from studio.performance.life import Mood

# Metaphors of telling itself: they go with anything that is said.
OPEN_ENDED = (
    "offer_palm", "offer_both", "hold_idea", "container", "open_up", "gather_in", "focus_in", "rolling",
    "go_on", "flip_change", "connect", "flat_surface",
)  # fmt: skip
_MEMORY = ticks(120.0)
_MOST = 200  # strokes that can lie within it
_LATELY = 5  # a gesture does not come back among so many
_MEANT, _OPEN, _FELT, _BEAT = 7.0, 0.5, 2.4, 1.0
_HURRY = 1.75  # a preparation can be done so much faster than usual, not more
_FELT_APART = ticks(7.0)
_COUNTING = ("tick", "count")  # how the names of gestures that count begin
_STAYS = 0.6  # chance that a phrase goes on with the hand it began with
HIDES_MOUTH = "hides_mouth"
"""Tag of gestures that lay a hand before the lips: made at the end of a phrase, not over its words."""

_SAID_SOON = ticks(0.4)  # of a phrase may still be to come when a hand goes up to the mouth

_KIND: Mapping[str, float] = {"adaptor": 0.25, "emblem": 0.5, "listening": 0.0}


@attrs.frozen
class Chosen:
    """What has been decided for a stroke. side: -1 right, 1 left, 0 both hands."""

    at: int
    gesture: Gesture
    side: int
    felt: bool = False


@attrs.define
class Chooser:
    """Chooses stroke after stroke, and remembers what it chose and where things were placed."""

    library: Library
    style: Style
    mood: Mood
    rng: np.random.Generator
    done: list[Chosen] = attrs.field(factory=list)
    placed: dict[str, int] = attrs.field(factory=dict)

    def choose(
        self, word: SaidWord, meant: Meaning, at: int, available: float, busy: frozenset[str], tempo: float
    ) -> Chosen | None:
        """For a stroke at tick `at` that can be prepared for `available` seconds; None where none fits."""
        levels = {e: self.mood.level(e, at) for e in self.mood.emotions}
        asked = dict(meant.gestures)
        fresh = self._freshness(at)
        weighed = [
            (self._weight(g, asked.get(g.name, 0.0), at, levels) * fresh.get(g.name, 1.0), g)
            for g in self.library
        ]
        goes_on = word.phrase_end - word.end > _SAID_SOON
        fitting = [
            (w * fit(g, available, tempo), g)
            for w, g in weighed
            if w > 0 and possible(g, busy) and not (goes_on and HIDES_MOUTH in g.tags)
        ]
        scored = [(w, g) for w, g in fitting if w > 0]
        luck = self.rng.gumbel(0.0, 0.55, len(scored))
        usual = -1 if self.rng.random() < self.style.right else 1
        stays = bool(self.rng.random() < _STAYS)
        best = max(
            ((math.log(w) + float(x), g) for (w, g), x in zip(scored, luck, strict=True)),
            key=lambda pair: (pair[0], pair[1].name),
            default=None,
        )
        if best is None:
            return None
        gesture = best[1]
        felt = gesture.name not in asked and bool(gesture.emotions) and gesture.kind != "beat"
        made = Chosen(at, gesture, self._side(gesture, word, meant, busy, usual, stays), felt)
        self.done.append(made)
        return made

    def _weight(self, g: Gesture, asked: float, at: int, levels: Mapping[str, float]) -> float:
        felt = max((levels.get(e, 0.0) for e in g.emotions), default=0.0)
        weight = _MEANT * asked * self.style.shown * _KIND.get(g.kind, 1.0)
        weight *= 1.0 + 3.0 * felt if g.emotions else 1.0
        if g.kind == "beat":
            weight += _BEAT * (1.0 + 2.0 * felt)
        elif g.name in OPEN_ENDED:
            weight += _OPEN * self.style.shown
        elif g.kind in ("adaptor", "metaphoric") and felt > 0.3 and self._felt_is_due(at):
            weight += _FELT * felt
        if g.hands == "none":  # only asked for where both hands are busy
            weight = 1.0
        if weight <= 0.0:
            return 0.0
        return weight * g.weight * _in_mood(g, felt, levels) * self._hands(g) * self._counts_on(g)

    def _felt_is_due(self, at: int) -> bool:
        return not any(c.felt and at - c.at < _FELT_APART for c in self.done[-_MOST:])

    def _freshness(self, at: int) -> dict[str, float]:
        """Factors for gestures that have been made lately."""
        uses = Counter(c.gesture.name for c in self.done[-_MOST:] if at - c.at < _MEMORY)
        lately = {c.gesture.name for c in self.done[-_LATELY:]}
        return {name: 0.002 if name in lately else 0.16**count for name, count in uses.items()}

    def _counts_on(self, g: Gesture) -> float:
        """Who has begun to count on its fingers in one way goes on in that way."""
        way, last = counting_way(g), self._last_count()
        return 1.0 if not way or last is None else 4.0 if way == counting_way(last.gesture) else 0.01

    def _last_count(self) -> Chosen | None:
        return next((c for c in reversed(self.done[-12:]) if counting_way(c.gesture)), None)

    def _hands(self, g: Gesture) -> float:
        """Both hands again and again is how preachers do it."""
        if g.hands != "both":
            return 1.0
        both = sum(c.side == 0 for c in self.done[-2:])
        return self.style.both * (0.7, 0.35, 0.12)[both]

    def _side(
        self, g: Gesture, word: SaidWord, meant: Meaning, busy: frozenset[str], usual: int, stays: bool
    ) -> int:
        """A hand goes on through a phrase; a thing set against another is on its other side; what has been
        placed stays there."""
        if g.hands in ("both", "none"):
            return 0
        fixed = 1 if RIGHT in busy else -1 if LEFT in busy else meant.side
        fixed = fixed or {"left": 1, "right": -1}.get(g.hands, 0)
        if not fixed:
            before = next((c.side for c in reversed(self.done) if c.side), 0)
            fixed = usual
            counted = self._last_count() if counting_way(g) else None
            if counted is not None and counted.side:
                fixed = counted.side
            elif meant.contrast > 0:
                fixed = -before or 1
            elif meant.contrast < 0:
                fixed = -1 if self.style.right >= 0.5 else 1
            elif meant.head and meant.strength > 0.5 and meant.head in self.placed:
                fixed = self.placed[meant.head]
            elif before and stays and self._same_phrase(word):
                fixed = before
        if meant.head and meant.strength > 0.5:
            self.placed[meant.head] = fixed
        return fixed

    def _same_phrase(self, word: SaidWord) -> bool:
        return bool(self.done) and self.done[-1].at > word.start - ticks(2.5)


def counting_way(g: Gesture) -> str:
    """In which way a gesture counts (`tick`, `count`, `count thumb`); empty for those that do not."""
    first, *rest = g.name.split("_")
    return " ".join([first, *rest[1:]]) if first in _COUNTING else ""


def _in_mood(g: Gesture, felt: float, levels: Mapping[str, float]) -> float:
    """Gestures of a feeling that is not there are rare, and rarer in another feeling."""
    if not g.emotions or felt >= 0.3:
        return 1.0
    other = max((level for e, level in levels.items() if e not in g.emotions), default=0.0)
    return max(0.45 * (1.0 - other) ** 2, felt)


def possible(g: Gesture, busy: frozenset[str]) -> bool:
    """Can a body whose parts are held like this make the gesture?"""
    both_busy = busy >= {LEFT, RIGHT}
    if g.hands == "none":
        return both_busy and HEAD not in busy and "shake" not in g.name
    if not g.poses or g.kind == "listening" or both_busy:
        return False
    if busy & {LEFT, RIGHT} and (g.hands == "both" or g.second_hand or any(p.other for p in g.poses)):
        return False
    return HIPS not in busy or not any(p.hand.anchor == "hip" for p in g.poses)


def fit(g: Gesture, available: float, tempo: float) -> float:
    """1 where a gesture's preparation fits into the seconds there are, 0 where no hurry makes it fit."""
    hurry = g.stroke / tempo / max(available, 1e-3)
    if hurry > _HURRY:
        return 0.0
    return 1.0 if hurry <= 1.0 else float((1.0 / hurry) ** 2.5)
