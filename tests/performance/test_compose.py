import attrs
import numpy as np
import pytest

from studio.core.names import ARKIT_CHANNELS, EMOTIONS
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    Event,
    MediaRef,
    OverrideLayer,
    Phone,
    Provenance,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.emotion.spec import tracks_of_specs
from studio.performance.compose import compose
from studio.performance.frames import PerformanceFrames
from studio.rig.characters import load
from studio.rig.contacts import MouthModel
from studio.speech.phones import contacts

SPAN = TimeRange(0, ticks(4))
RATES = [Rate(24), Rate(25), Rate(30000, 1001), Rate(30), Rate(60)]
INDEX = {name: i for i, name in enumerate(ARKIT_CHANNELS)}


@pytest.fixture(scope="module")
def rig():
    return load("nora")


def sentence(start=0.5):
    """Sounds of 90 ms, closures among open vowels."""
    labels = ["AA1", "P", "AE1", "F", "AA1", "M", "AA1", "V", "UW1", "B", "AA1", "M", "F", "AA1"]
    phones = tuple(
        Phone(p, ticks(start + 0.09 * i), ticks(start + 0.09 * (i + 1))) for i, p in enumerate(labels)
    )
    return Transcript(words=(Word("w", "papa", phones[0].start, phones[-1].end, 1.0, phones),))


def open_mouthed_take(rate=Rate(30)):
    """A model that knows nothing of closures: the jaw stays open through all of them."""
    values = np.zeros((4 * 30 + 1, 2), np.float32)
    values[10:80] = 0.35, 0.2
    return Take("t", ("jawOpen", "mouthFunnel"), rate, 0, values, Provenance("m"))


def performer(**fields):
    clip = VoiceClip("v", MediaRef("v.wav", "h", ticks(4)), 0, transcript=sentence())
    return Character("c", "C", "nora", 3, clips=(clip,), takes=(open_mouthed_take(),), **fields)


def played(character, rig, span=SPAN, rate=Rate(30)):
    return compose(character, rig, span, rate, ProblemLog())


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_closures_hold_at_any_rate_under_any_emotion_even_if_the_take_forgot_them(rig, rate):
    mouth = MouthModel.of(rig)
    for mood in ("neutral", *EMOTIONS):
        character = performer(emotions=tracks_of_specs([f"{mood}:1"]))
        report = mouth.measure(contacts(sentence()), played(character, rig, rate=rate).face, 0)
        assert report.bilabial.met == report.bilabial.total == 4, (mood, report)
        assert report.surface.met == report.surface.total, (mood, report)
        assert report.labiodental.met == report.labiodental.total == 3, (mood, report)
        assert report.unseen == 0


def test_contacts_move_with_a_clip_laid_elsewhere(rig):
    character = performer(emotions=tracks_of_specs(["surprise:1"]))
    late = attrs.evolve(character.clips[0], start=ticks(1.013))
    take = attrs.evolve(character.takes[0], start=ticks(1.013))
    frames = played(attrs.evolve(character, clips=(late,), takes=(take,)), rig).face
    report = MouthModel.of(rig).measure(contacts(sentence()), frames, late.start)
    assert report.bilabial.rate == report.labiodental.rate == 1.0


def test_two_clips_of_one_character_both_close(rig):
    character = performer()
    second = attrs.evolve(character.clips[0], id="w", start=ticks(1.9))
    takes = (*character.takes, attrs.evolve(character.takes[0], id="u", start=ticks(1.9)))
    frames = played(attrs.evolve(character, clips=(*character.clips, second), takes=takes), rig).face
    for start in (0, second.start):
        assert MouthModel.of(rig).measure(contacts(sentence()), frames, start).bilabial.rate == 1.0


def test_the_same_input_gives_the_same_bytes(rig):
    character = performer(emotions=tracks_of_specs(["fear:0.8", "anger:0.5:1:3"]))
    first, second = played(character, rig), played(character, rig)
    assert first.face.values.tobytes() == second.face.values.tobytes()
    other = played(attrs.evolve(character, seed=4), rig)
    assert first.face.values.tobytes() != other.face.values.tobytes()


