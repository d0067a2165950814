"""Contact sheets: a performance drawn over time, with the words underneath."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs
import numpy as np
from PIL import Image

from studio.core.files import atomic_write
from studio.core.problems import ProblemLog
from studio.core.progress import Progress, silent
from studio.document.schema import Word
from studio.emotion.mix import emotion_mix
from studio.render.camera import Camera
from studio.render.framing import PRESETS, preset
from studio.render.renderer import Renderer
from studio.render.sheet import contact_sheet
from studio.render.view import Picture
from studio.rig.evaluate import Evaluator
from studio.session.brief import Performed
from studio.session.derived import derived_data

CAMERAS = PRESETS


@attrs.frozen
class SheetLayout:
    """How many pictures, how many in a row, their width in pixels, from which camera."""

    frames: int = 24
    columns: int = 6
    width: int = 320
    camera: str = "face"
    light: str = "studio"


def write_sheet(
    cast: Sequence[Performed], layout: SheetLayout, path: Path, progress: Progress = silent
) -> None:
    """One sheet for each performer, one under the other, as PNG. Raises ProblemError (no OpenGL, no room)."""
    pages = [performance_sheet(p, layout, progress) for p in cast]
    page = Image.new(
        "RGB", (max(p.width for p in pages), sum(p.height for p in pages)), pages[0].getpixel((0, 0))
    )
    top = 0
    for part in pages:
        page.paste(part, (0, top))
        top += part.height
    with atomic_write(path) as stream:
        page.save(stream, "PNG")


def performance_sheet(performed: Performed, layout: SheetLayout, progress: Progress = silent) -> Image.Image:
    """The sheet of one performer: frames at even distances from first to last."""
    clip = performed.clip
    chosen = np.unique(np.linspace(0, clip.frame_count - 1, layout.frames).round().astype(int))
    at = clip.face.ticks()[chosen]
    mix = emotion_mix(performed.character.emotions, at)
    shown = mix.regional.max(axis=2)  # also what a few regions show alone
    levels = [{n: float(shown[i, k]) for k, n in enumerate(mix.names)} for i in range(len(at))]
    return contact_sheet(
        pictures(performed, [int(i) for i in chosen], layout, progress),
        [int(t) for t in at],
        words=scene_words(performed),
        title=f"{clip.name}: {clip.rig.label}",
        subtitle=f"{performed.seconds:.2f} s at {clip.rate} fps, seed {performed.character.seed}",
        emotions=levels,
        rate=clip.rate,
        columns=layout.columns,
    )


def pictures(
    performed: Performed, frames: Sequence[int], layout: SheetLayout, progress: Progress = silent
) -> list[Picture]:
    """The named frames, drawn."""
    clip, rig = performed.clip, performed.clip.rig
    evaluator = Evaluator(rig)
    cameras = _following(
        preset(layout.camera, rig), performed, frames, follow=not layout.camera.startswith("body")
    )
    drawn = []
    cache = derived_data(ProblemLog())
    with Renderer(layout.width, layout.width * 5 // 4, cache=cache) as renderer:
        for k, (i, camera) in enumerate(zip(frames, cameras, strict=True)):
            progress(k / len(frames), "drawing")
            geometry = evaluator.frame(
                clip.joints.rotations[i], clip.joints.root_translation[i], clip.face.values[i]
            )
            drawn.append(renderer.image(rig, geometry, camera, light=layout.light))
    return drawn


def _following(camera: Camera, performed: Performed, frames: Sequence[int], *, follow: bool) -> list[Camera]:
    """The camera for each frame: a view of the head goes where the head goes, as a cameraman would."""
    if not follow or "head" not in performed.clip.rig.joint_names:
        return [camera] * len(frames)
    clip = performed.clip
    head = clip.rig.joint_names.index("head")
    chosen = list(frames)
    worlds = Evaluator(clip.rig).joints(clip.joints.rotations[chosen], clip.joints.root_translation[chosen])
    moved = worlds[:, head, :3, 3] - clip.rig.joint_positions[head]
    x, y, z = camera.target
    return [attrs.evolve(camera, target=(x + m[0], y + m[1], z + m[2])) for m in moved.tolist()]


def scene_words(performed: Performed) -> list[Word]:
    """All words of a performer in scene time."""
    moved = [
        attrs.evolve(w, start=w.start + h.clip.start, end=w.end + h.clip.start)
        for h in performed.heard.values()
        for w in h.transcript.words
    ]
    return sorted(moved, key=lambda w: (w.start, w.end))
