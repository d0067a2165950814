"""The named peer of playback: vispy's scene with its own mesh visual, given other vertices for each picture.

python tests/benchmarks/vispy_peer.py MESH.npz WIDTH HEIGHT TIMES     prints the median in milliseconds
"""

from __future__ import annotations

import os
import statistics
import sys
import time

import numpy as np

os.environ.setdefault("EGL_PLATFORM", "surfaceless")
os.environ["PYOPENGL_PLATFORM"] = "egl"

import vispy


def main() -> None:
    vispy.use("egl")
    from vispy import scene  # noqa: PLC0415 - after the back end is chosen

    mesh = np.load(sys.argv[1])
    width, height, times = (int(text) for text in sys.argv[2:5])
    canvas = scene.SceneCanvas(size=(width, height), show=False)
    view = canvas.central_widget.add_view()
    view.camera = scene.TurntableCamera(fov=30, distance=1.0, center=(0.0, 1.6, 0.0))
    visual = scene.visuals.Mesh(mesh["vertices"], mesh["triangles"], shading="smooth", parent=view.scene)
    taken = []
    for k in range(times):
        start = time.perf_counter()
        visual.set_data(mesh["vertices"] + 1e-4 * k, mesh["triangles"])
        canvas.render()
        taken.append(1000 * (time.perf_counter() - start))
    print(statistics.median(taken[3:]))


if __name__ == "__main__":
    main()
