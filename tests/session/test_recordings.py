"""Recordings as an artist brings them: dropped, dropped together, missing, recorded again, aligned again."""

from __future__ import annotations

import shutil

import attrs
import numpy as np
import pytest
import soundfile
from staged import House

from studio.core.resources import assets
from studio.core.time import seconds, ticks
from studio.document.curves import Curve, Key
from studio.document.edits import anchors, clips, emotions, scenes
from studio.document.edits.tree import in_character
from studio.document.files import load, save
from studio.document.schema import Character, EmotionTrack
from studio.session.looking import deeds
from studio.session.scripting import realigning, recordings, relinking
from studio.session.scripting.companions import companion_of, subtitles_text
from studio.session.scripting.rewording import reword
from studio.session.staging.rehearsing import takes_of
from studio.speech.transcript_files import textgrid


@pytest.fixture
def house(monkeypatch, tmp_path):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    built = House()
    yield built
    built.close()


@pytest.fixture
def nora(tmp_path):
    """A line with its script, as on an artist's disk."""
    for name in ("nora.flac", "nora.txt"):
        shutil.copy(assets() / "demo" / name, tmp_path / name)
    return tmp_path / "nora.flac"


@pytest.fixture
def jonas(tmp_path):
    for name in ("jonas.flac", "jonas.txt"):
        shutil.copy(assets() / "demo" / name, tmp_path / name)
    return tmp_path / "jonas.flac"


