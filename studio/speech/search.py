"""The best path of a script through a recording: dynamic programming over every word, none pruned.

Words lie between nodes 0..n. At each node the path may rest in silence or in foreign sound, and it may
leave words out at a price, so that there always is a path and a wrong script costs itself away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from studio.speech.viterbi import Trace

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

WORD, SILENCE, FOREIGN, GAP, LONG_GAP = (
    0,
    1,
    2,
    3,
    4,
)  # how a node is reached; silence and foreign also as bits


@attrs.frozen(eq=False)
class WordGraph:
    """columns, stay, leave [states]: column of the score table and log transition probabilities;
    first_state, last_state, word [chains]: one chain of states a pronunciation; place [states]: which
    phone of its pronunciation a state belongs to; words: how many words the script has."""

    columns: Ints
    stay: Floats
    leave: Floats
    first_state: Ints
    last_state: Ints
    word: Ints
    place: Ints
    words: int


@attrs.frozen
class Prices:
    """What departures cost, in scaled nats: entering silence; entering foreign sound and each frame of it
    under the frame's best sound; opening a gap in the script and each word of it, and the same for a long
    gap; `scale` weighs the sound against the price of time."""

    scale: float = 0.3
    silence: float = 3.0
    foreign: float = 15.0
    foreign_frame: float = 0.8
    gap: float = 40.0
    gap_word: float = 15.0
    long_gap: float = 150.0
    long_gap_word: float = 0.2


ENGLISH_PRICES = Prices()
RESEMBLING_PRICES = Prices(foreign_frame=1.8)  # where right sounds too lie well under the best of the model


@attrs.frozen
class Stretch:
    """word: index in the script; chain: the pronunciation heard; starts: frame of each of its phones."""

    word: int
    chain: int
    starts: tuple[int, ...]
    end: int


@attrs.frozen
class Path:
    """Words heard, in order; `rests`: (first frame, end frame, foreign) between them; `reached`: the node
    of the script where the recording ends."""

    stretches: tuple[Stretch, ...]
    rests: tuple[tuple[int, int, bool], ...]
    reached: int


def search(
    scores: Floats, silence: Floats, graph: WordGraph, prices: Prices, *, free_end: bool = False
) -> Path:
    """The best path. scores [frames, columns] and silence [frames]: nats less the frame's best sound.

    With `free_end` the recording may end anywhere in the script without paying for the rest of it.
    """
    from studio.speech import viterbi  # noqa: PLC0415 - numba takes a while to load

    scale = np.float32(prices.scale)
    first_word = np.full(len(graph.columns), -1, np.int32)
    first_word[graph.first_state] = graph.word
    fees = np.array(
        [prices.silence, prices.foreign, prices.gap, prices.gap_word, prices.long_gap, prices.long_gap_word],
        np.float32,
    )
    trace = viterbi.forward(
        scores, scale, silence * scale, np.full(len(scores), -prices.foreign_frame, np.float32),
        graph.columns, graph.stay, graph.leave, first_word, graph.last_state, graph.word, graph.words, fees,
    )  # fmt: skip
    node = int(np.argmax(trace[-1])) if free_end else graph.words
    return _walk_back(graph, trace, len(scores), node)


def _walk_back(graph: WordGraph, trace: Trace, frame: int, node: int) -> Path:
    stepped, entered, chosen, gap_from, rest_entered, _ = trace
    stretches: list[Stretch] = []
    rests: list[tuple[int, int, bool]] = []
    reached = node
    while True:
        kind = int(chosen[frame, node])
        if kind in (GAP, LONG_GAP):
            node = _gap_start(gap_from[frame], node, kind)
        elif kind in (SILENCE, FOREIGN):
            end = frame
            frame -= 1
            while not rest_entered[frame, node] & kind:
                frame -= 1
            rests.append((frame, end, kind == FOREIGN))
        elif (chain := int(entered[frame, node])) >= 0:
            stretch = _stretch(graph, stepped, frame, chain)
            stretches.append(stretch)
            frame, node = stretch.starts[0], stretch.word
        else:
            return Path(tuple(reversed(stretches)), tuple(reversed(rests)), reached)


def _gap_start(gap_from: npt.NDArray[np.uint8], node: int, kind: int) -> int:
    bit = 1 if kind == GAP else 2
    while True:
        opened = gap_from[node] & bit
        node -= 1
        if opened:
            return node


def _stretch(graph: WordGraph, stepped: npt.NDArray[np.uint8], frame: int, chain: int) -> Stretch:
    state, first, end = int(graph.last_state[chain]), int(graph.first_state[chain]), frame
    starts: dict[int, int] = {}
    while True:
        frame -= 1
        if stepped[frame, state]:
            starts[int(graph.place[state])] = frame
            if state == first:
                break
            state -= 1
    return Stretch(int(graph.word[chain]), chain, tuple(starts[place] for place in sorted(starts)), end)
