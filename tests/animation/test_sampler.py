"""A prepared curve gives what sampling it gives."""

from __future__ import annotations

import numpy as np
import pytest

from studio.animation.sample import Sampler, sample
from studio.core.time import ticks
from studio.document.curves import Curve, Handle, Interpolation, Key

CURVES = {
    "empty": Curve(),
    "one": Curve((Key(ticks(1.0), 0.4),)),
    "mixed": Curve(
        (
            Key(0, 0.1),
            Key(ticks(0.5), 0.9, Interpolation.LINEAR),
            Key(ticks(0.8), 0.2, Interpolation.STEPPED),
            Key(ticks(1.3), 0.7, right=Handle(ticks(0.3), 0.2)),
            Key(ticks(2.0), 0.3, left=Handle(-ticks(0.1), -0.1)),
        )
    ),
}


@pytest.mark.parametrize("name", sorted(CURVES))
def test_prepared_curves_give_the_same_values(name: str) -> None:
    at = np.linspace(-ticks(0.5), ticks(2.5), 301).astype(np.int64)
    np.testing.assert_allclose(Sampler(CURVES[name])(at), sample(CURVES[name], at), atol=1e-12)
