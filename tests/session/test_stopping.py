"""Long work asks often whether it should stop, and stops there: counted, not timed."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.problems import ProblemLog
from studio.core.progress import Cancelled, watched
from studio.core.time import Rate, TimeRange, ticks
from studio.document.files import load as load_project
from studio.document.files import save
from studio.document.schema import Character, MediaRef, Phone, Project, Script, Transcript, VoiceClip, Word
from studio.emotion.suggest import suggest
from studio.emotion.suggest_voice import usual_voice
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.performance.compose import compose
from studio.rig.characters import load
from studio.session.inbox import Inbox
from studio.session.jobs import Jobs
from studio.session.planning import with_plans
from studio.speech.align import align
from studio.speech.boundaries import changes
from studio.speech.prosody import analyse
from studio.speech.prosody_frames import SoundFrames
from studio.speech.prosody_pitch import pitch_line

WORDS, STEP = 400, 0.25
SECONDS = WORDS * STEP


@pytest.fixture(scope="module")
def said():
    """A hundred seconds of a buzzing voice, its words and its clip."""
    at = np.arange(round(SECONDS * ANALYSIS_RATE)) / ANALYSIS_RATE
    voice = np.sin(2 * np.pi * 140 * at) * (0.2 + 0.15 * np.sin(2 * np.pi * at / 1.7))
    audio = Audio(voice.astype(np.float32), ANALYSIS_RATE, "0" * 64, "made.wav", ANALYSIS_RATE, 1)
    return audio, Transcript("en", words=tuple(_word(k) for k in range(WORDS)))


def _word(number):
    start, end = ticks(number * STEP), ticks(number * STEP + 0.2)
    text = "happy" if number % 5 == 0 else "word"
    return Word(f"w{number}", text, start, end, phones=(Phone("AE1", start, end),))


class Count:
    """Progress that counts, and stops the work at one of its questions."""

    def __init__(self, last=10**9):
        self.asked, self.last = 0, last

    def __call__(self, done, doing=""):
        self.asked += 1
        if self.asked >= self.last:
            raise Cancelled


def stops_everywhere(work, least):
    """At least so many questions, and the work ends at the first, the last and some between."""
    count = Count()
    work(count)
    assert count.asked >= least
    for last in {1, count.asked // 3 or 1, count.asked}:
        with pytest.raises(Cancelled):
            work(Count(last))


def test_listening_to_a_voice(said):
    audio, transcript = said
    stops_everywhere(lambda progress: analyse(audio, transcript, None, progress), 4 * WORDS // 64)


def test_following_a_pitch():
    count = 20_000
    level, few = np.full(count, -20.0, np.float32), np.full((count, 3), 140.0, np.float32)
    frames = SoundFrames(level, level, few, np.full((count, 3), 0.8, np.float32))
    stops_everywhere(lambda progress: pitch_line(frames, progress), 2 * count // 4096)


def test_listening_for_feelings(said):
    audio, transcript = said
    prosody = analyse(audio, transcript)
    marks = [""] * WORDS

    def work(progress):
        usual = usual_voice(((prosody, transcript),), progress)
        suggest(prosody, transcript, marks, "", usual, progress)

    stops_everywhere(work, round(15 * SECONDS / 64))


def test_planning_what_a_body_does(said):
    audio, transcript = said
    clip = VoiceClip("c", MediaRef("made.wav", "", ticks(SECONDS)), 0, transcript=transcript)
    member, heard = Character("ann", "Ann", "nora", 1, clips=(clip,)), {"c": analyse(audio, transcript)}
    span = TimeRange(0, ticks(SECONDS))
    stops_everywhere(lambda progress: with_plans(member, heard, span, ProblemLog(), progress=progress), 2)


def test_composing_a_page():
    member, rig, span = Character("ann", "Ann", "nora", 1), load("nora"), TimeRange(0, ticks(0.5))
    stops_everywhere(lambda progress: compose(member, rig, span, Rate(30), ProblemLog(), progress), 2)


def test_drawing_boundaries(said):
    stops_everywhere(lambda progress: changes(said[0].samples, progress), round(SECONDS * 400 / 8000))


def test_aligning(said):
    audio = said[0]
    log = ProblemLog()
    stops_everywhere(lambda progress: align(audio, Script("hello there"), log, progress), 8)


def test_opening_and_saving(tmp_path):
    path, other = tmp_path / "work.moodline", Project("p", "Other")
    save(Project("p", "Work"), path)
    before = path.read_bytes()
    stops_everywhere(lambda progress: load_project(path, progress), 4)
    count = Count()
    save(other, tmp_path / "other.moodline", count)
    for last in range(1, count.asked + 1):
        with pytest.raises(Cancelled):
            save(other, path, Count(last))
        assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_items_are_watched_in_order_and_nothing_is_asked_of_none():
    count = Count()
    assert list(watched(list(range(130)), count)) == list(range(130))
    assert count.asked == 3
    assert list(watched((), Count(1))) == []


def test_who_only_asks_takes_nothing_back_of_what_was_said():
    inbox = Inbox()
    jobs, told = Jobs(inbox.post), []

    def work(progress):
        progress(0.5, "reading")
        progress(0.1)
        progress(0.6)
        told.append((job.done, job.doing))

    job = jobs.start("Try", work, lambda _: None)
    assert inbox.settle(lambda: jobs.busy)
    assert told == [(0.6, "reading")]
