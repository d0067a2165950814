"""How an artist looks at the stage: camera, light and what is laid over the picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from studio.render.camera import Camera, fitted
from studio.render.framing import head_points, preset
from studio.session.settings import Settings
from studio.session.staging.placing import Place

if TYPE_CHECKING:
    from studio.rig.schema import F64, Geometry, Rig

OVERLAYS = ("name", "subtitle", "safe", "wire", "skeleton", "contacts", "ghost", "stats")
NEAR = frozenset({"mouth", "eyes"})  # cameras too near for two
FOLLOWING = NEAR | {"face", "three_quarter", "profile", "bust"}
"""Cameras that go where the head goes, unless the artist says otherwise."""
PLACES_KEPT = 10
_SHOWN, _LIGHT, _CAMERAS = "viewport.shown", "viewport.light", "viewport.bookmarks"


@attrs.frozen
class Viewing:
    """shown: overlays of OVERLAYS; light: of render.lights.LIGHTS; camera: the name of the preset or bookmark
    last gone to, empty after the hand has moved it; follow: the camera goes where the head goes."""

    shown: frozenset[str] = frozenset({"name", "subtitle"})
    light: str = "studio"
    camera: str = "face"
    follow: bool = False

    def toggled(self, overlay: str) -> Viewing:
        return attrs.evolve(self, shown=self.shown ^ {overlay})


def kept_viewing(settings: Settings) -> Viewing:
    """As the artist left it."""
    from studio.render.lights import LIGHTS  # noqa: PLC0415 - not before a viewport is made

    shown = settings.get(_SHOWN, sorted(Viewing().shown))
    light = settings.get(_LIGHT, "studio")
    overlays = frozenset(name for name in shown if name in OVERLAYS)
    return Viewing(overlays, light if light in LIGHTS else "studio")


def keep_viewing(settings: Settings, viewing: Viewing) -> None:
    settings.set(_SHOWN, sorted(viewing.shown))
    settings.set(_LIGHT, viewing.light)


def bookmark(settings: Settings, number: int) -> Camera | None:
    """The camera kept under a number, if there is one that makes sense."""
    kept = settings.get(_CAMERAS, {}).get(str(number))
    try:
        return _camera(kept) if isinstance(kept, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


def keep_bookmark(settings: Settings, number: int, camera: Camera) -> None:
    kept = dict(settings.get(_CAMERAS, {}))
    kept[str(number)] = attrs.asdict(camera)
    settings.set(_CAMERAS, kept)


def bookmarks(settings: Settings) -> tuple[int, ...]:
    """Numbers under which a camera is kept."""
    return tuple(n for n in range(PLACES_KEPT) if bookmark(settings, n) is not None)


def camera_of(name: str, rig: Rig, place: Place) -> Camera:
    """A preset of render.framing for a character where it stands."""
    camera = preset(name, rig)
    return attrs.evolve(camera, target=place.point(camera.target), yaw=camera.yaw + place.yaw)


def camera_of_all(name: str, cast: Iterable[tuple[Rig, Place]]) -> Camera:
    """A preset that holds everybody; those from the side are from before."""
    points = [_standing(_framed(name, rig), place) for rig, place in cast]
    return fitted(np.concatenate(points), pitch=4.0 if name.startswith("body") else 0.0, margin=1.1)


def camera_about(geometries: Iterable[Geometry], camera: Camera) -> Camera:
    """From where the camera looks, all of those in the picture."""
    points = np.concatenate([geometry.vertices for geometry in geometries]).astype(np.float64)
    return fitted(points, camera.yaw, camera.pitch)


def _framed(name: str, rig: Rig) -> F64:
    """[N, 3] what a preset shows of a character, in its own space."""
    whole = rig.vertices.astype(np.float64)
    if name.startswith("body"):
        return whole
    head = head_points(rig)
    height = float(np.ptp(head[:, 1]))
    below = {"half": 3.0, "bust": 0.9}.get(name, 0.15) * height
    found: F64 = whole[whole[:, 1] > head[:, 1].min() - below]
    return found


def _standing(points: F64, place: Place) -> F64:
    moved: F64 = points @ place.turn().T + np.array([place.x, 0.0, 0.0])
    return moved


def _camera(kept: Mapping[str, Any]) -> Camera:
    numbers = {name: float(kept[name]) for name in ("distance", "yaw", "pitch", "fov", "breadth")}
    x, y, z = (float(v) for v in kept["target"])
    if not np.isfinite([x, y, z, *numbers.values()]).all() or not 0.05 <= numbers["distance"] <= 100.0:
        raise ValueError("not a camera")
    return Camera((x, y, z), **numbers)
