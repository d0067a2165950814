"""Holds a model to its word: the right track, names, rate and length, finite and in range.

Nothing is stretched or mended in silence; what can go on does so with a warning.
"""

from __future__ import annotations

import numpy as np

import studio_plugin as api
from studio.animation.channels import FloatArray
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError, ProblemLog, fail
from studio.models.manifest import Manifest

_SLACK = 1e-4  # rounding of a model's own arithmetic is nobody's fault


def checked_face(
    result: api.Result, request: api.Request, manifest: Manifest, log: ProblemLog
) -> tuple[tuple[str, ...], FloatArray]:
    """Names and values [request.frames, channels] of the result's `face.arkit` track, 0..1.

    Raises ProblemError when the result cannot be used; passes its notices on to `log`.
    """
    for notice in result.notices:
        log.warn(f"model.{notice.kind}", notice.text, notice.subject or _place(notice))
    tracks = [track for track in result.tracks if track.type == "face.arkit"]
    if len(tracks) != 1:
        raise _broken(manifest, f"it gave {len(tracks)} face tracks where one was promised")
    track = tracks[0]
    values = _shaped(track, manifest)
    if track.fps != request.fps or track.t0 != 0.0:
        raise _broken(manifest, f"it answered at {track.fps} frames a second from {track.t0} s, not as asked")
    return tuple(track.names), _in_range(_of_length(values, request.frames, manifest, log), manifest, log)


def _shaped(track: api.Track, manifest: Manifest) -> FloatArray:
    values = np.asarray(track.values, np.float32)
    names = tuple(track.names)
    strange = sorted(set(names) - set(ARKIT_CHANNELS))
    if strange or len(set(names)) != len(names):
        what = f"unknown channels {', '.join(strange)}" if strange else "channels twice"
        raise _broken(manifest, f"it gave {what}")
    if values.ndim != 2 or values.shape[1] != len(names) or not len(values):
        raise _broken(manifest, f"it named {len(names)} channels and gave values of shape {values.shape}")
    if not np.isfinite(values).all():
        raise _broken(manifest, f"{int((~np.isfinite(values)).sum())} of its values are not numbers")
    return values


def _of_length(values: FloatArray, frames: int, manifest: Manifest, log: ProblemLog) -> FloatArray:
    if len(values) == frames:
        return values
    if len(values) > frames:
        log.warn(
            "models.length", f"gave {len(values)} frames instead of {frames}; the rest is cut", manifest.id
        )
        return values[:frames]
    text = f"gave {len(values)} frames instead of {frames}; the last one is held"
    log.warn("models.length", text, manifest.id)
    return np.concatenate([values, np.repeat(values[-1:], frames - len(values), axis=0)])


def _in_range(values: FloatArray, manifest: Manifest, log: ProblemLog) -> FloatArray:
    outside = int(((values < -_SLACK) | (values > 1 + _SLACK)).sum())
    if outside:
        text = f"{outside} values lie outside 0..1 ({values.min():.3f} to {values.max():.3f}) and are clipped"
        log.warn("models.range", text, manifest.id)
    return np.clip(values, 0.0, 1.0)


def _broken(manifest: Manifest, text: str) -> ProblemError:
    return fail("models.result", text, manifest.id, "Choose another model, and tell the plugin's author")


def _place(notice: api.Notice) -> str:
    if notice.start is None:
        return ""
    return f"{notice.start:.2f} s" if notice.end is None else f"{notice.start:.2f}-{notice.end:.2f} s"
