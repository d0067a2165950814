"""Brings the stage before the camera: who stands where in which pose, and takes the pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtGui import QImage

from studio.core.problems import ProblemError, ProblemLog
from studio.gui.viewport.wardrobe import Wardrobe
from studio.session.staging.placing import Place, placed, places

if TYPE_CHECKING:
    from studio.document.schema import Character
    from studio.render.camera import Camera
    from studio.render.guest import Context
    from studio.render.lights import Lights
    from studio.render.live_view import LiveView, Look
    from studio.rig.schema import F32, Geometry, Rig
    from studio.session.studio import Studio


@attrs.define(eq=False)
class Shown:
    """A character as it stands before the camera: `own` in its own space, `geometry` in the scene's."""

    character: Character
    rig: Rig
    place: Place
    own: Geometry
    geometry: Geometry


class Shooting:
    """Made when there is somebody to show: loads OpenGL. Everything on the window's thread. dressed: told
    when somebody can be shown who could not when they were to be."""

    def __init__(self, studio: Studio, context: Context, dressed: Callable[[], object]) -> None:
        from studio.render.live_view import LiveView  # noqa: PLC0415 - heavy, vispy
        from studio.session.derived import derived_data  # noqa: PLC0415 - looks the folder up

        self._studio = studio
        cache = derived_data(ProblemLog())
        self._wardrobe, self._dressed = Wardrobe(studio, cache, dressed), dressed
        self.view: LiveView = LiveView(context, cache)
        self.shown: dict[str, Shown] = {}
        self._ghosts: dict[str, Geometry | None] = {}
        self.milliseconds = 0.0  # the last picture took

    def follow(
        self, at: int, *, ghosts: bool, alone: bool, everybody: bool = True, hurry: bool = False
    ) -> bool:
        """Poses everybody who is ready as they are at a tick; True when that is another picture. ghosts:
        earlier takes as well; alone: only the current character. everybody: also who was not in the
        last picture; else they stay as they stood. hurry: also who has to be made ready first."""
        scene = self._studio.scene
        cast = () if scene is None else scene.characters
        if alone and self._studio.character is not None:
            cast = (self._studio.character,)
        ready = [member for member in cast if self._is_ready(member, hurry)]
        if not hurry:
            ready = self._one_more(ready)
        standing = places(() if scene is None else scene.characters)
        gone = self.shown.keys() - {member.id for member in ready}
        for name in gone:
            del self.shown[name]
            self._ghosts.pop(name, None)
        self.view.keep(self.shown)
        posed = [m for m in ready if everybody or m.id not in self.shown or self.view.in_sight(m.id)]
        changed = [self._pose(member, standing[member.id], at) for member in posed]
        haunted = [self._haunt(member, ghosts, at) for member in ready if member.id in self.shown]
        return bool(gone) or any(changed) or any(haunted)

    def _one_more(self, ready: list[Character]) -> list[Character]:
        """Those who are shown already and one who is not: to bring somebody in takes as long as a picture."""
        fresh = [member for member in ready if member.id not in self.shown]
        if len(fresh) > 1:
            self._dressed()
        return [member for member in ready if member not in fresh[1:]]

    def _is_ready(self, member: Character, hurry: bool) -> bool:
        stage = self._studio.stage
        try:
            return stage.ready(member.id) and self._wardrobe.has(stage.rig(member.asset), hurry=hurry)
        except ProblemError:
            return True  # which is told when it is posed

    def _pose(self, member: Character, place: Place, at: int) -> bool:
        stage = self._studio.stage
        try:
            rig = stage.rig(member.asset)
            own = stage.geometry(member, at, self._studio.transport.rate)
        except ProblemError as error:
            self._studio.report(error.problem)
            return False
        before = self.shown.get(member.id)
        fresh = self.view.set_rig(member.id, rig)
        if before is not None and not fresh and before.own is own and before.place == place:
            before.character = member
            return False
        geometry = placed(own, place)
        self.view.move(member.id, geometry)
        self.shown[member.id] = Shown(member, rig, place, own, geometry)
        return True

    def _haunt(self, member: Character, wanted: bool, at: int) -> bool:
        ghost = self._studio.stage.ghost(member, at, self._studio.transport.rate) if wanted else None
        if ghost is self._ghosts.get(member.id):
            return False
        self._ghosts[member.id] = ghost
        place = self.shown[member.id].place
        self.view.set_ghost(member.id, None if ghost is None else placed(ghost, place))
        return True

    def shoot(
        self,
        camera: Camera,
        lights: Lights,
        width: int,
        height: int,
        look: Look,
        meanwhile: Callable[[], None] | None = None,
    ) -> QImage:
        """The picture in physical pixels. meanwhile: what is done while the graphics card is at work."""
        start = time.perf_counter()
        pixels = self.view.picture(camera, lights, max(width, 1), max(height, 1), look, meanwhile)
        self.milliseconds = 1000 * (time.perf_counter() - start)
        return image_of(pixels)

    def head_moved(self, character_id: str) -> tuple[float, float, float]:
        """Metres from where a character's head is at rest to where it is now."""
        shown = self.shown.get(character_id)
        if shown is None or "head" not in shown.rig.joint_names:
            return (0.0, 0.0, 0.0)
        head = shown.rig.joint_names.index("head")
        rest = np.array(shown.place.point(tuple(shown.rig.joint_positions[head].tolist())))
        x, y, z = (shown.geometry.joints[head, :3, 3] - rest).tolist()
        return (x, y, z)

    def close(self) -> None:
        self.shown.clear()
        self.view.close()


def image_of(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> QImage:
    """A picture [H, W, 4] blue, green, red, 255 as Qt's, without a copy."""
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    image.pixels = pixels  # type: ignore[attr-defined]  # lives as long as what looks at it
    return image


def own_weights(weights: F32, chosen: list[int]) -> F32:
    """[V] of several regions together."""
    together: F32 = np.minimum(weights[:, chosen].sum(axis=1), 1.0).astype(np.float32)
    return together
