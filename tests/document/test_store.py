"""The store against a model of itself: random edits, undo, redo and saving."""

from __future__ import annotations

import attrs
import psygnal
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from random_projects import small

from studio.core.time import TICKS_PER_SECOND
from studio.document.curves import Key
from studio.document.diff import diff
from studio.document.edits.emotions import delete_keys, paint, set_keys
from studio.document.edits.scenes import set_character
from studio.document.journal import Commit
from studio.document.schema import Project
from studio.document.store import NestedEditError, Store

S = TICKS_PER_SECOND


def renamed(name: str):
    return lambda project: attrs.evolve(project, name=name)


class Recorder:
    """Hears a store twice: as its journal and as a listener."""

    def __init__(self) -> None:
        self.journal: list[tuple[Commit, str, Project, Project]] = []
        self.heard: list[tuple[Project, Project]] = []

    def committed(self, commit: Commit, label: str, before: Project, after: Project) -> None:
        assert len(self.journal) == len(self.heard)
        self.journal.append((commit, label, before, after))

    def changed(self, before: Project, after: Project) -> None:
        self.heard.append((before, after))


def recorded() -> tuple[Store, Recorder]:
    recorder = Recorder()
    store = Store(small(), recorder)
    store.changed.connect(recorder.changed)
    return store, recorder


