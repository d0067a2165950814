"""The living session: strokes, drops, an hour's project, and sound against picture. No window is drawn here.

    python tests/benchmarks/bench_live.py [--without-hour]

Peers in the same run: composing a whole frame for each edit, as exporters do; and the wall's clock beside a
sound card that runs 100 millionths fast.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from hour import hour
from material import MATERIAL

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from sound_card import LATENCY, Card

from studio.core.problems import ProblemLog
from studio.core.resources import assets
from studio.core.time import Rate, TimeRange, seconds, ticks
from studio.document.curves import Key
from studio.document.edits.emotions import set_keys
from studio.document.files import load, save
from studio.document.schema import Character, Project
from studio.performance.compose import compose
from studio.rig.retarget import retarget
from studio.session.files.media_paths import absolute
from studio.session.inbox import Inbox
from studio.session.playing.mix import Held, Laid, Mix
from studio.session.playing.sound import Sound
from studio.session.scripting import recordings
from studio.session.studio import Studio

STROKES = 200
LONG = 400.0


class Session:
    """A studio whose messages somebody delivers; `longest` seconds that one delivery took."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.studio = Studio(self.inbox.post)
        self.longest = 0.0

    def until(self, done: Callable[[], bool], limit: float = 120.0) -> float:
        """Seconds until it is done."""
        start = time.perf_counter()
        while not done() and time.perf_counter() - start < limit:
            before = time.perf_counter()
            self.inbox.deliver()
            self.longest = max(self.longest, time.perf_counter() - before)
            time.sleep(0.001)
        return time.perf_counter() - start

    def settle(self) -> float:
        return self.until(lambda: not self.studio.jobs.busy)


def shown(studio: Studio) -> Character:
    assert studio.character is not None
    return studio.character


def strokes(session: Session, track: str, middle: float) -> list[float]:
    """Milliseconds from an edit to the geometry it gives, for many moves of one brush stroke."""
    studio, found = session.studio, []
    rate = studio.transport.rate
    studio.transport.seek(ticks(middle))
    for i in range(STROKES):
        key = Key(ticks(middle - 0.3 + 0.003 * i), 0.3 + 0.5 * (i % 7) / 7)
        start = time.perf_counter()
        studio.apply("Paint", lambda p, key=key: set_keys(p, track, [key]), "stroke")  # type: ignore[misc]
        studio.stage.geometry(shown(studio), studio.transport.at, rate)
        found.append(1000 * (time.perf_counter() - start))
        session.inbox.deliver()
        time.sleep(0.008)
    return found


def composed_wholly(session: Session) -> list[float]:
    """The same picture by composing the frame as an export does."""
    studio, found = session.studio, []
    member = shown(studio)
    rig = studio.stage.rig(member.asset)
    evaluator = studio.stage._rigs[member.asset][1]
    at = studio.transport.rate.tick_of(studio.transport.frame)
    for _ in range(15):
        start = time.perf_counter()
        frames = compose(member, rig, TimeRange(at, at), studio.transport.rate, ProblemLog())
        joints = retarget(rig, frames.body, frames.gaze_degrees)
        evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])
        found.append(1000 * (time.perf_counter() - start))
    return found


def tell_strokes(name: str, mine: list[float], peer: list[float]) -> None:
    median, usual = statistics.median(mine), statistics.median(peer)
    print(
        f"{name}: edit to geometry median {median:.1f} ms, worst of {len(mine)} {max(mine):.1f} ms;"
        f" composing the whole frame {usual:.1f} ms: {usual / median:.1f} times"
    )


def bench_demo() -> None:
    session, folder = Session(), assets() / "demo"
    start = time.perf_counter()
    session.studio.open(absolute(load(folder), folder), folder / "project.json")
    first = session.until(lambda: session.studio.stage.ready(shown(session.studio).id))
    session.settle()
    print(f"demo: first picture after {first:.2f} s, all performed after {time.perf_counter() - start:.2f} s")
    joy = next(t.id for t in shown(session.studio).emotions if t.emotion == "joy")
    tell_strokes("stroke on the demo", strokes(session, joy, 2.0), composed_wholly(session))
    print(f"body and all faces there {1000 * session.settle():.0f} ms after the stroke")


