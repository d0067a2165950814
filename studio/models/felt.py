"""What a character feels, in the words of a model that takes emotion itself: by name, never by place."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import studio_plugin as api
from studio.core.problems import ProblemError
from studio.core.time import TickArray
from studio.document.schema import Character
from studio.emotion.labels import NEUTRAL, canonical
from studio.emotion.mix import EmotionMix, emotion_mix
from studio.models.face_models import EMOTION, INTENSITY
from studio.models.manifest import Manifest

F64 = npt.NDArray[np.float64]


def felt_controls(
    manifest: Manifest, character: Character, at: TickArray
) -> tuple[dict[str, api.Curve], dict[str, api.Value]]:
    """Curves and values of a request by control, for frames at ticks of the scene; nothing for a model that
    does not ask. A control that is set once for a clip gets its mean."""
    asked = [c for c in manifest.control if c.semantics in (EMOTION, INTENSITY)]
    curves: dict[str, api.Curve] = {}
    values: dict[str, api.Value] = {}
    if not asked:
        return curves, values
    mix = emotion_mix(character.emotions, at)
    for control in asked:
        if isinstance(control, api.ChoiceControl):
            values[control.id] = _likeliest(control, mix)
            continue
        rows = _rows(control, mix)
        if rows is None:
            continue
        if control.per == "frame":
            curves[control.id] = api.Curve(np.asarray(rows, np.float32))
        else:
            means = [float(x) for x in np.atleast_1d(rows.sum(axis=0) / max(len(rows), 1))]
            values[control.id] = tuple(means) if rows.ndim > 1 else means[0]
    return curves, values


def _rows(control: api.Control, mix: EmotionMix) -> F64 | None:
    """[frames] or [frames, columns] of a control; None for one whose type holds no emotion."""
    if isinstance(control, api.MixControl):
        rows = _columns(control.labels, control.canonical, mix)
        if control.sum_at_most > 0:
            total = rows.sum(axis=1, keepdims=True)
            rows *= control.sum_at_most / np.maximum(total, control.sum_at_most)
        return rows
    if isinstance(control, api.ScalarControl):
        strongest = np.max(list(mix.emotions().values()), axis=0)
        return np.asarray(control.minimum + strongest * (control.maximum - control.minimum))
    if isinstance(control, api.PointControl):
        place = dict(zip(("valence", "arousal"), mix.valence_arousal().T, strict=True))
        return np.stack([place.get(axis, np.zeros(len(mix.values))) for axis in control.axes], axis=1)
    return None


def _columns(labels: tuple[str, ...], names: tuple[str, ...], mix: EmotionMix) -> F64:
    """[frames, labels] 0..1. Several labels of one emotion all get it; neutral is what the others leave."""
    felt = mix.emotions()
    up = np.minimum(sum(felt.values(), np.zeros(len(mix.values))), 1.0)
    felt[NEUTRAL] = 1.0 - up
    words = names if len(names) == len(labels) else labels
    nothing = np.zeros(len(mix.values))
    found = [felt.get(_known(word), nothing) for word in words]
    return np.stack(found, axis=1) if found else np.zeros((len(mix.values), 0))


def _likeliest(control: api.ChoiceControl, mix: EmotionMix) -> str:
    """The choice that is felt most over the clip; the model's default where nothing is."""
    shares = _columns(control.choices, control.canonical, mix).mean(axis=0) if len(mix.values) else ()
    best = int(np.argmax(shares)) if len(shares) and max(shares) > 0 else -1
    return control.choices[best] if best >= 0 else control.default


def _known(word: str) -> str:
    try:
        return canonical(word)
    except ProblemError:
        return word
