"""Does the window answer while it works? Gaps in the beat of its thread, and how soon jobs hear a Cancel.

    python tests/benchmarks/bench_answers.py [--only drop second ...] [--hour] [--kinds] [--peer] [--why]

Needs a display or Xvfb. Each case has a process and a window of its own; a timer of 5 ms beats on the
window's thread, and what is printed are its gaps over 50 ms, the time in which no key would have been
answered. Peer (`--peer`): the same case with all jobs worked on by the window's own thread. For Cancel the
longest time in which a job of each title did not ask whether it should stop: as long may its thread go on.
Behind it, in brackets, how long of that the thread itself was at work: the rest others had. `--kinds`: a case
for each kind of job; with `--hour` also those of the hour. `--why` tells where threads stood meanwhile: the
window's on the error output, deaf jobs' below their rows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import answers_cases as cases
from answers_jobs import KINDS, LONG_KINDS
from bench_window import close, prepare
from deafness import Deafness
from display import display
from heartbeat import AtOnce, Pulse
from window_desk import Desk

HERE = Path(__file__).resolve().parent
_DEAF = 0.1  # seconds
_FEW, _MANY = cases.FEW | KINDS, cases.MANY | LONG_KINDS


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--hour", action="store_true", help="the cases of an hour, too")
    parser.add_argument("--kinds", action="store_true", help="a case for each kind of job")
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
    if asked.kinds and not asked.only:
        wanted = [*KINDS, *(LONG_KINDS if asked.hour else ())]
    with display(), tempfile.TemporaryDirectory() as place:
        every(wanted, Path(place), asked)


def every(wanted: list[str], folder: Path, asked: argparse.Namespace) -> None:
    if set(wanted) & _MANY.keys():
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
        deaf = Deafness()
        desk = begun(asked.case, asked.folder)
        if asked.case != "start":
            deaf.longest.clear()
        if asked.at_once:
            AtOnce(desk.window)
        desk.pulse = Pulse(why=asked.why)
        (_FEW | _MANY)[asked.case](desk, asked.folder)
        desk.pulse.stop()
        tell(asked.case, desk.pulse, deaf, peer=asked.at_once, why=asked.why)
        close(desk)


def begun(case: str, folder: Path) -> Desk:
    """The window as it is before the case."""
    empty = case in cases.EMPTY or case == "start"
    desk = Desk([])
    desk.until(desk.window.centre.isVisible)
    desk.run(3.0)
    desk.studio.stage.warm()  # as the program does once its window was seen
    desk.run(1.0)
    if not empty and case in _FEW:
        cases.demo(desk, folder)
    elif not empty:
        cases.open_hour(desk, folder)
    cases.settled(desk)
    return desk


def tell(case: str, pulse: Pulse, deaf: Deafness, *, peer: bool, why: bool) -> None:
    name = "  with all of it on the window's thread" if peer else f"{case}"
    print(
        f"{name}: longest gap {1000 * pulse.longest:.0f} ms, {len(pulse.gaps)} over 50 ms, "
        f"{1000 * sum(pulse.gaps):.0f} ms in all; {pulse.length:.1f} s, load {os.getloadavg()[0]:.1f}"
    )
    for title, found in sorted(deaf.longest.items()) if not peer else ():
        mark = "DEAF " if found.seconds > _DEAF else ""
        print(f"  {mark}{title}: {1000 * found.seconds:.0f} ms ({1000 * found.worked:.0f}), {found.between}")
        for where, looks in found.where if why else ():
            print(f"      {looks:3d} x {where}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