def bench_drop() -> None:
    recording = MATERIAL / "speech" / "clean" / "ljspeech" / "LJ001-0001.wav"
    if not recording.is_file():
        print("drop: the material is not here")
        return
    session = Session()
    session.studio.stage.warm()
    session.settle()
    session.longest = 0.0
    recordings.add_recording(session.studio, recording)
    taken = session.until(lambda: performed(session.studio))
    print(
        f"drop of 9.7 s with script: performed geometry after {taken:.2f} s;"
        f" the owner's thread busy for {1000 * session.longest:.0f} ms at most"
    )
    session.settle()


def performed(studio: Studio) -> bool:
    """Is the first frame that of the performance, not a stand-in?"""
    member = studio.character
    if member is None or not member.takes or not studio.stage.ready(member.id):
        return False
    return bool(studio.stage._performers[member.id].holds[0])


def bench_hour() -> None:
    """In a process of its own, so that its memory is that of the session alone."""
    recording = MATERIAL / "speech" / "clean" / "ljspeech" / "LJ001-0001.wav"
    if not recording.is_file():
        print("hour: the material is not here")
        return
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "hour.moodline"
        save(hour(Path(place), recording), file)
        subprocess.run([sys.executable, __file__, "--open", str(file)], check=True)


def open_hour(file: Path) -> None:
    session, before, start = Session(), resident(), time.perf_counter()
    session.studio.open(load(file), file)
    opened = time.perf_counter() - start
    first = session.until(lambda: session.studio.stage.ready("c"))
    settled = session.settle()
    print(
        f"hour (10,000 words, 5,000 keys): open {opened:.2f} s, first picture {opened + first:.2f} s,"
        f" all heard {settled:.1f} s later; memory {resident():.0f} MB ({before:.0f} before);"
        f" owner's thread busy for {1000 * session.longest:.0f} ms at most"
    )
    mine = strokes(session, "joy", 1800.0)
    session.settle()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    tell_strokes("stroke in the hour", mine, composed_wholly(session))
    print(f"most memory of that process before the peer: {most:.0f} MB")


def resident() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def bench_sound() -> None:
    studio, cards = Studio(Inbox().post), list[Card]()

    def opener(callback: Callable[..., None]) -> Card:
        cards.append(Card(callback))
        return cards[-1]

    sound = Sound(studio, opener)
    studio.transport.clock = sound
    telling = (np.arange(int(LONG * 16_000)) / 16_000 / LONG).astype(np.float32)
    sound._mix = Mix([Laid(0, TimeRange(0, ticks(LONG)), Held(telling, 16_000))])
    studio.open(Project("p", "P"), None)
    studio.transport.set_length(ticks(LONG), Rate(30))
    studio.transport.play()
    (card,) = cards
    card.before = sound.keep_up
    worst = 0.0
    for _ in range(round(300 / 0.032)):
        card.run(0.032)
        studio.transport.advance()
        worst = max(worst, abs(seconds(studio.transport.at) - card.heard_at(card.time) * LONG))
    studio.transport.stop()
    wall = LATENCY + 300 * 100e-6
    print(
        f"sound and picture over 5 min: apart by {1000 * worst:.2f} ms at most (a frame: 33 ms);"
        f" by the wall's clock, with a card 100 ppm fast: {1000 * wall:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-hour", action="store_true")
    parser.add_argument("--open", type=Path, help="the hour's project, in a process of its own")
    asked = parser.parse_args()
    if asked.open is not None:
        open_hour(asked.open)
        return
    bench_demo()
    bench_drop()
    bench_sound()
    if not asked.without_hour:
        bench_hour()


if __name__ == "__main__":
    main()
