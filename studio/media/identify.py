"""Which file it is: there, readable, of a kind that holds sound, and known by the hash of its bytes."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import attrs

from studio.core.problems import ProblemError, fail
from studio.core.progress import Progress
from studio.media import sniff

ANOTHER = "Choose another recording, or export this one again as WAV"
_MEGABYTE = 1 << 20


@attrs.frozen
class Source:
    """A regular file that may hold sound; content_hash: sha256 of its bytes."""

    path: Path
    size: int
    kind: sniff.Kind
    content_hash: str

    @property
    def subject(self) -> str:
        return str(self.path)


def identify(path: Path, progress: Progress) -> Source:
    """Raises ProblemError for what is no recording, and OSError where the system does."""
    size = _size(path)
    kind = _kind(path)
    return Source(path, size, kind, _hash(path, size, progress))


def unreadable(path: Path, error: OSError) -> ProblemError:
    """The problem of a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return fail("media.missing", "there is no such file", str(path), "Check the name and the folder")
    reason = (error.strerror or str(error)).lower()
    return fail("media.unreadable", f"cannot be read ({reason})", str(path), "Check its permissions and disk")


def _size(path: Path) -> int:
    if "\0" in str(path):
        raise fail("media.missing", "no file can have this name", repr(str(path)), "Check the name")
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise fail("media.folder", "is a folder, not a recording", str(path), "Choose a file inside it")
    if not stat.S_ISREG(status.st_mode):
        raise fail("media.not_a_file", "is a device or a pipe, not a recording", str(path), ANOTHER)
    if status.st_size == 0:
        raise fail("media.empty", "the file is empty", str(path), "Copy or record it again")
    return status.st_size


def _kind(path: Path) -> sniff.Kind:
    with path.open("rb") as stream:
        kind = sniff.sniff(stream.read(sniff.HEAD))
    ending = path.suffix.lower()
    if kind.reader is sniff.Reader.NOBODY:
        raise fail("media.not_audio", f"is {kind.name}", str(path), kind.hint)
    if kind is sniff.UNKNOWN and ending in sniff.RAW_ENDINGS:
        raise fail(
            "media.headerless",
            "holds bare samples without a header, so their rate and size are unknown",
            str(path),
            "Give it a header, for instance: sox -r 16000 -e signed -b 16 -c 1 in.raw out.wav",
        )
    if kind is sniff.UNKNOWN and ending not in sniff.AUDIO_ENDINGS:
        raise fail("media.not_audio", "is not a sound recording that Moodline knows", str(path), ANOTHER)
    return kind


def _hash(path: Path, size: int, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while data := stream.read(_MEGABYTE):
            digest.update(data)
            done += len(data)
            progress(done / size, "Reading the recording")
    return digest.hexdigest()
