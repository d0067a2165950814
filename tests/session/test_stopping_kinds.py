"""Each kind of job asks within its longest steps whether it should stop: counted, not timed."""

from __future__ import annotations

import json
from types import SimpleNamespace

import attrs
import numpy as np
import pytest
from test_stopping import SECONDS, WORDS, Count, said, stops_everywhere  # noqa: F401 - a fixture

from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Cancelled, now_and_then
from studio.core.time import Rate, TimeRange, ticks
from studio.document.converter import from_plain, to_plain
from studio.document.curves import Curve, Key
from studio.document.plain_json import write_json
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    Project,
    Scene,
    VoiceClip,
)
from studio.emotion.affect import mix_of_point
from studio.models.face_request import json_pieces
from studio.models.generate import generate_face
from studio.performance.body.carried import carried
from studio.performance.compose import compose, compose_face
from studio.performance.gestures import body_field as field_module
from studio.performance.gestures.body_field import body_field
from studio.performance.gestures.library import own_library
from studio.performance.life import Voice, calm, plan_life
from studio.performance.listening import attitude_of, partner_of, plan_listening
from studio.render import pieces as pieces_module
from studio.render.pieces import pieces_of
from studio.rig import characters
from studio.session.exporting import baking
from studio.session.exporting.baking import bake_by_pieces
from studio.session.exporting.exports import ExportOptions, chosen_formats, export
from studio.session.exporting.recordings import write_recordings
from studio.session.files import autosave
from studio.session.rigs import _loaded
from studio.session.staging.freshness import inputs_now
from studio.session.stopwatch import Stopwatch
from studio.speech.features import recording_cepstra
from studio.speech.prosody import analyse

SPAN = TimeRange(0, ticks(2.0))


@pytest.fixture(scope="module")
def heard(said):  # noqa: F811 - pytest's way
    """Somebody who says all of it, and what was heard."""
    audio, transcript = said
    clip = VoiceClip("c", MediaRef("made.wav", "", ticks(SECONDS)), 0, transcript=transcript)
    return Character("ann", "Ann", "nora", 1, clips=(clip,)), clip, audio, analyse(audio, transcript)


@pytest.fixture(scope="module")
def wave():
    """Somebody who gestures with both hands all the time."""
    known = own_library().gestures
    names = [name for name, g in known.items() if g.hands == "both"][:3]
    events = tuple(
        Event(f"g{k}", "gesture", ticks(0.9 * k), ticks(0.9 * k + 1.4), {"stroke": 0.4, "hold": 0.2}, name)
        for k, name in enumerate(names)
    )
    return Character("ann", "Ann", "nora", 1, events=events)


def fresh_rig():
    """A character on which nothing was measured yet."""
    return characters.load_folder(characters.folder() / "nora")


def test_measuring_a_body_stops_and_keeps_nothing_half_done():
    rig = fresh_rig()
    stops_everywhere(lambda progress: body_field(fresh_rig(), progress), 7)
    with pytest.raises(Cancelled):
        body_field(rig, Count(4))
    assert rig not in field_module._measured


def test_composing_asks_in_every_round_of_pushing_and_softening(wave):
    rig = characters.load("nora")
    compose(wave, rig, SPAN, Rate(30), ProblemLog())  # what is measured once is measured
    count = Count()
    compose(wave, rig, SPAN, Rate(30), ProblemLog(), count)
    assert count.asked > 20
    count = Count()
    compose_face(wave, rig, np.arange(60) * ticks(0.02), Rate(50), np.tile([0, 0, 0, 1.0], (60, 1)),
                 ProblemLog(), count)  # fmt: skip
    assert count.asked >= 3


def test_softening_a_body_asks_before_each_round(wave):
    body = compose(wave, characters.load("nora"), SPAN, Rate(30), ProblemLog()).body
    leap = attrs.evolve(body, rotations=body.rotations.copy())
    leap.rotations[20::2] = leap.rotations[20::2][:, ::-1]
    stops_everywhere(lambda progress: carried(leap, progress), 10)


def test_an_export_asks_within_a_piece(wave):
    rig, count = characters.load("nora"), Count()
    bake_by_pieces(wave, rig, SPAN, Rate(30), "ann", ProblemLog(), count, piece=60)
    assert count.asked > 20


def test_a_piece_of_an_export_looks_at_what_is_near_it_alone(heard, monkeypatch):
    member, clip, _, _ = heard
    seen, whole = [], baking.compose
    monkeypatch.setattr(
        baking,
        "compose",
        lambda who, *rest: seen.append(len(who.clips[0].transcript.words)) or whole(who, *rest),
    )
    rig, span = characters.load("nora"), TimeRange(ticks(20.0), ticks(21.0))
    bake_by_pieces(member, rig, span, Rate(30), "ann", ProblemLog(), Count(), piece=15)
    assert len(seen) == 3
    assert max(seen) < len(clip.transcript.words) / 4


def test_a_mouth_asks_for_each_block_and_each_articulator(heard):
    member, clip, audio, prosody = heard

    def work(progress):
        return generate_face(member, clip, audio, prosody, Rate(30), 0, ProblemLog(), progress=progress)

    stops_everywhere(work, 2 * 7 + 8)


