"""Does the window answer while it works? Gaps in the beat of its thread, and how soon jobs hear a Cancel.

    python tests/benchmarks/bench_answers.py [--only drop second ...] [--hour] [--peer] [--why]

Needs a display or Xvfb. Each case has a process and a window of its own; a timer of 5 ms beats on the
window's thread, and what is printed are its gaps over 50 ms, the time in which no key would have been
answered. Peer (`--peer`): the same case with all jobs worked on by the window's own thread. For Cancel the
longest time in which a job of each title did not ask whether it should stop: as long may its thread go on.
`--why` tells where the window's thread stood, on the error output.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import answers_cases as cases
from bench_window import _display, close, prepare
from heartbeat import AtOnce, Deafness, Pulse
from window_desk import Desk

HERE = Path(__file__).resolve().parent
_DEAF = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--hour", action="store_true", help="the cases of an hour, too")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--why", action="store_true")
    parser.add_argument("--case", help="one case, in this process")
    parser.add_argument("--folder", type=Path, help="where its material lies")
    parser.add_argument("--at-once", action="store_true", help="as the peer does it")
    asked = parser.parse_args()
    if asked.case is not None:
        one(asked)
        return
    wanted = asked.only or [*cases.FEW, *(cases.MANY if asked.hour else ())]
    server = _display()
    try:
        with tempfile.TemporaryDirectory() as place:
            every(wanted, Path(place), asked)
    finally:
        if server is not None:
            server.terminate()


def every(wanted: list[str], folder: Path, asked: argparse.Namespace) -> None:
    if set(wanted) & cases.MANY.keys():
        cases.long_recording(folder)
        cases.long_project(folder)
    for name in wanted:
        for peer in (False, True) if asked.peer else (False,):
            options = ["--at-once"] * peer + ["--why"] * (asked.why and not peer)
            command = [sys.executable, str(HERE / "bench_answers.py"), "--case", name, *options]
            with tempfile.TemporaryDirectory() as own:
                surroundings = {**os.environ, "MOODLINE_CACHE": own}
                subprocess.run([*command, "--folder", str(folder)], check=True, env=surroundings)


def one(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as own:
        prepare(Path(own))
        desk = begun(asked.case, asked.folder)
        deaf = Deafness()
        if asked.at_once:
            AtOnce(desk.window)
        desk.pulse = Pulse(why=asked.why)
        ({**cases.FEW, **cases.MANY})[asked.case](desk, asked.folder)
        desk.pulse.stop()
        tell(asked.case, desk.pulse, deaf, peer=asked.at_once)
        close(desk)


def begun(case: str, folder: Path) -> Desk:
    """The window as it is before the case."""
    empty = case in cases.EMPTY
    desk = Desk([])
    desk.until(desk.window.centre.isVisible)
    desk.run(3.0)
    desk.studio.stage.warm()  # as the program does once its window was seen
    desk.run(1.0)
    if not empty and case in cases.FEW:
        cases.demo(desk, folder)
    elif not empty:
        cases.open_hour(desk, folder)
    cases.settled(desk)
    return desk


def tell(case: str, pulse: Pulse, deaf: Deafness, *, peer: bool) -> None:
    name = "  with all of it on the window's thread" if peer else f"{case}"
    print(
        f"{name}: longest gap {1000 * pulse.longest:.0f} ms, {len(pulse.gaps)} over 50 ms, "
        f"{1000 * sum(pulse.gaps):.0f} ms in all; {pulse.length:.1f} s, load {os.getloadavg()[0]:.1f}"
    )
    if not peer:
        for title, (seconds, where) in deaf.longest.items():
            if seconds > _DEAF:
                print(f"  no ear for a Cancel: {title}, {1000 * seconds:.0f} ms, {where}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
