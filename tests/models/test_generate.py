"""The take of a clip, and a model that does not keep its word."""

from __future__ import annotations

from fractions import Fraction

import attrs
import numpy as np
import pytest

import studio_plugin as api
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Cancelled
from studio.core.time import Rate, TimeRange, frame_ticks, seconds, ticks
from studio.document.schema import Transcript
from studio.models import generate
from studio.models.discovery import discover
from studio.models.face_request import face_request
from studio.models.generate import generate_face, run
from studio.models.result_check import checked_face


@pytest.fixture
def manifest():
    return discover().find("org.moodline.face")


@pytest.mark.parametrize("rate", [Rate(24), Rate(30), Rate(30000, 1001), Rate(240)])
def test_a_take_covers_its_clip(character, clip, audio, prosody, rate):
    log = ProblemLog()
    take = generate_face(character, clip, audio, prosody, rate, 0, log)
    assert take.start == clip.start
    assert len(take.values) == len(frame_ticks(TimeRange(0, audio.duration), rate))
    assert set(take.names) <= set(ARKIT_CHANNELS)
    assert take.values.dtype == np.float32
    assert take.provenance.model == "org.moodline.face"
    assert take.provenance.licence == "Apache-2.0"
    assert not len(log)


def test_the_mouth_closes_where_the_words_say(character, clip, audio, prosody):
    take = generate_face(character, clip, audio, prosody, Rate(30), 0, ProblemLog())
    close, jaw = (take.values[:, take.names.index(n)] for n in ("mouthClose", "jawOpen"))
    for word in clip.transcript.words:
        for phone in word.phones:
            frame = round(seconds(phone.start + phone.end) / 2 * 30)
            if phone.label == "M":
                assert close[frame] >= jaw[frame] - 1e-6
            if phone.label == "AA1":
                assert jaw[frame] > 0.15


def test_same_inputs_same_take_and_each_input_counts(character, clip, audio, prosody):
    def made(character=character, clip=clip, audio=audio, seed=0, style="neutral"):
        return generate_face(character, clip, audio, prosody, Rate(30), seed, ProblemLog(), style=style)

    first = made()
    assert made() == first
    first_word = clip.transcript.words[0]
    louder = attrs.evolve(first_word, jaw_gain=1.5)
    words = (louder, *clip.transcript.words[1:])
    others = [
        made(character=attrs.evolve(character, lip_gain=0.5)),
        made(clip=attrs.evolve(clip, transcript=attrs.evolve(clip.transcript, words=words))),
        made(audio=attrs.evolve(audio, content_hash="beef")),
        made(seed=1),
        made(style="mumbled"),
    ]
    hashes = {take.provenance.inputs_hash for take in [first, *others]}
    assert len(hashes) == 6
    assert len({take.id for take in [first, *others]}) == 6


def test_word_gains_open_the_jaw_of_their_word(character, clip, audio, prosody):
    words = (attrs.evolve(clip.transcript.words[0], jaw_gain=2.0), clip.transcript.words[1])
    wide = attrs.evolve(clip, transcript=attrs.evolve(clip.transcript, words=words))
    plain, more = (
        generate_face(character, c, audio, prosody, Rate(30), 0, ProblemLog()) for c in (clip, wide)
    )
    jaw = plain.names.index("jawOpen")
    assert more.values[:, jaw].max() > 1.5 * plain.values[:, jaw].max()


@pytest.mark.parametrize("transcript", [None, Transcript()])
def test_a_clip_without_words_moves_the_jaw_with_the_voice_and_says_so(
    character, clip, audio, prosody, transcript
):
    log = ProblemLog()
    silent = attrs.evolve(clip, transcript=transcript)
    take = generate_face(character, silent, audio, prosody, Rate(30), 0, log)
    assert [p.kind for p in log] == ["model.no_sounds"]
    assert take.values.max() > 0.05


def test_an_unknown_style_is_neutral(character, clip, audio, prosody):
    plain, odd = (
        generate_face(character, clip, audio, prosody, Rate(30), 0, ProblemLog(), style=s)
        for s in ("neutral", "purple")
    )
    assert np.array_equal(plain.values, odd.values)


