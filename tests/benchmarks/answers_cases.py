"""What an artist asks of the window while it should go on answering, for bench_answers.py."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hour import hour
from material import MATERIAL, transcripts
from window_desk import Desk

from studio.core.time import ticks
from studio.document.curves import Key
from studio.document.edits.emotions import paint
from studio.document.edits.scenes import set_character
from studio.document.files import save
from studio.document.schema import Script, VoiceClip
from studio.session.exporting.presets import PRESETS
from studio.session.exporting.scenes import Order, export_scene
from studio.session.jobs import Job
from studio.session.scripting.realigning import set_text

SPEECH = "speech/clean/ljspeech"
FIRST, SECOND = (MATERIAL / SPEECH / f"LJ001-000{k}.wav" for k in (1, 4))
SAID = transcripts()[f"{SPEECH}/{FIRST.name}"]
TIMES = 370  # the first recording in an hour
LONGEST = 600.0

Case = Callable[[Desk, Path], None]


def settled(desk: Desk, seconds: float = LONGEST) -> None:
    """All that follows by itself was done."""
    desk.run(1.0)
    desk.until(lambda: not desk.studio.jobs.busy, seconds)
    desk.run(0.5)


def done(desk: Desk, job: Job) -> None:
    desk.until(lambda: job.over, LONGEST)


def clips(desk: Desk) -> list[VoiceClip]:
    scene = desk.studio.scene
    return [] if scene is None else [clip for member in scene.characters for clip in member.clips]


def added(desk: Desk, path: Path) -> None:
    desk.window.dropped.emit([path])
    desk.until(lambda: any(clip.media.path.endswith(path.name) for clip in clips(desk)))
    settled(desk)


# with ten seconds of speech


def drop(desk: Desk, _: Path) -> None:
    added(desk, FIRST)


def second(desk: Desk, _: Path) -> None:
    added(desk, SECOND)


def demo(desk: Desk, _: Path) -> None:
    desk.home.desk.open_demo()
    desk.until(lambda: bool(clips(desk)))
    settled(desk)


def character(desk: Desk, _: Path) -> None:
    member = desk.studio.character
    other = "edith" if member.asset != "edith" else "jonas"
    desk.studio.apply("Choose model", lambda project: set_character(project, member.id, asset=other))
    settled(desk)


def theme(desk: Desk, _: Path) -> None:
    for name in ("light", "dark"):
        desk.studio.actions.run(f"theme.{name}")
        desk.run(0.7)


def again(desk: Desk, _: Path) -> None:
    desk.studio.stage.perform_again(desk.studio.character.id, seed=7)
    settled(desk)


def undo(desk: Desk, _: Path) -> None:
    """Forty steps, each painted in its own place, taken back as a held key does it."""
    painted(desk, 40)
    settled(desk)
    desk.pulse.restart()
    for _step in range(40):
        desk.studio.actions.run("edit.undo")
        desk.run(0.03)
    settled(desk)


def painted(desk: Desk, strokes: int) -> None:
    track = desk.studio.character.emotions[0]
    end = desk.studio.transport.length
    for k in range(strokes):
        keys = [Key(end * k // strokes + ticks(0.01 * i), 0.1 + 0.02 * k) for i in range(5)]
        desk.studio.apply("Paint", partial(paint, track_id=track.id, stroke=keys))
        desk.run(0.02)


# with an hour of it


def long_recording(folder: Path) -> Path:
    """An hour of speech with its script beside it."""
    hour(folder, FIRST)
    (folder / "hour.txt").write_text(f"{SAID}\n" * TIMES, encoding="utf-8")
    return folder / "hour.wav"


def long_project(folder: Path) -> Path:
    file = folder / "long" / "hour.moodline"
    file.parent.mkdir()
    save(hour(file.parent, FIRST), file)
    return file


def add_hour(desk: Desk, folder: Path) -> None:
    added(desk, folder / "hour.wav")


def open_hour(desk: Desk, folder: Path) -> None:
    desk.home.documents.open(folder / "long" / "hour.moodline")
    desk.until(lambda: bool(clips(desk)))
    settled(desk)


def save_hour(desk: Desk, folder: Path) -> None:
    painted(desk, 3)
    over: list[bool] = []
    desk.home.documents.save(folder / "again.moodline", lambda: over.append(True))
    desk.until(lambda: bool(over), LONGEST)
    settled(desk)


def export_hour(desk: Desk, folder: Path) -> None:
    project, scene = desk.studio.project, desk.studio.scene
    with tempfile.TemporaryDirectory(dir=folder) as place:
        order = Order(PRESETS[0], Path(place))
        media = desk.studio.stage.media_path
        job = desk.studio.jobs.start(
            "Export",
            lambda progress: export_scene(project, scene, order, media, progress),
            lambda _: None,
            key="export",
        )
        done(desk, job)


def text_hour(desk: Desk, _: Path) -> None:
    done(desk, set_text(desk.studio, clips(desk)[0].id, Script(f"{SAID}\n" * TIMES)))
    settled(desk)


FEW: dict[str, Case] = {
    "drop": drop, "second": second, "demo": demo, "character": character, "theme": theme, "again": again,
    "undo": undo,
}  # fmt: skip
MANY: dict[str, Case] = {
    "open hour": open_hour, "save hour": save_hour, "again hour": again, "undo hour": undo,
    "theme hour": theme, "export hour": export_hour, "text hour": text_hour, "add hour": add_hour,
}  # fmt: skip
EMPTY = {"drop", "demo", "open hour", "add hour"}
"""Cases that begin with an empty window."""
