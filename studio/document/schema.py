"""The tree of a project: every kind of thing that is saved. All frozen; edits make new trees.

Times are ticks. `extra` keeps fields of newer versions through a round trip. What is said has a room of its
own, `voice`.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate
from studio.document.curves import Curve
from studio.document.voice import (
    Extra,
    MediaRef,
    Phone,
    Script,
    Transcript,
    VoiceClip,
    Word,
    extra_field,
)

__all__ = [
    "MOTION",
    "Character",
    "EmotionTrack",
    "Event",
    "Extra",
    "Marker",
    "MediaRef",
    "OverrideLayer",
    "Phone",
    "Project",
    "Provenance",
    "Scene",
    "Script",
    "Take",
    "Transcript",
    "VoiceClip",
    "Word",
]

MOTION = "clip:"
"""So begin the ids of takes that are a body's recorded motion, and the names of the events that show them."""


@attrs.frozen
class EmotionTrack:
    """Intensity 0..1 of one named emotion over scene time; `regions` weighs face regions (absent = 1)."""

    id: str
    emotion: str
    curve: Curve = Curve()
    regions: dict[str, float] = attrs.field(factory=dict)
    muted: bool = False
    extra: Extra = extra_field()


@attrs.frozen
class Provenance:
    """Where a take came from, so that it can be made again and its terms are known."""

    model: str
    version: str = ""
    seed: int = 0
    inputs_hash: str = ""
    licence: str = ""
    extra: Extra = extra_field()


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
    extra: Extra = extra_field()

    @property
    def is_motion(self) -> bool:
        """Is it a body's recorded motion, and no face's?"""
        return self.id.startswith(MOTION)

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
    extra: Extra = extra_field()


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
    extra: Extra = extra_field()

    @property
    def is_motion(self) -> bool:
        """Does it show recorded motion?"""
        return self.name.startswith(MOTION)


@attrs.frozen
class Marker:
    id: str
    time: int
    name: str = ""
    extra: Extra = extra_field()


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
    extra: Extra = extra_field()


@attrs.frozen
class Scene:
    id: str
    name: str
    rate: Rate = Rate(30)
    characters: tuple[Character, ...] = ()
    markers: tuple[Marker, ...] = ()
    extra: Extra = extra_field()


@attrs.frozen
class Project:
    id: str
    name: str
    scenes: tuple[Scene, ...] = ()
    extra: Extra = extra_field()
