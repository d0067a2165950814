"""One case for each kind of job that the window starts, for bench_answers.py: each has its row."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
from answers_cases import SAID, SECOND, Case, clips, done, settled
from material import MATERIAL
from window_desk import Desk

from studio.core.progress import Progress
from studio.core.time import TimeRange, ticks
from studio.document.edits.clips import set_word_timing
from studio.document.schema import Script
from studio.session.exporting.presets import ExportPreset
from studio.session.exporting.scenes import Order, export_scene
from studio.session.files.autosave import Autosave
from studio.session.gesturing.capturing import capture_chosen
from studio.session.gesturing.motion_adding import add_motion_file
from studio.session.gesturing.show import GestureShow
from studio.session.jobs import Job
from studio.session.looking.checking import Checker
from studio.session.looking.portraits import Portraits
from studio.session.palette.suggestions import Suggestions
from studio.session.scripting.realigning import realign, set_text
from studio.session.scripting.recordings import replace_recording
from studio.session.scripting.relinking import relink
from studio.session.selection import Kind, Selected
from studio.session.taking.takes import plan_again, vary

MOTION = MATERIAL / "motion" / "clean" / "bvh" / "cmu_12_01_walk.bvh"
FORMATS = ("fbx", "bvh", "csv", "npz", "smplx")


def over(desk: Desk, job: Job | None) -> None:
    assert job is not None, "there is nothing to do"
    done(desk, job)
    settled(desk)


def who(desk: Desk) -> str:
    return desk.studio.character.id


def start(desk: Desk, _: Path) -> None:
    """The empty window as it comes, which is watched from before its first picture."""


def text(desk: Desk, _: Path) -> None:
    clip = clips(desk)[0]
    over(desk, set_text(desk.studio, clip.id, Script(f"{SAID} again")))


def again_words(desk: Desk, _: Path) -> None:
    clip = clips(desk)[0]
    over(desk, realign(desk.studio, clip.id, [w.id for w in clip.transcript.words[1:4]]))


def word(desk: Desk, _: Path) -> None:
    """A word's end moved: it is listened to again, and its take made anew."""
    clip = clips(desk)[0]
    one = clip.transcript.words[len(clip.transcript.words) // 2]
    end = max(one.end - ticks(0.02), one.start + 1)
    desk.studio.apply("Move", lambda p: set_word_timing(p, clip.id, one.id, one.start, end))
    settled(desk)


def replace(desk: Desk, _: Path) -> None:
    over(desk, replace_recording(desk.studio, clips(desk)[0].id, SECOND))


def find(desk: Desk, folder: Path) -> None:
    """The recording lies elsewhere now."""
    clip = clips(desk)[0]
    place = folder / "elsewhere"
    place.mkdir(exist_ok=True)
    source = desk.studio.stage.media_path(clip.media.path)
    over(desk, relink(desk.studio, clip.id, Path(shutil.copy(source, place))))


def variations(desk: Desk, _: Path) -> None:
    over(desk, vary(desk.studio, who(desk), 3))


def plan(desk: Desk, _: Path) -> None:
    over(desk, plan_again(desk.studio, who(desk), seed=11))


def motion(desk: Desk, _: Path) -> None:
    """Motion is laid on the timeline, and a gesture made of it."""
    over(desk, add_motion_file(desk.studio, MOTION, at=0))
    event = next(e for e in desk.studio.character.events if e.name.startswith("clip:"))
    desk.studio.selection.set(
        Selected(desk.studio.scene.id, desk.studio.character.id, Kind.EVENT, (event.id,))
    )
    desk.studio.transport.set_range(TimeRange(event.start, event.start + ticks(2.0)))
    over(desk, capture_chosen(desk.studio, "walked", lambda name: None))


def gestures(desk: Desk, _: Path) -> None:
    """Pictures of gestures, still and moving."""
    show = GestureShow(desk.studio)
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - as the panel reads it

    known = list(own_library().gestures)[:3]
    for name in known:
        show.still("nora", name, (200, 210))
    settled(desk)
    show.motion("nora", known[0], (200, 210))
    settled(desk)


def portraits(desk: Desk, _: Path) -> None:
    drawn = Portraits(desk.studio)
    for asset in ("nora", "jonas", "edith"):
        drawn.picture(asset, 160)
    settled(desk)


def check(desk: Desk, _: Path) -> None:
    Checker(desk.studio).look()
    settled(desk)


def feelings(desk: Desk, _: Path) -> None:
    heard = Suggestions(desk.studio)
    for clip in clips(desk):
        desk.studio.stage.heard.emit(clip.id)
    settled(desk)
    assert heard.every(who(desk))


def pad(desk: Desk, _: Path) -> None:
    desk.window.panel("emotions").pad_box.pad.entered.emit()
    settled(desk)


def export(desk: Desk, folder: Path) -> None:
    """Every format at once, with the recordings."""
    project, scene, place = desk.studio.project, desk.studio.scene, folder / "exports"
    order = Order(ExportPreset("All", FORMATS, audio=True), place)
    media = desk.studio.stage.media_path

    def work(progress: Progress) -> object:
        return export_scene(project, scene, order, media, progress)

    job = desk.studio.jobs.start("Export", work, lambda _: None, key="export")
    done(desk, job)


def autosave(desk: Desk, folder: Path) -> None:
    kept = Autosave(desk.studio, desk.home.documents, folder / "kept")
    desk.studio.apply("Rename", lambda project: attrs.evolve(project, name="Other"))
    assert kept.keep()
    settled(desk)
    kept.release()


def save(desk: Desk, folder: Path) -> None:
    desk.home.documents.save(folder / "saved.moodline")
    settled(desk)


def reopen(desk: Desk, folder: Path) -> None:
    save(desk, folder)
    desk.pulse.restart()
    desk.home.documents.open(folder / "saved.moodline")
    settled(desk)


def rest(desk: Desk, folder: Path) -> None:
    """Half a minute in which nobody does anything: the rest of the hour is composed."""
    desk.run(30.0)


KINDS: dict[str, Case] = {
    "start": start, "text": text, "again words": again_words, "word": word, "replace": replace, "find": find,
    "variations": variations, "plan": plan, "motion": motion, "gestures": gestures, "portraits": portraits,
    "check": check, "feelings": feelings, "pad": pad, "export": export, "autosave": autosave, "save": save,
    "reopen": reopen,
}  # fmt: skip
LONG_KINDS: dict[str, Case] = {
    f"{name} hour": KINDS[name]
    for name in ("word", "replace", "find", "variations", "plan", "check", "autosave", "reopen")
} | {"rest hour": rest}
