"""What a generator gives back: typed tracks, the settings it really used, and what it has to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Mapping, Tuple, Union

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float32]

Fact = Union[str, float, int, bool, Tuple[str, ...], Tuple[float, ...]]

TRACK_TYPES: Mapping[str, tuple[str, ...]] = {
    "face.arkit": (),
    "face.flame": ("flame", "expressions", "jaw"),
    "face.controls": ("rig",),
    "face.coeff": ("basis",),
    "face.vertices": ("topology",),
    "body.smplx": ("rotation", "order", "translation"),
    "body.skeleton": ("parents", "offsets", "channels"),
    "body.points": ("needs_ik",),
    "eyes": (),
    "head": ("rotation",),
    "curves": (),
    "events": (),
    "tokens": ("codec",),
    "video": (),
    "audio": (),
}
"""Closed set of track types, and the facts that each must carry in `Track.facts` to be understood at all."""


@dataclass(frozen=True, eq=False)
class Track:
    """values [frames, channels] float32 of uniquely named channels, frame i at t0 + i / fps seconds.

    units: `unit` (0..1), `radians`, `degrees`, `metres`, `none`; facts: what the type must carry beyond
    that (`TRACK_TYPES`): which FLAME, which rotation, which joint order.
    """

    type: str
    names: tuple[str, ...]
    values: FloatArray
    fps: Fraction
    t0: float = 0.0
    units: str = "unit"
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """Something the artist should know; kind is a short stable id, `start` and `end` are seconds."""

    kind: str
    text: str
    subject: str = ""
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class UsedSettings:
    """What the result really came from, so that it can be made again."""

    model: str
    version: str
    seed: int
    weights_hash: str = ""
    device: str = "cpu"
    dtype: str = "float32"
    steps: int = 0
    quality: str = "final"
    determinism: str = "exact"  # exact | close | none
    libraries: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """uncertainty: [frames] float32, larger where the model trusts itself less."""

    tracks: list[Track]
    used: UsedSettings
    notices: list[Notice] = field(default_factory=list)
    uncertainty: FloatArray | None = None


@dataclass(frozen=True)
class LoadReport:
    """What loading the weights found. The host refuses keys outside the manifest's allow-list."""

    missing_keys: tuple[str, ...] = ()
    unexpected_keys: tuple[str, ...] = ()
    bytes_loaded: int = 0
    device: str = "cpu"
    dtype: str = "float32"
    memory_bytes: int = 0
