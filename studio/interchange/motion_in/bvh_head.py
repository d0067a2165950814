"""The hierarchy of a BVH file: joints, where they sit, and which numbers of a frame are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import numpy as np

from studio.animation.skeleton import Skeleton
from studio.core.problems import ProblemError, fail
from studio.interchange.motion_in.limits import MAX_JOINTS

_LINES = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^ \t\f\v]+")
_CHANNEL = re.compile(r"([xyz])(position|rotation|scale)", re.I)
_MAX_VALUE = 1e9
_MAX_LINES = 40 * MAX_JOINTS


@attrs.frozen
class Channels:
    """Columns of a frame's numbers: positions [(axis, column)], rotations likewise in the file's order."""

    positions: tuple[tuple[int, int], ...] = ()
    rotations: tuple[tuple[int, int], ...] = ()


@attrs.define(frozen=True, eq=False)
class Head:
    """skeleton, channels by joint, numbers a frame has, and where in the text the motion begins."""

    skeleton: Skeleton
    channels: tuple[Channels, ...]
    width: int
    end: int


def read_head(text: str, subject: str) -> Head:
    """The part up to the line `MOTION`. Raises ProblemError saying in which line something is wrong."""
    return _Reader(text, subject).read()


class _Reader:
    """Reads lines one by one; names may hold blanks, braces may stand on the joint's own line."""

    def __init__(self, text: str, subject: str) -> None:
        self.text, self.subject = text, subject
        self.names: list[str] = []
        self.parents: list[int] = []
        self.offsets: list[list[float]] = []
        self.channels: list[Channels] = []
        self.tips: dict[int, np.ndarray] = {}
        self.width = 0
        self.stack: list[int | None] = []  # open braces; None: an end site
        self.opening: int | None = None
        self.in_tip = False
        self.line = 0

    def read(self) -> Head:
        for found in _LINES.finditer(self.text):
            self.line += 1
            if self.line > _MAX_LINES:
                raise self.wrong(f"more than {MAX_JOINTS} joints, or no line MOTION")
            for words in _parts(found.group()):
                if words[0].upper() == "MOTION":
                    return self._done(found.end())
                self._take(words)
        raise self.wrong("there is no line MOTION: the file ends in its skeleton")

    def wrong(self, text: str) -> ProblemError:
        return fail(
            "motion.bvh", f"{text} (line {self.line})", self.subject, "Export the motion again as BVH"
        )

    def _done(self, end: int) -> Head:
        if not self.names:
            raise self.wrong("there is no joint before MOTION")
        if any(k is not None for k in self.stack[1:]):
            raise self.wrong("the skeleton's braces do not close")
        skeleton = Skeleton(
            tuple(self.names), np.array(self.parents, np.int32), np.array(self.offsets), self.tips
        )
        return Head(skeleton, tuple(self.channels), self.width, end)

    def _take(self, words: list[str]) -> None:
        key = words[0].upper()
        if key == "{":
            self.stack.append(None if self.in_tip else self.opening)
        elif key == "}":
            self._close()
        elif key in ("ROOT", "JOINT"):
            self._joint(" ".join(words[1:]), key)
        elif key == "END":
            self.in_tip = True
        elif key == "OFFSET":
            self._offset(words[1:])
        elif key == "CHANNELS":
            self._channels(words[1:])
        elif key != "HIERARCHY":
            raise self.wrong(f"'{words[0][:30]}' is no word of a BVH skeleton")

    def _close(self) -> None:
        if not self.stack:
            raise self.wrong("a brace closes that was never opened")
        self.stack.pop()
        self.in_tip = False
        self.opening = next((k for k in reversed(self.stack) if k is not None), None)

    def _joint(self, name: str, key: str) -> None:
        if len(self.names) >= MAX_JOINTS:
            raise self.wrong(f"there are more than {MAX_JOINTS} joints")
        if key == "ROOT" and self.names:
            raise self.wrong("there is a second ROOT; only one body can be read")
        if key == "JOINT" and self.opening is None:
            raise self.wrong("a JOINT stands outside every other")
        self.parents.append(-1 if key == "ROOT" or self.opening is None else self.opening)
        readable = name[:200].encode("latin-1").decode("utf-8", "replace")
        self.names.append(readable or f"joint{len(self.names)}")
        self.offsets.append([0.0, 0.0, 0.0])
        self.channels.append(Channels())
        self.opening = len(self.names) - 1

    def _offset(self, words: list[str]) -> None:
        values = self._numbers(words)
        if self.opening is None:
            raise self.wrong("an OFFSET stands outside every joint")
        if self.in_tip:
            self.tips[self.opening] = np.array(values)
        else:
            self.offsets[self.opening] = values

    def _numbers(self, words: list[str]) -> list[float]:
        try:
            values = [float(w) for w in words[:3]]
        except ValueError:
            values = []
        if len(values) != 3 or not all(abs(v) < _MAX_VALUE for v in values):
            raise self.wrong("an OFFSET is not three usable numbers")
        return values

    def _channels(self, words: list[str]) -> None:
        if self.opening is None or self.channels[self.opening] != Channels():
            raise self.wrong("CHANNELS stand where none are expected")
        if not words or not words[0].isdecimal() or len(words) - 1 != int(words[0]):
            raise self.wrong("CHANNELS do not name as many as they count")
        kinds: dict[str, list[tuple[int, int]]] = {"position": [], "rotation": [], "scale": []}
        for word in words[1:]:
            match = _CHANNEL.fullmatch(word)
            if match is None:
                raise self.wrong(f"'{word[:30]}' is no channel")
            kinds[match[2].lower()].append(("xyz".index(match[1].lower()), self.width))
            self.width += 1
        if len(kinds["rotation"]) > 3 or len(kinds["position"]) > 3:
            raise self.wrong("a joint has more than three rotations or positions")
        self.channels[self.opening] = Channels(tuple(kinds["position"]), tuple(kinds["rotation"]))


def _parts(line: str) -> Iterator[list[str]]:
    """The words of a line, cut where a brace stands among them."""
    # Bytes above 127 belong to names, also those that str.split takes for blanks.
    words = _WORD.findall(line.replace("{", " { ").replace("}", " } "))
    start = 0
    for i, word in enumerate(words):
        if word in "{}":
            if i > start:
                yield words[start:i]
            yield [word]
            start = i + 1
    if start < len(words):
        yield words[start:]
