"""The sound card: it plays the scene, and its clock is the transport's. Without one, the wall's clock is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from studio.core.time import TimeRange
from studio.document.schema import Project
from studio.session.held import Held
from studio.session.playing.feed import BLOCK, Feed, Feeder
from studio.session.playing.mix import Filed, Laid, Mix, Samples, grain
from studio.session.playing.mix import Held as InMemory
from studio.session.playing.wall_clock import WallClock

if TYPE_CHECKING:
    from studio.session.studio import Studio

_GRAIN = 0.07  # seconds
_VOLUME, _MUTED = "sound.volume", "sound.muted"


class Stream(Protocol):
    """What is used of a PortAudio output stream."""

    samplerate: float
    latency: float

    @property
    def time(self) -> float: ...

    @property
    def active(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


Callback = Callable[[Any, int, Any, Any], None]
Opener = Callable[[Callback], Stream]


def open_output(callback: Callback) -> Stream:
    """The system's own output, in mono. Raises OSError or RuntimeError when there is none."""
    import sounddevice  # noqa: PLC0415 - heavy

    try:
        rate = sounddevice.query_devices(kind="output")["default_samplerate"]
        stream: Stream = sounddevice.OutputStream(
            samplerate=rate, blocksize=BLOCK, channels=1, dtype="float32", latency="high", callback=callback
        )
    except (sounddevice.PortAudioError, ValueError) as error:
        raise RuntimeError(str(error)) from error
    return stream


class Sound:
    """A clock for the transport that is heard. volume 0..1; muted.

    Everything on the owner's thread but the callback, which only takes what is ready.
    """

    def __init__(self, studio: Studio, opener: Opener = open_output) -> None:
        self._studio, self._opener = studio, opener
        self.volume: Held[float] = Held(studio.settings.number(_VOLUME, 1.0, 0.0, 1.0))
        self.muted: Held[bool] = Held(bool(studio.settings.get(_MUTED, False)))
        self._wall = WallClock()
        self._stream: Stream | None = None
        self._silent = False
        self._feed: Feed | None = None
        self._feeder = Feeder()
        self._grain: Samples | None = None
        self._gain = 0.0
        self._mix = Mix()
        self._mixed: tuple[object, ...] = ()
        self._run: tuple[float, TimeRange | None] = (1.0, None)
        studio.changed.connect(self._on_changed)
        studio.stage.heard.connect(self._on_heard)
        studio.transport.scrubbed.connect(self.scrub)
        self.volume.changed.connect(self._on_level)
        self.muted.changed.connect(self._on_level)

    @property
    def silent(self) -> bool:
        """Is there no sound card to be heard through?"""
        return self._silent

    def start(self, at: int, speed: float, loop: TimeRange | None = None) -> None:
        """Plays from a tick on, round and round in a loop."""
        self._run = (speed, loop)
        stream = self._opened()
        if stream is None:
            self._wall.start(at, speed, loop)
            return
        feed = Feed(lambda: self._mix, at, speed, loop, stream.samplerate)
        self._feeder.follow(feed)
        self._feed = feed
        self._begin(stream, at)

    def stop(self) -> None:
        self._wall.stop()
        self._feeder.follow(None)
        self._feed = None
        if self._stream is not None and self._stream.active:
            self._stream.stop()

    def now(self) -> int:
        """The tick that is heard now."""
        feed, stream = self._feed, self._stream
        if feed is None or stream is None:
            return self._wall.now()
        try:
            if stream.active:
                return feed.heard(stream.time)
        except (OSError, RuntimeError):
            pass
        return self._lose(feed)

    def keep_up(self) -> None:
        """Makes sound until enough is ready; a thread of its own does so all the time."""
        if self._feed is not None:
            self._feed.fill()

    def scrub(self, at: int) -> None:
        """A moment of what is under the playhead, while nothing plays."""
        if self._studio.transport.playing:
            return
        stream = self._opened()
        if stream is not None and not self.muted.value:
            self._grain = grain(self._mix, at, stream.samplerate, _GRAIN)
            self._begin(stream, at)

    def close(self) -> None:
        """Gives the sound card back."""
        self.stop()
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _opened(self) -> Stream | None:
        if self._stream is None and not self._silent:
            try:
                self._stream = self._opener(self._fill)
            except (OSError, RuntimeError, ImportError):
                self._be_silent("No sound card was found")
        return self._stream

    def _begin(self, stream: Stream, at: int) -> None:
        self._on_level()
        try:
            if not stream.active:
                stream.start()
        except (OSError, RuntimeError):
            if self._feed is not None:
                self._lose(self._feed)

    def _be_silent(self, why: str) -> None:
        self._silent = True
        self._studio.told.emit(f"{why}: playing silently, by the computer's clock")

    def _lose(self, feed: Feed) -> int:
        """The sound card went away in the middle: on by the wall's clock, from where it was."""
        speed, loop = self._run
        last = feed.anchors[-1] if feed.anchors else None
        at = feed.started_at if last is None else round(last.tick)
        self._feeder.follow(None)
        self._feed = self._stream = None
        self._be_silent("The sound device went away")
        self._wall.start(at, speed, loop)
        return at

    def _fill(self, out: Any, count: int, moments: Any, status: Any) -> None:  # noqa: ANN401 - PortAudio's own
        """Called by the sound card. Never waits, never raises."""
        feed, piece = self._feed, self._grain
        stream = self._stream
        heard_at = float(getattr(moments, "outputBufferDacTime", 0.0) or 0.0)
        if not heard_at and stream is not None:
            heard_at = stream.time + _number(stream.latency)
        samples = np.zeros(count, np.float32) if feed is None else feed.take(count, heard_at)
        if piece is not None:
            taken = piece[:count]
            samples[: len(taken)] += taken
            self._grain = piece[count:] if len(piece) > count else None
        out[:, 0] = samples * np.float32(self._gain)

    def _on_level(self, *_: object) -> None:
        level = min(max(self.volume.value, 0.0), 1.0)
        self._gain = 0.0 if self.muted.value else level * level
        self._studio.settings.set(_VOLUME, level)
        self._studio.settings.set(_MUTED, self.muted.value)

    def _on_changed(self, before: Project, after: Project) -> None:
        self._gather()

    def _on_heard(self, clip_id: str) -> None:
        self._gather()

    def _gather(self) -> None:
        """The scene's recordings as they lie now."""
        scene, voices = self._studio.scene, self._studio.stage.voices
        people = () if scene is None else scene.characters
        clips = [c for m in people if not m.extra.get("muted") for c in m.clips]
        laid = tuple((c.start, c.span, voice) for c in clips if (voice := voices[c.id]))
        key = tuple((start, span, voice.audio) for start, span, voice in laid)
        if key == self._mixed:
            return
        self._mixed = key
        self._mix = Mix(
            Laid(start, span, Filed(v.path, InMemory(v.audio.samples, v.audio.rate)))
            for start, span, v in laid
        )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 1.0
