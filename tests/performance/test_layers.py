import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import (
    MediaRef,
    OverrideLayer,
    Phone,
    Provenance,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.emotion.facs import channels
from studio.performance.expression import with_speech
from studio.performance.overrides import overridden
from studio.performance.takes import take_channels
from studio.performance.utterance import scene_contacts, speaking

AT = frame_ticks(TimeRange(0, ticks(4)), Rate(30))
JAW, SMILE = ARKIT_CHANNELS.index("jawOpen"), ARKIT_CHANNELS.index("mouthSmileLeft")
PUCKER = ARKIT_CHANNELS.index("mouthPucker")


def take(values, start=0.0, rate=Rate(30), names=("jawOpen",), take_id="t"):
    return Take(take_id, names, rate, ticks(start), np.asarray(values, np.float32), Provenance("m"))


def test_a_take_on_the_same_grid_arrives_untouched():
    values = np.random.default_rng(0).uniform(size=(61, 1)).astype(np.float32)
    face = take_channels([take(values, 1.0)], AT, ProblemLog())
    assert np.array_equal(face[30:91, JAW].astype(np.float32), values[:, 0])
    assert face[:20, JAW].max() == 0.0
    assert np.delete(face, JAW, axis=1).max() == 0.0


def test_another_rate_is_interpolated():
    ramp = np.linspace(0, 1, 97)[:, None]
    face = take_channels([take(ramp, rate=Rate(24))], AT, ProblemLog())
    assert face[:, JAW] == pytest.approx(AT / ticks(4), abs=1e-6)


def test_a_take_that_ends_open_fades_and_never_pops():
    face = take_channels(
        [take(np.ones((31, 1)), 1.0)], frame_ticks(TimeRange(0, ticks(4)), Rate(60)), ProblemLog()
    )
    assert face[:, JAW].max() == 1.0
    assert np.abs(np.diff(face[:, JAW])).max() < 0.3


def test_the_later_take_counts_where_both_have_frames():
    takes = [take(np.full((121, 1), 0.2)), take(np.full((31, 1), 0.7), 1.0)]
    face = take_channels(takes, AT, ProblemLog())
    assert face[45, JAW] == pytest.approx(0.7)
    assert face[100, JAW] == pytest.approx(0.2)


def test_strange_channels_are_left_out_and_told():
    log = ProblemLog()
    face = take_channels([take(np.ones((10, 2)), names=("earWiggle", "jawOpen"))], AT, log)
    assert face[0, JAW] == 1.0
    assert "earWiggle" in str(next(iter(log)))


def test_an_empty_take_does_nothing():
    assert not take_channels([take(np.zeros((0, 1)))], AT, ProblemLog()).any()


def layer(value, **fields):
    return OverrideLayer("o", "hand", {"jawOpen": Curve((Key(0, value),))}, **fields)


def test_handwork_replaces_adds_and_blends():
    face = np.full((len(AT), 52), 0.4)
    log = ProblemLog()
    assert overridden(face, [layer(0.9)], AT, log)[:, JAW] == pytest.approx(0.9)
    assert overridden(face, [layer(0.9, weight=0.5)], AT, log)[:, JAW] == pytest.approx(0.65)
    assert overridden(face, [layer(0.3, additive=True)], AT, log)[:, JAW] == pytest.approx(0.7)
    assert overridden(face, [layer(-0.3, additive=True)], AT, log)[:, JAW] == pytest.approx(0.1)
    assert overridden(face, [layer(0.9, additive=True)], AT, log)[:, JAW] == pytest.approx(1.0)
    assert overridden(face, [layer(0.9, muted=True)], AT, log)[:, JAW] == pytest.approx(0.4)
    assert overridden(face, [layer(0.9), layer(0.1)], AT, log)[:, JAW] == pytest.approx(0.1)
    assert np.array_equal(np.delete(overridden(face, [layer(0.9)], AT, log), JAW, 1), np.delete(face, JAW, 1))
    assert len(log) == 0


def test_handwork_on_no_channel_is_told_and_an_empty_curve_does_nothing():
    log = ProblemLog()
    face = np.full((len(AT), 52), 0.4)
    odd = OverrideLayer("o", "hand", {"earWiggle": Curve((Key(0, 1.0),)), "jawOpen": Curve()})
    assert np.array_equal(overridden(face, [odd], AT, log), face)
    assert "hand: earWiggle" in str(next(iter(log)))


def test_speech_and_emotion_alone_stay_what_they_are():
    generator = np.random.default_rng(1)
    speech, emotion, none = (
        generator.uniform(size=(9, 52)),
        generator.uniform(size=(9, 52)),
        np.zeros((9, 52)),
    )
    speech[:, [PUCKER, ARKIT_CHANNELS.index("mouthFunnel")]] = 0.0
    assert with_speech(speech, none, np.ones(9)) == pytest.approx(speech)
    assert with_speech(none, emotion, np.zeros(9)) == pytest.approx(emotion)


@given(st.integers(0, 2**32 - 1))
def test_together_they_never_pass_one(seed):
    generator = np.random.default_rng(seed)
    parts = generator.uniform(size=(3, 4, 52))
    joined = with_speech(parts[0], parts[1], parts[2, :, 0])
    assert joined.max() <= 1.0
    assert (joined >= parts[0] - 1e-12).all()


def test_while_talking_a_smile_stays_and_an_open_jaw_yields():
    emotion = np.zeros((1, 52))
    emotion[0, [JAW, SMILE]] = 0.8, 0.8
    talking = with_speech(np.zeros((1, 52)), emotion, np.ones(1))[0]
    assert talking[SMILE] > 0.6
    assert talking[JAW] < 0.35


def test_rounding_wins_over_spreading():
    smile = channels(("joy",), np.ones((1, 1)))
    rounded = np.zeros((1, 52))
    rounded[0, PUCKER] = 1.0
    assert with_speech(rounded, smile, np.ones(1))[0, SMILE] < 0.6 * smile[0, SMILE]


def clip_of(*phones, start=0.0):
    sounds = tuple(Phone(label, ticks(a), ticks(b)) for label, a, b in phones)
    word = Word("w", "word", sounds[0].start, sounds[-1].end, 1.0, sounds)
    return VoiceClip(
        "c", MediaRef("a.wav", "h", ticks(4)), ticks(start), transcript=Transcript(words=(word,))
    )


def test_speaking_rises_before_the_first_sound_and_bridges_short_pauses():
    clips = [clip_of(("AA1", 1.0, 1.5)), clip_of(("AA1", 1.7, 2.0))]
    activity = speaking(clips, AT)
    assert activity[0] == 0.0
    assert 0.0 < activity[28] < 1.0
    assert (activity[30:61] == 1.0).all()
    assert activity[-1] == 0.0
    assert np.abs(np.diff(activity)).max() < 0.4


def test_a_clip_without_transcript_is_silence():
    clip = attrs.evolve(clip_of(("P", 1, 2)), transcript=None)
    assert not speaking([clip], AT).any()
    assert scene_contacts([clip]) == ()


def test_contacts_move_with_their_clip():
    (found,) = scene_contacts([clip_of(("M", 0.5, 0.6), start=2.0)])
    assert (found.start, found.end) == (ticks(2.5), ticks(2.6))


def test_stepped_curves_of_handwork_hold():
    keys = (Key(0, 0.0, Interpolation.STEPPED), Key(ticks(2), 1.0, Interpolation.STEPPED))
    face = overridden(
        np.zeros((len(AT), 52)), [OverrideLayer("o", "h", {"jawOpen": Curve(keys)})], AT, ProblemLog()
    )
    assert face[59, JAW] == 0.0
    assert face[60, JAW] == 1.0
