"""What is worked out goes into every state of the history, and is neither a step nor a change to save."""

from __future__ import annotations

import attrs
import pytest

from studio.core.problems import fail
from studio.document.schema import Project
from studio.document.store import NestedEditError, Store


def named(name):
    return lambda project: attrs.evolve(project, name=name)


def noted(project):
    return attrs.evolve(project, extra={"heard": project.name})


def test_derived_work_is_in_every_state():
    store = Store(Project("p", "one"))
    store.apply("two", named("two"))
    store.apply("three", named("three"))
    store.undo()
    assert store.derive("hear", noted)
    assert store.project.extra == {"heard": "two"}
    assert store.steps == ("two", "three")
    store.undo()
    assert store.project.extra == {"heard": "one"}
    assert not store.modified
    store.redo()
    store.redo()
    assert store.project.extra == {"heard": "three"}


def test_derived_work_is_nothing_to_save():
    store = Store(Project("p", "one"))
    store.derive("hear", noted)
    assert not store.modified
    assert store.undo_label is None


def test_it_is_announced_once_and_only_where_the_present_changed():
    store, told = Store(Project("p", "one")), []
    store.apply("two", named("two"))
    store.changed.connect(lambda before, after: told.append((before.name, after.extra)))
    assert not store.derive("old", lambda p: noted(p) if p.name == "one" else p)
    assert told == []
    assert store.derive("hear", noted)
    assert told == [("two", {"heard": "two"})]
    store.undo()
    assert store.project.extra == {"heard": "one"}


def test_a_state_that_cannot_be_derived_stays():
    store = Store(Project("p", "one"))
    store.apply("two", named("two"))

    def picky(project):
        if project.name == "one":
            raise fail("test.no", "cannot be done here")
        return noted(project)

    assert store.derive("hear", picky)
    store.undo()
    assert store.project == Project("p", "one")


def test_an_error_leaves_all_as_it_was():
    store = Store(Project("p", "one"))
    store.apply("two", named("two"))

    def broken(project):
        raise RuntimeError("a fault")

    with pytest.raises(RuntimeError):
        store.derive("hear", broken)
    assert store.project.name == "two"
    assert store.undo()
    assert store.project == Project("p", "one")


def test_a_listener_may_not_derive():
    store = Store(Project("p", "one"))
    store.changed.connect(lambda before, after: store.derive("hear", noted))
    with pytest.raises(Exception) as caught:  # noqa: PT011 - psygnal wraps what a listener raises
        store.apply("two", named("two"))
    assert isinstance(caught.value.__cause__ or caught.value, NestedEditError)
