"""Tables of numbers as decimal text, all at once: a minute of motion holds half a million of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.rig.schema import F64

_BLOCK = 40_000  # values worked on at a time: what stays in the processor's cache


def decimal_rows(
    values: F64, decimals: int, separator: str = " ", ask: Callable[[], object] = go_on
) -> bytes:
    """Rows of a table [R, C] as lines, each value with that many decimals and never in exponent form.

    Values must be finite and below 10^(18 - decimals). ask: called between blocks, may raise Cancelled.
    """
    rows = max(1, _BLOCK // max(1, values.shape[1]))
    blocks = []
    for i in range(0, len(values), rows):
        ask()
        blocks.append(_block(values[i : i + rows], decimals, separator.encode()))
    return b"".join(blocks)


def _block(values: F64, decimals: int, separator: bytes) -> bytes:
    whole = np.rint(values * 10.0**decimals).astype(np.int64)
    size = np.abs(whole)
    largest = int(size.max(initial=0))
    digits = max(len(str(largest)), decimals + 1)
    # 32-bit division is several times faster, and angles with six decimals fit.
    text, keep = _digits(
        size.astype(np.uint32) if largest < 2**32 else size.astype(np.uint64), digits, decimals
    )
    text[..., 0] = ord("-")
    keep[..., 0] = whole < 0
    text[..., -1] = separator[0]
    text[:, -1, -1] = ord("\n")
    return text[keep].tobytes()


def _digits(
    size: npt.NDArray[np.unsignedinteger], digits: int, decimals: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Text [R, C, 1 + digits + 2] with room for sign and separator, and which of its characters count."""
    text = np.empty((*size.shape, digits + 3), np.uint8)
    keep = np.ones(text.shape, np.bool_)
    at = digits + 1
    for place in range(digits):
        if place == decimals and decimals:
            text[..., at] = ord(".")
            at -= 1
        if place > decimals:
            keep[..., at] = size > 0
        rest = size // 10
        text[..., at] = (size - rest * 10) + ord("0")
        size = rest
        at -= 1
    return text, keep
