"""The protocols of a model and of the host that calls it.

Generation is a pure function of the request. Streaming is the same function cut in pieces with an explicit
state. Plugins that run in a process of their own will be served by a worker loop of this package; it calls
these same methods, so a generator never knows where it runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Mapping, Protocol

from studio_plugin.result import LoadReport, Notice, Result, Track

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from studio_plugin.request import Request, Value

    FloatArray = npt.NDArray[np.float32]


class Context(Protocol):
    """The host's side of a running call."""

    def progress(self, done: float, doing: str = "") -> None:
        """Share done in 0..1."""

    def cancelled(self) -> bool:
        """True when the answer is no longer wanted: return or raise soon, at window or step granularity."""
        ...

    def log(self, text: str) -> None:
        """A line for the plugin's log."""


@dataclass(frozen=True, eq=False)
class Chunk:
    """Part of a stream's answer, to be appended."""

    tracks: list[Track]
    notices: list[Notice]


@dataclass(frozen=True, eq=False)
class StreamHead:
    """What a stream is told once, before any audio: the request without its audio and tokens."""

    request: Request
    sample_rate: int


class Stream(Protocol):
    """A generation in pieces. `latency`: seconds of right context plus one chunk."""

    latency: float

    def push_audio(self, samples: FloatArray, t0: float) -> list[Chunk]: ...

    def push_control(self, t: float, control: str, value: Value) -> None:
        """Takes effect at time `t`, which may lie ahead of the audio."""

    def finish(self) -> list[Chunk]:
        """Flushes what waited for right context."""
        ...

    def snapshot(self) -> bytes:
        """The whole state; `restore` of it gives the same continuation (scrubbing, undo)."""
        ...

    def restore(self, state: bytes) -> None: ...


class Generator(Protocol):
    """A model that turns requests into motion."""

    def load(self, assets: Mapping[str, str], device: str, dtype: str) -> LoadReport:
        """`assets`: local paths by the names of the manifest's `[[asset]]` tables. Never downloads."""
        ...

    def generate(self, request: Request, context: Context) -> Result: ...

    def open_stream(self, head: StreamHead) -> Stream | None:
        """None for a model that cannot stream."""
        ...

    def unload(self) -> None:
        """Gives memory back; `load` may follow."""
