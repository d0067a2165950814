"""How much a motion file may hold, so that no file can take all memory or time."""

from __future__ import annotations

from pathlib import Path

from studio.core.problems import ProblemError, fail

MAX_BYTES = 192 * 2**20
MAX_JOINTS = 2_000
MAX_VALUES = 12_000_000  # numbers: twenty minutes of 55 joints at 60 frames a second
MAX_FRAMES = 400_000

_CUT = "Cut it into shorter pieces"


def checked_size(path: Path) -> int:
    """Bytes of a file. Raises ProblemError for one that is not there, is empty or too large."""
    try:
        if not path.is_file():
            raise fail("motion.missing", "there is no such file", str(path), "Check the path")
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if size == 0:
        raise fail("motion.empty", "the file is empty", str(path), "Export the motion again")
    if size > MAX_BYTES:
        raise fail("motion.too_large", f"the file is larger than {MAX_BYTES >> 20} MB", str(path), _CUT)
    return size


def check_amount(frames: int, values: int, subject: str) -> None:
    """Raises ProblemError for a motion of more frames or numbers than are worked on at once."""
    if frames > MAX_FRAMES or frames * values > MAX_VALUES:
        text = f"its motion is too long ({frames} frames of {values} values)"
        raise fail("motion.too_long", text, subject, _CUT)


def unreadable(path: Path, error: OSError) -> ProblemError:
    reason = (error.strerror or str(error)).lower()
    return fail("motion.unreadable", f"cannot be read ({reason})", str(path), "Check its permissions")
