"""Soft steps and drawn lines in the unshaped base mesh's space: skin is painted and hair is cut with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from bake.source import F64

Line = Sequence[tuple[float, float, float]]  # millimetres


def soft(values: F64, low: float, high: float) -> F64:
    """0 below `low`, 1 above `high`, smooth between; a falling step when low > high."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def blob(places: F64, centre: tuple[float, float, float], radius: float) -> F64:
    """A soft spot [n] around a point (millimetres); mirrored to the other side when off the middle."""
    middle = np.array(centre) * 1e-3
    folded = np.abs(places[:, 0]) if centre[0] else places[:, 0]
    away = np.sqrt((folded - middle[0]) ** 2 + ((places[:, 1:] - middle[1:]) ** 2).sum(axis=1))
    return np.exp(-((away / (radius * 1e-3)) ** 2))


def resampled(points: F64, step: float) -> F64:
    """Points along a polyline about `step` metres apart."""
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0.0, run[-1], max(2, int(run[-1] / step) + 1))
    return np.stack([np.interp(at, run, points[:, k]) for k in range(points.shape[1])], axis=1)


def distance(places: F64, line: F64) -> F64:
    """Metres [n] to a polyline."""
    away, _ = cKDTree(resampled(line, 0.0003)).query(places)
    return np.asarray(away)


def crease(places: F64, lines: Sequence[F64], width: float) -> F64:
    """0..1 darkness [n] of drawn lines [k, 3] on the left half, mirrored; they fade to their ends."""
    dark = np.zeros(len(places))
    folded = np.c_[np.abs(places[:, 0]), places[:, 1:]]
    for line in lines:
        near = np.flatnonzero(np.linalg.norm(folded - line.mean(axis=0), axis=1) < 0.06)
        away, at = cKDTree(line).query(folded[near])
        along = at / max(len(line) - 1, 1)
        fade = np.minimum(1.0, 4.0 * np.minimum(along, 1.0 - along) + 0.05)
        dark[near] = np.maximum(dark[near], fade * np.exp(-((away / width) ** 2)))
    return dark
