"""The whole window, 1280x720, as an artist has it: strokes, playback, a drop, an hour's project.

    python tests/benchmarks/bench_window.py [--only stroke play drop hour] [--moves 200] [--seconds 60]

Needs a display or Xvfb. The hand is another process that moves the mouse through XTEST; a figure is the time
from a movement's being sent until the viewport has painted a picture that holds it and sent it to the
screen.
`work` is processor time of the window's own thread, which tells more on a machine that others use. Peers in
the same run: for the stroke composing the frame as an export does and drawing it fine; for playback vispy's
own mesh visual given each frame's vertices; for the drop performing all of the line before it is shown; for
the hour reading its text as JSON alone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from display import display, end_without_taking_down
from window_desk import Desk, Watch, demo
from window_stroke import stroke

from studio.core.problems import ProblemLog
from studio.core.time import TimeRange, ticks
from studio.gui.main.home import SEEN

HERE = Path(__file__).resolve().parent
RECORDING = HERE.parents[2] / "shared" / "material" / "speech" / "clean" / "ljspeech" / "LJ001-0001.wav"


# a stroke


def full_way(desk: Desk, times: int = 9) -> float:
    """ms of composing one frame as an export does, and a supersampled picture of it."""
    from studio.performance.compose import compose  # noqa: PLC0415 - when needed
    from studio.render.renderer import Renderer  # noqa: PLC0415 - likewise
    from studio.rig.evaluate import Evaluator  # noqa: PLC0415 - likewise
    from studio.rig.retarget import retarget  # noqa: PLC0415 - likewise

    character, rate, view = desk.studio.scene.characters[0], desk.studio.scene.rate, desk.watch.view
    rig = desk.studio.stage.rig(character.asset)
    evaluator, taken = Evaluator(rig), []
    with Renderer(view.width(), view.height()) as renderer:
        for k in range(times + 1):
            at, start = rate.tick_of(36 + k), time.monotonic()
            frames = compose(character, rig, TimeRange(at, at), rate, ProblemLog())
            joints = retarget(rig, frames.body, frames.gaze_degrees)
            geometry = evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])
            renderer.image(rig, geometry, view.navigation.camera)
            taken.append(1000 * (time.monotonic() - start))
    return statistics.median(taken[1:])


def bench_stroke(desk: Desk, moves: int) -> None:
    taken, work = stroke(desk, moves)
    full = full_way(desk)
    print(
        f"stroke: move to changed face median {np.median(taken):.1f} ms, worst of {len(taken)} "
        f"{taken.max():.1f} ms, "
        f"95 % {np.percentile(taken, 95):.1f} ms; {len(desk.watch.covers)} pictures, {work:.1f} ms work each"
    )
    print(f"  composed wholly and drawn fine: {full:.1f} ms, {full / np.median(taken):.1f} times as long")


# playback


def bench_playback(desk: Desk, seconds: float) -> None:
    transport, watch = desk.studio.transport, desk.watch
    transport.seek(0)
    transport.set_loop(True)
    desk.run(0.5)
    transport.play()
    desk.run(1.0)
    watch.pictures, watch.frames = [], []
    work = time.thread_time()
    desk.run(seconds)
    work = time.thread_time() - work
    seen = np.array(watch.pictures)
    transport.stop()
    transport.set_loop(False)
    desk.run(1.0)
    fps, behind = len(seen) / seconds, np.abs(seen[:, 1])
    shown = 1 + np.count_nonzero(np.diff(watch.frames))
    slow = np.sort(np.diff(seen[:, 0]))[-max(len(seen) // 100, 1)]
    print(
        f"playback {seconds:.0f} s: {fps:.1f} pictures/s, 1 % slower than {1000 * slow:.0f} ms; "
        f"{1000 * work / len(seen):.1f} ms work a picture; behind the clock median {np.median(behind):.2f}, "
        f"99 % {np.percentile(behind, 99):.2f}, worst {behind.max():.2f} frames; "
        f"{shown} of {round(seconds * float(transport.rate.fps))} frames of the scene shown"
    )
    peer = vispy_mesh(desk)
    print(f"  vispy's mesh visual alone, one character: {1000 / peer:.1f} pictures/s ({peer:.1f} ms)")


def vispy_mesh(desk: Desk, times: int = 25) -> float:
    """ms of a picture by vispy's scene and `Mesh.set_data`, smooth, of the viewport's size, read back."""
    script = HERE / "vispy_peer.py"
    view = desk.watch.view
    shown = next(iter(view.shooting.shown.values()))
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/mesh.npz", vertices=shown.geometry.vertices, triangles=shown.rig.triangles)
        size = [str(view.width()), str(view.height()), str(times)]
        done = subprocess.run(
            [sys.executable, script, f"{folder}/mesh.npz", *size], capture_output=True, text=True, check=True
        )
    return float(done.stdout.split()[-1])


# a drop


def bench_drop() -> None:
    """In an empty window whose models are warm, as they are a second after the start."""
    desk = Desk([])
    desk.until(desk.window.centre.isVisible)
    desk.run(3.0)
    desk.studio.stage.warm()
    desk.until(lambda: not desk.studio.jobs.busy)
    desk.window.make_all()
    work, start = time.process_time(), time.monotonic()
    desk.window.dropped.emit([RECORDING])
    desk.until(lambda: performed(desk))
    desk.watch = Watch(desk)
    desk.until(lambda: bool(desk.watch.pictures))
    taken = time.monotonic() - start
    work = time.process_time() - work
    desk.until(lambda: not desk.studio.jobs.busy)
    whole = time.monotonic() - start
    print(
        f"drop of 9.7 s with script: performed frame on screen after {taken:.2f} s "
        f"({work:.2f} s work of all threads)"
    )
    print(f"  all of it performed and composed: {whole:.2f} s, {whole / taken:.1f} times as long")
    close(desk)


def performed(desk: Desk) -> bool:
    """Is the frame that is on the stage that of a performance, not a stand-in?"""
    member, view = desk.studio.character, desk.window.panel("viewport").stage_view
    if member is None or not member.takes or view.shooting is None or member.id not in view.shooting.shown:
        return False
    return bool(desk.studio.stage._performers[member.id].holds[0])


# an hour


def bench_hour() -> None:
    from hour import hour  # noqa: PLC0415 - makes an hour of sound

    from studio.document.files import save  # noqa: PLC0415 - when needed

    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "hour.moodline"
        save(hour(Path(place), RECORDING), file)
        subprocess.run([sys.executable, __file__, "--open", str(file)], check=True)


def open_hour(file: Path) -> None:
    """From the command to the window that shows the project's lanes."""
    began = time.monotonic() - _age()
    desk = Desk([file])
    desk.until(lambda: desk.studio.scene is not None and desk.window.panel("timeline") is not None)
    desk.until(lambda: bool(desk.window.panel("timeline").canvas.stack.rows))
    desk.run(0.0)
    opened, work = time.monotonic() - began, time.process_time()
    desk.until(desk.window.panel("viewport").cameras.has_cast)
    shown = time.monotonic() - began
    desk.run(2.0)
    desk.until(lambda: not desk.studio.jobs.busy)
    print(
        f"hour: command to window with its lanes {opened:.2f} s ({work:.2f} s work), "
        f"character there after {shown:.2f} s; "
        f"most memory {_peak():.0f} MB"
    )
    desk.watch = Watch(desk)
    desk.studio.transport.seek(ticks(20.0))
    desk.run(1.0)
    taken, work = stroke(desk, 100)
    print(
        f"  stroke in the hour: median {np.median(taken):.1f} ms, worst of 100 {taken.max():.1f} ms, "
        f"{work:.1f} ms work"
    )
    print(f"  most memory after it {_peak():.0f} MB; its text alone by json: {_json(file):.2f} s")
    close(desk)