def test_a_drop_into_nothing_makes_a_performed_character(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    member = studio.character
    (clip,) = member.clips
    assert [w.text for w in clip.transcript.words][:3] == ["You", "came", "back"]
    assert takes_of(member, clip)
    assert member.events
    assert studio.store.steps == ("Add nora.flac",)
    assert studio.stage.peaks(clip.id).count == len(studio.stage.audio(clip.id).samples)
    assert studio.stage.prosody(clip.id) is not None
    assert house.worst_error(member) <= 1e-6


def test_a_drop_is_one_step_and_comes_back_performed(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    done = studio.project
    assert studio.store.undo()
    house.settle()
    assert studio.scene is None
    assert not studio.store.modified
    assert studio.store.redo()
    assert studio.project is done
    house.settle()
    assert studio.project is done


def test_several_are_laid_one_after_another(house, nora, jonas):
    studio = house.studio
    recordings.add_recordings(studio, [nora, jonas], at=ticks(1))
    house.settle()
    first, second = studio.character.clips
    assert first.start == ticks(1)
    assert second.start == first.start + first.media.duration
    assert all(takes_of(studio.character, clip) for clip in (first, second))
    assert len(studio.store.steps) == 1


def test_one_bad_file_among_several_is_told_and_left_out(house, nora, tmp_path):
    bad = tmp_path / "notes.wav"
    bad.write_text("no sound at all")
    recordings.add_recordings(house.studio, [bad, nora])
    house.settle()
    assert len(house.studio.character.clips) == 1
    assert any("notes.wav" in str(problem) for problem in house.studio.findings)


def test_a_bad_file_adds_nothing(house, tmp_path):
    bad = tmp_path / "noise.wav"
    bad.write_bytes(b"RIFF\x00\x00")
    before = house.studio.project
    recordings.add_recording(house.studio, bad)
    recordings.add_recording(house.studio, tmp_path / "nowhere.wav")
    house.settle()
    assert house.studio.project is before
    assert len(house.studio.findings) == 2
    assert len(house.told) == 2


def test_a_second_drop_keeps_what_was_moved_by_hand(house, nora, jonas):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    early = [e for e in studio.character.events if e.end < ticks(2)]
    recordings.add_recording(studio, jonas)
    house.settle()
    assert len(studio.character.clips) == 2
    after = {e.id: e for e in studio.character.events}
    assert all(after.get(e.id) == e for e in early)
    last = studio.character.clips[1]
    assert any(e.start > last.start for e in studio.character.events)


def test_a_missing_recording_is_told_and_can_be_found_again(house, nora, tmp_path):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    save(studio.project, tmp_path / "p.moodline")
    moved = tmp_path / "elsewhere" / "line.flac"
    moved.parent.mkdir()
    nora.rename(moved)
    studio.open(load(tmp_path / "p.moodline"), tmp_path / "p.moodline")
    house.settle()
    clip = studio.character.clips[0]
    assert studio.stage.audio(clip.id) is None
    assert any("nora.flac" in text for text in house.told)
    assert house.worst_error(studio.character) <= 1e-6
    relinking.relink(studio, clip.id, moved)
    house.settle()
    assert studio.stage.audio(clip.id) is not None
    assert studio.character.clips[0].media.path == str(moved)
    assert studio.store.steps == ("Find line.flac",)


def test_somebody_who_comes_later_listens_and_does_so_again(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    scene, speaker = studio.scene, studio.character
    studio.apply(
        "Add character", lambda p: scenes.add_character(p, scene.id, Character("late", "Edith", "edith"))
    )
    house.settle()
    said, listener = studio.scene.characters
    assert said.events == speaker.events, "who was there already goes on as before"
    assert listener.events
    studio.selection.set(attrs.evolve(studio.selection.value, character="late"))
    deeds.DEEDS["character.perform"](studio, ("late",))
    house.settle()
    assert studio.scene.characters[1].events
    assert not [p for p in studio.findings if p.kind == "takes.unheard"]
    # What the artist takes away then stays away.
    studio.apply("Alone", lambda p: in_character(p, "late", lambda c: attrs.evolve(c, events=())))
    house.settle()
    assert not studio.scene.characters[1].events


def test_recordings_that_moved_together_are_found_together(house, nora, tmp_path):
    studio = house.studio
    second, third = tmp_path / "second.flac", tmp_path / "third.flac"
    for path in (second, third):
        shutil.copy(nora, path)
    recordings.add_recordings(studio, [nora, second, third])
    house.settle()
    save(studio.project, tmp_path / "p.moodline")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for path in (nora, second):
        path.rename(folder / path.name)
    third.unlink()
    (folder / third.name).write_bytes(b"no recording")
    studio.open(load(tmp_path / "p.moodline"), tmp_path / "p.moodline")
    house.settle()
    first = studio.character.clips[0]
    relinking.relink(studio, first.id, folder / nora.name)
    house.settle()
    found = [studio.stage.audio(clip.id) is not None for clip in studio.character.clips]
    assert found == [True, True, False]
    gone = [problem.subject for problem in studio.findings if problem.kind.startswith("media.")]
    assert not any("nora" in subject or "second" in subject for subject in gone)
    assert any("third" in subject for subject in gone)
    assert studio.character.clips[1].media.path == str(folder / "second.flac")
    assert studio.store.steps == ("Find 2 recordings",)


def test_a_line_recorded_again_leads_its_keys_along(house, nora, tmp_path):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    clip = studio.character.clips[0]
    word = clip.transcript.words[5]
    key = anchors.anchored(Key(clip.start + word.start, 0.8), clip, word.id)
    track = EmotionTrack("joy", "joy", Curve((key,)))
    studio.apply("Key", lambda p: emotions.add_emotion(p, studio.character.id, track))
    again = tmp_path / "again.wav"
    _with_silence_before(nora, again, 0.6)
    recordings.replace_recording(studio, clip.id, again)
    house.settle()
    after = studio.character.clips[0]
    found = next(w for w in after.transcript.words if w.id == word.id)
    assert abs(seconds(found.start - word.start) - 0.6) < 0.06
    (tied,) = next(t for t in studio.character.emotions if t.id == "joy").curve.keys
    assert tied.time == after.start + found.start
    assert studio.stage.stale(studio.character.id) == ()
    assert studio.store.steps[-1] == "Replace with again.wav"
    assert studio.store.undo()
    assert studio.character.clips[0] == clip
    house.settle()


def _with_silence_before(source, target, long):
    sound, rate = soundfile.read(source)
    quiet = 1e-4 * np.random.default_rng(0).standard_normal(int(long * rate))
    soundfile.write(target, np.concatenate([quiet, sound]), rate)


def test_only_the_chosen_words_are_aligned_again(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    clip = studio.character.clips[0]
    words = clip.transcript.words
    wrong = words[4]
    studio.apply(
        "Drag", lambda p: clips.set_word_timing(p, clip.id, wrong.id, wrong.start, wrong.start + 9000)
    )
    realigning.realign(studio, clip.id, [words[3].id, words[4].id])
    house.settle()
    after = studio.character.clips[0].transcript.words
    assert [w.id for w in after] == [w.id for w in words]
    assert after[:3] == words[:3]
    assert after[5:] == words[5:]
    assert abs(seconds(after[4].end - words[4].end)) < 0.08
    assert studio.store.steps[-1] == "Align again"


def test_a_corrected_word_is_spoken_as_it_is_written_now(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    clip = studio.character.clips[0]
    studio.apply("Lips", lambda p: clips.set_word(p, clip.id, clip.transcript.words[2].id, lip_gain=1.5))
    steps = studio.store.place
    assert reword(studio, clip.id, clip.transcript.words[2].id, "home")
    house.settle()
    after = studio.character.clips[0]
    assert [p.label for p in after.transcript.words[2].phones] == ["HH", "OW1", "M"]
    assert "came home" in after.script.text
    assert after.transcript.words[2].lip_gain == 1.5
    assert studio.store.place == steps + 1
    studio.store.undo()
    assert studio.character.clips[0].transcript.words[2].text == "back"


def test_a_word_too_short_to_be_heard_still_has_the_sounds_of_its_text(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    clip = studio.character.clips[0]
    word, after = clip.transcript.words[2:4]

    def squeezed(project):
        project = clips.set_word_timing(project, clip.id, word.id, word.start, word.start + ticks(0.05))
        return clips.set_word_timing(project, clip.id, after.id, word.start + ticks(0.05), after.end)

    studio.apply("Squeeze", squeezed)
    reword(studio, clip.id, word.id, "no")
    house.settle()
    said = studio.character.clips[0].transcript.words[2]
    assert [p.label for p in said.phones] == ["N", "OW1"]
    assert (said.phones[0].start, said.phones[-1].end) == (word.start, word.start + ticks(0.05))
    assert not [p for p in studio.findings if p.kind == "speech.no_room"]


def test_nothing_chosen_is_nothing_to_align(house, nora):
    recordings.add_recording(house.studio, nora)
    house.settle()
    clip = house.studio.character.clips[0]
    assert realigning.realign(house.studio, clip.id, ["no such word"]) is None


def test_another_text_and_its_words_are_one_step(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    clip = studio.character.clips[0]
    text = attrs.evolve(clip.script, text="You came back.")
    realigning.set_text(studio, clip.id, text)
    house.settle()
    after = studio.character.clips[0]
    assert [w.text for w in after.transcript.words] == ["You", "came", "back"]
    assert after.script == text
    assert len(studio.store.steps) == 2


def test_what_a_new_text_directs_is_felt_in_the_same_step(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    before, clip = studio.project, studio.character.clips[0]
    text = attrs.evolve(clip.script, text="[sad] You came back. [thinking of lunch] I really thought.")
    realigning.set_text(studio, clip.id, text)
    house.settle()
    assert len(studio.store.steps) == 2
    assert [t.emotion for t in studio.character.emotions if t.curve.keys and t.emotion == "sadness"]
    studio.store.undo()
    assert studio.project == before
    studio.store.redo()
    words, felt = studio.character.clips[0].transcript.words, studio.character.emotions
    # The same text again, with another word: what it directs was laid already.
    again = attrs.evolve(text, text=text.text.replace("really", "surely"))
    realigning.set_text(studio, clip.id, again)
    house.settle()
    assert words != studio.character.clips[0].transcript.words
    assert felt == studio.character.emotions


def test_a_textgrid_beside_a_recording_is_taken_as_it_is(house, nora):
    studio = house.studio
    recordings.add_recording(studio, nora)
    house.settle()
    transcript = studio.character.clips[0].transcript
    grid = textgrid(transcript, studio.character.clips[0].media.duration)
    nora.with_suffix(".TextGrid").write_text(grid, "utf-8")
    companion = companion_of(nora, "en", studio.findings)
    assert [w.text for w in companion.transcript.words] == [w.text for w in transcript.words]
    assert companion.path.suffix == ".TextGrid"


def test_subtitles_give_what_is_said():
    blocks = (
        "1\n00:00:01,000 --> 00:00:02,000\n<i>You came</i> back!",
        "2\n00:00:02,5 --> 00:00:04\nI really\nthought\n",
    )
    assert subtitles_text("\n\n".join(blocks)) == "You came back!\nI really\nthought"
