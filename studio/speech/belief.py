"""How sure it is that a word was said where it was placed."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from studio.speech.graph import ScoreTable, ScriptStates
from studio.speech.search import Stretch

_NEIGHBOURS = 0.3  # share of a word's confidence that its neighbours decide
GOOD = 0.5  # confidence of a word that was heard well


@attrs.frozen
class Belief:
    """The logistic curve from a word's match to its confidence, fitted to right and wrong scripts."""

    slope: float
    offset: float


ENGLISH = Belief(1.5, 2.35)
RESEMBLING = Belief(0.95, 3.1)  # languages whose sounds only resemble the model's


def match(stretch: Stretch, states: ScriptStates, table: ScoreTable) -> float:
    """Mean score of a word's frames against the best sound of each; about 0 where it is what was said."""
    graph, ends = states.graph, (*stretch.starts[1:], stretch.end)
    own = slice(graph.first_state[stretch.chain], graph.last_state[stretch.chain] + 1)
    columns, places = graph.columns[own], graph.place[own]
    total = sum(
        float(table.columns[first:end][:, columns[places == place]].max(axis=1).sum())
        for place, (first, end) in enumerate(zip(stretch.starts, ends, strict=True))
    )
    return float(np.clip(total / (stretch.end - stretch.starts[0]), -8, 2))


def confidences(matches: Sequence[float], belief: Belief) -> list[float]:
    """How likely each word is there: a logistic curve over its match and a little of its neighbours'."""
    if not matches:
        return []
    own = np.array(matches)
    padded = np.pad(own, 1, mode="edge")
    near = (padded[:-2] + padded[2:]) / 2
    blend = (1 - _NEIGHBOURS) * own + _NEIGHBOURS * near
    return [float(x) for x in 1 / (1 + np.exp(-(belief.slope * blend + belief.offset)))]
