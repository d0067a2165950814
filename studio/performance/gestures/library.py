"""All gestures at hand: the program's own and those of an artist's folders."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from studio.core import resources
from studio.core.problems import Problem, ProblemError, fail
from studio.performance.gestures.reading import gesture_of, shape_of
from studio.performance.gestures.schema import Gesture, HandShape

SHAPES_FILE = "hand_shapes.toml"


@attrs.frozen
class Library:
    """Gestures and hand shapes by name, and what was wrong with files that could not be used."""

    gestures: Mapping[str, Gesture] = MappingProxyType({})
    shapes: Mapping[str, HandShape] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Library:
        """Every *.toml below the folders; of two gestures of one name the later folder's is used."""
        shapes: dict[str, HandShape] = {}
        gestures: dict[str, Gesture] = {}
        problems: list[Problem] = []
        for folder in folders:
            for path in sorted(folder.glob(f"**/{SHAPES_FILE}")):
                _take_shapes(path, shapes, problems)
        for folder in folders:
            if not folder.is_dir():
                problems.append(Problem("gesture.folder", "there is no such folder of gestures", str(folder)))
            for path in sorted(folder.glob("**/*.toml")):
                if path.name != SHAPES_FILE:
                    _take_gesture(path, gestures, shapes, problems)
        ordered = {name: gestures[name] for name in sorted(gestures)}
        return cls(MappingProxyType(ordered), MappingProxyType(shapes), tuple(problems))

    def get(self, name: str) -> Gesture | None:
        return self.gestures.get(name)

    def by_kind(self, kind: str) -> tuple[Gesture, ...]:
        return tuple(g for g in self.gestures.values() if g.kind == kind)

    def meaning(self, language: str, lemma: str) -> tuple[Gesture, ...]:
        """Gestures that go with a word, in the order of their names; `language` as in `en` or `en-GB`."""
        short, word = language.split("-", maxsplit=1)[0].lower(), lemma.lower()
        return tuple(g for g in self.gestures.values() if word in g.words.get(short, ()))

    def __iter__(self) -> Iterator[Gesture]:
        return iter(self.gestures.values())

    def __len__(self) -> int:
        return len(self.gestures)


def own_folder() -> Path:
    """Where an artist's own gestures are kept, beside the settings; MOODLINE_CONFIG names another place.
    It may not be there yet."""
    from platformdirs import user_config_path  # noqa: PLC0415 - only where gestures are read

    named = os.environ.get("MOODLINE_CONFIG")
    return (Path(named) if named else Path(user_config_path("moodline"))) / "gestures"


@cache
def own_library() -> Library:
    """The gestures that come with the program and the artist's own; `own_library.cache_clear` after one more
    was written. Raises ProblemError when the program's assets are missing."""
    own = own_folder()
    return Library.load((resources.assets() / "gestures", *([own] if own.is_dir() else [])))


def _take_gesture(
    path: Path, gestures: dict[str, Gesture], shapes: Mapping[str, HandShape], problems: list[Problem]
) -> None:
    try:
        gesture = gesture_of(_table(path), str(path), shapes)
    except ProblemError as error:
        problems.append(error.problem)
    else:
        gestures[gesture.name] = gesture


def _take_shapes(path: Path, shapes: dict[str, HandShape], problems: list[Problem]) -> None:
    try:
        table = _table(path)
    except ProblemError as error:
        problems.append(error.problem)
        return
    for name, entry in table.items():
        try:
            shapes[name] = shape_of(name, entry, str(path))
        except ProblemError as error:
            problems.append(error.problem)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise fail(
            "gesture.file", f"the file cannot be read: {error}", str(path), "Mend or remove it"
        ) from None
