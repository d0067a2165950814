"""The tree of a project: every kind of thing that is saved. All frozen; edits make new trees.

Times are ticks; `start` of a clip is its place in the scene, and times inside a transcript count from
the start of its recording. `extra` keeps fields of newer versions through a round trip.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate
from studio.document.curves import Curve

Extra = dict[str, Any]


def _extra() -> Any:  # noqa: ANN401 - attrs types its fields by the annotation beside the call
    return attrs.field(factory=dict, kw_only=True, hash=False)


@attrs.frozen
class Phone:
    """One sound: label in the transcript's phone set (vowels of ARPAbet carry stress: `AA1`)."""

    label: str
    start: int
    end: int
    extra: Extra = _extra()


@attrs.frozen
class Word:
    """A spoken word. `doubtful` marks a place where script and sound may disagree."""

    id: str
    text: str
    start: int
    end: int
    confidence: float = 1.0
    phones: tuple[Phone, ...] = ()
    doubtful: bool = False
    lip_gain: float = 1.0
    jaw_gain: float = 1.0
    tags: tuple[str, ...] = ()
    extra: Extra = _extra()


@attrs.frozen
class Transcript:
    """Words and phones of one recording.

    phone_set: `arpabet` or `ipa`; source: `script`, `script+decoder` (partly) or `decoder` (no script).
    """

    language: str = "en"
    phone_set: str = "arpabet"
    source: str = "script"
    words: tuple[Word, ...] = ()
    extra: Extra = _extra()


@attrs.frozen
class Script:
    """What the artist wrote, untouched; stage directions stay in their brackets."""

    text: str = ""
    language: str = "en"
    extra: Extra = _extra()


@attrs.frozen
class MediaRef:
    """A recording by relative path and sha256 of its bytes."""

    path: str
    content_hash: str
    duration: int
    extra: Extra = _extra()


@attrs.frozen
class VoiceClip:
    """A recording laid on the timeline."""

    id: str
    media: MediaRef
    start: int = 0
    script: Script = Script()
    transcript: Transcript | None = None
    extra: Extra = _extra()


@attrs.frozen
class EmotionTrack:
    """Intensity 0..1 of one named emotion over scene time; `regions` weighs face regions (absent = 1)."""

    id: str
    emotion: str
    curve: Curve = Curve()
    regions: dict[str, float] = attrs.field(factory=dict)
    muted: bool = False
    extra: Extra = _extra()


@attrs.frozen
class Provenance:
    """Where a take came from, so that it can be made again and its terms are known."""

    model: str
    version: str = ""
    seed: int = 0
    inputs_hash: str = ""
    licence: str = ""
    extra: Extra = _extra()


@attrs.frozen(eq=False)
class Take:
    """Dense frames of a model: values [frames, channels] float32 from tick `start` at `rate`."""

    id: str
    names: tuple[str, ...]
    rate: Rate
    start: int
    values: npt.NDArray[np.float32]
    provenance: Provenance
    locked: tuple[tuple[int, int], ...] = ()
    extra: Extra = _extra()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Take):
            return NotImplemented
        plain = [f.name for f in attrs.fields(Take) if f.name != "values"]
        return all(getattr(self, n) == getattr(other, n) for n in plain) and np.array_equal(
            self.values, other.values
        )

    def __hash__(self) -> int:
        return hash((self.id, self.names, self.rate, self.start, self.values.shape))


@attrs.frozen
class OverrideLayer:
    """Handwork on top: curves by channel, replacing or adding, blended by `weight` 0..1."""

    id: str
    name: str
    curves: dict[str, Curve] = attrs.field(factory=dict)
    additive: bool = False
    weight: float = 1.0
    muted: bool = False
    extra: Extra = _extra()


@attrs.frozen
class Event:
    """A blink, glance, nod, breath or gesture as a clip an artist can move, stretch, mute and pin.

    kind: `blink`, `gaze`, `head`, `breath`, `weight_shift`, `gesture`, or `constraint` (its name: what parts
    of the body are busy with); params: plain numbers by name (`yaw`, `pitch` in degrees, `amount` 0..1 ...).
    """

    id: str
    kind: str
    start: int
    end: int
    params: dict[str, float] = attrs.field(factory=dict)
    name: str = ""
    pinned: bool = False
    muted: bool = False
    extra: Extra = _extra()


@attrs.frozen
class Marker:
    id: str
    time: int
    name: str = ""
    extra: Extra = _extra()


@attrs.frozen
class Character:
    """One performer of a scene. `asset` names a rig of the character library."""

    id: str
    name: str
    asset: str
    seed: int = 0
    lip_gain: float = 1.0
    jaw_gain: float = 1.0
    clips: tuple[VoiceClip, ...] = ()
    emotions: tuple[EmotionTrack, ...] = ()
    takes: tuple[Take, ...] = ()
    overrides: tuple[OverrideLayer, ...] = ()
    events: tuple[Event, ...] = ()
    extra: Extra = _extra()


@attrs.frozen
class Scene:
    id: str
    name: str
    rate: Rate = Rate(30)
    characters: tuple[Character, ...] = ()
    markers: tuple[Marker, ...] = ()
    extra: Extra = _extra()


@attrs.frozen
class Project:
    id: str
    name: str
    scenes: tuple[Scene, ...] = ()
    extra: Extra = _extra()
