"""Dense takes as .npy members, named by their content, so that equal frames are written once."""

from __future__ import annotations

import hashlib
import io
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemError, fail

MEMBER = re.compile(r"takes/[0-9a-f]{32}\.npy")
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00(..)\{'descr': '<f4', 'fortran_order': False, "
    rb"'shape': \((\d{1,12}), (\d{1,6})\), \} *\n",
    re.DOTALL,
)

Frames = npt.NDArray[np.float32]


def pack(plain: dict[str, Any]) -> dict[str, bytes]:
    """Puts a member's name in place of each array of the plain project; gives the members."""
    members: dict[str, bytes] = {}
    for take in _takes(plain):
        data = _npy(take["values"])
        name = f"takes/{hashlib.sha256(data).hexdigest()[:32]}.npy"
        members[name] = data
        take["values"] = name
    return members


def unpack(plain: Any, read: Callable[[str], bytes], subject: str) -> None:  # noqa: ANN401 - of a file
    """Puts the arrays in place of their members' names. Raises ProblemError when one does not fit."""
    for take in _takes(plain):
        name = take.get("values")
        if not isinstance(name, str) or not MEMBER.fullmatch(name):
            raise _bad("a take names no frames of this project", subject)
        names = take.get("names")
        channels = len(names) if isinstance(names, list) else 0
        take["values"] = _frames(read(name), channels, f"{subject}, {name}")


def _takes(plain: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever a file held
    for scene in _dicts(plain, "scenes"):
        for character in _dicts(scene, "characters"):
            yield from _dicts(character, "takes")


def _dicts(parent: Any, field: str) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever a file held
    children = parent.get(field) if isinstance(parent, dict) else None
    return [c for c in children if isinstance(c, dict)] if isinstance(children, (list, tuple)) else []


def _npy(values: Frames) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.ascontiguousarray(values, "<f4"), allow_pickle=False)
    return stream.getvalue()


def _frames(data: bytes, channels: int, subject: str) -> Frames:
    # numpy's own reader evaluates the header as Python text; ours is always this one line.
    header = _HEADER.match(data)
    if header is None:
        raise _bad("its frames are damaged", subject)
    shape = int(header[2]), int(header[3])
    fits = header.end() == 10 + int.from_bytes(header[1], "little") and shape[1] == channels
    if not fits or math.prod(shape) * 4 != len(data) - header.end():
        raise _bad(f"its frames are no table of {channels} channels", subject)
    values = np.frombuffer(data, "<f4", offset=header.end()).reshape(shape)
    if not np.isfinite(values).all():
        raise _bad("its frames hold values that are not numbers", subject)
    return values.astype(np.float32, copy=False)


def _bad(text: str, subject: str) -> ProblemError:
    return fail("document.take", text, subject, "Open a backup, or generate the take again")
