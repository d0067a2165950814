"""Pictures of gestures: a strip of one gesture's phases from two sides, and thumbnails to choose by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import attrs
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from studio.core.files import atomic_write
from studio.core.problems import ProblemLog, fail
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, ticks
from studio.document.schema import Character, EmotionTrack, Event
from studio.media.cache import DerivedCache
from studio.performance.body import body_poses
from studio.performance.compose import compose
from studio.performance.gestures.library import Library
from studio.performance.gestures.schema import Gesture
from studio.render.camera import Camera, fitted
from studio.render.lettering import font_for
from studio.render.renderer import Renderer
from studio.render.sheet_style import DIM, PAGE, TEXT
from studio.render.view import Picture
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import Geometry
from studio.session.staging.scene_time import scene_span

PHASES = ("rest", "prep", "stroke", "hold", "retraction")
VIEWS: Mapping[str, float] = {"front": 0.0, "three-quarter": -40.0}  # degrees of the camera's yaw

_RATE = Rate(30)
_BEFORE, _BACK = 0.5, 0.9  # seconds at rest before, and for the way back
_LAG = 0.06  # seconds by which fingers end after the wrist
_SEED = 3


def gesture_event(gesture: Gesture, start: float = _BEFORE) -> Event:
    """The gesture as it is done without any mood, from `start` seconds."""
    params = {"stroke": gesture.stroke, "hold": gesture.hold}
    end = start + gesture.duration + _BACK
    return Event(f"preview-{gesture.name}", "gesture", ticks(start), ticks(end), params, gesture.name)


def phase_times(gesture: Gesture, start: float = _BEFORE) -> dict[str, float]:
    """Seconds at which a still picture shows each of PHASES best."""
    times = [start + pose.at * gesture.duration for pose in gesture.poses]
    last, index = start + gesture.duration, gesture.stroke_pose
    stroke = min(times[index] + _LAG, last - 0.02)
    return {
        "rest": start / 2,
        "prep": times[index - 1] if index else (start + times[0]) / 2,
        "stroke": stroke,
        "hold": (stroke + last) / 2,
        "retraction": last + 0.4 * _BACK,
    }


class GesturePictures:
    """Draws gestures of a library on one character; a context manager, not for several threads.

    width, height: pixels of one picture. cache keeps thumbnails, and what is costly to know about a
    character. progress is only asked whether to stop. Raises ProblemError (unknown character, no OpenGL).
    """

    def __init__(
        self,
        library: Library,
        character: str = characters.DEFAULT,
        size: tuple[int, int] = (200, 210),
        emotions: Sequence[EmotionTrack] = (),
        cache: DerivedCache | None = None,
        progress: Progress = silent,
    ) -> None:
        self._library, self._emotions, self._size, self._cache = library, tuple(emotions), size, cache
        self._progress = part_of(progress, 0.0, 0.0)
        self._rig = characters.load(character)
        self._evaluator = Evaluator(self._rig)
        self._renderer: Renderer | None = None

    def __enter__(self) -> GesturePictures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def strip(self, gesture: Gesture) -> dict[str, list[Picture]]:
        """By view, one picture for each of PHASES."""
        seen = self._geometries(gesture, tuple(phase_times(gesture).values()))
        return {
            view: [self._drawn(geometry, self._camera(gesture, seen, yaw)) for geometry in seen]
            for view, yaw in VIEWS.items()
        }

    def thumbnail(self, gesture: Gesture) -> Picture:
        """The gesture at its stroke, half from the side: [H, W, 3] uint8."""
        if self._cache is None:
            return self._thumbnail(gesture)
        kept = self._cache.arrays(
            "gesture_thumbnail", self._key(gesture), lambda: {"picture": self._thumbnail(gesture)}
        )
        return kept["picture"]

    def named(self, name: str) -> Picture | None:
        """The thumbnail of a gesture by its name; None for one that the library does not have."""
        gesture = self._library.get(name)
        return None if gesture is None else self.thumbnail(gesture)

    def motion(self, name: str, frames: int, progress: Progress = silent) -> list[Picture]:
        """A gesture from rest to rest in so many pictures, half from the side."""
        gesture = self._library.get(name)
        if gesture is None:
            return []
        times = np.linspace(0.6 * _BEFORE, _BEFORE + gesture.duration + 0.7 * _BACK, frames)
        seen = self._geometries(gesture, tuple(float(t) for t in times))
        camera = self._camera(gesture, self._geometries(gesture, (phase_times(gesture)["stroke"],)), -18.0)
        drawn = []
        for k, geometry in enumerate(seen):
            progress(k / frames, name)
            drawn.append(self._drawn(geometry, camera))
        return drawn

    def _thumbnail(self, gesture: Gesture) -> Picture:
        seen = self._geometries(gesture, (phase_times(gesture)["stroke"],))
        return self._drawn(seen[0], self._camera(gesture, seen, -18.0))

    def _key(self, gesture: Gesture) -> str:
        """Tells apart all that a thumbnail depends on but the program itself."""
        shapes = [
            repr(self._library.shapes[hand.shape])
            for pose in gesture.poses
            for hand in (pose.hand, pose.other or pose.hand)
        ]
        told = repr((gesture, shapes, self._rig.name, self._size, self._emotions))
        return hashlib.sha256(told.encode()).hexdigest()

    def _geometries(self, gesture: Gesture, times: Sequence[float]) -> list[Geometry]:
        at = np.array([ticks(t) for t in times], np.int64)
        performer = Character(
            "preview", "", self._rig.name, _SEED, emotions=self._emotions, events=(gesture_event(gesture),)
        )
        quiet = np.tile([0.0, 0.0, 0.0, 1.0], (len(at), 1))
        still, ask = np.zeros(len(at)), self._progress
        body = body_poses(performer, self._rig, at, _RATE, quiet, still, self._library, ask)
        ask(0.0)
        joints = retarget(self._rig, body, np.zeros((len(at), 4)))
        ask(0.0)
        faces = self._faces(performer, at)
        return [
            self._evaluator.frame(joints.rotations[i], joints.root_translation[i], faces[i])
            for i in range(len(at))
        ]

    def _faces(self, performer: Character, at: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        if not self._emotions:
            return np.zeros((len(at), len(self._rig.morph_names)), np.float32)
        quiet = attrs.evolve(performer, events=())
        span = scene_span(int(at[-1]), _RATE)
        face = compose(quiet, self._rig, span, _RATE, ProblemLog(), self._progress).face
        frames = np.array([_RATE.frame_at(int(t)) for t in at])
        return np.asarray(face.values[np.minimum(frames, face.frame_count - 1)], np.float32)

    def _camera(self, gesture: Gesture, seen: Sequence[Geometry], yaw: float) -> Camera:
        """Holds head, trunk and every place the hands come to; of one without hands, head and shoulders."""
        height = float(self._rig.vertices[:, 1].max())
        head_only = gesture.hands == "none"
        wide, low = (0.13, 0.76) if head_only else (0.2, 0.46)
        box = np.array(
            [[x * height, y * height, z] for x in (-wide, wide) for y in (low, 1.03) for z in (-0.1, 0.15)]
        )
        if not head_only:
            names = self._rig.joint_names
            hands = [j for j, name in enumerate(names) if name.startswith(("wrist", "finger"))]
            box = np.concatenate([box, *(geometry.joints[hands, :3, 3] for geometry in seen)])
        return fitted(box, yaw, pitch=2.0, margin=1.04)

    def _drawn(self, geometry: Geometry, camera: Camera) -> Picture:
        if self._renderer is None:
            self._renderer = Renderer(*self._size, cache=self._cache, ask=lambda: self._progress(0.0))
        self._progress(0.0)
        return self._renderer.image(self._rig, geometry, camera)


def write_gesture_sheet(
    pictures: GesturePictures, gestures: Sequence[Gesture], path: Path, progress: Progress = silent
) -> None:
    """One strip under the other as PNG. Raises ProblemError (nothing to draw, no OpenGL, no room)."""
    if not gestures:
        raise fail("gesture.none", "there is no gesture to draw", str(path), "See `moodline gesture list`")
    strips = []
    for k, gesture in enumerate(gestures):
        progress(k / len(gestures), f"drawing {gesture.name}")
        strips.append(strip_image(gesture, pictures.strip(gesture)))
    width = max(s.width for s in strips)
    page = Image.new("RGB", (width, sum(s.height for s in strips)), PAGE)
    top = 0
    for strip in strips:
        page.paste(strip, (0, top))
        top += strip.height
    with atomic_write(path) as stream:
        page.save(stream, "PNG")


def strip_image(gesture: Gesture, views: Mapping[str, Sequence[Picture]]) -> Image.Image:
    """Views as rows, phases as columns, with the gesture's name above."""
    height, width = next(iter(views.values()))[0].shape[:2]
    size = max(width // 14, 10)
    head, foot = int(2.6 * size), int(1.6 * size)
    sheet = Image.new("RGB", (len(PHASES) * width, head + len(views) * height + foot), PAGE)
    draw = ImageDraw.Draw(sheet)
    title = f"{gesture.name}  ({gesture.kind}, {gesture.duration:g} s)"
    draw.text((size // 2, size // 2), title, TEXT, font_for(title, int(1.3 * size)))
    left = size + draw.textlength(title, font_for(title, int(1.3 * size))) + size
    draw.text((left, size * 0.75), gesture.summary, DIM, font_for(gesture.summary, size))
    for row, pictures in enumerate(views.values()):
        for column, picture in enumerate(pictures):
            sheet.paste(Image.fromarray(np.ascontiguousarray(picture)), (column * width, head + row * height))
    for column, phase in enumerate(PHASES):
        place = (column * width + size // 2, head + len(views) * height + size * 0.2)
        draw.text(place, phase, DIM, font_for(phase, size))
    return sheet
