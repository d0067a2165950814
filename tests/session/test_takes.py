"""Variations: made, heard by turns, laid in by ranges, saved and taken back."""

from __future__ import annotations

import numpy as np
import pytest
from staged import House

from studio.core.problems import ProblemError
from studio.core.time import TimeRange, ticks
from studio.document.edits.takes import lock_range
from studio.document.files import load, save
from studio.session.staging.rehearsing import takes_of
from studio.session.taking import takes


@pytest.fixture(scope="module")
def varied():
    """The demo with two variations of the first line."""
    house = House()
    house.open_demo()
    takes.vary(house.studio, house.studio.character.id, 2)
    house.settle()
    yield house
    house.close()


@pytest.fixture
def studio(varied):
    place = varied.studio.store.place
    yield varied.studio
    varied.studio.stage.audition.set(frozenset())
    varied.studio.store.go_to(place)
    varied.settle()


def both(studio):
    member = studio.character
    clip = member.clips[0]
    return takes.active_take(member, clip.id), takes.variations(member, clip.id)


def test_variations_are_silent_and_of_other_seeds(varied, studio):
    active, (one, other) = both(studio)
    assert len({active.provenance.seed, one.provenance.seed, other.provenance.seed}) == 3
    assert np.abs(one.values - active.values).max() > 0.01
    assert varied.worst_error(studio.character) <= 1e-6
    assert studio.store.steps[-1] == "Make variations"
    assert takes_of(studio.character, studio.character.clips[0]) == (active,)


def test_a_variation_is_heard_in_the_active_takes_place(varied, studio):
    before = studio.stage.composed(studio.character.id).values.copy()
    _, (one, _) = both(studio)
    project = studio.project
    studio.stage.audition.set(frozenset({one.id}))
    varied.settle()
    during = studio.stage.composed(studio.character.id).values.copy()
    assert np.abs(during - before).max() > 0.01
    assert varied.worst_error(studio.character) <= 1e-6
    studio.stage.audition.set(frozenset())
    varied.settle()
    assert np.abs(studio.stage.composed(studio.character.id).values - before).max() < 1e-6
    assert studio.project is project


def test_a_chosen_variation_changes_places_with_the_active_take(studio):
    active, (one, other) = both(studio)
    studio.apply("Choose", lambda p: takes.choose(p, one.id))
    now, rest = both(studio)
    assert np.array_equal(now.values, one.values)
    assert {t.provenance.seed for t in rest} == {active.provenance.seed, other.provenance.seed}
    assert studio.store.undo()
    assert both(studio)[0] == active


def test_a_range_is_laid_in_and_blended(studio):
    active, (one, _) = both(studio)
    span = TimeRange(ticks(1.0), ticks(2.0))
    studio.apply("Lay in", lambda p: takes.lay_in(p, one.id, span))
    now, rest = both(studio)
    rate = active.rate
    inside = slice(rate.frame_at(span.start) + 1, rate.frame_at(span.end) - 1)
    assert np.allclose(now.values[inside], one.values[inside], atol=1e-6)
    assert np.array_equal(now.values[: rate.frame_at(ticks(0.9))], active.values[: rate.frame_at(ticks(0.9))])
    assert takes.laid_in(now) == ((span.start, span.end, one.id, one.provenance.seed),)
    assert len(rest) == 2


def test_what_is_locked_is_not_written_over(studio):
    active, (one, _) = both(studio)
    studio.apply("Lock", lambda p: lock_range(p, active.id, TimeRange(ticks(1.2), ticks(1.6))))
    studio.apply("Lay in", lambda p: takes.lay_in(p, one.id, TimeRange(ticks(1.0), ticks(2.0))))
    now, _ = both(studio)
    locked = slice(active.rate.frame_at(ticks(1.2)) + 1, active.rate.frame_at(ticks(1.6)))
    assert np.allclose(now.values[locked], active.values[locked], atol=1e-6)
    assert now.locked == ((ticks(1.2), ticks(1.6)),)


def test_laying_in_again_replaces_the_note(studio):
    _, (one, other) = both(studio)
    studio.apply("Lay in", lambda p: takes.lay_in(p, one.id, TimeRange(ticks(1.0), ticks(2.0))))
    studio.apply("Lay in", lambda p: takes.lay_in(p, other.id, TimeRange(ticks(1.5), ticks(2.5))))
    found = [(a, b, name) for a, b, name, _ in takes.laid_in(both(studio)[0])]
    assert found == [(ticks(1.0), ticks(1.5), one.id), (ticks(1.5), ticks(2.5), other.id)]


def test_variations_are_saved(studio, tmp_path):
    save(studio.project, tmp_path / "v.moodline")
    assert load(tmp_path / "v.moodline") == studio.project


def test_the_active_take_cannot_be_removed_as_a_variation(studio):
    active, (one, _) = both(studio)
    with pytest.raises(ProblemError):
        takes.remove(studio.project, active.id)
    studio.apply("Remove", lambda p: takes.remove(p, one.id))
    assert len(both(studio)[1]) == 1


def test_a_range_outside_is_told(studio):
    _, (one, _) = both(studio)
    with pytest.raises(ProblemError):
        takes.lay_in(studio.project, one.id, TimeRange(ticks(100), ticks(101)))


def test_another_plan_moves_what_is_not_pinned(varied, studio):
    member = studio.character
    before = member.events
    takes.plan_again(studio, member.id, seed=77)
    varied.settle()
    after = studio.character.events
    assert after != before
    assert len({e.id for e in after}) == len(after)
    assert studio.store.undo()
    assert studio.character.events == before
