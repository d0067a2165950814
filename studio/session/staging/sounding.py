"""What of a character is seen at the moment: all of it, or what is soloed and auditioned."""

from __future__ import annotations

import attrs

from studio.core.names import ARKIT_CHANNELS
from studio.document.edits.layers import MUTED_CHANNELS
from studio.document.schema import Character, OverrideLayer
from studio.session.keying.keys import HANDWORK
from studio.session.selection import CurveRef
from studio.session.staging.composing import ALONE
from studio.session.taking.takes import auditioned


def sounding(
    character: Character, solo: frozenset[str], channels: frozenset[CurveRef], audition: frozenset[str]
) -> Character:
    """The character with only its soloed emotions (ids) and channels, where any of its own is soloed, and
    with auditioned variations (ids) in the place of its takes; itself where there is nothing of the kind."""
    felt = tuple(track for track in character.emotions if track.id in solo)
    heard = attrs.evolve(character, emotions=felt) if felt else character
    owner = HANDWORK + character.id
    own = frozenset(ref.channel for ref in channels if ref.owner == owner)
    heard = alone(heard, own) if own else heard
    return auditioned(heard, audition) if audition else heard


def alone(character: Character, channels: frozenset[str]) -> Character:
    """The character with only these channels of its face moving."""
    silent = [name for name in ARKIT_CHANNELS if name not in channels]
    layer = OverrideLayer(ALONE + character.id, "Alone", additive=True, extra={MUTED_CHANNELS: silent})
    return attrs.evolve(character, overrides=(*character.overrides, layer))
