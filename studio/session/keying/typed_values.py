"""Values as people write them: `0.5`, `,5`, `50%`, `50 %`, `-.2`."""

from __future__ import annotations

import math


def read_value(text: str) -> float | None:
    """The number somebody typed; None when it is none."""
    plain = text.strip().replace(",", ".")
    share = plain.endswith("%")
    try:
        value = float(plain.removesuffix("%").strip())
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return value / 100 if share else value


def write_value(value: float) -> str:
    """Without zeros that say nothing."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
