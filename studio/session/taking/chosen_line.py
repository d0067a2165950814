"""Which line the artist works on: that of the recording, the word or the take that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.document.schema import Character, VoiceClip
from studio.performance.silent_takes import clip_of_variation, is_variation
from studio.session.selection import Kind, Selected
from studio.session.staging.rehearsing import takes_of

if TYPE_CHECKING:
    from studio.session.studio import Studio


def chosen_line(studio: Studio) -> str | None:
    """The id of the recording; None where none of the current character's is chosen, or several are."""
    character, selected = studio.character, studio.selection.value
    if character is None or not selected.ids:
        return None
    found = {clip.id for clip in character.clips if _is_chosen(character, clip, selected)}
    return found.pop() if len(found) == 1 else None


def _is_chosen(character: Character, clip: VoiceClip, selected: Selected) -> bool:
    wanted = set(selected.ids)
    match selected.kind:
        case Kind.CLIP:
            return clip.id in wanted
        case Kind.WORD:
            return clip.transcript is not None and any(w.id in wanted for w in clip.transcript.words)
        case Kind.TAKE:
            silent = (t for t in character.takes if is_variation(t) and clip_of_variation(t) == clip.id)
            return any(take.id in wanted for take in (*takes_of(character, clip), *silent))
    return False
