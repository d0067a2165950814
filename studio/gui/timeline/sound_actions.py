"""Actions on recordings: cut at the playhead, trimmed to it, heard whole again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from studio.document.edits.words import Side
from studio.session.actions import Action
from studio.session.scripting.trimming import split_chosen, trim_chosen, whole_again
from studio.session.selection import Kind
from studio.session.studio import Studio

_SCOPE, _MENU = "timeline", "Timeline/Recording"


def sound_actions(studio: Studio) -> Iterable[Action]:
    """For `TimelinePanel.actions_offered`."""

    def chosen() -> bool:
        return studio.selection.value.kind is Kind.CLIP

    def spoken() -> bool:
        return studio.character is not None and bool(studio.character.clips)

    yield Action(
        "recording.cut", "Cut recording at playhead", partial(split_chosen, studio), _MENU,
        {"": ("Ctrl+B",)}, _SCOPE, spoken, icon="scissors",  # Blender's K stops here, everywhere
        tip="The chosen recordings, or all of the character's that are heard there, become two",
    )  # fmt: skip
    for verb, title, side, key in (
        ("trim_start", "Trim start to playhead", Side.START, "Alt+["),
        ("trim_end", "Trim end to playhead", Side.END, "Alt+]"),
    ):
        yield Action(
            f"recording.{verb}", title, partial(trim_chosen, studio, side), _MENU, {"": (key,)}, _SCOPE,
            chosen,
            tip="Of the chosen recordings; with ripple on, what comes later moves along",
        )  # fmt: skip
    yield Action(
        "recording.whole", "Hear all of the recording",
        lambda: whole_again(studio, studio.selection.value.ids), _MENU, {}, _SCOPE, chosen,
        tip="What was cut away of the chosen recordings is heard again",
    )  # fmt: skip
