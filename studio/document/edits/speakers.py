"""Who speaks a recording."""

from __future__ import annotations

from studio.document.edits.clips import add_clip, remove_clip
from studio.document.edits.tree import owner_of, part_of
from studio.document.schema import Project, VoiceClip


def give_clip(project: Project, clip_id: str, character_id: str) -> Project:
    """Lets another character speak a recording, at the same time with the same words.

    Takes of it were made for another mouth and are not taken along; keys of who spoke it until now stay
    where they are, untied from its words. Raises ProblemError for ids that nobody has.
    """
    owner, clip = owner_of(project, VoiceClip, clip_id), part_of(project, VoiceClip, clip_id)
    if owner.id == character_id:
        return project
    return add_clip(remove_clip(project, clip_id), character_id, clip)
