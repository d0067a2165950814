"""What is felt over each word, asked only for words in sight."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from studio.animation.sample import sample
from studio.gui.script.flow import Block
from studio.session.palette.palette import style_of_track
from studio.session.scripting.words import STRESS
from studio.session.studio import Studio

_LEAST = 0.12


class FeltWords:
    """Called with a block and words of it; the strongest emotion at the middle of each, and its stress."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._stress: tuple[object, dict[str, float]] = (None, {})

    def __call__(self, block: Block, words: tuple[int, ...]) -> Mapping[int, tuple[str, float, float | None]]:
        clip = block.clip
        if not clip.said or not words:
            return {}
        said = clip.said
        at = np.array([clip.start + (said[k].start + said[k].end) // 2 for k in words], np.int64)
        best = np.full(len(words), _LEAST)
        names = [""] * len(words)
        for style, values in self._curves(block.character, at):
            for k in np.flatnonzero(values > best).tolist():
                best[k], names[k] = values[k], style
        stress = self._stresses(clip.id)
        return {
            word: (names[k], float(best[k]), _own(said[word].extra.get(STRESS), stress.get(said[word].id)))
            for k, word in enumerate(words)
        }

    def _curves(self, character_id: str, at: np.ndarray) -> list[tuple[str, np.ndarray]]:
        scene = self._studio.scene
        people = scene.characters if scene is not None else ()
        who = next((c for c in people if c.id == character_id), None)
        tracks = () if who is None else who.emotions
        return [(style_of_track(t), sample(t.curve, at)) for t in tracks if not t.muted and t.curve.keys]

    def _stresses(self, clip_id: str) -> dict[str, float]:
        prosody = self._studio.stage.prosody(clip_id)
        if prosody is None:
            return {}
        if self._stress[0] is not prosody:
            self._stress = (prosody, {word.word_id: word.prominence for word in prosody.words})
        return self._stress[1]


def _own(chosen: object, heard: float | None) -> float | None:
    return float(chosen) if isinstance(chosen, int | float) else heard
