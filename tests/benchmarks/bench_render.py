"""How fast faces are drawn: frames a second at 1280x720, off screen, each frame moved, drawn and finished.

python tests/benchmarks/bench_render.py [--frames 60] [--supersample 1]

The peer in the same run is vispy's own Mesh visual, updated each frame as its documentation shows, with no
shadow, one light and one material.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from vispy import gloo, scene

from studio.render.framing import preset
from studio.render.preview import posed
from studio.render.renderer import Renderer
from studio.rig.characters import load
from studio.rig.schema import Geometry, Rig

SIZE = (1280, 720)


def median_ms(
    frames: int, work: Callable[[int], None], clock: Callable[[], float] = time.perf_counter
) -> float:
    work(0)
    taken = []
    for k in range(frames):
        start = clock()
        work(k)
        taken.append(clock() - start)
    return float(np.median(taken)) * 1000


def ours(rig: Rig, moves: list[Geometry], frames: int, supersample: int) -> dict[str, float]:
    found = {}
    with Renderer(*SIZE, supersample=supersample) as stage:
        start = time.perf_counter()
        stage.set_rig(rig)
        found["set_rig"] = (time.perf_counter() - start) * 1000

        def frame(k: int) -> None:
            stage.set_geometry(moves[k % len(moves)])
            stage.draw()
            gloo.finish()

        for camera in ("face", "bust", "body"):
            stage.set_camera(preset(camera, rig))
            found[camera] = median_ms(frames, frame)
            found[f"{camera} processor"] = median_ms(frames // 2, frame, time.process_time)
        found["read_pixels"] = median_ms(frames, lambda _: (stage.draw(), stage.read_pixels())) - median_ms(
            frames, lambda _: (stage.draw(), gloo.finish())
        )
        found["set_geometry"] = median_ms(frames, lambda k: stage.set_geometry(moves[k % len(moves)]))
    return found


def peer(rig: Rig, moves: list[Geometry], frames: int) -> float:
    canvas = scene.SceneCanvas(size=SIZE, show=False, app="egl")
    view = canvas.central_widget.add_view()
    camera = preset("face", rig)
    view.camera = scene.TurntableCamera(
        fov=camera.fov,
        distance=camera.distance,
        elevation=0,
        azimuth=0,
        center=(camera.target[0], 0, camera.target[1]),
    )
    mesh = scene.visuals.Mesh(rig.vertices[:, [0, 2, 1]], rig.triangles, color="tan", shading="smooth")
    view.add(mesh)

    def frame(k: int) -> None:
        mesh.set_data(moves[k % len(moves)].vertices[:, [0, 2, 1]], rig.triangles, color="tan")
        canvas.set_current()
        canvas.on_draw(None)
        gloo.finish()

    taken = median_ms(frames, frame)
    canvas.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--supersample", type=int, default=1, choices=(1, 2, 4))
    arguments = parser.parse_args()
    rig = load("nora")
    moves = [posed(rig, {"jawOpen": 0.1 * k, "browInnerUp": 0.1 * k}, {}) for k in range(6)]
    found = ours(rig, moves, arguments.frames, arguments.supersample)
    print(f"{len(rig.vertices)} vertices, {len(rig.triangles)} triangles, {SIZE[0]}x{SIZE[1]}")
    print(f"supersample {arguments.supersample}, medians of {arguments.frames} frames")
    for camera in ("face", "bust", "body"):
        busy = found[f"{camera} processor"]
        rate = 1000 / found[camera]
        print(
            f"{camera:>12}: {found[camera]:6.1f} ms  {rate:6.1f} frames/s  ({busy:.1f} ms of all processors)"
        )
    for stage in ("set_rig", "set_geometry", "read_pixels"):
        print(f"{stage:>12}: {found[stage]:6.1f} ms")
    other = peer(rig, moves, arguments.frames)
    print(f"vispy's Mesh: {other:6.1f} ms  {1000 / other:6.1f} frames/s")
    print(f"  it takes {other / found['face']:.2f} of our time for the face")


if __name__ == "__main__":
    main()
