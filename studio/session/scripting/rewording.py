"""A word that was written otherwise: in the script, in the words, and in the sounds of the mouth."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from studio.core.problems import ProblemError
from studio.session.scripting.text import retyped

if TYPE_CHECKING:
    from studio.session.studio import Studio

_NUMBERS = itertools.count()


def reword(studio: Studio, clip_id: str, word_id: str, text: str) -> bool:
    """Writes a word otherwise and finds its sounds in the recording again, as one step; False when that
    changes nothing."""
    key = f"reword {word_id} {next(_NUMBERS)}"
    if not studio.apply("Edit word", lambda project: retyped(project, clip_id, word_id, text), key):
        return False
    from studio.session.scripting.realigning import realign  # noqa: PLC0415 - heavy

    try:
        realign(studio, clip_id, (word_id,), key)
    except ProblemError as error:
        studio.report(error.problem)
    return True
