"""What the play keys do."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable

import attrs

from studio.core.time import TimeRange
from studio.session.actions import Action
from studio.session.studio import Studio

_FASTEST = 8.0


def playback_actions(studio: Studio) -> list[Action]:
    """Play, shuttle, step, in and out, loop: for the whole window."""
    rows = (*_playing(studio), *_stepping(studio), *_jumping(studio), *_range(studio))
    return [
        Action(
            f"play.{row.verb}", row.title, row.run, "Playback", row.keys,
            enabled=lambda: studio.scene is not None, checked=row.checked, icon=row.icon, tip=row.tip,
        )
        for row in rows
    ]  # fmt: skip


@attrs.frozen
class _Row:
    verb: str
    title: str
    run: Callable[[], object]
    keys: dict[str, tuple[str, ...]]
    icon: str = ""
    tip: str = ""
    checked: Callable[[], bool] | None = None


def _playing(studio: Studio) -> tuple[_Row, ...]:
    transport = studio.transport
    keys = {"": ("Space",), "blender": ("Space", "Shift+Space"), "maya": ("Space", "Alt+V")}
    faster = "faster each time"
    return (
        _Row("toggle", "Play or pause", transport.toggle, keys, "play"),
        _Row("back", "Play backwards", lambda: shuttle(studio, -1), _keys("J"), "rewind",
             f"Play backwards, {faster}"),
        _Row("stop", "Stop", transport.stop, _keys("K"), "stop"),
        _Row("forward", "Play forwards", lambda: shuttle(studio, 1), _keys("L"), "fast-forward",
             f"Play forwards, {faster}"),
    )  # fmt: skip


def _stepping(studio: Studio) -> tuple[_Row, ...]:
    transport = studio.transport

    def seconds(count: int) -> None:
        transport.step(count * round(float(transport.rate.fps)))

    return (
        _Row("start", "Go to start", lambda: transport.seek(transport.bounds.start),
             _keys("Home", blender=("Shift+Left", "Home"), maya=("Alt+Shift+V", "Home")), "skip-back"),
        _Row("end", "Go to end", lambda: transport.seek(transport.bounds.end),
             _keys("End", blender=("Shift+Right", "End")), "skip-forward"),
        _Row("step_back", "Previous frame", lambda: transport.step(-1),
             _keys("Left", maya=("Alt+,", "Left")), "caret-left"),
        _Row("step_forward", "Next frame", lambda: transport.step(1),
             _keys("Right", maya=("Alt+.", "Right")), "caret-right"),
        _Row("second_back", "Back a second", lambda: seconds(-1),
             _keys("Shift+Left", blender=("Ctrl+Left",)), "caret-double-left"),
        _Row("second_forward", "Forward a second", lambda: seconds(1),
             _keys("Shift+Right", blender=("Ctrl+Right",)), "caret-double-right"),
    )  # fmt: skip


def _jumping(studio: Studio) -> tuple[_Row, ...]:
    return (
        _Row("previous_key", "Previous key", lambda: go_to(studio, key_ticks(studio), -1),
             _keys("Up", blender=("Down",), maya=(",", "Up")), "arrow-line-left"),
        _Row("next_key", "Next key", lambda: go_to(studio, key_ticks(studio), 1),
             _keys("Down", blender=("Up",), maya=(".", "Down")), "arrow-line-right"),
        _Row("previous_word", "Previous word", lambda: go_to(studio, word_ticks(studio), -1),
             _keys("Alt+Left")),
        _Row("next_word", "Next word", lambda: go_to(studio, word_ticks(studio), 1), _keys("Alt+Right")),
        _Row("previous_marker", "Previous marker", lambda: go_to(studio, marker_ticks(studio), -1),
             _keys("Ctrl+Shift+Left")),
        _Row("next_marker", "Next marker", lambda: go_to(studio, marker_ticks(studio), 1),
             _keys("Ctrl+Shift+Right")),
    )  # fmt: skip


def _range(studio: Studio) -> tuple[_Row, ...]:
    transport = studio.transport
    return (
        _Row("in", "Set in", lambda: set_in(studio), _keys("I", blender=("Ctrl+Home",)), "sign-in"),
        _Row("out", "Set out", lambda: set_out(studio), _keys("O", blender=("Ctrl+End",)), "sign-out"),
        _Row("clear_range", "Clear in and out", lambda: transport.set_range(None),
             _keys("X", blender=("Alt+P",), maya=("Alt+X",)), "x-circle"),
        _Row("loop", "Loop", lambda: transport.set_loop(not transport.loop), _keys("Ctrl+L"), "repeat",
             checked=lambda: transport.loop),
    )  # fmt: skip


def _keys(everywhere: str, **by_map: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"": (everywhere,), **by_map}


def shuttle(studio: Studio, way: int) -> None:
    """One press of J (way -1) or L (1): plays that way, twice as fast with each further press."""
    transport = studio.transport
    same = transport.playing and transport.speed * way > 0
    faster = min(abs(transport.speed) * 2, _FASTEST) if same else 1.0
    transport.play(way * faster)


def set_in(studio: Studio) -> None:
    """The range begins at the playhead."""
    transport = studio.transport
    end = transport.range.end if transport.range else transport.length
    least = transport.rate.tick_of(1)
    transport.set_range(TimeRange(transport.at, end if end > transport.at else transport.at + least))


def set_out(studio: Studio) -> None:
    """The range ends at the playhead."""
    transport = studio.transport
    start = transport.range.start if transport.range else 0
    if transport.at > 0:
        transport.set_range(TimeRange(start if start < transport.at else 0, transport.at))


def go_to(studio: Studio, ticks: Iterable[int], way: int) -> None:
    """To the nearest of some ticks before (-1) or after (1) the playhead; nowhere when there is none."""
    places, at = sorted(set(ticks)), studio.transport.at
    index = bisect.bisect_left(places, at) - 1 if way < 0 else bisect.bisect_right(places, at)
    if 0 <= index < len(places):
        studio.transport.stop()
        studio.transport.seek(places[index])


def key_ticks(studio: Studio) -> list[int]:
    """Where the present character has keys that the artist painted or set."""
    character = studio.character
    if character is None:
        return []
    curves = [t.curve for t in character.emotions if not t.extra.get("planned")]
    curves += [curve for layer in character.overrides for curve in layer.curves.values()]
    return [key.time for curve in curves for key in curve.keys]


def marker_ticks(studio: Studio) -> list[int]:
    scene = studio.scene
    return [marker.time for marker in scene.markers] if scene else []


def word_ticks(studio: Studio) -> list[int]:
    """Where words of the present character begin, in scene time."""
    character = studio.character
    clips = character.clips if character else ()
    return [clip.start + word.start for clip in clips for word in clip.said]