def test_planning_asks_all_the_time(heard):
    member, _, _, prosody = heard
    span, words = TimeRange(0, ticks(3600.0)), {"c": prosody}
    stops_everywhere(lambda progress: plan_life(span, Voice(), calm(), 1, "ann", progress), 40)
    partner = partner_of(member, words, span)
    asked = Count()
    partner_of(member, words, span, progress=asked)
    assert asked.asked > 3
    events = plan_life(span, Voice(), calm(), 2, "bob")
    attitude, library = attitude_of(member, ProblemLog()), own_library()

    def listen(progress):
        plan_listening(span, events, Voice(), calm(), [partner], attitude, library, progress=progress)

    stops_everywhere(listen, len(events) // 64)


def test_comparing_takes_asks_while_it_looks_at_words(heard):
    member, clip, audio, prosody = heard
    voice = SimpleNamespace(audio=audio, prosody=prosody)
    stops_everywhere(lambda progress: inputs_now(member, clip, voice, Rate(30), 0, progress), 3)


def test_what_a_take_is_made_from_is_told_in_small_pieces_of_the_same_text():
    words = [["word", k / 7, None] for k in range(1000)]
    for value in (
        {"words": words, "none": [], "b": {}, "spans": [("x", words), ("é", [])], "a": (1, 2.5, True)},
        words,
        [words[:64], words[:65]],
        list(range(9)),
        "ü",
    ):
        pieces = list(json_pieces(value))
        assert "".join(pieces) == json.dumps(value, ensure_ascii=True, sort_keys=True)
        assert max(len(piece) for piece in pieces) < 64 * 40


def hour_of_keys():
    keys = tuple(Key(k, 0.5) for k in range(5000))
    member = Character("ann", "Ann", "nora", 1, emotions=(EmotionTrack("joy", "joy", Curve(keys)),))
    return Project("p", "Hour", (Scene("s", "Scene", Rate(30), (member,)),))


def test_reading_and_writing_a_document_ask_between_its_parts():
    project = hour_of_keys()
    plain = to_plain(project)
    stops_everywhere(lambda progress: to_plain(project, progress), 1)
    stops_everywhere(lambda progress: write_json(plain, progress), 10)
    stops_everywhere(lambda progress: from_plain(plain, "work", progress), 1)
    assert from_plain(plain, "work", Count()) == project
    plain["scenes"][0]["characters"][0]["name"] = 7
    with pytest.raises(ProblemError, match="is not text"):
        from_plain(plain, "work", Count())


def test_keeping_unsaved_work_may_be_stopped(tmp_path, monkeypatch):
    count, project, about = Count(), hour_of_keys(), {"name": "Hour"}
    autosave._write(project, tmp_path / "one", about, count)
    assert count.asked > 10
    for last in (1, count.asked // 2, count.asked):
        with pytest.raises(Cancelled):
            autosave._write(project, tmp_path / "one", about, Count(last))
    assert [path.name for path in sorted((tmp_path / "one").iterdir())] == ["0001.moodline", "about.json"]


def test_looking_up_feelings_asks():
    points = np.zeros((5000, 2))
    stops_everywhere(lambda progress: mix_of_point(points, progress), 9)


def test_what_a_character_is_drawn_by_is_made_piece_by_piece():
    rig = fresh_rig()
    stops_everywhere(lambda progress: pieces_of(fresh_rig(), lambda: progress(0.0)), 5)
    with pytest.raises(Cancelled):
        pieces_of(rig, lambda: Count(1)(0.0))
    assert rig not in pieces_module._known


def test_loading_a_character_asks():
    stops_everywhere(lambda progress: _loaded("nora", progress), 3)


def test_a_character_is_loaded_once_as_long_as_somebody_has_it():
    one = characters.load("jonas")
    assert characters.load("jonas") is one
    assert characters.load("nora") is not one


def test_of_many_short_steps_some_are_asked_about():
    count = Count()
    ask = now_and_then(count)
    for _ in range(130):
        ask()
    assert count.asked == 3


def test_spectra_of_a_minute_are_asked_about_several_times():
    samples = np.zeros(16_000 * 60, np.float32)
    stops_everywhere(lambda progress: recording_cepstra(samples, progress), 5)


def test_writers_ask_at_each_joint_and_shape(wave, tmp_path):
    rig = characters.load("nora")
    clip = bake_by_pieces(wave, rig, SPAN, Rate(30), "ann", ProblemLog(), Count())
    formats = chosen_formats("fbx,bvh,csv,npz,smplx")
    for form, least in zip(formats, (150, 8, 3, 8, 8), strict=True):
        folder = tmp_path / form.name
        folder.mkdir()

        def work(progress, form=form, folder=folder):
            export(clip, [form], folder, Stopwatch(), ExportOptions(ProblemLog()), progress)

        count = Count()
        work(count)
        assert count.asked >= least, form.name
        whole = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(Cancelled):
            work(Count(count.asked - 2))
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


def test_recordings_beside_an_export_are_copied_block_by_block(tmp_path):
    source = tmp_path / "long.wav"
    source.write_bytes(bytes(range(256)) * 20_000)  # five blocks
    clip = VoiceClip("c", MediaRef("long.wav", "", ticks(1.0)), 0)

    def work(progress):
        write_recordings([(clip, "out.wav")], 0, lambda _: source, tmp_path, progress)

    stops_everywhere(work, 5)
    work(Count())
    assert (tmp_path / "out.wav").read_bytes() == source.read_bytes()
