"""The colours of the square of valence and arousal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from studio.emotion.affect import VAD
from studio.gui.kit.pictures import image_of
from studio.gui.kit.theme import emotion_colour

_GRAIN = 48  # pixels of the field before it is stretched


def affect_field(ground: QColor, strength: float) -> QImage:
    """Each emotion's colour around its place, fading into `ground`; strength: 0..1 at the places."""
    axis = np.linspace(-1.08, 1.08, _GRAIN)
    across, up = np.meshgrid(axis, -axis)
    total = np.zeros((_GRAIN, _GRAIN))
    colours = np.zeros((_GRAIN, _GRAIN, 3))
    for name, (valence, arousal, _) in VAD.items():
        near = np.exp(-((across - valence) ** 2 + (up - arousal) ** 2) / 0.10)
        colours += near[..., None] * _rgb(QColor(emotion_colour(name)))
        total += near
    share = strength * np.minimum(total, 1.0)[..., None]
    under = _rgb(ground)
    mixed = under + share * (colours / np.maximum(total, 1e-9)[..., None] - under)
    return image_of(np.clip(mixed, 0, 255).astype(np.uint8))


def _rgb(colour: QColor) -> npt.NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], np.float64)