@pytest.mark.parametrize("rate", [Rate(30), Rate(24)], ids=str)
def test_a_range_is_that_range_of_the_whole(rig, rate):
    character = performer(emotions=tracks_of_specs(["joy:1:0.5:3"]), events=BLINKS)
    whole = played(character, rig, rate=rate).face.values
    first, last = 22, 61
    part = played(character, rig, TimeRange(rate.tick_of(first), rate.tick_of(last)), rate)
    assert part.face.values == pytest.approx(whole[first : last + 1], abs=2e-5)
    assert part.face.start == rate.tick_of(first)


BLINKS = tuple(Event(f"b{i}", "blink", ticks(t), ticks(t + 0.25)) for i, t in enumerate((0.7, 1.4, 3.0)))


@pytest.mark.parametrize("mood", ["fear:1", "surprise:1", "joy:1", "anger:1", "pain:1"])
def test_a_blink_shuts_eyes_that_an_emotion_holds_wide(rig, mood):
    values = played(
        performer(emotions=tracks_of_specs([mood]), events=BLINKS), rig, rate=Rate(60)
    ).face.values
    for side in ("Left", "Right"):
        lid, wide = values[:, INDEX[f"eyeBlink{side}"]], values[:, INDEX[f"eyeWide{side}"]]
        assert lid.max() > 0.97
        assert wide[np.argmax(lid)] < 0.05


def test_handwork_is_the_last_word(rig):
    hand = OverrideLayer(
        "o", "hand", {"jawOpen": Curve((Key(0, 0.83),)), "eyeBlinkLeft": Curve((Key(0, 0.1),))}
    )
    values = played(performer(overrides=(hand,), events=BLINKS), rig).face.values
    assert values[:, INDEX["jawOpen"]] == pytest.approx(0.83)
    assert values[:, INDEX["eyeBlinkLeft"]] == pytest.approx(0.1)


def test_nothing_leaves_its_bounds_when_everything_is_up(rig):
    moods = tracks_of_specs([f"{mood}:1" for mood in EMOTIONS])
    frames = played(performer(emotions=moods, events=BLINKS), rig)
    assert isinstance(frames, PerformanceFrames)
    assert np.isfinite(frames.face.values).all()
    assert frames.face.values.min() >= 0.0
    assert frames.face.values.max() <= 1.0
    assert frames.face.names == ARKIT_CHANNELS
    assert frames.body.frame_count == frames.frame_count == len(frames.gaze_degrees) == 121


def test_a_character_with_nothing_is_at_rest(rig):
    frames = played(Character("c", "C", "nora"), rig)
    mouth = [i for name, i in INDEX.items() if name.startswith(("mouth", "jaw", "cheek", "nose"))]
    assert not frames.face.values[:, mouth].any()


def test_a_character_without_lips_is_played_with_a_warning(rig):
    bare = attrs.evolve(rig, vertex_sets={})
    log = ProblemLog()
    frames = compose(performer(), bare, SPAN, Rate(30), log)
    assert frames.frame_count == 121
    assert [problem.kind for problem in log] == ["rig.vertex_set"]


def test_an_emotion_without_a_face_is_told(rig):
    tracks = tracks_of_specs(["joy:0.5"])
    odd = attrs.evolve(tracks[0], id="x", emotion="levity")
    log = ProblemLog()
    frames = compose(performer(emotions=(*tracks, odd)), rig, SPAN, Rate(30), log)
    assert "levity" in str(next(iter(log)))
    assert np.array_equal(frames.face.values, played(performer(emotions=tracks), rig).face.values)


def test_speech_moves_no_faster_for_its_closures_than_lips_can(rig):
    values = played(performer(emotions=tracks_of_specs(["pain:1"])), rig, rate=Rate(60)).face.values
    assert np.abs(np.diff(values, axis=0)).max() < 0.45
