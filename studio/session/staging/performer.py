"""One character on the live stage: bodies kept by pages, faces kept up with every edit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import silent
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character, Take
from studio.session.staging.composed import PAGE, Composed
from studio.session.staging.composing import (
    Composition,
    Faces,
    Order,
    around_page,
    by_hand,
    compose_faces,
    compose_page,
    eyes_of,
    frame_span,
)
from studio.session.staging.pages import Page, PlacedBody
from studio.session.staging.spoiled import Spoiled

if TYPE_CHECKING:
    from studio.rig.evaluate import Evaluator
    from studio.rig.schema import Geometry, Rig

F32 = npt.NDArray[np.float32]

_PAGES = 240  # bodies kept: some 17 minutes at 30 fps, 50 MB
_AT_HAND = 160  # frames whose faces are composed at once when nothing but handwork changed


class Performer:
    """What is shown of a character. `character` is as it is composed, with the silenced emotions left out;
    `source` is the document's own value. On the owner's thread."""

    def __init__(
        self, source: Character, character: Character, rig: Rig, evaluator: Evaluator, frames: int, rate: Rate
    ) -> None:
        self.source, self.character = source, character
        self.rig, self._evaluator, self.rate = rig, evaluator, rate
        self.composed = Composed.empty(frames, rate)
        if by_hand(character):
            self.composed.part_bare()
        self.holds = np.zeros(frames, bool)
        self.pages: OrderedDict[int, Page] = OrderedDict()
        self.replaced: tuple[Take, ...] = ()
        self.change = 0
        self._spoiled_at: dict[int, int] = {}
        self._shown: dict[str, tuple[tuple[int, ...], Geometry]] = {}

    @property
    def frames(self) -> int:
        return self.composed.frames

    def resize(self, frames: int) -> None:
        """The scene became longer or shorter."""
        if frames == self.frames:
            return
        old = self.composed
        self.composed, kept = old.resized(frames), min(frames, old.frames)
        self.holds = np.concatenate([self.holds[:kept], np.zeros(frames - kept, bool)])
        # The last page was cut off where the scene ended.
        for number in {min(frames, old.frames) // PAGE} & self.pages.keys():
            del self.pages[number]
        self.change += 1

    def follow(self, source: Character, character: Character, lost: Spoiled) -> TimeRange | None:
        """Takes another value; the stretch whose faces are composed already, if any is."""
        if source.takes is not self.source.takes:
            self._keep_replaced(source.takes)
        self.source, self.character = source, character
        if by_hand(character):
            self.composed.part_bare()
        if not lost:
            return None
        self.change += 1
        for span in lost.bodies:
            self._spoil_bodies(span)
        spoiled = [self.composed.frame_range(span) for span in lost.faces]
        for frames in spoiled:
            self.holds[frames] = False
            for number in range(frames.start // PAGE, -(-frames.stop // PAGE)):
                self._spoiled_at[number] = self.change
        return None if lost.bodies else self._at_hand(spoiled)

    def _keep_replaced(self, takes: tuple[Take, ...]) -> None:
        now = {id(take.values) for take in takes}
        if any(id(take.values) not in now for take in self.source.takes):
            self.replaced = self.source.takes

    def _spoil_bodies(self, span: TimeRange) -> None:
        frames = self.composed.frame_range(span)
        self.holds[frames] = False
        for number in range(frames.start // PAGE, -(-frames.stop // PAGE)):
            self._spoiled_at[number] = self.change
            if number in self.pages:
                self.pages[number].holds = False

    def _at_hand(self, spoiled: Iterable[slice]) -> TimeRange | None:
        """Composes few spoiled faces now, so that curves follow the hand."""
        found = [frames for frames in spoiled if frames.stop > frames.start]
        if len(found) != 1 or found[0].stop - found[0].start > _AT_HAND:
            return None
        first, last = found[0].start, found[0].stop - 1
        for number in range(first // PAGE, last // PAGE + 1):
            page = self.pages.get(number)
            if page is None or not page.holds:
                continue
            low, high = max(first, number * PAGE), min(last + 1, number * PAGE + len(page.heads))
            heads = page.heads[low - number * PAGE : high - number * PAGE]
            self._set(low, self._faces(self.character, low, heads), True)
        return frame_span(first, last, self.rate)

    def take(self, made: Composition, *, faces_only: bool = False) -> TimeRange:
        """A page that was composed; one that was spoiled meanwhile is shown all the same, until the next
        comes. faces_only: its body is not kept."""
        number = made.first // PAGE
        holds = self._spoiled_at.get(number, -1) <= made.change
        if made.body is not None and not faces_only:
            self.pages[number] = Page(*made.body, holds)
            self.pages.move_to_end(number)
            while len(self.pages) > _PAGES:
                self.pages.popitem(last=False)
        count = min(len(made.faces), self.frames - made.first)
        if holds:
            self._lay(made.first, made.faces[:count], made.bare[:count], True)
        return frame_span(made.first, made.first + count - 1, self.rate)

    def _set(self, first: int, made: Faces, holds: bool) -> None:
        self._lay(first, made.faces, made.bare, holds)

    def _lay(self, first: int, faces: F32, bare: F32, holds: bool) -> None:
        self.composed.lay(first, faces, bare)
        self.holds[first : first + len(faces)] = holds

    def face(self, frame: int) -> F32:
        """[52] of a frame, composed now unless it is known."""
        if not self.holds[frame]:
            self._refresh(frame)
        values: F32 = self.composed.values[frame]
        return values

    def _refresh(self, frame: int) -> None:
        body = self._body(frame)
        made = self._faces(self.character, frame, body.heads)
        self._set(frame, made, body.own and body.page.holds)
        if body.own:
            body.page.rotations[body.place, list(eyes_of(self.rig))] = made.eyes[0]

    def _body(self, frame: int) -> PlacedBody:
        """The body of a frame or, for want of it, the one shown last: it stands in. LookupError when none has
        been composed."""
        number, place = divmod(frame, PAGE)
        page = self.pages.get(number)
        if page is not None and place < len(page.heads):
            self.pages.move_to_end(number)
            return PlacedBody(page, place, True)
        if not self.pages:
            raise LookupError(f"no body of {self.source.name} is composed yet")
        last = next(reversed(self.pages.values()))
        return PlacedBody(last, len(last.heads) - 1, False)

    def _faces(self, character: Character, first: int, heads: F32) -> Faces:
        near = around_page(character, first // PAGE, self.rate)
        return compose_faces(near, self.rig, first, self.rate, heads)

    def geometry(self, frame: int) -> Geometry:
        """The character at a frame. One that is far from all that is composed has its own face on the body
        shown last, until its own body comes. LookupError before the first page."""
        return self._evaluated("now", frame, lambda: self.face(frame))

    def ghost(self, frame: int) -> Geometry | None:
        """The same with the takes that were replaced last; None when none were."""
        if not self.replaced:
            return None
        former = attrs.evolve(self.character, takes=self.replaced)
        return self._evaluated(
            "ghost", frame, lambda: self._faces(former, frame, self._body(frame).heads).faces[0]
        )

    def _evaluated(self, name: str, frame: int, face: Callable[[], F32]) -> Geometry:
        values = face() if not self.holds[frame] else None
        key = (frame, self.change, self.composed.version)
        if name not in self._shown or self._shown[name][0] != key:
            body = self._body(frame)
            weights = face() if values is None else values
            made = self._evaluator.frame(
                body.page.rotations[body.place], body.page.roots[body.place], weights
            )
            self._shown[name] = (key, made)
        return self._shown[name][1]

    def begin(self, frame: int) -> None:
        """Composes the first page at once: somebody cannot wait."""
        self.take(compose_page(self.order(frame // PAGE), silent))

    def order(self, number: int) -> Order:
        """What there is to compose of a page: the face alone where its body holds."""
        page, first = self.pages.get(number), number * PAGE
        count = min(PAGE, self.frames - first)
        heads = page.heads if page is not None and page.holds and len(page.heads) >= count else None
        return Order(self.character, self.rig, self.rate, first, count, self.change, heads)

    def wanted(self, number: int) -> bool:
        """Is anything of a page still to be composed?"""
        page = self.pages.get(number)
        return page is None or not page.holds or self.behind(number)

    def behind(self, number: int) -> bool:
        """Are faces of a page still to be composed?"""
        return not self.holds[number * PAGE : (number + 1) * PAGE].all()

    def behind_anywhere(self) -> list[int]:
        """Pages of which faces are still to be composed."""
        starts = np.arange(0, self.frames, PAGE)
        return [int(n) for n in np.flatnonzero(~np.logical_and.reduceat(self.holds, starts))]

    def give_up(self, number: int) -> None:
        """A page that cannot be composed keeps what it has, until something changes."""
        self.holds[number * PAGE : (number + 1) * PAGE] = True
        if number in self.pages:
            self.pages[number].holds = True
