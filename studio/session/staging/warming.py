"""What takes its time at first use, used once beside the window: models, kernels, libraries."""

from __future__ import annotations

import contextlib
import importlib

import numpy as np

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Event, Script
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.performance.compose import compose
from studio.performance.gestures.library import own_library
from studio.render.pieces import pieces_of
from studio.rig.retarget import retarget
from studio.rig.schema import Rig
from studio.speech.align import align


def warm_up(rig: Rig, progress: Progress) -> None:
    """Aligns half a second of hum and composes one frame; what comes of it is thrown away."""
    log = ProblemLog()
    at = np.arange(ANALYSIS_RATE // 2) / ANALYSIS_RATE
    hum = (0.3 * np.sin(2 * np.pi * 140 * at) * np.sin(2 * np.pi * 3 * at)).astype(np.float32)
    progress(0.1)
    voice = Audio(hum, ANALYSIS_RATE, "hum", "hum", ANALYSIS_RATE, 1)
    align(voice, Script("hello"), log, part_of(progress, 0.1, 0.5))
    progress(0.5)
    wave = Event("warm", "gesture", 0, ticks(2.0), {}, next(iter(own_library().gestures)))
    progress(0.6)
    performer = Character("warm", "", rig.name, events=(wave,))
    frames = compose(performer, rig, TimeRange(0, ticks(1.0)), Rate(30), log, part_of(progress, 0.6, 0.8))
    progress(0.8)
    retarget(rig, frames.body, frames.gaze_degrees)
    pieces_of(rig, lambda: progress(0.9))
    with contextlib.suppress(Exception):  # a machine without OpenGL hears of it when something is drawn
        importlib.import_module("studio.render.live_view")
