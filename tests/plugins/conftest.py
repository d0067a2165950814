"""The built-in face performer, opened as the program opens it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
import pytest

import studio_plugin as api
from studio.models.discovery import discover
from studio.models.in_process import open_generator

Tokens = Sequence[tuple[str, float, float]]


class Take(dict):
    """Channels by name [frames] of one performance, with what was said about it."""

    fps: float
    notices: list[api.Notice]
    raw: np.ndarray

    @property
    def frames(self) -> int:
        return len(self.raw)

    def at(self, seconds: float) -> dict[str, float]:
        frame = min(round(seconds * self.fps), self.frames - 1)
        return {name: float(values[frame]) for name, values in self.items()}


class _Context:
    def progress(self, done: float, doing: str = "") -> None:
        assert 0.0 <= done <= 1.0

    def cancelled(self) -> bool:
        return False

    def log(self, text: str) -> None:
        raise AssertionError(text)


@pytest.fixture(scope="session")
def perform() -> Callable[..., Take]:
    """perform(tokens, duration, fps=, symbols=, loudness=, unwritten=, **request fields) -> Take.

    There is voice at `loudness` where the tokens are, and in the stretch `unwritten`; without tokens
    throughout.
    """
    generator = open_generator(discover().find("org.moodline.face"))

    def play(
        tokens: Tokens,
        duration: float,
        fps: Fraction | int = 30,
        symbols: str = "arpabet",
        loudness: float | None = 0.5,
        unwritten: tuple[float, float] = (0.0, 0.0),
        **more: object,
    ) -> Take:
        frames = math.ceil(duration * Fraction(fps)) + 1
        curves: Mapping[str, api.Curve] = {}
        if loudness is not None:
            at = np.arange(frames) / float(fps)
            spans = [(start, end) for _, start, end in tokens] + [unwritten]
            voiced = np.any([(at >= start) & (at < end) for start, end in spans], axis=0)
            heard = voiced if tokens else np.ones(frames, bool)
            curves = {"loudness": api.Curve(np.where(heard, loudness, 0).astype(np.float32))}
        phonemes = api.Phonemes(symbols, tuple(api.TimedToken(*token) for token in tokens))
        request = api.Request({}, duration, Fraction(fps), frames, phonemes=phonemes, curves=curves, **more)
        result = generator.generate(request, _Context())
        track = result.tracks[0]
        take = Take(zip(track.names, track.values.T, strict=True))
        take.fps, take.notices, take.raw = float(fps), result.notices, track.values
        return take

    return play


@pytest.fixture(scope="session")
def spoken() -> Callable[..., tuple[list[tuple[str, float, float]], float]]:
    """spoken("M AA1 P", each=.1) -> tokens one after the other from `start`, and the clip's duration."""

    def lay(
        labels: str | Sequence[str], each: float | Sequence[float] = 0.1, start: float = 0.4
    ) -> tuple[list[tuple[str, float, float]], float]:
        names = labels.split() if isinstance(labels, str) else list(labels)
        lengths = [each] * len(names) if isinstance(each, (int, float)) else list(each)
        ends = start + np.cumsum(lengths)
        return [(n, float(e - d), float(e)) for n, d, e in zip(names, lengths, ends, strict=True)], float(
            start + sum(lengths) + 0.4
        )

    return lay
