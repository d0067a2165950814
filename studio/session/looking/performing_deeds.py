"""A character performs again: the mouth, and what it does of itself."""

from __future__ import annotations

import random

from studio.session.studio import Studio

Ids = tuple[str, ...]


def perform(studio: Studio, _: Ids) -> None:
    """From the character's own seed."""
    _perform_with(studio, None)


def perform_otherwise(studio: Studio, _: Ids) -> None:
    """From a seed of chance."""
    _perform_with(studio, random.randrange(1, 10_000))


def _perform_with(studio: Studio, seed: int | None) -> None:
    """Who says nothing listens anew."""
    character = studio.character
    if character is not None and character.clips:
        studio.stage.perform_again(character.id, seed=seed)
    elif character is not None:
        from studio.session.taking.takes import plan_again  # noqa: PLC0415 - heavy

        plan_again(studio, character.id, seed=seed)
