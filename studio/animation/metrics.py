"""Scores of body motion as published code computes them, each under an id of its own.

Acronyms alone mean different things in different papers: print a score with its id, and compare only equal
ids.
Positions x are [F, J, 3] in metres; p is what is judged and g the truth, of equal shape.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.animation.quality import derivative

F64 = npt.NDArray[np.float64]
Floats = npt.NDArray[np.floating[Any]]

DEFINITIONS: MappingProxyType[str, str] = MappingProxyType(
    {
        "accel": "mean over frames and joints of |second difference| * fps^2, m/s2",
        "jerk": "mean over frames and joints of |third difference| * fps^3, m/s3",
        "l1div": "sum over frames and coordinates of |x - mean over time| / frames; grows with joint count",
        "div.talkshow": "mean over pairs of samples of mean |a - b|",
        "extent.box": "diagonal of the box that holds the middle nine tenths of a path, over joints the mean",
        "hellinger": "sqrt(1 - sum sqrt(h1 h2)) of speed histograms, bins of 0.05 m/s",
        "mpjpe": "mean |p - g| over frames and joints",
        "ape": "mean |p - g|, the same figure as mpjpe on the joints it is given",
        "ave": "mean over joints of |variance of p - variance of g| over time",
        "lvd.evaltools": "mean over frames and coordinates of |difference of p - difference of g|",
        "lvd.talkshow": "mean over frames of the sum over joints of ||v of p| - |v of g||, a frame",
        "srgr.l1": "share of joints within 0.1 m in the sum of |x|+|y|+|z|, weighed, divided by 0.165",
        "srgr.l2": "share of joints within 0.1 m, weighed, divided by 0.165",
        "cca": "first canonical correlation of p and g",
        "fgd.local": "Frechet distance of the features of an own encoder; comparable only with the same one",
        "bc.fixed": "beat consistency with aligned indices, both ways, beats a second beside it",
        "foot.slide": "metres from frame to frame that the worst planted point of the feet moves",
        "penetration": "metres that points lie inside of capsules",
    }
)

_SRGR_SCALE, _SRGR_NEAR = 0.165, 0.1  # constants of the data set the score was made for


def accel(x: Floats, fps: float) -> float | None:
    """`accel`; None for fewer than three frames."""
    return _mean_length(derivative(x, fps, 2))


def jerk(x: Floats, fps: float) -> float | None:
    """`jerk` at the motion's real rate; None for fewer than four frames."""
    return _mean_length(derivative(x, fps, 3))


def l1div(x: Floats) -> float | None:
    """`l1div`; the positions themselves stay as they are."""
    flat = np.asarray(x, np.float64).reshape(len(x), -1)
    return float(np.abs(flat - flat.mean(axis=0)).sum() / len(flat)) if len(flat) else None


def diversity(samples: Floats) -> float | None:
    """`div.talkshow` of samples [n, ...]; None for fewer than two."""
    flat = np.asarray(samples, np.float64).reshape(len(samples), -1)
    pairs = [np.abs(a - b).mean() for i, a in enumerate(flat) for b in flat[i + 1 :]]
    return float(np.mean(pairs)) if pairs else None


def extent(x: Floats) -> float | None:
    """`extent.box` of paths [F, J, 3], usually of the wrists as seen from the chest."""
    if not len(x):
        return None
    low, high = np.quantile(np.asarray(x, np.float64), [0.05, 0.95], axis=0)
    return float(np.linalg.norm(high - low, axis=-1).mean())


def hellinger(p: Floats, g: Floats, fps: float) -> float | None:
    """`hellinger`: 0 for the same speeds, 1 for none in common."""
    speeds = [np.linalg.norm(derivative(x, fps, 1), axis=-1).ravel() for x in (p, g)]
    if not all(s.size for s in speeds):
        return None
    bins = [np.floor(s / 0.05 + 1e-9).astype(np.int64) for s in speeds]
    count = int(max(b.max() for b in bins)) + 1
    first, second = (np.bincount(b, minlength=count) / b.size for b in bins)
    return float(np.sqrt(max(1.0 - np.sqrt(first * second).sum(), 0.0)))


def mpjpe(p: Floats, g: Floats) -> float:
    """`mpjpe`, and `ape` on a choice of joints."""
    return float(np.linalg.norm(_same(p, g), axis=-1).mean())


def ave(p: Floats, g: Floats) -> float:
    """`ave`: variances over time by coordinate."""
    _same(p, g)
    return float(np.linalg.norm(np.var(p, axis=0) - np.var(g, axis=0), axis=-1).mean())


def velocity_difference(p: Floats, g: Floats) -> float:
    """`lvd.evaltools`, in units a frame."""
    return float(np.abs(np.diff(_same(p, g), axis=0)).mean())


def speed_difference(p: Floats, g: Floats) -> float:
    """`lvd.talkshow`: direction does not count."""
    _same(p, g)
    own, theirs = (np.linalg.norm(np.diff(x, axis=0), axis=-1) for x in (p, g))
    return float(np.abs(own - theirs).sum(axis=-1).mean())


def srgr(p: Floats, g: Floats, weights: Floats, *, norm: int) -> float:
    """`srgr.l1` or `srgr.l2` by `norm`; weights [F]: how much a frame means."""
    off = np.linalg.norm(_same(p, g), ord=norm, axis=-1)
    right = (off < _SRGR_NEAR) * np.asarray(weights, np.float64)[:, None]
    return float(right.mean() / _SRGR_SCALE)


def canonical_correlation(p: Floats, g: Floats) -> float | None:
    """`cca` of [F, ...] motions; None where one does not move."""
    bases = []
    for x in (p, g):
        flat = np.asarray(x, np.float64).reshape(len(x), -1)
        u, s, _ = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
        bases.append(u[:, s > 1e-9 * max(float(s.max(initial=0.0)), 1e-12)])
    if not all(b.shape[1] for b in bases):
        return None
    return float(min(np.linalg.svd(bases[0].T @ bases[1], compute_uv=False)[0], 1.0))


def frechet(p: Floats, g: Floats) -> float:
    """`fgd.local` of features [n, d]: |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^1/2)."""
    first, second = (np.atleast_2d(np.cov(np.asarray(x, np.float64), rowvar=False)) for x in (p, g))
    apart = float(((np.mean(p, axis=0) - np.mean(g, axis=0)) ** 2).sum())
    values, vectors = np.linalg.eigh(first)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    # The eigenvalues of S1 S2 are those of S1^1/2 S2 S1^1/2, which is symmetric.
    shared = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ second @ root), 0.0)).sum()
    return max(apart + float(np.trace(first) + np.trace(second) - 2.0 * shared), 0.0)


def _same(p: Floats, g: Floats) -> F64:
    if p.shape != g.shape:
        raise ValueError(f"motions to compare have one shape, not {p.shape} and {g.shape}")
    return np.asarray(p, np.float64) - np.asarray(g, np.float64)


def _mean_length(values: F64) -> float | None:
    return float(np.linalg.norm(values, axis=-1).mean()) if values.size else None
