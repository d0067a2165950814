"""The objects of a file and how they hang together, while they are being collected."""

from __future__ import annotations

from collections import Counter

from studio.interchange.fbx.records import Record
from studio.interchange.fbx.values import integer, long, named, text

ROOT = 0  # the scene itself, parent of every object without one
_FIRST_ID = 1_000_000


class Scene:
    """Gives out ids in order, so that equal content gives equal files."""

    def __init__(self) -> None:
        self.objects: list[Record] = []
        self.connections: list[Record] = []
        self._counts: Counter[str] = Counter()

    def add(self, element: str, name: str, kind: str, subclass: str, *children: Record) -> int:
        """Adds an object (`Model`, `Deformer` ...) with the class that follows its name; returns its id."""
        self._counts[element] += 1
        number = _FIRST_ID + len(self.objects)
        properties = (long(number), named(name, kind), text(subclass))
        self.objects.append(Record(element, *properties, children=children, block=True))
        return number

    def connect(self, child: int, parent: int) -> None:
        self.connections.append(Record("C", text("OO"), long(child), long(parent)))

    def drive(self, child: int, parent: int, setting: str) -> None:
        """Connects an object to one setting of another."""
        self.connections.append(Record("C", text("OP"), long(child), long(parent), text(setting)))

    def definitions(self) -> Record:
        """How many objects of each type there are. The SDK alone reads nothing without it."""
        kinds = [
            Record("ObjectType", text(element), children=[Record("Count", integer(count))])
            for element, count in self._counts.items()
        ]
        settings = Record("ObjectType", text("GlobalSettings"), children=[Record("Count", integer(1))])
        total = sum(self._counts.values()) + 1
        head = [Record("Version", integer(100)), Record("Count", integer(total))]
        return Record("Definitions", children=[*head, settings, *kinds])