def _json(file: Path) -> float:
    import zipfile  # noqa: PLC0415 - when needed

    start = time.monotonic()
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                json.loads(archive.read(name))
    return time.monotonic() - start


def _age() -> float:
    """Seconds since this process was started."""
    ticked = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticked / os.sysconf("SC_CLK_TCK")


def _peak() -> float:
    """Megabytes of this process at most so far."""
    line = next(s for s in Path("/proc/self/status").read_text().splitlines() if s.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def close(desk: Desk) -> None:
    desk.window.close()
    desk.home.release()
    end_without_taking_down()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", default=["stroke", "play", "drop", "hour"])
    parser.add_argument("--moves", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--open", type=Path, help="the hour's project, in a process of its own")
    asked = parser.parse_args()
    with display(), tempfile.TemporaryDirectory() as own:
        prepare(Path(own))
        if asked.open is not None:
            open_hour(asked.open)
        elif asked.only == ["drop"]:
            bench_drop()
        else:
            several(asked, Path(own))


def several(asked: argparse.Namespace, own: Path) -> None:
    if "drop" in asked.only:
        subprocess.run([sys.executable, __file__, "--only", "drop"], check=True)
    if "hour" in asked.only:
        bench_hour()
    if {"stroke", "play"} & set(asked.only):
        desk = demo(own)
        if "stroke" in asked.only:
            bench_stroke(desk, asked.moves)
        if "play" in asked.only:
            bench_playback(desk, asked.seconds)
        close(desk)


def prepare(own: Path) -> None:
    """Settings and state of its own; the tour was seen."""
    os.environ["MOODLINE_CONFIG"] = os.environ["MOODLINE_STATE"] = str(own / "config")
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    from studio.session.settings import Settings  # noqa: PLC0415 - after its folder is named

    settings = Settings()
    settings.set(SEEN, True)
    settings.flush()


if __name__ == "__main__":
    main()
