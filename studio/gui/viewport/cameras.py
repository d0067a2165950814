"""Where the camera goes: presets of one or of everybody, framing, bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.gui.kit.language import tr
from studio.session.held import Held
from studio.session.staging.placing import Place
from studio.session.staging.viewing import (
    FOLLOWING,
    NEAR,
    Viewing,
    bookmark,
    camera_about,
    camera_of,
    camera_of_all,
    keep_bookmark,
)

if TYPE_CHECKING:
    from studio.document.schema import Character
    from studio.gui.viewport.stage_view import StageView
    from studio.rig.schema import Rig
    from studio.session.studio import Studio


BODY = "body"  # the preset that is for everybody who is on the stage


class Cameras:
    """looked_at: whom a preset shows, empty before the first; everybody: the last preset is for all of the
    cast, however many they are."""

    def __init__(self, studio: Studio, view: StageView, viewing: Held[Viewing]) -> None:
        self._studio, self._view, self._viewing = studio, view, viewing
        self.everybody = False
        self.looked_at = ""

    def forget(self) -> None:
        """Another document: its cast is looked at as if for the first time."""
        self.everybody, self.looked_at = False, ""

    def has_cast(self) -> bool:
        shooting = self._view.shooting
        return shooting is not None and bool(shooting.shown)

    def has_several(self) -> bool:
        scene = self._studio.scene
        return scene is not None and len(scene.characters) > 1

    def go_to(self, name: str, *, at_once: bool = False) -> None:
        """A preset of the current character, the whole body of everybody; called twice, the other way."""
        found = self._current()
        if found is None:
            return
        again = self._viewing.value.camera == name and self.looked_at == found[0].id and self._several()
        self.everybody = (not self.everybody if again else name == BODY) and name not in NEAR
        self._show(name, found, at_once=at_once)

    def go_to_one(self, name: str) -> None:
        """A preset of the current character, whichever it is."""
        found = self._current()
        if found is not None:
            self.everybody = False
            self._show(name, found, at_once=False)

    def look_again(self) -> None:
        """The preset of last time, for whom it shows now; nothing where the artist took the camera away."""
        found, name = self._current(), self._viewing.value.camera
        if found is None or not name:
            return
        self.everybody = self.everybody and (self._several() or name == BODY)
        self._show(name, found, at_once=False)

    def _show(self, name: str, found: tuple[Character, Rig, Place], *, at_once: bool) -> None:
        member, rig, place = found
        everybody = self.everybody and self._several()
        camera = camera_of_all(name, self._cast()) if everybody else camera_of(name, rig, place)
        self.looked_at = member.id
        follow = name in FOLLOWING and not everybody
        self._viewing.set(attrs.evolve(self._viewing.value, camera=name, follow=follow))
        self._view.navigation.fly(camera, at_once=at_once or not self._view.isVisible())

    def frame_one(self) -> None:
        """All of the current character as it stands now."""
        shooting, character = self._view.shooting, self._studio.character
        if shooting is not None and character is not None and character.id in shooting.shown:
            self._frame([character.id])

    def frame_everybody(self) -> None:
        if self._view.shooting is not None and self._view.shooting.shown:
            self._frame(list(self._view.shooting.shown))

    def _frame(self, names: list[str]) -> None:
        assert self._view.shooting is not None
        shown = [self._view.shooting.shown[name].geometry for name in names]
        self._viewing.set(attrs.evolve(self._viewing.value, camera="", follow=False))
        self._view.navigation.fly(camera_about(shown, self._view.navigation.goal))

    def _current(self) -> tuple[Character, Rig, Place] | None:
        shooting, character = self._view.shooting, self._studio.character
        if shooting is None or not shooting.shown:
            return None
        known = character is not None and character.id in shooting.shown
        name = character.id if character is not None and known else next(iter(shooting.shown))
        shown = shooting.shown[name]
        return shown.character, shown.rig, shown.place

    def _several(self) -> bool:
        """Are several in the picture?"""
        return self.has_several() and not self._view.alone

    def _cast(self) -> list[tuple[Rig, Place]]:
        assert self._view.shooting is not None
        return [(shown.rig, shown.place) for shown in self._view.shooting.shown.values()]

    def toggle_follow(self) -> None:
        viewing = self._viewing.value
        if viewing.follow:
            self._view.navigation.fly(self._view.seen_from, at_once=True)
        else:
            self._view.navigation.fly(self._view.led_back(), at_once=True)
        self._viewing.set(attrs.evolve(viewing, follow=not viewing.follow))

    def has_bookmark(self, number: int) -> bool:
        return self.has_cast() and bookmark(self._studio.settings, number) is not None

    def go_to_bookmark(self, number: int) -> None:
        camera = bookmark(self._studio.settings, number)
        if camera is not None:
            self._viewing.set(attrs.evolve(self._viewing.value, camera="", follow=False))
            self._view.navigation.fly(camera)

    def keep_bookmark(self, number: int) -> None:
        keep_bookmark(self._studio.settings, number, self._view.seen_from)
        self._studio.told.emit(tr("The camera is kept as bookmark {0}", number))
        self._studio.actions.changed.emit()
