"""The container of binary FBX: nested records, and the bytes around them.

Layout after A. Gessler and C. Barton, "FBX binary file format specification" (2013): each record has the
file offset of its end, so sizes are known before anything is written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

VERSION = 7500

_MAGIC = b"Kaydara FBX Binary  \0\x1a\0"
_HEAD = struct.Struct("<QQQB")
_NULL = bytes(_HEAD.size)

# The SDK reads a file as an empty scene unless id, creation time and footer belong together; their relation
# is not published, and this is a triple it accepts. No real date can go here.
FILE_ID = bytes.fromhex("28b32aebb624ccc2bfc8b02aa92bfcf1")
CREATION_TIME = "1970-01-01 10:00:00:000"
_FOOTER_ID = bytes.fromhex("fabcab09d0c8d466b176fb831cf7267e")
_FOOTER_END = bytes.fromhex("f85a8c6adef5d97eece90ce3758f290b")


class Record:
    """A name, encoded properties (see values.py) and nested records; `block` marks an empty nested list."""

    __slots__ = ("block", "children", "name", "properties", "size")
    size: int  # bytes in the file, with everything nested

    def __init__(
        self, name: str, *properties: bytes, children: Sequence[Record] = (), block: bool = False
    ) -> None:
        self.name = name.encode("ascii")
        self.properties = properties
        self.children = children
        self.block = block or bool(children)
        inner = sum(child.size for child in children) + (len(_NULL) if self.block else 0)
        self.size = _HEAD.size + len(self.name) + sum(map(len, properties)) + inner


def file_chunks(records: Sequence[Record]) -> Iterator[bytes]:
    """The bytes of a whole file, piece by piece."""
    at = len(_MAGIC) + 4
    yield _MAGIC + struct.pack("<I", VERSION)
    for record in records:
        yield from _chunks(record, at)
        at += record.size
    yield _NULL
    yield _footer(at + len(_NULL))


def _chunks(record: Record, at: int) -> Iterator[bytes]:
    length = sum(map(len, record.properties))
    head = _HEAD.pack(at + record.size, len(record.properties), length, len(record.name))
    yield b"".join((head, record.name, *record.properties))
    at += _HEAD.size + len(record.name) + length
    for child in record.children:
        yield from _chunks(child, at)
        at += child.size
    if record.block:
        yield _NULL


def _footer(at: int) -> bytes:
    head = _FOOTER_ID + bytes(4)
    padding = 16 - (at + len(head)) % 16
    return head + bytes(padding) + struct.pack("<I", VERSION) + bytes(120) + _FOOTER_END
