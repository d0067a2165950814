"""Any recording to the samples the analysis hears. What can be performed is, with a warning."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import attrs

from studio.core.problems import ProblemError, ProblemLog, fail
from studio.core.progress import Progress, part_of, silent
from studio.media import sniff
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.media.collect import Collected, collect
from studio.media.declared import missing_share
from studio.media.ffmpeg_stream import open_program, program_path
from studio.media.identify import ANOTHER, Source, identify, unreadable
from studio.media.soundfile_stream import open_library
from studio.media.streams import RefusedError, Stream

SHORTEST_SECONDS = 0.1
RATES = range(1_000, 768_001)

_Opener = Callable[[], AbstractContextManager[Stream]]


def load(path: Path, log: ProblemLog, progress: Progress = silent) -> Audio:
    """16 kHz mono float32 of a recording of any format, rate and channel count, whatever its name.

    Warnings go to `log`. Samples of more than ten minutes are a read-only memory map. Raises ProblemError
    when there is nothing to perform: no file, no sound, less than 0.1 s of it, an implausible rate, or more
    than 24 hours.
    """
    try:
        source = identify(path, part_of(progress, 0.0, 0.1))
        found = _read(source, part_of(progress, 0.1, 1.0))
        missing = _missing(source, found)
    except OSError as error:
        raise unreadable(path, error) from error
    if found.store.count < SHORTEST_SECONDS * ANALYSIS_RATE:
        raise _too_short(source, found)
    _warn_of_file(source, found, missing, log)
    found.health.report(log, source.subject)
    samples = found.store.finish(found.health.offset, found.health.gain)
    progress(1.0, "Reading the recording")
    return Audio(samples, ANALYSIS_RATE, source.content_hash, source.subject, found.rate, found.channels)


def _read(source: Source, progress: Progress) -> Collected:
    """The most that any reader gets out of the file."""
    library, program = partial(open_library, source.path), partial(open_program, source.path, source.size)
    openers: list[_Opener] = [program] if source.kind.reader is sniff.Reader.PROGRAM else [library, program]
    if not program_path():
        openers = [library]
    attempts: list[Collected] = []
    reason = ""
    for opener in openers:
        try:
            attempts.append(_collect(opener, source, progress))
        except RefusedError as error:
            reason = reason or str(error)
            continue
        if attempts[-1].store.count and not attempts[-1].broken:
            break
    if not attempts:
        raise _refused(source, reason)
    best = max(attempts, key=lambda found: found.store.count)
    declared = max(found.declared for found in attempts)
    whole = 0 < declared <= best.health.frames
    return attrs.evolve(best, declared=declared, broken="" if whole else best.broken)


def _collect(opener: _Opener, source: Source, progress: Progress) -> Collected:
    found = _collect_channels(opener, source, progress, None)
    channel = found.health.cancelled_by_mixing
    return found if channel is None else _collect_channels(opener, source, progress, channel)


def _collect_channels(opener: _Opener, source: Source, progress: Progress, pick: int | None) -> Collected:
    with opener() as stream:
        if stream.rate not in RATES:
            text = f"claims {stream.rate:,} samples a second, which no recorder makes"
            raise fail("media.rate", text, source.subject, ANOTHER)

        def told(frames: int) -> None:
            share = frames / stream.declared if stream.declared else 0.0
            progress(share, f"Reading the recording ({frames / stream.rate:,.0f} s)")

        return collect(stream, pick, told)


def _missing(source: Source, found: Collected) -> float:
    """Share of the promised sound that is not there."""
    with source.path.open("rb") as stream:
        share = missing_share(stream, source.size, source.kind)
    if found.declared > found.health.frames + found.rate // 20:
        share = max(share, 1.0 - found.health.frames / found.declared)
    return share


def _refused(source: Source, reason: str) -> ProblemError:
    named = "sound" if source.kind is sniff.UNKNOWN else source.kind.name
    text = f"is damaged or holds no {named} that can be read ({reason})"
    hint = ANOTHER if program_path() else "Install ffmpeg, or convert the recording to WAV or FLAC"
    return fail("media.broken", text, source.subject, hint)


def _too_short(source: Source, found: Collected) -> ProblemError:
    why = f" ({found.broken})" if found.broken else ""
    amount = f"only {1000 * found.seconds:.0f} ms of" if found.store.count else "no"
    text = f"{amount} sound could be read{why}"
    hint = "A performance needs at least 0.1 s; choose another recording"
    return fail("media.too_short", text, source.subject, hint)


def _warn_of_file(source: Source, found: Collected, missing: float, log: ProblemLog) -> None:
    subject, kind, ending = source.subject, source.kind, source.path.suffix.lower()
    if kind is not sniff.UNKNOWN and ending and ending not in kind.endings:
        log.warn("media.misnamed", f"is named {ending} but is {kind.name}; read as {kind.name}", subject)
    if found.broken:
        text = f"is damaged; {found.seconds:.1f} s could be read ({found.broken})"
        log.warn("media.damaged", text, subject, "Copy or export it again if words are missing")
    elif missing > 0:
        lost = f"; {100 * missing:.0f} % of it is missing" if missing > 0.005 else ""
        log.warn(
            "media.truncated", f"the file ends early{lost}", subject, "Copy it again if words are missing"
        )
    if found.rate < ANALYSIS_RATE:
        text = f"was recorded at {found.rate:,} Hz, so sounds above {found.rate // 2:,} Hz are missing"
        log.warn("media.low_rate", text, subject, "s, f and sh may be placed less exactly")
    if found.channels > 2:
        log.warn("media.channels", f"its {found.channels} channels were mixed to one", subject)
    if found.health.picked is not None:
        text = f"its two channels cancel each other; channel {found.health.picked + 1} alone is used"
        log.warn("media.cancelled", text, subject)
