"""How long each stage took, for the report."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator


class Stopwatch:
    """Seconds by stage name, in order of first use; a stage entered again adds up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def total(self, *, without: tuple[str, ...] = ()) -> float:
        """Seconds of all parts but some."""
        return sum(s for name, s in self.seconds.items() if name not in without)
