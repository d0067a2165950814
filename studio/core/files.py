"""Writing a file so that a fault in the middle leaves the old one whole and nothing half-written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from studio.core.problems import ProblemError, fail


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Binary stream to a new file beside `path`; flushed, fsynced and renamed over it at the end.

    On any exception the new file is removed and `path` is untouched. Raises ProblemError when the
    folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def unwritable(path: Path, error: OSError) -> ProblemError:
    """The problem of a file that cannot be written, in the artist's words."""
    reason = (error.strerror or str(error)).lower()
    return fail(
        "files.unwritable",
        f"cannot be written ({reason})",
        str(path),
        "Choose a folder with room that you may write to",
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    # A rename survives a power cut only once the folder too has reached the disk; Windows has no such call.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
