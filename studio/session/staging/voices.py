"""The recordings of the open document: loaded, drawn, aligned and listened to beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from studio.core.problems import Problem, ProblemLog
from studio.core.progress import Progress, part_of
from studio.document.edits.heirs import own_words
from studio.document.schema import MediaRef, Script, Transcript, VoiceClip
from studio.session.derived import derived_data
from studio.session.wait import wait_for_quiet

if TYPE_CHECKING:
    from studio.media.audio import Audio
    from studio.media.cache import Arrays
    from studio.media.peaks import Peaks
    from studio.session.studio import Studio
    from studio.speech.prosody import Prosody

_MANY = 0.4  # share of doubtful words that the artist is told of at once
_PAUSE = 0.3  # seconds without an edit of words after which a voice is listened to again


@attrs.define(frozen=True, eq=False)
class Voice:
    """A recording and what was heard in it. prosody belongs to `transcript`, which may be a moment older than
    the clip's; path: where it was read."""

    path: Path
    audio: Audio
    peaks: Peaks
    transcript: Transcript | None = None
    prosody: Prosody | None = None


class Voices:
    """`heard(clip)`: told on the owner's thread at each step: sound and peaks, then prosody. `aligned(clip,
    voice)`: a clip had no words, and here they are. Clips by id."""

    def __init__(
        self,
        studio: Studio,
        heard: Callable[[VoiceClip], None],
        aligned: Callable[[VoiceClip, Transcript], None],
    ) -> None:
        self._studio, self._heard, self._aligned = studio, heard, aligned
        self._voices: dict[str, Voice] = {}
        self._offered: dict[str, Voice] = {}
        self.failed: dict[str, tuple[Path, Problem]] = {}
        self._clips: dict[str, VoiceClip] = {}

    def __getitem__(self, clip_id: str) -> Voice | None:
        return self._voices.get(clip_id)

    def forget(self) -> None:
        """Another document is open."""
        self._voices.clear()
        self._offered.clear()
        self.failed.clear()
        self._clips.clear()

    def offer(self, clip_id: str, voice: Voice) -> None:
        """A recording that was loaded for a clip which is about to come, or to change to it."""
        self._offered[clip_id] = voice

    def follow(self, clips: Iterable[VoiceClip]) -> None:
        """Begins to listen to clips that are new or other than before; those that went are forgotten."""
        now = {clip.id: clip for clip in clips}
        for id_ in self._clips.keys() - now.keys():
            self._clips.pop(id_), self._voices.pop(id_, None)
            self._forgive(id_)
        for id_, clip in now.items():
            known = self._clips.get(id_)
            if known is clip:
                continue
            self._clips[id_] = clip
            path = self._studio.stage.media_path(clip.media.path)
            offered = self._offered.pop(id_, None) or (self._same_sound(path) if known is None else None)
            if offered is not None and offered.path.absolute() == path.absolute():
                self._voices[id_] = offered
                self._forgive(id_)
                self._listen(clip, offered)
            elif known is None or (known.media.path != clip.media.path and self._path_of(id_) != path):
                self._load(clip, path)
            elif id_ in self._voices and _words_differ(known, clip):
                self._listen(clip, self._voices[id_])

    def _same_sound(self, path: Path) -> Voice | None:
        """What another part of a recording is heard through: nobody keeps an hour of sound twice."""
        found = (voice for voice in self._voices.values() if voice.path.absolute() == path.absolute())
        voice = next(found, None)
        return None if voice is None else attrs.evolve(voice, transcript=None, prosody=None)

    def _forgive(self, clip_id: str) -> None:
        """What was wrong with a recording is so no longer, or is looked at again."""
        _, problem = self.failed.pop(clip_id, (None, None))
        if problem is not None:
            self._studio.findings.take_back(problem)

    def _path_of(self, clip_id: str) -> Path | None:
        if clip_id in self._voices:
            return self._voices[clip_id].path
        return self.failed[clip_id][0] if clip_id in self.failed else None

    def ready(self, clip_id: str) -> bool:
        """Is everything known that a performance of the clip's present words needs?"""
        voice, clip = self._voices.get(clip_id), self._clips.get(clip_id)
        if voice is None or clip is None or voice.prosody is None:
            return False
        return voice.transcript is clip.transcript

    def again(self, clip: VoiceClip) -> None:
        """Tries to load a recording once more."""
        self._clips[clip.id] = clip
        self._load(clip, self._studio.stage.media_path(clip.media.path))

    def _load(self, clip: VoiceClip, path: Path) -> None:
        self._voices.pop(clip.id, None)
        self._forgive(clip.id)
        findings = self._studio.findings

        def work(progress: Progress) -> Voice:
            return load_voice(path, findings, progress)

        def then(loaded: Voice) -> None:
            same = self._same_sound(path)
            known = same is not None and same.audio.content_hash == loaded.audio.content_hash
            voice = same if same is not None and known else loaded
            self._voices[clip.id] = voice
            self._listen(self._clips.get(clip.id, clip), voice)
            self._heard(self._clips.get(clip.id, clip))

        def failed(problem: Problem) -> None:
            told = attrs.evolve(problem, hint=problem.hint or "Choose where the recording is now")
            self.failed[clip.id] = (path, told)
            self._studio.report(told)
            self._heard(self._clips.get(clip.id, clip))

        title = f"Loading {clip.media.name}"
        self._studio.jobs.start(title, work, then, key=f"load {clip.id}", failed=failed, lane="files")

    def _listen(self, clip: VoiceClip, voice: Voice) -> None:
        """Aligns a clip that has no words; hears the prosody of one that has others than before."""
        findings = self._studio.findings
        if clip.transcript is not None and clip.transcript is voice.transcript:
            return

        def work(progress: Progress) -> tuple[Transcript, Prosody]:
            # Words under somebody's hand change many times a second.
            wait_for_quiet(_PAUSE if voice.transcript is not None else 0.0, progress)
            transcript = clip.transcript or align_clip(clip, voice.audio, findings, progress)
            from studio.speech.prosody import analyse  # noqa: PLC0415 - heavy

            cache = derived_data(findings)
            return transcript, analyse(voice.audio, transcript, cache, progress, clip.script.text)

        def then(heard: tuple[Transcript, Prosody]) -> None:
            now = self._voices.get(clip.id)
            if now is None or now.audio is not voice.audio:
                return
            transcript, prosody = heard
            self._voices[clip.id] = attrs.evolve(voice, transcript=transcript, prosody=prosody)
            if clip.transcript is None:
                self._tell_doubts(clip, transcript)
                self._aligned(clip, transcript)
            self._heard(self._clips.get(clip.id, clip))

        name = clip.media.name
        title = f"Aligning {name}" if clip.transcript is None else f"Listening to {name}"
        quiet = clip.transcript is not None
        self._studio.jobs.start(
            title, work, then, key=f"listen {clip.id}", quiet=quiet, failed=self._studio.report
        )

    def _tell_doubts(self, clip: VoiceClip, transcript: Transcript) -> None:
        """Many words that are not heard mean another script, or another language."""
        count, doubtful = len(transcript.words), sum(word.doubtful for word in transcript.words)
        if clip.script.text.strip() and doubtful > max(2, _MANY * count):
            text = f"{doubtful} of {count} words were not clearly heard: is it this script and language?"
            self._studio.told.emit(f"{clip.media.name}: {text}")


