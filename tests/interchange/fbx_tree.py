"""A reader of binary FBX for tests, written from the format's description and strict about every offset."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

ARRAYS = {"f": "<f4", "d": "<f8", "i": "<i4", "l": "<i8"}
SCALARS = {"C": "<?", "I": "<i", "F": "<f", "D": "<d", "L": "<q"}
NULL = bytes(25)


class Node:
    def __init__(self, name: str, values: list, children: list[Node]) -> None:
        self.name, self.values, self.children = name, values, children

    def all(self, name: str) -> list[Node]:
        return [child for child in self.children if child.name == name]

    def one(self, name: str) -> Node:
        (found,) = self.all(name)
        return found

    def value(self, name: str):
        return self.one(name).values[0]

    def settings(self) -> dict[str, list]:
        return {p.values[0]: p.values[4:] for p in self.one("Properties70").all("P")}


def read(path: Path) -> tuple[Node, bytes]:
    """The tree under a nameless root, and what follows it."""
    data = path.read_bytes()
    assert data[:23] == b"Kaydara FBX Binary  \0\x1a\0"
    assert struct.unpack_from("<I", data, 23) == (7500,)
    children, at = _list(data, 27)
    return Node("", [], children), data[at:]


def _list(data: bytes, at: int) -> tuple[list[Node], int]:
    nodes = []
    while data[at : at + 25] != NULL:
        end, count, size, length = struct.unpack_from("<QQQB", data, at)
        name = data[at + 25 : at + 25 + length].decode("ascii")
        first = at + 25 + length
        values, stop = _values(data, first, count)
        assert stop == first + size, f"{name}: its values end at {stop}, not {first + size}"
        children: list[Node] = []
        if stop != end:
            children, stop = _list(data, stop)
        assert stop == end, f"{name} ends at {stop}, not {end}"
        nodes.append(Node(name, values, children))
        at = end
    return nodes, at + 25


def _values(data: bytes, at: int, count: int) -> tuple[list, int]:
    values = []
    for _ in range(count):
        kind, at = chr(data[at]), at + 1
        if kind in SCALARS:
            values.append(struct.unpack_from(SCALARS[kind], data, at)[0])
            at += struct.calcsize(SCALARS[kind])
        elif kind in ARRAYS:
            length, packed, size = struct.unpack_from("<III", data, at)
            held = data[at + 12 : at + 12 + size]
            array = np.frombuffer(zlib.decompress(held) if packed else held, ARRAYS[kind])
            assert len(array) == length
            values.append(array)
            at += 12 + size
        else:
            assert kind in "SR", f"a value of type {kind!r}"
            (size,) = struct.unpack_from("<I", data, at)
            held = data[at + 4 : at + 4 + size]
            values.append(held.decode("utf-8") if kind == "S" else held)
            at += 4 + size
    return values, at
