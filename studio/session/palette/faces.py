"""The face that a colour of the palette makes at its height, for thumbnails."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from studio.core.names import FACE_REGIONS
from studio.emotion.facs import regional_channels
from studio.emotion.mix import TOGETHER
from studio.session.palette.palette import Swatch

_UNIT = "AU"


def mix_of_swatch(swatch: Swatch) -> dict[str, float]:
    """As thumbnails are asked for: styles with intensities, `AU12` with strengths, regions with weights."""
    mix = dict.fromkeys(swatch.style.split(TOGETHER), 1.0)
    mix |= {f"{_UNIT}{unit}": strength for unit, strength in swatch.units}
    return mix | {region: weight for region, weight in swatch.regions.items() if weight != 1.0}


def channels_of_mix(mix: Mapping[str, float]) -> npt.NDArray[np.float64]:
    """[52] ARKit channels of such a mix; plain styles with intensities are one as well."""
    units = {
        int(n[len(_UNIT) :]): v for n, v in mix.items() if n.startswith(_UNIT) and n[len(_UNIT) :].isdecimal()
    }
    styles = {n: v for n, v in mix.items() if n not in FACE_REGIONS and not n.startswith(_UNIT)}
    weights = np.array([mix.get(region, 1.0) for region in FACE_REGIONS])
    intensities = np.array(list(styles.values()), np.float64).reshape(1, -1, 1) * weights
    strengths = (tuple(sorted(units.items())),) * len(styles)
    channels: npt.NDArray[np.float64] = regional_channels(tuple(styles), intensities, strengths=strengths)[0]
    return channels
