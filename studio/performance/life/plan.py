"""All signs of life of one character over a span, as events; a seed, and nothing else, makes them differ."""

from __future__ import annotations

import zlib

import numpy as np

from studio.core.progress import Progress, part_of, silent
from studio.core.time import TimeRange
from studio.document.schema import Event
from studio.performance.life.blinks import plan_blinks
from studio.performance.life.gaze import plan_gaze
from studio.performance.life.head import plan_head
from studio.performance.life.mood import Mood
from studio.performance.life.voice import Voice


def plan_life(
    span: TimeRange, voice: Voice, mood: Mood, seed: int, who: str = "", progress: Progress = silent
) -> tuple[Event, ...]:
    """Gaze, blinks and head motion in rising time.

    `who` (the character's id) keeps two performers of one seed apart. Each kind has a stream of its own, so
    that a change of one leaves the others as they were.
    """
    gazes = plan_gaze(span, voice, mood, _stream(seed, who, 1), part_of(progress, 0.0, 0.3))
    blinks = plan_blinks(span, voice, mood, gazes, _stream(seed, who, 2), part_of(progress, 0.3, 0.6))
    heads = plan_head(span, voice, mood, _stream(seed, who, 3), part_of(progress, 0.6, 1.0))
    return tuple(sorted((*gazes, *blinks, *heads), key=lambda e: (e.start, e.id)))


def _stream(seed: int, who: str, kind: int) -> np.random.Generator:
    return np.random.default_rng([abs(seed), zlib.crc32(who.encode()), kind])
