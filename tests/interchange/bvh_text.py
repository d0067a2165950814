"""A small reader of BVH for tests: any channel order, every line accounted for."""

from __future__ import annotations

from pathlib import Path

import numpy as np


class Motion:
    """names, parents, offsets [J, 3], channels a joint, ends (joints with an End Site), values [F, C]."""

    def __init__(self, path: Path) -> None:
        words = path.read_text("ascii").split()
        start = words.index("MOTION")
        self.names, self.parents, self.offsets, self.channels = [], [], [], []
        self.ends: dict[str, np.ndarray] = {}
        assert words[0] == "HIERARCHY"
        assert self._joint(words, 1, -1) == start
        assert words[start + 1] == "Frames:"
        assert words[start + 3 : start + 5] == ["Frame", "Time:"]
        frames, self.frame_time = int(words[start + 2]), words[start + 5]
        self.values = np.array(words[start + 6 :], float).reshape(frames, -1)
        assert self.values.shape[1] == sum(map(len, self.channels))

    def _joint(self, words: list[str], at: int, parent: int) -> int:
        assert words[at] == ("ROOT" if parent < 0 else "JOINT")
        me = len(self.names)
        assert words[at + 2 : at + 4] == ["{", "OFFSET"]
        count = int(words[at + 8])
        assert words[at + 7] == "CHANNELS"
        self.names.append(words[at + 1])
        self.parents.append(parent)
        self.offsets.append(np.array(words[at + 4 : at + 7], float))
        self.channels.append(words[at + 9 : at + 9 + count])
        at += 9 + count
        while words[at] != "}":
            if words[at] == "End":
                assert words[at : at + 4] == ["End", "Site", "{", "OFFSET"]
                self.ends[self.names[me]] = np.array(words[at + 4 : at + 7], float)
                assert words[at + 7] == "}"
                at += 8
            else:
                at = self._joint(words, at, me)
        return at + 1

    def world(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rotations [J, 3, 3] and positions [J, 3] in the file's unit for one frame's values [C]."""
        turns, places, at = [], [], 0
        for offset, parent, channels in zip(self.offsets, self.parents, self.channels, strict=True):
            turn, place = np.eye(3), offset.copy()
            for channel in channels:
                axis, kind = "XYZ".index(channel[0]), channel[1:]
                assert kind in {"position", "rotation"}
                if kind == "position":
                    place[axis] += values[at]
                else:
                    turn = turn @ about(axis, np.radians(values[at]))
                at += 1
            if parent >= 0:
                place = places[parent] + turns[parent] @ place
                turn = turns[parent] @ turn
            turns.append(turn)
            places.append(place)
        return np.array(turns), np.array(places)


def about(axis: int, angle: float) -> np.ndarray:
    turn = np.eye(3)
    a, b = (axis + 1) % 3, (axis + 2) % 3
    turn[[a, a, b, b], [a, b, a, b]] = np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)
    return turn
