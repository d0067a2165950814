"""Controls a model offers to the artist: a closed set of types, an open set of ids.

The host draws each type with a widget of its own and sends the settings in `Request.values` (one per
clip), `Request.curves` (one value per output frame) or `Request.spans` (time ranges).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Scalar = Union[float, int, str, bool]

PER = ("clip", "frame", "span")
INTERPOLATIONS = ("stepped", "linear", "bezier")


@dataclass(frozen=True)
class Control:
    """What every control states.

    per: how finely it may be set (`clip`, `frame`, `span`); trained_per: how finely the model saw it in
    training (a model may accept a curve it never learnt from, and the artist is told); semantics: the
    host's canonical name for it (`emotion`, `intensity`, `lip_gain`), so that one slider drives many models.
    """

    id: str
    label: str = ""
    per: str = "clip"
    trained_per: str | None = None
    semantics: str = ""
    interpolation: str = "linear"


@dataclass(frozen=True)
class ScalarControl(Control):
    """A number in `minimum`..`maximum`; with `levels` only so many steps have a meaning."""

    minimum: float = 0.0
    maximum: float = 1.0
    default: float = 0.0
    levels: int = 0


@dataclass(frozen=True)
class ChoiceControl(Control):
    """One of `choices`; `canonical` gives the host's name for each, in the same order."""

    choices: tuple[str, ...] = ()
    canonical: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True)
class MixControl(Control):
    """Weights over `labels`, each 0..1; `sum_at_most` 0 means that their sum is free."""

    labels: tuple[str, ...] = ()
    canonical: tuple[str, ...] = ()
    sum_at_most: float = 0.0


@dataclass(frozen=True)
class PointControl(Control):
    """A point of `axes` (valence and arousal, gaze), each -1..1."""

    axes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssetControl(Control):
    """A recording, motion, pose, picture or film; `media` names which (`audio`, `motion`, ...)."""

    media: str = "audio"


@dataclass(frozen=True)
class EmbeddingControl(Control):
    """A saved vector of `size` numbers (a style)."""

    size: int = 0


@dataclass(frozen=True)
class SpanTextControl(Control):
    """Time ranges with free text, for a face region where `regions` names some."""

    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpanValueControl(Control):
    """Time ranges with a number in `minimum`..`maximum` (a word's emphasis)."""

    minimum: float = 0.0
    maximum: float = 1.0
    default: float = 0.0


@dataclass(frozen=True)
class RegionMapControl(Control):
    """A number for each face region."""

    regions: tuple[str, ...] = ()
    default: float = 1.0


@dataclass(frozen=True)
class ConstraintControl(Control):
    """Key poses the motion must go through; see `request.MotionConstraints`."""

    tracks: tuple[str, ...] = ()


CONTROL_TYPES = {
    "scalar": ScalarControl,
    "choice": ChoiceControl,
    "mix": MixControl,
    "point2": PointControl,
    "point3": PointControl,
    "asset": AssetControl,
    "embedding": EmbeddingControl,
    "span_text": SpanTextControl,
    "span_value": SpanValueControl,
    "region_map": RegionMapControl,
    "constraint": ConstraintControl,
}
"""Type names of a manifest's `[[control]]` tables. `gain_offset` is the host's own and needs no class."""
