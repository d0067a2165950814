"""Emotion -> action units -> ARKit channels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS, FACE_REGIONS, REGION_OF_CHANNEL
from studio.emotion.compounds import pairs_among, shares
from studio.emotion.prototypes import PARTS, Strengths, adjusted, prototype
from studio.emotion.units import UNIT_MATRIX, UNITS, saturate

F64 = npt.NDArray[np.float64]

_AT_ONCE = 1024  # frames whose units are in memory together


def _by_region() -> list[tuple[list[int], F64]]:
    """For each of FACE_REGIONS its channels, and [units x sides, channels] from units to them."""
    found = []
    for region in FACE_REGIONS:
        own = [i for i, name in enumerate(ARKIT_CHANNELS) if REGION_OF_CHANNEL[name] == region]
        found.append((own, np.ascontiguousarray(UNIT_MATRIX[:, :, own].reshape(len(UNITS) * 2, -1))))
    return found


_BY_REGION = _by_region()


def unit_activations(styles: tuple[str, ...], values: F64, strengths: tuple[Strengths, ...] = ()) -> F64:
    """[n, units, 2 sides] >= 0 (units in the order of UNITS) of intensities [n, styles] in 0..1.

    Styles are `emotion` or `emotion/variant`; names the studio has no face for give nothing. Units that
    several emotions share add up here and saturate only as channels. strengths: those chosen for units of
    each style, its prototype's where absent.
    """
    chosen = strengths or ((),) * len(styles)
    pairs = pairs_among(styles, chosen)
    units = np.zeros((len(values), len(UNITS), 2))
    rest = values
    if pairs:
        taken, rest = shares(values, tuple(pair for pair, _ in pairs))
        for p, (_, compound) in enumerate(pairs):
            units += compound.activations(taken[:, p])
    for e, style in enumerate(styles):
        if style in PARTS and rest[:, e].any():
            units += prototype(adjusted(PARTS[style], chosen[e])).activations(rest[:, e])
    return units


def channels_of_units(units: F64) -> F64:
    """ARKit channels [n, 52] 0..1 of unit activations [n, units, 2]."""
    return saturate(np.einsum("nus,usc->nc", units, UNIT_MATRIX, optimize=True))


def channels(styles: tuple[str, ...], values: F64, side_gains: F64 | None = None) -> F64:
    """ARKit channels [n, 52] 0..1 of intensities [n, styles] for the whole face.

    side_gains: [units, 2] factors on each unit's sides, 1 where absent.
    """
    units = unit_activations(styles, values)
    return channels_of_units(units if side_gains is None else units * side_gains)


def regional_channels(
    styles: tuple[str, ...],
    regional: F64,
    side_gains: F64 | None = None,
    strengths: tuple[Strengths, ...] = (),
) -> F64:
    """ARKit channels [n, 52] of intensities [n, styles, regions] in the order of FACE_REGIONS: each channel
    follows the intensities of its own region. strengths: as for unit_activations."""
    parts = [regional[k : k + _AT_ONCE] for k in range(0, len(regional), _AT_ONCE)]
    made = [_regional_channels(styles, part, side_gains, strengths) for part in parts]
    return np.concatenate(made) if made else np.zeros((0, len(ARKIT_CHANNELS)))


def _regional_channels(
    styles: tuple[str, ...], regional: F64, side_gains: F64 | None, strengths: tuple[Strengths, ...]
) -> F64:
    # Regions are rows like frames: one frame then costs a sixth of what it costs region by region.
    count, _, regions = regional.shape
    rows = regional.transpose(0, 2, 1).reshape(count * regions, -1)
    units = unit_activations(styles, rows, strengths)
    if side_gains is not None:
        units = units * side_gains
    flat = units.reshape(count, regions, -1)
    result = np.zeros((count, len(ARKIT_CHANNELS)))
    for r, (own, matrix) in enumerate(_BY_REGION):
        result[:, own] = saturate(flat[:, r] @ matrix)
    return result