def test_progress_that_cancels_stops_the_work(character, clip, audio, prosody):
    def stop(done: float, doing: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        generate_face(character, clip, audio, prosody, Rate(30), 0, ProblemLog(), progress=stop)


def test_a_generator_that_fails_is_a_finding_and_is_unloaded(
    monkeypatch, manifest, character, clip, audio, prosody
):
    class Broken:
        unloaded = False

        def load(self, *_):
            return api.LoadReport()

        def generate(self, *_):
            raise KeyError("weights")

        def unload(self):
            Broken.unloaded = True

    monkeypatch.setattr(generate, "open_generator", lambda _: Broken())
    request = face_request(manifest, character, clip, audio, prosody, Rate(30), 0)
    with pytest.raises(ProblemError, match="KeyError"):
        run(manifest, request)
    assert Broken.unloaded


def test_a_model_that_hears_gets_sound_at_its_rate(manifest, character, clip, audio, prosody):
    hearing = attrs.evolve(manifest, audio=attrs.evolve(manifest.audio, roles=("self",), sample_rate=24_000))
    request = face_request(hearing, character, clip, audio, prosody, Rate(30), 0)
    assert request.audio["self"].rate == 24_000
    assert abs(len(request.audio["self"].samples) - 36_000) <= 1
    assert not face_request(manifest, character, clip, audio, prosody, Rate(30), 0).audio


class TestResults:
    """What a model may get wrong."""

    request = api.Request({}, 1.0, Fraction(30), 31)

    def check(self, manifest, *tracks, notices=()):
        used = api.UsedSettings("m", "1", 0)
        log = ProblemLog()
        names, values = checked_face(
            api.Result(list(tracks), used, list(notices)), self.request, manifest, log
        )
        return names, values, [p.kind for p in log]

    def track(self, values, names=("jawOpen", "mouthClose"), **more):
        return api.Track("face.arkit", names, np.asarray(values, np.float32), **{"fps": Fraction(30), **more})

    def test_a_sound_result_passes_untouched(self, manifest):
        values = np.full((31, 2), 0.25, np.float32)
        names, got, kinds = self.check(manifest, self.track(values))
        assert names == ("jawOpen", "mouthClose")
        assert np.array_equal(got, values)
        assert not kinds

    @pytest.mark.parametrize(("frames", "last"), [(20, 19.0), (40, 30.0)])
    def test_a_wrong_length_is_held_or_cut_and_said(self, manifest, frames, last):
        values = np.linspace(0, frames - 1, frames)[:, None] / 100
        _, got, kinds = self.check(manifest, self.track(values, ("jawOpen",)))
        assert len(got) == 31
        assert got[-1, 0] == pytest.approx(last / 100)
        assert kinds == ["models.length"]

    def test_values_out_of_range_are_clipped_and_said(self, manifest):
        _, got, kinds = self.check(manifest, self.track(np.full((31, 2), 1.5)))
        assert got.max() == 1.0
        assert kinds == ["models.range"]

    def test_notices_reach_the_log(self, manifest):
        notice = api.Notice("cut", "audio cut", start=22.0, end=30.0)
        *_, kinds = self.check(manifest, self.track(np.zeros((31, 2))), notices=[notice])
        assert kinds == ["model.cut"]

    def test_what_cannot_be_used_is_refused(self, manifest):
        good = np.zeros((31, 2))
        bad = [
            [],
            [self.track(good), self.track(good)],
            [self.track(good, ("jawOpen", "jawOpen"))],
            [self.track(good, ("jawOpen", "earWiggle"))],
            [self.track(good, ("jawOpen",))],
            [self.track(np.zeros((0, 2)))],
            [self.track(np.full((31, 2), np.nan))],
            [self.track(good, fps=Fraction(25))],
            [self.track(good, t0=0.5)],
        ]
        for tracks in bad:
            with pytest.raises(ProblemError) as caught:
                self.check(manifest, *tracks)
            assert caught.value.problem.kind == "models.result"
            assert caught.value.problem.subject == manifest.id


def test_ticks_of_the_request_are_seconds(manifest, character, clip, audio, prosody):
    request = face_request(manifest, character, clip, audio, prosody, Rate(30), 0)
    assert request.words[0].text == "mama"
    assert request.phonemes.tokens[0].start == pytest.approx(0.3)
    assert request.phonemes.symbols == "arpabet"
    assert ticks(request.duration) == audio.duration
    assert len(request.curves["loudness"].values) == request.frames
