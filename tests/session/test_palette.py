"""The palette without a window: titles, lanes found and made, strokes over words, units in a list."""

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation.sample import sample
from studio.core.names import EMOTIONS
from studio.core.time import TimeRange, ticks
from studio.document.edits.clips import set_word_timing
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.emotion.prototypes import PARTS
from studio.session.inbox import Inbox
from studio.session.palette.laying import lay, target_of
from studio.session.palette.palette import (
    Swatch,
    compound_swatches,
    matches,
    new_track,
    plain_swatches,
    title_of_track,
    track_for,
    variant_swatches,
)
from studio.session.palette.units import raised, set_strengths, with_strength
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio
from studio.session.tools import Brush


def project():
    words = tuple(
        Word(f"line/w{k}", text, ticks(0.2 + 0.5 * k), ticks(0.6 + 0.5 * k))
        for k, text in enumerate(["you", "came", "back", "to", "me"])
    )
    clip = VoiceClip(
        "line", MediaRef("line.wav", "", ticks(3.0)), ticks(1.0), transcript=Transcript(words=words)
    )
    return Project("p", "P", (Scene("s", "S", characters=(Character("c", "C", "nora", clips=(clip,)),)),))


@pytest.fixture
def studio():
    made = Studio(Inbox().post)
    made.open(project(), None)
    return made


def curve_values(studio, *seconds):
    track = studio.character.emotions[0]
    return sample(track.curve, np.array([ticks(s) for s in seconds], np.int64)).tolist()


def test_every_face_of_the_palette_has_parts_and_a_title_of_its_own():
    every = [*plain_swatches(), *compound_swatches()]
    assert len({s.title for s in every}) == len(every) == len(EMOTIONS) + 12
    assert all(raised(s.style) for s in every)
    assert {s.style for e in EMOTIONS for s in variant_swatches(e)} <= set(PARTS)


@pytest.mark.parametrize(
    ("wanted", "style"),
    [("happy", "joy"), ("ANG", "anger"), ("wut", "anger"), ("fearfully sur", "fear+surprise")],
)
def test_search_knows_other_words(wanted, style):
    assert style in [s.style for s in (*plain_swatches(), *compound_swatches()) if matches(s, wanted)]


def test_search_finds_nothing_for_nonsense():
    assert not [s for s in plain_swatches() if matches(s, "xyzzy")]


@pytest.mark.parametrize(
    "brush",
    [Brush(emotion="joy"), Brush(emotion="joy/broad", regions=frozenset({"brows"})),
     Brush(emotion="joy+surprise", units=((12, 0.5),))],
)  # fmt: skip
def test_a_brush_finds_the_lane_it_made_and_no_other(brush):
    track = new_track(project(), brush)
    character = Character("c", "C", "nora", emotions=(track,))
    assert track_for(character, brush) is track
    assert track_for(character, attrs.evolve(brush, emotion="fear")) is None
    assert track_for(character, attrs.evolve(brush, regions=frozenset({"jaw"}))) is None
    assert track_for(character, attrs.evolve(brush, units=((1, 1.0),))) is None
    locked = attrs.evolve(track, extra={**track.extra, "locked": True})
    assert track_for(attrs.evolve(character, emotions=(locked,)), brush) is None


def test_lanes_are_named():
    assert title_of_track(new_track(project(), Brush(emotion="joy/broad"))) == "Joy, broad"
    assert title_of_track(EmotionTrack("x", "fear+surprise")) == "Fearfully surprised"


def test_chosen_words_get_all_of_it_and_the_rest_nothing(studio):
    studio.selection.set(Selected().of(Kind.WORD, "line/w2", "line/w3"))
    assert lay(studio, intensity=0.9)
    before, first, last, after = curve_values(studio, 1.9, 2.25, 2.95, 3.5)
    assert (before, after) == (0.0, 0.0)
    assert (first, last) == (pytest.approx(0.9), pytest.approx(0.9))
    assert studio.store.undo()
    assert studio.project == project()


def test_a_stroke_follows_its_words(studio):
    studio.selection.set(Selected().of(Kind.WORD, "line/w2"))
    lay(studio)
    studio.apply("Move", lambda p: set_word_timing(p, "line", "line/w2", ticks(1.3), ticks(2.4)))
    assert curve_values(studio, 3.3) == [pytest.approx(0.8)]


def test_a_stroke_in_a_range_stays_in_it_and_leaves_the_curve_around_it(studio):
    studio.transport.set_range(TimeRange(ticks(1.0), ticks(3.0)))
    assert target_of(studio).what == "range"
    lay(studio, intensity=0.4)
    studio.transport.set_range(TimeRange(ticks(1.5), ticks(2.5)))
    lay(studio, intensity=1.0)
    assert len(studio.character.emotions) == 1
    assert curve_values(studio, 0.5, 1.4, 2.0, 2.58) == [
        0.0,
        pytest.approx(0.4),
        1.0,
        pytest.approx(0.4, abs=0.02),
    ]


def test_without_a_choice_the_line_under_the_playhead_is_meant(studio):
    studio.transport.seek(ticks(1.5))
    target = target_of(studio)
    assert (target.what, len(target.words)) == ("line", 5)
    studio.transport.seek(ticks(0.1))
    assert target_of(studio).what == "scene"


def test_nobody_feels_nothing():
    studio = Studio(Inbox().post)
    assert target_of(studio) is None
    assert not lay(studio)


def test_an_artists_swatch_brings_its_regions_units_and_height(studio):
    own = Swatch("joy/social", "Smirk", {"brows": 0.0}, ((14, 0.7),), 0.55, own=True)
    studio.selection.set(Selected().of(Kind.WORD, "line/w1"))
    lay(studio, swatch=own)
    track = studio.character.emotions[0]
    assert (track.regions["brows"], track.regions["mouth"]) == (0.0, 1.0)
    assert track.extra == {"variant": "social", "units": {"14": 0.7}}
    assert curve_values(studio, 1.9) == [pytest.approx(0.55)]


STYLES = st.sampled_from(["joy", "contempt", "joy+surprise", "anger/pressed"])


@settings(deadline=None)
@given(STYLES, st.sampled_from([1, 4, 12, 14, 26]), st.floats(0.0, 1.5))
def test_a_slider_moves_one_unit_and_its_reset_puts_it_back(style, unit, value):
    chosen = with_strength((), style, unit, value)
    shown = {row.unit: row.strength for row in raised(style, chosen)}
    assert shown.get(unit, 0.0) == pytest.approx(value, abs=2e-4)
    assert with_strength(chosen, style, unit, None) == ()
    others = {row.unit: row.strength for row in raised(style) if row.unit != unit}
    assert {u: s for u, s in shown.items() if u != unit} == pytest.approx(others)


def test_strengths_of_a_lane_are_one_step_and_go_away(studio):
    lay(studio)
    track = studio.character.emotions[0]
    studio.apply("Unit", lambda p: set_strengths(p, track.id, ((12, 0.4),)))
    assert studio.character.emotions[0].extra["units"] == {"12": 0.4}
    studio.apply("Unit", lambda p: set_strengths(p, track.id, ()))
    assert "units" not in studio.character.emotions[0].extra
