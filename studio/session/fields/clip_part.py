"""Fields of the part of a recording that is heard: where it begins in the recording, and how long it is."""

from __future__ import annotations

from studio.document.edits.parts import trim_clip
from studio.document.edits.tree import part_of
from studio.document.edits.words import Side
from studio.document.schema import Project, VoiceClip
from studio.session.fields.field import Field, Value
from studio.session.fields.makers import SECONDS, at_seconds, over, tick_of


def of_part(clips: tuple[VoiceClip, ...]) -> tuple[Field, ...]:
    """In and length, in seconds; what is typed goes as far as there is room."""
    return (
        over(
            clips,
            "in",
            "In",
            SECONDS,
            lambda c: at_seconds(c.in_point),
            _put_in,
            0.0,
            "Where in the recording it begins to be heard: its left edge is trimmed, nothing moves",
        ),
        over(
            clips,
            "length",
            "Length",
            SECONDS,
            lambda c: at_seconds(c.end - c.begin),
            _put_length,
            tip="How much of the recording is heard: its right edge is trimmed",
        ),
    )


def _put_in(project: Project, id_: str, value: Value) -> Project:
    return trim_clip(project, id_, Side.START, tick_of(value))


def _put_length(project: Project, id_: str, value: Value) -> Project:
    clip = part_of(project, VoiceClip, id_)
    return trim_clip(project, id_, Side.END, clip.in_point + tick_of(value))
