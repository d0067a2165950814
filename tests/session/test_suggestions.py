from __future__ import annotations

import numpy as np
import pytest

from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND as S
from studio.core.time import TimeRange
from studio.document.curves import Curve, Key
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
from studio.emotion.mix import emotion_mix
from studio.session.inbox import Inbox
from studio.session.palette.suggesting import (
    blend_of,
    is_suggested,
    with_accepted,
    with_suggestion,
    without_accepted,
)
from studio.session.studio import Studio
from studio.speech.prosody import Prosody

GHOSTS = {
    "joy": Curve((Key(0, 0.0), Key(2 * S, 0.8), Key(6 * S, 0.0))),
    "fear": Curve((Key(S, 0.0), Key(3 * S, 0.5), Key(5 * S, 0.0))),
}
AT = np.arange(-S, 8 * S, S // 30)


def project() -> Project:
    painted = EmotionTrack("t", "joy", Curve((Key(0, 0.1), Key(4 * S, 0.3))))
    nora = Character("nora", "Nora", "nobody", emotions=(painted,))
    return Project("p", "P", (Scene("s", "S", characters=(nora,)),))


def nora(project: Project) -> Character:
    return project.scenes[0].characters[0]


def seen(project: Project, emotion: str) -> np.ndarray:
    return emotion_mix(nora(project).emotions, AT).emotions().get(emotion, np.zeros(len(AT)))


def test_what_is_performed_is_painted_and_as_much_of_the_suggestion():
    before = project()
    half = with_suggestion(before, "nora", GHOSTS, 0.5)
    assert seen(half, "joy") == pytest.approx(seen(before, "joy") + 0.5 * sample(GHOSTS["joy"], AT))
    assert seen(half, "fear") == pytest.approx(0.5 * sample(GHOSTS["fear"], AT))
    assert blend_of(nora(half)) == 0.5
    again = with_suggestion(half, "nora", GHOSTS, 0.2)
    assert sum(map(is_suggested, nora(again).emotions)) == 2
    assert with_suggestion(half, "nora", GHOSTS, 0.0) == before


def test_accepting_all_changes_nothing_that_is_seen():
    half = with_suggestion(project(), "nora", GHOSTS, 0.5)
    taken = with_accepted(half, "nora", GHOSTS, 0.5)
    assert not any(map(is_suggested, nora(taken).emotions))
    for emotion in GHOSTS:
        assert np.abs(seen(taken, emotion) - seen(half, emotion)).max() < 0.02
    assert [t.emotion for t in nora(taken).emotions] == ["joy", "fear"]
    assert sum(len(t.curve.keys) for t in nora(taken).emotions) < 30
    assert without_accepted(GHOSTS, [TimeRange(0, 6 * S)]) == {}


def test_accepting_a_stretch_leaves_the_rest_a_suggestion():
    half = with_suggestion(project(), "nora", GHOSTS, 0.5)
    taken = with_accepted(half, "nora", GHOSTS, 0.5, TimeRange(2 * S, 3 * S))
    for emotion in GHOSTS:
        assert np.abs(seen(taken, emotion) - seen(half, emotion)).max() < 0.03
    own = next(t for t in nora(taken).emotions if t.emotion == "fear" and not is_suggested(t))
    values = sample(own.curve, AT)
    assert values[(AT > 2.2 * S) & (AT < 2.8 * S)].min() > 0.1
    assert np.abs(values[(AT < 2 * S) | (AT > 3 * S)]).max() < 0.02
    assert any(map(is_suggested, nora(taken).emotions))


def heard_studio():
    inbox = Inbox()
    studio = Studio(inbox.post)
    tokens = ["I", "am", "so", "happy", "to", "see", "you"]
    words = tuple(Word(f"w{i}", t, i * S // 3, (i + 1) * S // 3) for i, t in enumerate(tokens))
    clip = VoiceClip("c", MediaRef("gone.wav", "", 3 * S), S, transcript=Transcript("en", words=words))
    character = Character("nora", "Nora", "nobody", clips=(clip,))
    n = 260
    level, zeros = np.full(n, -20, np.float32), np.zeros(n, np.float32)
    prosody = Prosody(S // 100, level, zeros + 0.5, zeros + 120, zeros + 0.3, (), (), (), 120.0)
    studio.stage.prosody = lambda _: prosody
    studio.open(Project("p", "P", (Scene("s", "S", characters=(character,)),)), None)
    studio.stage.heard.emit("c")
    assert inbox.settle(lambda: not studio.suggestions.ghosts("nora"), seconds=60.0)
    return studio, inbox


def test_ghosts_come_after_hearing_and_are_accepted_in_one_step():
    studio, inbox = heard_studio()
    told = []
    studio.suggestions.changed.connect(told.append)
    ghosts = studio.suggestions.ghosts("nora")
    assert max(k.value for k in ghosts["joy"].keys) > 0.3
    assert ghosts["joy"].keys[0].time > S // 2  # the clip starts at a second
    start = studio.project
    studio.suggestions.set_blend("nora", 0.4, "slider")
    studio.suggestions.set_blend("nora", 0.7, "slider")
    assert studio.suggestions.blend("nora") == 0.7
    studio.store.undo()
    assert studio.project == start
    assert studio.suggestions.accept("nora")
    assert [t.emotion for t in studio.project.scenes[0].characters[0].emotions] == sorted(ghosts)
    assert studio.suggestions.ghosts("nora") == {}
    studio.suggestions.suggest_again("nora")
    assert studio.suggestions.ghosts("nora").keys() == ghosts.keys()
    studio.store.undo()
    studio.store.undo()
    assert studio.project == start
    assert told
    studio.jobs.cancel_all()
    inbox.settle(lambda: studio.jobs.busy)
