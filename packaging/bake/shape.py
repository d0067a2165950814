"""From a person's description to the shape of the base mesh: macro targets are blended, local ones added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import attrs
import numpy as np

from bake import source
from bake.source import F64

# Where on its 0..1 slider each macro target stands alone (MakeHuman's modelling; babies are not made here).
_STOPS: dict[str, tuple[tuple[str, float], ...]] = {
    "gender": (("female", 0.0), ("male", 1.0)),
    "age": (("young", 25.0), ("old", 90.0)),
    "muscle": (("minmuscle", 0.0), ("averagemuscle", 0.5), ("maxmuscle", 1.0)),
    "weight": (("minweight", 0.0), ("averageweight", 0.5), ("maxweight", 1.0)),
    "height": (("minheight", 0.0), ("", 0.5), ("maxheight", 1.0)),
    "proportions": (("uncommonproportions", 0.0), ("", 0.5), ("idealproportions", 1.0)),
    "cupsize": (("mincup", 0.0), ("averagecup", 0.5), ("maxcup", 1.0)),
    "firmness": (("minfirmness", 0.0), ("averagefirmness", 0.5), ("maxfirmness", 1.0)),
}
_MACRO = "mpfb2/targets/macrodetails"


@attrs.frozen
class Body:
    """Sliders 0..1 but for `age` (25..90 years); `races` are shares that sum to 1."""

    gender: float
    age: float
    races: Mapping[str, float]
    muscle: float = 0.5
    weight: float = 0.5
    height: float = 0.5
    proportions: float = 0.7
    cupsize: float = 0.5
    firmness: float = 0.6


def _shares(body: Body, slider: str) -> dict[str, float]:
    stops = _STOPS[slider]
    places = [place for _, place in stops]
    value = float(np.clip(getattr(body, slider), places[0], places[-1]))
    hat = np.eye(len(stops))
    return {
        name: share
        for k, (name, _) in enumerate(stops)
        if name and (share := float(np.interp(value, places, hat[k]))) > 0
    }


def _macro_targets(body: Body) -> Iterator[tuple[str, float]]:
    """(path, weight) of every macro target that shapes this body."""
    shares = {slider: _shares(body, slider) for slider in _STOPS}
    axes = [shares[slider] for slider in ("gender", "age", "muscle", "weight")]
    for gender, age, muscle, weight in product(*axes):
        base = axes[0][gender] * axes[1][age] * axes[2][muscle] * axes[3][weight]
        stem = f"{gender}-{age}-{muscle}-{weight}"
        yield f"{_MACRO}/universal-{stem}", base
        for slider in ("height", "proportions"):
            for name, share in shares[slider].items():
                yield f"{_MACRO}/{slider}/{stem}-{name}", base * share
        for (cup, a), (firm, b) in product(shares["cupsize"].items(), shares["firmness"].items()):
            yield f"mpfb2/targets/breast/{stem}-{cup}-{firm}", base * a * b
    for (race, a), (gender, b), (age, c) in product(body.races.items(), axes[0].items(), axes[1].items()):
        yield f"{_MACRO}/{race}-{gender}-{age}", a * b * c


def _files(detail: str) -> list[str]:
    folder, name = detail.split("/")
    whole = f"mpfb2/targets/{detail}.target.gz"
    sides = [f"mpfb2/targets/{folder}/{side}-{name}.target.gz" for side in "lr"]
    return [whole] if source.has_target(whole) else sides


def base_vertices(body: Body, details: Mapping[str, float]) -> F64:
    """All 19158 base vertices [V, 3] in metres, soles on y = 0, the eyes' midpoint on x = 0.

    `details` are local targets by path below mpfb2/targets without suffix (`nose/nose-hump-incr`) and weight;
    those of eyes, ears and cheeks are named without their side and shape both.
    """
    vertices = source.base_mesh().vertices.copy()
    for path, weight in _macro_targets(body):
        if source.has_target(f"{path}.target.gz"):  # averages and impossible mixes have no file of their own
            vertices += weight * source.target(f"{path}.target.gz")
    for path, weight in details.items():
        vertices += weight * sum(source.target(file) for file in _files(path))
    soles = source.base_mesh().groups["body"].vertices
    vertices[:, 1] -= vertices[np.unique(soles), 1].min()
    return vertices
