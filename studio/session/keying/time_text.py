"""Times as people write them: frames, seconds or timecode; and read back from whatever they type."""

from __future__ import annotations

import re
from enum import StrEnum

from studio.core.time import Rate, seconds, ticks


class TimeFormat(StrEnum):
    """How times are shown."""

    FRAMES = "frames"
    SECONDS = "seconds"
    TIMECODE = "timecode"


_SECONDS = re.compile(r"(\d+(?:[.,]\d*)?|[.,]\d+)\s*s?")
_FRAMES = re.compile(r"(\d+)\s*f?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)")
_TIMECODE = re.compile(r"(\d+)[:;](\d+)[:;](\d+)[:;](\d+)")


def write(at: int, rate: Rate, shown: TimeFormat) -> str:
    """A tick as text: `102`, `3.400` or `00:00:03:12`.

    Timecode counts every frame (non-drop), so at 29.97 a second of it lasts 1.001 s. Before tick 0 the text
    has a minus.
    """
    if at < 0:
        return f"-{write(-at, rate, shown)}"
    if shown is TimeFormat.SECONDS:
        return _clock(seconds(at))
    # A key may lie anywhere in a frame; half a tick's error of rates that do not divide must not show.
    frame = rate.frame_at(at + 1)
    return str(frame) if shown is TimeFormat.FRAMES else timecode(frame, rate)


def timecode(frame: int, rate: Rate) -> str:
    """`hh:mm:ss:ff`, non-drop."""
    each = nominal(rate)
    whole, rest = divmod(frame, each)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{rest:02}"


def nominal(rate: Rate) -> int:
    """Frames that timecode counts in one of its seconds: 30 at 29.97."""
    return max(round(rate.fps), 1)


def read(text: str, rate: Rate, shown: TimeFormat = TimeFormat.FRAMES) -> int | None:
    """The tick somebody typed; None when it is no time.

    `12f` frames, `1.25s` or `1:02.5` seconds, `00:00:01:12` timecode; a bare number is what is `shown`, with
    a point in it seconds. In timecode a bare number is read from the right as editors do: `112` is 1 s 12.
    """
    text = text.strip().lower()
    if match := _TIMECODE.fullmatch(text):
        hours, minutes, secs, frames = (int(part) for part in match.groups())
        return rate.tick_of(((hours * 60 + minutes) * 60 + secs) * nominal(rate) + frames)
    if match := _CLOCK.fullmatch(text):
        hours, minutes = int(match[1] or 0), int(match[2])
        return ticks((hours * 60 + minutes) * 60 + float(match[3].replace(",", ".")))
    if match := _FRAMES.fullmatch(text):
        return _bare(match[1], text.endswith("f"), rate, shown)
    if match := _SECONDS.fullmatch(text):
        return ticks(float(match[1].replace(",", ".")))
    return None


def _bare(digits: str, frames: bool, rate: Rate, shown: TimeFormat) -> int:
    if frames or shown is TimeFormat.FRAMES:
        return rate.tick_of(int(digits))
    if shown is TimeFormat.SECONDS:
        return ticks(float(digits))
    padded = digits.rjust(8, "0")
    parts = (padded[:-6], padded[-6:-4], padded[-4:-2], padded[-2:])
    tick = read(":".join(parts), rate)
    return 0 if tick is None else tick


def _clock(value: float) -> str:
    """`3.400`, from a minute on `1:03.400`, from an hour on `1:00:03.400`."""
    whole = round(value * 1000)
    minutes, rest = divmod(whole, 60_000)
    tail = f"{rest // 1000}.{rest % 1000:03}"
    if not minutes:
        return tail
    tail = tail.rjust(6, "0")
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{tail}" if hours else f"{minutes}:{tail}"
