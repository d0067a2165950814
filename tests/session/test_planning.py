"""A cast that is planned together: who does not talk listens, and what an artist keeps stays."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemLog
from studio.core.time import TimeRange, seconds, ticks
from studio.document.schema import Character, Event, MediaRef, Transcript, VoiceClip, Word
from studio.session.planning import partners_in, with_plans
from studio.speech.prosody import Prosody
from studio.speech.prosody_words import PhraseEnd, WordProsody

SPAN = TimeRange(0, ticks(24))
SAID = "we had a big idea together and then it grew into something round and open for you"
TEXT = SAID.split()


def line(start: float) -> tuple[VoiceClip, Prosody]:
    """A line of eight seconds in two phrases."""
    words, heard = [], []
    for k, text in enumerate(TEXT):
        a, b = ticks(0.5 * k), ticks(0.5 * k + 0.4)
        words.append(Word(f"w{k}", text, a, b))
        heard.append(WordProsody(f"w{k}", a, b, 0.85 if k % 3 == 0 else 0.3, 0.5, 0.0, (a + b) // 2))
    ends = tuple(PhraseEnd(heard[k].end, rising=False, word_id=f"w{k}") for k in (7, len(TEXT) - 1))
    clip = VoiceClip(
        f"c{start:g}",
        MediaRef("a.wav", "", ticks(9)),
        ticks(start),
        transcript=Transcript(words=tuple(words)),
    )
    quiet = np.zeros(900, np.float32)
    return clip, Prosody(ticks(0.01), quiet, quiet, quiet, quiet, tuple(heard), (), ends, 100.0)


@pytest.fixture(scope="module")
def cast() -> tuple[tuple[Character, ...], dict[str, dict[str, Prosody]]]:
    (first, one), (second, two) = line(1), line(13)
    people = (
        Character("ann", "Ann", "nora", 1, clips=(first,)),
        Character("bob", "Bob", "jonas", 2, clips=(second,), extra={"attitude": "positive"}),
    )
    return people, {"ann": {first.id: one}, "bob": {second.id: two}}


def rehearsed(cast: tuple, who: int, **more: object) -> Character:
    people, voices = cast
    person = attrs.evolve(people[who], **more)
    return with_plans(person, voices[person.id], SPAN, ProblemLog(), partners_in(people, voices, SPAN)[who])


def test_each_gestures_while_talking_and_answers_while_the_other_talks(cast: tuple):
    for who, own in ((0, (1, 9.5)), (1, (13, 21.5))):
        events = rehearsed(cast, who).events
        gestures = [e for e in events if e.kind == "gesture" and e.id.startswith("gesture-")]
        answers = [e for e in events if e.id.startswith("listening-")]
        assert len(gestures) >= 2
        assert all(own[0] <= seconds(e.start) + e.params["stroke"] <= own[1] for e in gestures)
        assert answers or who == 0
        assert not any(own[0] <= seconds(e.start) <= own[1] for e in answers)


def test_they_look_at_each_other(cast: tuple):
    for who, side in ((0, 1.0), (1, -1.0)):
        yaws = [
            e.params["yaw"] for e in rehearsed(cast, who).events if e.kind == "gaze" and e.name == "listener"
        ]
        assert side * np.mean(yaws) == pytest.approx(16, abs=2)


def test_where_the_other_is_can_be_said(cast: tuple):
    people, voices = cast
    given = attrs.evolve(people[0], extra={"partner_yaw": -30, "partner_pitch": 4.0})
    seen = partners_in((given, people[1]), voices, SPAN)[0][0]
    assert (seen.yaw, seen.pitch) == (-30, 4)


def test_planning_again_changes_nothing(cast: tuple):
    once = rehearsed(cast, 1)
    again = rehearsed(cast, 1, events=once.events, emotions=once.emotions)
    assert again.events == once.events
    assert again.emotions == once.emotions


def test_what_an_artist_keeps_stays(cast: tuple):
    once = rehearsed(cast, 0)
    gestures = [e for e in once.events if e.id.startswith("gesture-")]
    pinned = attrs.evolve(gestures[0], name="shrug", pinned=True)
    muted = attrs.evolve(gestures[1], muted=True)
    busy = Event("hold", "constraint", 0, SPAN.end, name="holding_right")
    others = [e for e in once.events if e.id not in {pinned.id, muted.id}]
    again = rehearsed(cast, 0, events=(*others, pinned, muted, busy)).events
    assert all(kept in again for kept in (pinned, muted, busy))
    assert len({(e.kind, e.id) for e in again}) == len(again)
    made = [
        e for e in again if e.kind == "gesture" and e.id.startswith("gesture-") and e not in (pinned, muted)
    ]
    assert all(e.params["side"] == 1 for e in made)


def test_somebody_who_sits_does_not_shift_its_weight(cast: tuple):
    people, voices = cast
    sitting = attrs.evolve(people[0], extra={"pose_mode": "sitting"})
    planned = with_plans(sitting, voices["ann"], SPAN, ProblemLog())
    assert not [e for e in planned.events if e.kind == "weight_shift"]
    assert [e for e in planned.events if e.kind == "breath"]


def test_unknown_modes_styles_and_attitudes_are_said(cast: tuple):
    people, voices = cast
    log = ProblemLog()
    odd = attrs.evolve(people[0], extra={"pose_mode": "flying", "gesture_style": "?", "attitude": "?"})
    with_plans(odd, voices["ann"], SPAN, log, partners_in(people, voices, SPAN)[0])
    assert [p.kind for p in log] == ["gesture.mode", "gesture.style", "listening.attitude"]