class StoreMachine(RuleBasedStateMachine):
    """Model: a list of documents, a place in it, the keys of its steps, and the one saved."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.recorder = recorded()
        self.past = [self.store.project]
        self.keys: list[str | None] = []  # under which later edits merge
        self.gestures: list[str | None] = []  # under which they were made
        self.place = 0
        self.saved = self.store.project
        self.told = 0

    def commit(self, after: Project, merge_key: str | None) -> None:
        before = self.past[self.place]
        if after == before:
            return
        self.told += 1
        merges = merge_key is not None and self.place > 0 and self.keys[self.place - 1] == merge_key
        del self.past[self.place + 1 :]
        del self.keys[self.place :]
        del self.gestures[self.place :]
        if merges:
            self.past[self.place] = after
            return
        self.past.append(after)
        self.keys.append(merge_key)
        self.gestures.append(merge_key)
        self.place += 1

    @rule(name=st.sampled_from("abc"), merge_key=st.sampled_from([None, None, "drag", "other"]))
    def rename(self, name: str, merge_key: str | None) -> None:
        before = self.store.project
        assert self.store.apply("rename", renamed(name), merge_key) == (before.name != name)
        self.commit(attrs.evolve(before, name=name), merge_key)

    @rule(
        time=st.integers(0, 4),
        value=st.sampled_from([0.0, 0.5, 1.0]),
        merge_key=st.sampled_from([None, "drag"]),
    )
    def key(self, time: int, value: float, merge_key: str | None) -> None:
        after = set_keys(self.store.project, "joy1", [Key(time * S, value)])
        self.store.apply("key", lambda p: set_keys(p, "joy1", [Key(time * S, value)]), merge_key)
        self.commit(after, merge_key)

    @rule(times=st.lists(st.integers(0, 4), max_size=3))
    def delete(self, times: list[int]) -> None:
        after = delete_keys(self.store.project, "joy1", [t * S for t in times])
        self.store.apply("delete", lambda p: delete_keys(p, "joy1", [t * S for t in times]))
        self.commit(after, None)

    @rule()
    def failing(self) -> None:
        with pytest.raises(ZeroDivisionError):
            self.store.apply("fail", lambda p: 1 // 0)  # type: ignore[arg-type,return-value]

    @rule()
    def undo(self) -> None:
        assert self.store.undo() == (self.place > 0)
        if self.place > 0:
            self.place -= 1
            self.told += 1
            # What was undone and done again takes no more edits of its gesture.
            self.keys[self.place] = self.gestures[self.place] = None

    @rule(merge_key=st.sampled_from(["drag", "other"]))
    def take_back(self, merge_key: str) -> None:
        """Steps of a gesture go, with those that saving ended, and none of another."""
        taken = 0
        while self.place and self.gestures[self.place - 1] == merge_key:
            self.place -= 1
            self.told += 1
            taken += 1
            self.keys[self.place] = self.gestures[self.place] = None
        assert self.store.take_back(merge_key) == (taken > 0)

    @rule()
    def redo(self) -> None:
        more = self.place < len(self.past) - 1
        assert self.store.redo() == more
        if more:
            self.place += 1
            self.told += 1

    @rule()
    def save(self) -> None:
        self.store.mark_saved()
        self.saved = self.store.project
        if self.place:
            self.keys[self.place - 1] = None

    @precondition(lambda self: self.recorder.heard)
    @invariant()
    def told_once_and_truly(self) -> None:
        assert self.recorder.heard[-1][1] is self.store.project
        assert [(b, a) for _, _, b, a in self.recorder.journal] == self.recorder.heard

    @invariant()
    def equals_the_model(self) -> None:
        assert self.store.project == self.past[self.place]
        assert len(self.recorder.heard) == self.told
        assert self.store.modified == (self.store.project != self.saved)
        assert (self.store.undo_label is None) == (self.place == 0)
        assert (self.store.redo_label is None) == (self.place == len(self.past) - 1)


TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_undo_gives_back_the_very_tree() -> None:
    store, recorder = recorded()
    before = store.project
    store.apply("seed", lambda p: set_character(p, "nora1", seed=7))
    after = store.project
    assert store.undo_label == "seed"
    store.undo()
    assert store.project is before
    assert store.redo_label == "seed"
    store.redo()
    assert store.project is after
    assert [commit for commit, *_ in recorder.journal] == [Commit.EDIT, Commit.UNDO, Commit.REDO]


def test_a_stroke_is_one_step() -> None:
    store, recorder = recorded()
    before = store.project
    for i in range(1, 6):
        stroke = [Key(S, 0.2), Key(S + i * S // 10, 0.8)]
        store.apply("paint joy", lambda p, s=stroke: paint(p, "joy1", s), merge_key="stroke 1")
    store.undo()
    assert store.project is before
    assert [c for c, *_ in recorder.journal] == [Commit.EDIT, *[Commit.MERGE] * 4, Commit.UNDO]


def test_an_edit_that_raises_or_gives_nonsense_leaves_all_as_it_was() -> None:
    store, recorder = recorded()
    before = store.project
    with pytest.raises(TypeError, match="NoneType"):
        store.apply("nothing", lambda p: None)  # type: ignore[arg-type,return-value]
    assert store.project is before
    assert store.undo_label is None
    assert recorder.heard == []
    assert store.apply("after all", renamed("x"))


@pytest.mark.parametrize("nested", ["apply", "undo", "redo"])
def test_a_listener_that_edits_is_an_error(nested: str) -> None:
    store = Store(small())
    calls = {"apply": lambda: store.apply("again", renamed("y")), "undo": store.undo, "redo": store.redo}
    store.changed.connect(lambda before, after: calls[nested]())
    with pytest.raises(psygnal.EmitLoopError) as caught:
        store.apply("name", renamed("x"))
    assert isinstance(caught.value.__cause__, NestedEditError)
    assert store.project.name == "x"
    assert store.undo_label == "name"


def test_an_edit_within_an_edit_is_an_error() -> None:
    store = Store(small())

    def nested(project: Project) -> Project:
        store.apply("inner", renamed("x"))
        return project

    with pytest.raises(NestedEditError):
        store.apply("outer", nested)
    assert store.project.name == "Small"


def test_a_journal_that_fails_does_not_keep_the_news_from_others() -> None:
    class Full:
        def committed(self, *_: object) -> None:
            raise OSError("disk full")

    store = Store(small(), Full())
    heard: list[Project] = []
    store.changed.connect(lambda before, after: heard.append(after))
    with pytest.raises(OSError, match="disk full"):
        store.apply("name", renamed("x"))
    assert heard == [store.project]
    assert store.project.name == "x"


def test_history_is_bounded() -> None:
    store = Store(small(), limit=3)
    for name in "abcdef":
        store.apply(name, renamed(name))
    assert [store.undo() for _ in range(4)] == [True, True, True, False]
    assert store.project.name == "c"


def test_saving_ends_a_gesture_so_that_undo_finds_the_saved_document() -> None:
    store = Store(small())
    store.apply("drag", renamed("a"), "drag")
    store.mark_saved()
    store.apply("drag", renamed("b"), "drag")
    assert store.modified
    store.undo()
    assert store.project.name == "a"
    assert not store.modified


def test_what_listeners_hear_can_be_told_apart() -> None:
    store, recorder = recorded()
    store.apply("key", lambda p: set_keys(p, "joy1", [Key(S, 0.3)]))
    (change,) = diff(*recorder.heard[0])
    assert (change.kind, change.id, change.owner, change.fields) == (
        "EmotionTrack",
        "joy1",
        "nora1",
        ("curve",),
    )


def test_the_history_can_be_read_and_walked():
    store, recorder = recorded()
    for name in ("a", "b", "c"):
        store.apply(f"name it {name}", renamed(name))
    assert (store.steps, store.place, store.saved_place) == (("name it a", "name it b", "name it c"), 3, 0)
    assert store.go_to(1)
    assert (store.project.name, store.place) == ("a", 1)
    store.mark_saved()
    assert store.go_to(99)
    assert (store.project.name, store.place, store.saved_place) == ("c", 3, 1)
    assert store.steps == ("name it a", "name it b", "name it c")
    assert not store.go_to(3)
    assert len(recorder.heard) == 3 + 2 + 2
    store.go_to(0)
    store.apply("something else", renamed("d"))
    assert (store.steps, store.saved_place) == (("something else",), None)
