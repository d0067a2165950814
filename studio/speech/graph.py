"""From pronunciations to states: which senones may sound at each place of a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.speech.acoustic_model import (
    POSITION_BEGIN,
    POSITION_END,
    POSITION_INSIDE,
    POSITION_SINGLE,
    SILENCE,
    AcousticModel,
)
from studio.speech.phones import Sound
from studio.speech.search import WordGraph
from studio.speech.senones import score

Floats = npt.NDArray[np.float32]
Pronunciation: TypeAlias = tuple[Sound, ...]
Segment: TypeAlias = tuple[str, ...]
_STATES = 3


@attrs.frozen(eq=False)
class ScriptStates:
    """graph: the states in order; members: for each column of their score table the senones whose best
    counts; chains: the pronunciation of each chain."""

    graph: WordGraph
    members: tuple[tuple[int, ...], ...]
    chains: tuple[Pronunciation, ...]


def build(words: Sequence[Sequence[Pronunciation]], model: AcousticModel) -> ScriptStates:
    """States of words in a row, each with one pronunciation or more. Sounds at the edge of a word are
    heard in the company of its neighbour's and of silence."""
    columns: dict[tuple[int, ...], int] = {}
    states: list[tuple[int, int, int, int]] = []
    spans: list[tuple[int, int, int]] = []
    chains: list[Pronunciation] = []
    for index, pronunciations in enumerate(words):
        before = _edge(words[index - 1], -1) if index else ()
        after = _edge(words[index + 1], 0) if index + 1 < len(words) else ()
        for pronunciation in pronunciations:
            first = len(states)
            for place, phone, senones in _states(pronunciation, before, after, model):
                for number, members in enumerate(senones):
                    states.append((columns.setdefault(members, len(columns)), phone, number, place))
            spans.append((first, len(states) - 1, index))
            chains.append(pronunciation)
    table = np.array(states, np.int32).reshape(-1, 4)
    span = np.array(spans, np.int32).reshape(-1, 3)
    stay, leave = model.stay[table[:, 1], table[:, 2]], model.leave[table[:, 1], table[:, 2]]
    graph = WordGraph(
        np.ascontiguousarray(table[:, 0]), stay, leave, np.ascontiguousarray(span[:, 0]),
        np.ascontiguousarray(span[:, 1]), np.ascontiguousarray(span[:, 2]), table[:, 3], len(words),
    )  # fmt: skip
    return ScriptStates(graph, tuple(columns), tuple(chains))


def _edge(pronunciations: Sequence[Pronunciation], end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p[end].segments[end][0] for p in pronunciations))


def _states(
    pronunciation: Pronunciation, before: tuple[str, ...], after: tuple[str, ...], model: AcousticModel
) -> list[tuple[int, int, list[tuple[int, ...]]]]:
    """For each segment: its place among the sounds, its phone, and for each state the senones."""
    segments = [(place, segment) for place, sound in enumerate(pronunciation) for segment in sound.segments]
    last = len(segments) - 1
    found = []
    for k, (place, segment) in enumerate(segments):
        lefts = (segments[k - 1][1][0],) if k else (SILENCE, *before)
        rights = (segments[k + 1][1][0],) if k < last else (SILENCE, *after)
        position = _position(k, last)
        senones = _senones(segment, lefts, rights, position, model)
        found.append((place, model.phone_id(segment[0]), senones))
    return found


def _position(k: int, last: int) -> int:
    if last == 0:
        return POSITION_SINGLE
    if k == 0:
        return POSITION_BEGIN
    return POSITION_END if k == last else POSITION_INSIDE


def _senones(
    segment: Segment, lefts: tuple[str, ...], rights: tuple[str, ...], position: int, model: AcousticModel
) -> list[tuple[int, ...]]:
    sets: list[set[int]] = [set() for _ in range(_STATES)]
    for phone in segment:
        for left in lefts:
            for right in rights:
                ids = (model.phone_id(phone), model.phone_id(left), model.phone_id(right))
                row = model.senones(*ids, position) if phone != SILENCE else model.base_senones(ids[0])
                for number in range(_STATES):
                    sets[number].add(int(row[number]))
    return [tuple(sorted(members)) for members in sets]


@attrs.frozen(eq=False)
class ScoreTable:
    """Scores less the frame's best sound: columns [frames, columns], silence [frames]; sounds [frames,
    phones]: each phone's best state, out of context."""

    columns: Floats
    silence: Floats
    sounds: Floats


def score_states(
    model: AcousticModel,
    streams: Floats,
    members: Sequence[tuple[int, ...]],
    ask: Callable[[], object] = go_on,
) -> ScoreTable:
    """Scores of every column at every frame of `streams` [frames, 3, 13]."""
    from studio.speech import kernels  # noqa: PLC0415 - numba takes a while to load

    plain = model.sequences[model.base_rows]
    wanted = np.unique(np.concatenate([plain.ravel(), *(np.array(m, np.int32) for m in members)]))
    wanted = wanted[np.argsort(model.senone_phone[wanted], kind="stable")]
    scores = score(model, streams, wanted.astype(np.int32), ask)
    ask()
    place = np.zeros(model.weights.shape[2], np.int32)
    place[wanted] = np.arange(len(wanted))
    everything = [*(tuple(row) for row in plain), *members]
    bounds = np.cumsum([0, *map(len, everything)]).astype(np.int32)
    best_of = kernels.best_of(scores, place[[one for group in everything for one in group]], bounds)
    sounds = np.ascontiguousarray(best_of[:, : len(plain)])
    best = sounds.max(axis=1)
    best_of -= best[:, None]
    columns = np.ascontiguousarray(best_of[:, len(plain) :])
    return ScoreTable(columns, best_of[:, model.phone_id(SILENCE)].copy(), sounds - best[:, None])
