"""Of a part of a recording the part is performed; two parts that meet are performed as the whole."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.edits.clips import move_clip
from studio.document.edits.parts import cut_clip, trim_clip
from studio.document.edits.words import Side
from studio.document.schema import (
    Character,
    Event,
    MediaRef,
    Phone,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.performance.around import around
from studio.performance.compose import compose
from studio.performance.cut_away import as_heard
from studio.performance.gestures.library import own_library
from studio.performance.gestures.plan_words import said_words
from studio.performance.life import voice_in_scene
from studio.performance.utterance import hissing, scene_contacts, speaking
from studio.rig.characters import load
from studio.speech.prosody import Prosody
from studio.speech.prosody_words import PhraseEnd, WordProsody

RATE = Rate(30)
SPAN = TimeRange(0, ticks(8))
LABELS = ("P", "AA1", "S", "M", "AE1", "F")
JAW = ARKIT_CHANNELS.index("jawOpen")


@pytest.fixture(scope="module")
def rig():
    return load("nora")


def word(number: int) -> Word:
    """Half a second, without a pause to the next one."""
    edges = [ticks(0.5 * number) + k * ticks(0.5) // len(LABELS) for k in range(len(LABELS) + 1)]
    phones = tuple(Phone(label, edges[k], edges[k + 1]) for k, label in enumerate(LABELS))
    return Word(f"v/w{number}", "papa", edges[0], edges[-1], phones=phones)


def project() -> Project:
    """Six seconds of talk from second one on, and a gesture on two of the words."""
    words = tuple(word(k) for k in range(12))
    clip = VoiceClip("v", MediaRef("v.wav", "h", ticks(6)), ticks(1), transcript=Transcript(words=words))
    values = 0.2 + 0.2 * np.abs(np.sin(np.arange(181) * 0.7))[:, None].astype(np.float32)
    take = Take("take-v-abc", ("jawOpen",), RATE, ticks(1), values, Provenance("m"))
    name = next(g.name for g in own_library() if g.kind == "beat")
    gestures = tuple(
        Event(
            f"c/gesture-v-v/w{k}", "gesture", ticks(0.5 + 0.5 * k), ticks(2 + 0.5 * k), {"side": side}, name
        )
        for k, side in ((2, -1.0), (8, 1.0))
    )
    nod = Event("c/head-00001", "head", ticks(5.2), ticks(5.8), {"pitch": 9.0}, "nod")
    member = Character("c", "C", "nora", 3, clips=(clip,), takes=(take,), events=(*gestures, nod))
    return Project("p", "P", (Scene("s", "S", RATE, (member,)),))


def member_of(found: Project) -> Character:
    return found.scenes[0].characters[0]


def played(found: Project, rig, span=SPAN):
    return compose(member_of(found), rig, span, RATE, ProblemLog())


@pytest.mark.parametrize("at", [2.1, 3.0, 4.26])
def test_a_cut_alone_is_not_seen(rig, at):
    whole, cut = played(project(), rig), played(cut_clip(project(), "v", ticks(at))[0], rig)
    assert np.abs(whole.face.values - cut.face.values).max() < 1e-6
    assert np.abs(whole.body.rotations - cut.body.rotations).max() < 1e-9
    assert np.array_equal(whole.gaze_degrees, cut.gaze_degrees)


def test_what_is_cut_away_is_not_performed_and_comes_back(rig):
    short = trim_clip(trim_clip(project(), "v", Side.START, ticks(1)), "v", Side.END, ticks(3))
    now, whole = played(short, rig), played(project(), rig)
    first, last = 60, 120  # from second 2 to second 4
    silent = np.r_[0 : first - 8, last + 10 : 241]
    assert now.face.values[silent, JAW].max() < 1e-6 < 0.1 < whole.face.values[last + 10 : 200, JAW].min()
    # away from the edges the mouth does what it did
    assert np.abs(now.face.values - whole.face.values)[first + 12 : last - 12, JAW].max() < 0.02
    # the gesture and the nod on words that are cut away are gone, the other gesture is there
    heard = {event.id for event in as_heard(member_of(short)).events}
    assert heard == {"c/gesture-v-v/w2"}
    moving = np.abs(np.diff(now.body.rotations, axis=0)).max(axis=(1, 2))
    assert moving[150:200].max() < 0.5 * np.abs(np.diff(whole.body.rotations, axis=0))[150:200].max()
    again = trim_clip(trim_clip(short, "v", Side.END, ticks(6)), "v", Side.START, 0)
    assert again == project()


def test_what_an_artist_pinned_stays():
    before = member_of(trim_clip(project(), "v", Side.END, ticks(2)))
    pinned = attrs.evolve(before, events=tuple(attrs.evolve(e, pinned=True) for e in before.events))
    assert as_heard(pinned) is pinned
    assert as_heard(member_of(project())).events == member_of(project()).events


def test_a_part_moved_away_speaks_there(rig):
    cut, own = cut_clip(project(), "v", ticks(4))
    apart = played(move_clip(cut, own, ticks(2)), rig)
    jaw, whole = apart.face.values[:, JAW], played(project(), rig).face.values[:, JAW]
    assert np.abs(jaw[162:230] - whole[132:200]).max() < 0.02
    assert jaw[130:140].max() < 1e-6 < jaw[60:80].max()


def test_sounds_and_contacts_are_those_of_the_part():
    clips = member_of(trim_clip(project(), "v", Side.START, ticks(3))).clips
    at = np.arange(0, ticks(8), ticks(1 / 30))
    assert scene_contacts(clips)[0].start >= ticks(4)
    assert len(scene_contacts(clips)) == len(scene_contacts(member_of(project()).clips)) // 2
    for weight in (speaking(clips, at), hissing(clips, at)):
        assert not weight[: 4 * 30 - 5].any()
        assert weight[4 * 30 + 5 :].max() > 0.9


def test_pieces_are_composed_as_the_whole(rig):
    cut = member_of(trim_clip(cut_clip(project(), "v", ticks(4))[0], "v", Side.START, ticks(0.7)))
    whole = compose(cut, rig, SPAN, RATE, ProblemLog()).face.values
    for start in (0, 3, 6):
        span = TimeRange(ticks(start), ticks(start + 1))
        piece = compose(around(cut, span), rig, span, RATE, ProblemLog()).face.values
        assert np.abs(piece - whole[start * 30 : start * 30 + 31]).max() < 1e-6


def prosody(clip: VoiceClip) -> Prosody:
    """Every word stressed in its middle, a phrase of four words each."""
    words = tuple(
        WordProsody(w.id, w.start, w.end, 0.5, 0.5, 0.0, (w.start + w.end) // 2) for w in clip.words
    )
    ends = tuple(PhraseEnd(w.end, False, w.id) for w in clip.words[3::4])
    nothing = np.zeros(1)
    return Prosody(ticks(0.01), nothing, nothing, nothing, nothing, words, (), ends, 120.0)


def test_planners_hear_the_part():
    (clip,) = member_of(project()).clips
    heard = {"v": prosody(clip)}
    part = member_of(trim_clip(trim_clip(project(), "v", Side.START, ticks(1)), "v", Side.END, ticks(4)))
    voice, whole = (voice_in_scene(clips, heard) for clips in (part.clips, (clip,)))
    assert [a.time for a in voice.accents] == [a.time for a in whole.accents[2:8]]
    assert voice.phrase_ends == whole.phrase_ends[:2]
    assert voice.speech == (part.clips[0].span,)
    assert [w.start for w in said_words(part.clips, heard)] == [
        w.start for w in said_words((clip,), heard)[2:8]
    ]
