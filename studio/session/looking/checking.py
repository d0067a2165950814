"""A look through the whole document for what an artist would want to know before anybody else sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from psygnal import Signal

from studio.core.problems import Problem
from studio.core.progress import Progress, silent
from studio.core.time import TimeRange, seconds
from studio.document.schema import Character, Project, VoiceClip
from studio.session.staging.scene_time import scene_end
from studio.session.studio import Studio

_MOST = 200  # findings of one kind: more than that nobody reads
_OPENS = 0.15  # of a channel by hand, during a closure
_CLOSED = frozenset({"P", "B", "M", "p", "b", "m"})
_OPENERS: Mapping[str, float] = {
    "jawOpen": 1.0,
    "mouthClose": -1.0,
    "mouthUpperUpLeft": 1.0,
    "mouthUpperUpRight": 1.0,
    "mouthLowerDownLeft": 1.0,
    "mouthLowerDownRight": 1.0,
}


class Checker:
    """Looks when asked, beside the window; `changed()` when it found something else than before."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._seen: Project | None = None
        self.found: tuple[Problem, ...] = ()

    def look(self) -> None:
        """Starts a look through the document as it is now; an earlier one that still goes on is dropped."""
        project, stage = self._studio.project, self._studio.stage
        stale = {c.id: stage.stale(c.id) for s in project.scenes for c in s.characters}
        files = {
            k.id: stage.media_path(k.media.path)
            for s in project.scenes
            for c in s.characters
            for k in c.clips
        }

        def work(progress: Progress) -> tuple[Problem, ...]:
            return check(project, files, stale, progress)

        self._studio.jobs.start("Checking", work, self._take, key="checking", quiet=True)

    def _take(self, found: tuple[Problem, ...]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()


def check(
    project: Project,
    files: Mapping[str, Path],
    stale: Mapping[str, tuple[TimeRange, ...]],
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """All findings, in the order of the document. files: of recordings, by clip; stale: where takes are older
    than their inputs, by character."""
    found: list[Problem] = []
    people = [character for scene in project.scenes for character in scene.characters]
    ends = {c.id: scene_end(s) for s in project.scenes for c in s.characters}
    for k, character in enumerate(people):
        progress(k / len(people), "checking")
        for finder in (
            _recordings(character, files),
            _overlaps(character),
            _words(character),
            _stale(character, stale.get(character.id, ())),
            _events(character),
            _handwork(character),
            _late_keys(character, ends[character.id]),
        ):
            found += _few(finder)
            progress(k / len(people), "checking")
    return tuple(found)


def _few(found: Iterator[Problem]) -> Iterator[Problem]:
    for count, problem in enumerate(found):
        if count == _MOST:
            return
        yield problem


def _recordings(character: Character, files: Mapping[str, Path]) -> Iterator[Problem]:
    for clip in character.clips:
        path = files.get(clip.id)
        if path is not None and not path.is_file():
            yield Problem(
                "check.media", "its recording is not there", clip.id, "Choose Find file in the inspector"
            )
        if clip.transcript is None:
            yield Problem("check.words", "its words are not aligned yet", clip.id, "Wait, or align it again")
        elif clip.transcript.source == "decoder":
            text = "has no script: only sounds were heard, and gestures do not know the words"
            yield Problem("check.script", text, clip.id, "Write or drop the script")


def _overlaps(character: Character) -> Iterator[Problem]:
    in_order = sorted(character.clips, key=lambda c: c.begin)
    for before, after in pairwise(in_order):
        if before.end > after.begin:
            text = f"begins before {before.media.name} has ended"
            yield Problem("check.overlap", text, after.id, "Move one of them")


def _words(character: Character) -> Iterator[Problem]:
    for clip in character.clips:
        for word in clip.said:
            if word.doubtful:
                at = seconds(clip.start + word.start)
                text = f"“{word.text}” at {at:.2f} s may be said elsewhere or otherwise"
                yield Problem("check.doubtful", text, word.id, "Listen, then move it or untick Doubtful")


def _stale(character: Character, spans: tuple[TimeRange, ...]) -> Iterator[Problem]:
    if spans:
        where = ", ".join(f"{seconds(s.start):.1f} to {seconds(s.end):.1f} s" for s in spans[:3])
        yield Problem(
            "check.stale", f"its take is older than its inputs ({where})", character.id, "Perform it again"
        )


def _events(character: Character) -> Iterator[Problem]:
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files

    takes = {take.id for take in character.takes}
    for event in character.events:
        if event.kind != "gesture" or event.muted:
            continue
        if event.is_motion:
            if event.name not in takes:
                yield Problem("check.motion", "its motion is not in the project", event.id, "Import it again")
        elif own_library().get(event.name) is None:
            text = f"no gesture is called '{event.name}': nothing is seen"
            yield Problem("check.gesture", text, event.id, "Choose another one")


def _handwork(character: Character) -> Iterator[Problem]:
    """Handwork that opens lips which speech closes: the one thing the program does not mend by itself."""
    import numpy as np  # noqa: PLC0415 - only where there is handwork

    from studio.animation.sample import sample  # noqa: PLC0415 - likewise

    layers = [o for o in character.overrides if not o.muted and o.curves.keys() & _OPENERS.keys()]
    closures = [found for clip in character.clips for found in _closures(clip)] if layers else []
    if not closures:
        return
    at = np.array([(start + end) // 2 for _, _, start, end in closures], np.int64)
    for layer in layers:
        for channel in sorted(layer.curves.keys() & _OPENERS.keys()):
            opened = sample(layer.curves[channel], at) * _OPENERS[channel] * layer.weight > _OPENS
            for place in np.flatnonzero(opened):
                word, sound, start, _ = closures[int(place)]
                text = f"{channel} by hand keeps the lips open on '{sound}' at {seconds(start):.2f} s"
                yield Problem("check.closure", text, word, "Lower it there")


def _closures(clip: VoiceClip) -> Iterator[tuple[str, str, int, int]]:
    for word in clip.said:
        for phone in word.phones:
            if phone.label in _CLOSED:
                yield word.id, phone.label, clip.start + phone.start, clip.start + phone.end


def _late_keys(character: Character, end: int) -> Iterator[Problem]:
    for track in character.emotions:
        keys = track.curve.keys
        if end and keys and keys[0].time > end and any(key.value for key in keys):
            text = "is painted after the scene's last recording has ended"
            yield Problem("check.late", text, track.id, "Move its keys")
