"""Evaluates what FBX2glTF makes of a file: joints' world matrices and morph weights at its own key times."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np

KINDS = {5121: "u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
SIZES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Glb:
    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        (size,) = struct.unpack_from("<I", data, 12)
        self.json = json.loads(data[20 : 20 + size])
        self._data = data[28 + size :]
        self.nodes = self.json["nodes"]
        self._parent = {c: i for i, n in enumerate(self.nodes) for c in n.get("children", [])}

    def array(self, number: int) -> np.ndarray:
        accessor = self.json["accessors"][number]
        view = self.json["bufferViews"][accessor["bufferView"]]
        at = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        kind, width = KINDS[accessor["componentType"]], SIZES[accessor["type"]]
        assert "byteStride" not in view or view["byteStride"] == np.dtype(kind).itemsize * width
        flat = np.frombuffer(self._data, kind, accessor["count"] * width, at)
        return flat.reshape(accessor["count"], width)

    def tracks(self) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
        """(node's name, path) -> times, values."""
        (animation,) = self.json["animations"]
        found = {}
        for channel in animation["channels"]:
            sampler = animation["samplers"][channel["sampler"]]
            node = self.nodes[channel["target"]["node"]]["name"]
            times = self.array(sampler["input"])[:, 0]
            values = self.array(sampler["output"]).astype(np.float64)
            found[node, channel["target"]["path"]] = times, values.reshape(len(times), -1)
        return found

    def world(self, name: str, frame: int) -> np.ndarray:
        tracks, tree = self.tracks(), np.eye(4)
        number = next(i for i, n in enumerate(self.nodes) if n.get("name") == name)
        while True:
            tree = self._local(tracks, self.nodes[number], frame) @ tree
            if number not in self._parent:
                return tree
            number = self._parent[number]

    def _local(self, tracks, node, frame) -> np.ndarray:
        def value(path, missing):
            held = tracks.get((node.get("name"), path))
            return np.array(node.get(path, missing), float) if held is None else held[1][frame]

        x, y, z, w = value("rotation", [0, 0, 0, 1])
        matrix = np.eye(4)
        matrix[:3, :3] = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ] * value("scale", [1, 1, 1])
        matrix[:3, 3] = value("translation", [0, 0, 0])
        return matrix
