"""What a generator is asked for: one immutable value, all times in seconds from the start of the audio."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Mapping, Sequence, Tuple, Union

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float32]
    BoolArray = npt.NDArray[np.bool_]

Value = Union[float, int, str, bool, Tuple[float, ...], None]


@dataclass(frozen=True, eq=False)
class Audio:
    """samples [n] float32 mono in -1..1 at `rate` Hz, the rate the manifest asked for."""

    samples: FloatArray
    rate: int
    content_hash: str = ""

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class TimedToken:
    """A word or a sound from `start` to `end`; confidence 0..1 of the alignment."""

    text: str
    start: float
    end: float
    confidence: float = 1.0


@dataclass(frozen=True)
class Phonemes:
    """Sounds in rising order without overlap; symbols: `arpabet` (stress digits kept) or `ipa`."""

    symbols: str = "arpabet"
    tokens: tuple[TimedToken, ...] = ()


@dataclass(frozen=True, eq=False)
class Curve:
    """values [frames] float32 or [frames, n]: already sampled by the host at every output frame."""

    values: FloatArray


@dataclass(frozen=True)
class Span:
    """A setting that holds from `start` to `end`, for the whole face or one `region`."""

    start: float
    end: float
    value: Value
    region: str = ""


@dataclass(frozen=True, eq=False)
class MotionConstraints:
    """Where `mask` [frames, channels] is true the result must keep `values` [frames, channels] of `names`."""

    names: tuple[str, ...]
    mask: BoolArray
    values: FloatArray
    root_path: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class IdentityRef:
    """Who performs: a speaker's id of the model, body shape numbers, or a template mesh by path."""

    speaker: str = ""
    betas: FloatArray | None = None
    template: str = ""


@dataclass(frozen=True)
class Variation:
    """`index` of `count` performances of one request; `seed` drives all chance."""

    seed: int = 0
    index: int = 0
    count: int = 1
    temperature: float | None = None


@dataclass(frozen=True, eq=False)
class Request:
    """Everything a generation depends on.

    audio: by role (`self`, `interlocutor`, `emotion_ref`, `style_ref`, `content_ref`); duration: seconds
    to fill; fps and frames: the grid of the host, frame i at i / fps (a model of fixed rate answers at its
    own); t_range: make only this part again; quality: `preview` or `final`.
    """

    audio: Mapping[str, Audio]
    duration: float
    fps: Fraction
    frames: int
    words: Sequence[TimedToken] = ()
    phonemes: Phonemes = field(default_factory=Phonemes)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    constraints: MotionConstraints | None = None
    identity: IdentityRef | None = None
    t_range: tuple[float, float] | None = None
    variation: Variation = field(default_factory=Variation)
    quality: str = "final"
    language: str = "en"
