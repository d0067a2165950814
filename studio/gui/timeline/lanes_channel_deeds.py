"""What can be done with channels of a face as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu

from studio.core.names import ARKIT_CHANNELS
from studio.document.edits.tree import character_of
from studio.gui.kit.language import tr
from studio.session.keying.handwork import (
    handwork_of,
    with_alone,
    with_locked_channels,
    with_muted,
    without_handwork,
)
from studio.session.keying.keys import handwork_ref
from studio.session.studio import Studio


def mute(studio: Studio, character_id: str, channels: Iterable[str], on: bool, title: str) -> None:
    """Channels silent, or heard again."""
    character, names = character_of(studio.project, character_id), tuple(channels)
    label = tr("Mute {0}", title) if on else tr("Unmute {0}", title)
    if character is not None:
        studio.apply(label, lambda project: with_muted(project, character, names, on))


def lock(studio: Studio, character_id: str, channels: Iterable[str], on: bool, title: str) -> None:
    """Channels that no hand changes, or that it does again."""
    character, names = character_of(studio.project, character_id), tuple(channels)
    label = tr("Lock {0}", title) if on else tr("Unlock {0}", title)
    if character is not None:
        studio.apply(label, lambda project: with_locked_channels(project, character, names, on))


def is_alone(studio: Studio, character_id: str, channels: Iterable[str]) -> bool:
    """Are channels among those that one sees alone?"""
    return studio.stage.channels.value >= {handwork_ref(character_id, name) for name in channels}


def see_alone(studio: Studio, character_id: str, channels: Iterable[str], on: bool) -> None:
    """Only these channels move, with those that are seen alone already, until they are let go again: how one
    looks, nothing of the document."""
    refs = frozenset(handwork_ref(character_id, name) for name in channels)
    held = studio.stage.channels
    held.set(held.value | refs if on else held.value - refs)


def fill_menu(menu: QMenu, studio: Studio, character_id: str, channels: tuple[str, ...], title: str) -> None:
    """What can be done with channels as a whole."""
    character = character_of(studio.project, character_id)
    if character is None:
        return

    def alone() -> None:
        label = tr("Only {0}", title)
        studio.apply(label, lambda p: with_alone(p, character, channels, ARKIT_CHANNELS))

    def everything() -> None:
        studio.apply(tr("Unmute the whole face"), lambda p: with_muted(p, character, ARKIT_CHANNELS, False))

    def reset() -> None:
        studio.apply(tr("Reset {0}", title), lambda p: without_handwork(p, character, channels))

    menu.addAction(tr("Mute all others"), alone)
    menu.addAction(tr("Unmute the whole face"), everything)
    menu.addSeparator()
    worked = any(name in channels for name in handwork_of(character).curves)
    menu.addAction(tr("Reset handwork"), reset).setEnabled(worked)
