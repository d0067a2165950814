"""Reading what the artist wrote, whatever editor it came from."""

from __future__ import annotations

import codecs
from pathlib import Path

from studio.core.problems import ProblemLog, fail
from studio.document.schema import Script

MAX_SCRIPT_BYTES = 1_000_000  # some fifteen hours of talk

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_script(path: Path, language: str, log: ProblemLog) -> Script:
    """The script of a text file: UTF-8, UTF-16 or, with a warning, Windows-1252. Raises ProblemError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_SCRIPT_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        text = f"the script cannot be read ({reason})"
        raise fail("script.unreadable", text, str(path), "Check the path") from error
    if len(content) > MAX_SCRIPT_BYTES:
        hint = "Give the text of this recording only"
        raise fail("script.too_long", "the script is larger than 1 MB", str(path), hint)
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        hint = "Save the script as plain text (UTF-8)"
        raise fail("script.not_text", "this is not a text file", str(path), hint)
    return Script(_decoded(content, path, log), language)


def _decoded(content: bytes, path: Path, log: ProblemLog) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        text = f"the script is not {encoding}; it was read as Windows-1252"
        log.warn("script.encoding", text, str(path), "Save it as UTF-8")
        return content.decode("cp1252", errors="replace")
