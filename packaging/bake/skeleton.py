"""The 104 joints: places in the shaped body, parents, and the weights every base vertex has on them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import numpy as np

from bake import source
from bake.source import F64, I64

# Facial, tongue and breast bones of the source rig: the 52 shapes do their work here, so their weights
# go to the nearest bone that stays.
_DROPPED_PREFIXES = (
    "breast.", "tongue0", "jaw", "special0", "oris0", "levator0", "orbicularis0", "temporalis0", "oculi0",
    "risorius0",
)  # fmt: skip


@attrs.define(frozen=True, eq=False)
class Skeleton:
    """names [J] as exported, parents [J], weights [19158, J] rows sum to 1."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: tuple[I64, ...]  # base vertices whose mean is the joint's place
    weights: F64


def _kept(name: str) -> bool:
    return not name.startswith(_DROPPED_PREFIXES)


def _depth_first(bones: dict[str, Any], parent: str) -> Iterator[str]:
    for name, bone in bones.items():
        if bone.get("parent", "") == parent:
            yield name
            yield from _depth_first(bones, name)


def _head_vertices(place: dict[str, Any]) -> I64:
    if place["strategy"] == "CUBE":
        return source.vertex_group(place["cube_name"])
    if place["strategy"] == "MEAN":
        return np.array(place["vertex_indices"], dtype=np.int64)
    return np.array([place["vertex_index"]], dtype=np.int64)


def _kept_ancestor(bones: dict[str, Any], name: str) -> str:
    while name and not _kept(name):
        name = bones[name].get("parent", "")
    return name


def exported_name(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


@cache
def skeleton() -> Skeleton:
    loaded = source.table("mpfb2/rigs/standard/rig.default.json")
    bones: dict[str, Any] = loaded.get("bones", loaded)
    order = [name for name in _depth_first(bones, "") if _kept(name)]
    index = {name: k for k, name in enumerate(order)}
    parents = [index.get(_kept_ancestor(bones, bones[name].get("parent", "")), -1) for name in order]
    weights = np.zeros((len(source.base_mesh().vertices), len(order)))
    for name, rows in source.table("mpfb2/rigs/standard/weights.default.json")["weights"].items():
        if rows:
            pairs = np.array(rows)
            weights[pairs[:, 0].astype(np.int64), index[_kept_ancestor(bones, name)]] += pairs[:, 1]
    weights /= weights.sum(axis=1, keepdims=True)
    _free_lids(weights, index)
    heads = tuple(_head_vertices(bones[name]["head"]) for name in order)
    return Skeleton(tuple(exported_name(n) for n in order), tuple(parents), heads, weights)


def _free_lids(weights: F64, index: dict[str, int]) -> None:
    """Only eyeballs turn with the eyes' joints; lids and lashes follow the gaze by shapes."""
    skin = np.ones(len(weights), dtype=bool)
    for side in "lr":
        skin[source.vertex_group(f"helper-{side}-eye")] = False
    for joint in ("eye.L", "eye.R"):
        weights[skin, index["head"]] += weights[skin, index[joint]]
        weights[skin, index[joint]] = 0.0


def joint_places(vertices: F64) -> F64:
    """[J, 3] for the given base vertices."""
    return np.array([vertices[head].mean(axis=0) for head in skeleton().heads])
