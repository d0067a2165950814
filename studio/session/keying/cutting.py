"""Cutting curves and time: razor, taking time out and putting time in."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from studio.animation.splitting import split
from studio.animation.tangents import place_of
from studio.core.problems import fail
from studio.core.time import TimeRange
from studio.document.belonging import is_take_of
from studio.document.curves import Curve, Key
from studio.document.edits.clips import move_clip, remove_clip
from studio.document.edits.tree import in_character, in_scene
from studio.document.schema import Character, Event, Marker, Project, Scene, Take
from studio.session.keying.keys import Keyed, curve_of, is_locked, with_curve
from studio.session.selection import CurveRef, KeyRef


def razor(project: Project, refs: Iterable[CurveRef], at: int) -> Keyed:
    """A key more on each of the curves at a tick, their shapes kept."""
    keys = set()
    for ref in refs:
        if not is_locked(project, ref):
            project = with_curve(project, ref, split(curve_of(project, ref), at))
            keys.add(KeyRef(ref, at))
    return Keyed(project, frozenset(keys))


def delete_time(project: Project, scene: Scene, span: TimeRange, character_id: str = "") -> Project:
    """Takes a stretch of time out of a scene, or of one of its characters: what lies in it goes, what comes
    later moves up; locked curves stay. Raises ProblemError where that would cut a recording in two."""
    return _Cut(span.start, span.end, -span.duration).of(project, scene, character_id)


def insert_time(project: Project, scene: Scene, at: int, duration: int, character_id: str = "") -> Project:
    """Puts time into a scene, or into one of its characters: what comes later moves on, curves hold
    meanwhile. Raises ProblemError where that would cut a recording in two."""
    return _Cut(at, at, duration).of(project, scene, character_id)


@attrs.frozen
class _Cut:
    """Time from `start` to `end` goes, and what comes after it moves by `by`."""

    start: int
    end: int
    by: int

    def of(self, project: Project, scene: Scene, character_id: str) -> Project:
        for character in scene.characters:
            if character_id in ("", character.id):
                self._check(character)
                project = self._character(project, character)
        if character_id:
            return project
        markers = tuple(self._marker(m) for m in scene.markers if not self._inside(m.time))
        return in_scene(project, scene.id, lambda now: attrs.evolve(now, markers=markers))

    def _to(self, time: int) -> int:
        return time if time <= self.start and time < self.end else max(time + self.by, self.start)

    def _inside(self, time: int) -> bool:
        return self.start <= time < self.end

    def _check(self, character: Character) -> None:
        for clip in character.clips:
            begin, end = clip.begin, clip.end
            whole = end <= self.start or begin >= self.end or (begin >= self.start and end <= self.end)
            if not whole:
                raise fail(
                    "document.ripple",
                    "a recording lies across this time",
                    clip.media.path,
                    "Choose time between recordings, or whole ones",
                )

    def _character(self, project: Project, character: Character) -> Project:
        curves = {
            **{CurveRef(t.id): t.curve for t in character.emotions},
            **{CurveRef(o.id, name): c for o in character.overrides for name, c in o.curves.items()},
        }
        for clip in character.clips:
            if self._inside(clip.begin):
                project = remove_clip(project, clip.id)
            elif clip.begin >= self.end:
                project = move_clip(project, clip.id, clip.start + self.by)
        for ref, curve in curves.items():
            if is_locked(project, ref):
                continue
            tied = {k.anchor.word_id: k for k in curve_of(project, ref).keys if k.anchor is not None}
            project = with_curve(project, ref, self._curve(curve, frozenset(tied)))
        return in_character(project, character.id, lambda now: self._parts(character, now))

    def _parts(self, before: Character, now: Character) -> Character:
        """What belongs to recordings went with them already; events are looked at where they were."""
        there = {event.id for event in now.events}
        left = (e for e in before.events if e.id in there and not self._swallows(e.start, e.end))
        takes = (
            t if any(is_take_of(t, clip.id) for clip in before.clips) else self._take(t)
            for t in now.takes
            if any(is_take_of(t, clip.id) for clip in before.clips) or not self._inside(t.start)
        )
        return attrs.evolve(now, events=tuple(self._event(e) for e in left), takes=tuple(takes))

    def _swallows(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end and start < self.end

    def _event(self, event: Event) -> Event:
        if event.end <= self.start:
            return event
        return attrs.evolve(event, start=self._to(event.start), end=self._to(event.end))

    def _take(self, take: Take) -> Take:
        if take.start < self.end or take.start < self.start:
            return take
        locked = tuple((a + self.by, b + self.by) for a, b in take.locked)
        return attrs.evolve(take, start=take.start + self.by, locked=locked)

    def _marker(self, marker: Marker) -> Marker:
        return attrs.evolve(marker, time=marker.time + self.by) if marker.time >= self.end else marker

    def _curve(self, curve: Curve, tied: frozenset[str]) -> Curve:
        """Both sides of the cut as they were drawn; where their values differ, a jump within a tick."""
        if not curve.keys or curve.keys[-1].time < self.start:
            return curve
        if curve.keys[0].time >= self.end:
            return attrs.evolve(curve, keys=tuple(self._late(key, tied) for key in curve.keys))
        cut = split(split(curve, self.start), self.end)
        before = cut.keys[: (place_of(cut, self.start) or 0) + 1]
        after = [self._late(key, tied) for key in cut.keys[place_of(cut, self.end) or 0 :]]
        if after[0].time <= before[-1].time:
            same = abs(after[0].value - before[-1].value) < 1e-6
            first = attrs.evolve(after[0], time=before[-1].time + 1)
            joined = attrs.evolve(before[-1], right=first.right, interpolation=first.interpolation)
            return attrs.evolve(
                cut,
                keys=(*before[:-1], joined, *after[1:]) if same else (*before, first, *after[1:]),
            )
        return attrs.evolve(cut, keys=(*before, *after))

    def _late(self, key: Key, tied: frozenset[str]) -> Key:
        lost = key.anchor is not None and key.anchor.word_id not in tied
        return attrs.evolve(key, time=key.time + self.by, anchor=None if lost else key.anchor)
