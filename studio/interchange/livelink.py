"""Live Link Face CSV, as Epic's app records it and Unreal's importer takes it: 61 values a row.

Shapes 0..1, named for the character's own sides. Turns of head and eyes are in half-turns (degrees / 180)
and in the signs that Epic's ARKit code gives them beside such names: yaw is positive to the character's own
right, pitch is positive downwards, roll is positive towards its own left shoulder. The head's are those of
neck and head over the chest, since the receiver turns only these; the eyes' are relative to the head.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.animation.poses import multiply, to_euler
from studio.core.files import atomic_write
from studio.core.names import ARKIT_CHANNELS, SMPLX_JOINTS
from studio.core.problems import fail
from studio.core.progress import go_on
from studio.core.time import TICKS_PER_SECOND, Rate
from studio.interchange.baked import BakedClip
from studio.interchange.parts.checks import check_clip
from studio.interchange.parts.decimals import decimal_rows
from studio.rig.schema import F64

# In the file two pairs stand the other way round than in Apple's order.
_SWAPPED = {
    "jawLeft": "jawRight",
    "jawRight": "jawLeft",
    "mouthLeft": "mouthRight",
    "mouthRight": "mouthLeft",
}
SHAPES = tuple(_SWAPPED.get(name, name) for name in ARKIT_CHANNELS)
TURNS = tuple(
    f"{part}{axis}" for part in ("Head", "LeftEye", "RightEye") for axis in ("Yaw", "Pitch", "Roll")
)
HEADER = ("Timecode", "BlendshapeCount", *(name[0].upper() + name[1:] for name in SHAPES), *TURNS)

_DECIMALS = 6
# Unreal reads the last part of a timecode as sixtieths of a second, whatever the rate, with a fraction.
_UNITS_PER_SECOND = 60_000  # thousandths of a sixtieth
_DAY = 24 * 3600 * _UNITS_PER_SECOND


def write_csv(clip: BakedClip, path: Path, ask: Callable[[], object] = go_on, *, start: int = 0) -> None:
    """Writes the face, head and gaze; `start` is the time of day of frame 0 in ticks. ask: called between two
    steps, may raise Cancelled.

    Raises ProblemError for a clip that runs over midnight or cannot be written, or a file that cannot.
    """
    check_clip(clip)
    stamps = _stamps(clip, start)
    shapes = clip.face.reordered(SHAPES).values.astype(np.float64)
    ask()
    values = np.concatenate([shapes, _turns(clip)], axis=1)
    rows = decimal_rows(values, _DECIMALS, ",", ask).splitlines()
    ask()
    lines = (b"%b,%d,%b\n" % (stamp, len(HEADER) - 2, row) for stamp, row in zip(stamps, rows, strict=True))
    with atomic_write(path) as stream:
        stream.write(",".join(HEADER).encode("ascii") + b"\n")
        stream.writelines(lines)


def timecode(units: int) -> str:
    """HH:MM:SS:FF.fff of a time of day in 1/60,000 s."""
    whole, thousandths = divmod(units, 1000)
    seconds, sixtieths = divmod(whole, 60)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:{second:02d}:{sixtieths:02d}.{thousandths:03d}"


def _stamps(clip: BakedClip, start: int) -> list[bytes]:
    first = Fraction(start * _UNITS_PER_SECOND, TICKS_PER_SECOND)
    step = _step(clip.rate)
    last = round(first + step * (clip.frame_count - 1))
    if start < 0 or last >= _DAY:
        hint = "Start it earlier or export it in parts"
        raise fail("interchange.midnight", "a timecode cannot run over midnight", clip.name, hint)
    return [timecode(round(first + step * frame)).encode("ascii") for frame in range(clip.frame_count)]


def _step(rate: Rate) -> Fraction:
    return Fraction(_UNITS_PER_SECOND * rate.denominator, rate.numerator)


def _turns(clip: BakedClip) -> F64:
    """[F, 9] half-turns in the order of TURNS."""
    neck, head = (clip.body.rotations[:, SMPLX_JOINTS.index(name)] for name in ("neck", "head"))
    yaw, pitch, roll = np.degrees(to_euler(multiply(neck, head), "YXZ")).T
    left_yaw, left_pitch, right_yaw, right_pitch = clip.gaze_degrees.T
    still = np.zeros(clip.frame_count)
    degrees = (-yaw, pitch, -roll, -left_yaw, -left_pitch, still, -right_yaw, -right_pitch, still)
    return np.stack(degrees, axis=1) / 180.0
