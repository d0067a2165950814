"""A whole body over frames: events, mood, voice and the head's motion laid on a character that stands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, PoseFrames
from studio.core.progress import Progress, silent
from studio.core.time import Rate, TickArray
from studio.document.schema import Character
from studio.performance.body.arms import arms
from studio.performance.body.build import Build
from studio.performance.body.clearance import arm_clearance
from studio.performance.body.frames import gathered
from studio.performance.body.legs import legs, pelvis_height, stance_of
from studio.performance.body.motion import breathing, feeling, weight
from studio.performance.body.posture import posture
from studio.performance.body.trunk import Trunk, shoulder_places, trunk
from studio.performance.body.unrest import Unrest
from studio.performance.gestures.library import Library, own_library
from studio.performance.life.motion import drift
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]


def body_poses(
    character: Character,
    rig: Rig,
    at: TickArray,
    rate: Rate,
    head: Array,
    speaking: F64,
    library: Library | None = None,
    progress: Progress = silent,
) -> PoseFrames:
    """The body at ticks `at` [frames]; a frame does not depend on which others are asked for.

    Breaths and weight shifts are the character's own events; posture follows its painted emotions. head
    [frames, 4]: the head's turn against a quiet chest; speaking [frames] 0..1. Feet stay planted where the
    character's seed puts them. Gestures are looked up in `library`, by default the program's own. Raises
    ProblemError for a rig without a body's joints.
    """
    live = [e for e in character.events if not e.muted]
    felt = feeling(character.emotions, at)
    p = posture(_wavering(felt.emotions, at, character.seed), len(at))
    lively = np.clip(0.8 + 0.5 * speaking + 0.35 * felt.arousal, 0.4, 1.8)
    unrest = Unrest(at, character.seed, lively)
    build = Build.of(rig)
    upper = trunk(
        p,
        weight((e for e in live if e.kind == "weight_shift"), at),
        breathing((e for e in live if e.kind == "breath"), at),
        head,
        unrest,
    )
    stance = stance_of(build, character.seed)
    progress(0.0)
    place = build.pelvis + upper.sway
    place[:, 1] = (
        pelvis_height(build, stance, upper.pelvis, place) - p.sink - 0.0006 * (1.5 + unrest(50, 0.2))
    )
    clear = np.degrees(_clearance(build, upper)) + arm_clearance(rig)
    progress(0.0)
    turns = upper.turns | legs(build, stance, upper.pelvis, place)
    turns |= arms(p, upper.chest, upper.collars, clear, unrest, character.seed)
    progress(0.0)
    turns |= _gestures(turns, upper, rig, character, library, at, progress)
    return gathered(turns, place - build.pelvis, rate, int(at[0]) if len(at) else 0)


def _gestures(
    turns: dict[str, Array],
    upper: Trunk,
    rig: Rig,
    character: Character,
    library: Library | None,
    at: TickArray,
    progress: Progress,
) -> dict[str, Array]:
    """What gestures put in the place of turns at rest."""
    if not any(e.kind == "gesture" and not e.muted for e in character.events):
        return {}
    # Gestures are laid on this room's bodies and know it: they are asked for when there are any.
    from studio.performance.gestures.realise import gesture_layer  # noqa: PLC0415

    known = own_library() if library is None else library
    events, felt, seed = character.events, character.emotions, character.seed
    return gesture_layer(turns, upper, rig, events, felt, known, at, seed, progress)


def _wavering(emotions: Mapping[str, F64], at: TickArray, seed: int) -> dict[str, F64]:
    """A posture is not held like a statue's: it gives and gathers a little over some ten seconds."""
    waver = 1.0 + 0.1 * drift(at, seed, 59, 0.09)
    return {name: level * waver for name, level in emotions.items()}


def _clearance(build: Build, upper: Trunk) -> F64:
    """[F, 2] radians that each arm must lift where the hip comes out under its shoulder."""
    shoulders = shoulder_places(build, upper)
    found = np.empty((len(shoulders), 2))
    for k, out in enumerate((1.0, -1.0)):
        at_rest = build.hips[k, 0] - (build.spine.sum(axis=0) + build.shoulders[k])[0]
        hip = upper.sway[:, 0] + build.hips[k, 0]
        nearer = out * (hip - shoulders[:, k, 0] - at_rest)
        # At least nought, rounded off over a centimetre.
        found[:, k] = np.arctan(0.01 * np.logaddexp(0.0, nearer / 0.01) / build.arm)
    return found
