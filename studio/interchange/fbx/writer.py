"""A baked clip as one binary FBX file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
import numpy as np

from studio.core.files import atomic_write
from studio.core.problems import ProblemLog
from studio.core.progress import go_on
from studio.interchange.baked import BakedClip
from studio.interchange.fbx import document
from studio.interchange.fbx.materials import add_materials
from studio.interchange.fbx.mesh import add_mesh, control_points
from studio.interchange.fbx.morphs import add_morphs
from studio.interchange.fbx.motion import Take
from studio.interchange.fbx.pictures import Picture, pictures_of
from studio.interchange.fbx.records import Record, file_chunks
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.skeleton import CENTIMETRES, Skeleton, add_bind_pose, add_skeleton
from studio.interchange.fbx.skin import add_skin
from studio.interchange.fbx.timing import key_times
from studio.interchange.parts.angles import AngleTracks, angle_tracks
from studio.interchange.parts.checks import check_clip
from studio.interchange.parts.names import safe, safe_names


def write(
    clip: BakedClip,
    path: Path,
    ask: Callable[[], object] = go_on,
    *,
    influences: int = 4,
    log: ProblemLog | None = None,
) -> None:
    """Writes character and performance to a binary FBX 7.5 file, centimetres, Y up, the take starting at 0.

    influences: how many joints a vertex may follow (4 is what Unity keeps unless told otherwise, 8 what
    Unreal does); the weights that stay are scaled to sum to 1.
    The pictures of the character's materials go into the file; one that is missing is told to `log`.
    Equal clips give equal bytes. Raises ProblemError for a clip that cannot be written or a file that cannot.
    ask: called between two steps, may raise Cancelled.
    """
    check_clip(clip)
    pictures = pictures_of(clip.rig, ProblemLog() if log is None else log)
    ask()
    records = _records(clip, influences, pictures, ask)
    with atomic_write(path) as stream:
        for chunk in file_chunks(records):
            ask()
            stream.write(chunk)


@attrs.frozen
class _Names:
    """As they stand in the file, no two nodes alike."""

    take: str
    mesh: str
    joints: tuple[str, ...]
    morphs: tuple[str, ...]
    materials: tuple[str, ...]

    @classmethod
    def of(cls, clip: BakedClip) -> _Names:
        joints = safe_names(clip.rig.joint_names)
        mesh = safe_names([clip.rig.name], taken=joints)[0]
        # The character's name goes before: Unreal reuses a material or picture that it already has by name.
        materials = safe_names(f"{clip.rig.name}_{material.name}" for material in clip.rig.materials)
        return cls(safe(clip.name), mesh, joints, safe_names(clip.rig.morph_names), materials)


def _records(
    clip: BakedClip, influences: int, pictures: Mapping[int, Picture], ask: Callable[[], object]
) -> list[Record]:
    rig, names, scene = clip.rig, _Names.of(clip), Scene()
    tracks = angle_tracks(clip.joints.rotations, "ZYX", ask)
    points = control_points(rig)
    skeleton = add_skeleton(scene, names.joints, rig.parents, rig.joint_positions, tracks.orders)
    model, geometry = add_mesh(scene, names.mesh, rig, points)
    add_materials(scene, model, rig, names.materials, pictures)
    ask()
    add_skin(scene, geometry, rig, points, skeleton, influences=influences)
    channels = add_morphs(scene, geometry, rig, points, names.morphs, ask)
    add_bind_pose(scene, names.mesh, model, skeleton)
    times = key_times(clip.frame_count, clip.rate)
    _animate(Take(scene, names.take, times), clip, skeleton, tracks, channels, ask)
    return [
        *document.opening(names.take, clip.rate, int(times[-1])),
        scene.definitions(),
        Record("Objects", children=scene.objects),
        Record("Connections", children=scene.connections),
        document.takes(names.take, int(times[-1])),
    ]


def _animate(
    take: Take,
    clip: BakedClip,
    skeleton: Skeleton,
    tracks: AngleTracks,
    channels: tuple[int, ...],
    ask: Callable[[], object],
) -> None:
    take.move(skeleton.models[0], skeleton.rest[0] + clip.joints.root_translation * CENTIMETRES)
    for j, model in enumerate(skeleton.models):
        ask()
        columns = [tracks.orders[j].index(axis) for axis in "XYZ"]
        take.turn(model, tracks.degrees[:, j, columns])
    face = clip.face.reordered(clip.rig.morph_names)
    for m, channel in enumerate(channels):
        ask()
        take.shape(channel, face.values[:, m].astype(np.float64) * 100.0)
