"""What of a character's takes is seen, as values that stay the same as long as nothing of them changes."""

from __future__ import annotations

from studio.document.belonging import is_take_of, seen_part
from studio.document.schema import Character, Take, VoiceClip


class SeenTakes:
    """Takes that are performed: variations wait elsewhere, motions are on the lane of gestures. Of parts of
    recordings while these are heard."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Take, VoiceClip, Take]] = {}

    def of(self, character: Character) -> tuple[Take, ...]:
        """In the order in which they are laid."""
        from studio.performance.silent_takes import is_variation  # noqa: PLC0415 - performance, not at start

        takes = (t for t in character.takes if not is_variation(t) and not t.is_motion)
        return tuple(self._seen(take, character) for take in takes)

    def _seen(self, take: Take, character: Character) -> Take:
        clip = next((c for c in character.clips if c.trimmed and is_take_of(take, c.id)), None)
        if clip is None:
            return take
        known = self._known.get(take.id)
        if known is None or known[0] is not take or known[1] is not clip:
            known = self._known[take.id] = (take, clip, seen_part(take, clip))
        return known[2]