def _words_differ(known: VoiceClip, clip: VoiceClip) -> bool:
    """Has a clip other words, or, as long as it has none, another script to find them by?"""
    return clip.transcript is not known.transcript or (
        clip.transcript is None and clip.script != known.script
    )


def load_voice(path: Path, log: ProblemLog, progress: Progress) -> Voice:
    """A recording with its waveform, kept between runs. Raises ProblemError."""
    from studio.media.load import load  # noqa: PLC0415 - heavy
    from studio.media.peaks import Peaks, waveform_peaks  # noqa: PLC0415 - heavy

    audio = load(path, log, part_of(progress, 0.0, 0.7))

    def make() -> Arrays:
        return waveform_peaks(audio.samples, part_of(progress, 0.7, 1.0)).arrays()

    kept = derived_data(log).arrays("peaks", audio.content_hash, make)
    return Voice(path, audio, Peaks.from_arrays(kept))


def align_clip(clip: VoiceClip, audio: Audio, log: ProblemLog, progress: Progress) -> Transcript:
    """The words of a clip, named after it."""
    from studio.speech.align import align  # noqa: PLC0415 - heavy

    script: Script | None = clip.script if clip.script.text.strip() else None
    named = own_words(clip.id, align(audio, script, log, progress, clip.script.language))
    assert named is not None
    return named


def media_of(clip: VoiceClip, audio: Audio) -> MediaRef:
    """The clip's recording with what is known of it now."""
    return attrs.evolve(clip.media, content_hash=audio.content_hash, duration=audio.duration)
