"""Waveform pyramid against the samples themselves; the cache against crashes, damage and full disks."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.media.cache import DerivedCache
from studio.media.peaks import BUCKET, FACTOR, Peaks, view, waveform_peaks


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(count).normal(0, 0.3, count).astype(np.float32)


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 5000, 300_000, 2_000_000])
def test_each_level_holds_the_extremes_of_its_buckets(count: int) -> None:
    samples = noise(count)
    peaks = waveform_peaks(samples)
    for k, level in enumerate(peaks.levels):
        width = BUCKET * FACTOR**k
        assert len(level) == -(-count // width)
        for bucket in {0, len(level) // 2, len(level) - 1} if len(level) else ():
            part = samples[bucket * width : (bucket + 1) * width]
            assert level[bucket].tolist() == [part.min(), part.max()]
    assert count < 2 or len(peaks.levels[-1]) == 1


@given(st.integers(-2000, 120_000), st.integers(1, 120_000), st.integers(1, 300))
def test_a_view_misses_no_extreme_and_invents_none(start: int, length: int, columns: int) -> None:
    samples = noise(100_000)
    got = view(waveform_peaks(samples), samples, start, start + length, columns)
    edges = np.linspace(start, start + length, columns + 1)
    slack = 0 if length / columns < BUCKET else int(length / columns) + 1
    for column in {0, columns // 2, columns - 1}:
        a, b = int(np.floor(edges[column])), int(np.ceil(edges[column + 1]))
        exact = samples[max(a, 0) : max(b, 0)]
        if edges[column + 1] <= 0 or edges[column] >= len(samples):
            assert got[column].tolist() == [0, 0]
            continue
        wider = samples[max(a - slack, 0) : b + slack]
        assert wider.min() <= got[column, 0] <= exact.min()
        assert exact.max() <= got[column, 1] <= wider.max()


def test_peaks_survive_the_cache(tmp_path: Path) -> None:
    samples = noise(100_000)
    peaks = waveform_peaks(samples)
    for _ in range(2):
        back = Peaks.from_arrays(DerivedCache(tmp_path).arrays("peaks", "key", peaks.arrays))
        assert back.count == peaks.count
        assert all(np.array_equal(a, b) for a, b in zip(back.levels, peaks.levels, strict=True))


class Maker:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> dict[str, np.ndarray]:
        self.calls += 1
        return {"pitch": np.arange(1000.0), "empty": np.zeros((0, 3), np.float32), "scalar": np.array(3)}


def test_made_once_and_given_back_read_only(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(3):
        cache = DerivedCache(tmp_path / "new" / "folder")
        arrays = cache.arrays("prosody", "abc/../def", make)
        assert {k: (v.dtype, v.shape) for k, v in arrays.items()} == {
            k: (v.dtype, v.shape) for k, v in Maker()().items()
        }
        assert np.array_equal(arrays["pitch"], np.arange(1000.0))
        assert not any(array.flags.writeable for array in arrays.values())
        assert not list(cache.log)
    assert make.calls == 1
    DerivedCache(tmp_path / "new" / "folder").arrays("prosody", "other", make)
    assert make.calls == 2
    assert not list((tmp_path / "new" / "folder").glob(".*"))


def damage_flip(entry: Path) -> None:
    data = bytearray((entry / "pitch.npy").read_bytes())
    data[500] ^= 1
    (entry / "pitch.npy").write_bytes(data)


def damage_manifest(entry: Path) -> None:
    (entry / "entry.json").write_text('{"kind": "prosody", "key": "k", "arrays": {"../../x": 1}}')


def damage_pickle(entry: Path) -> None:
    np.save(entry / "pitch.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    text = json.loads((entry / "entry.json").read_text())
    text["arrays"]["pitch"] = zlib.crc32((entry / "pitch.npy").read_bytes())
    (entry / "entry.json").write_text(json.dumps(text))


DAMAGES = {
    "flip": damage_flip,
    "cut": lambda entry: os.truncate(entry / "pitch.npy", 100),
    "gone": lambda entry: (entry / "pitch.npy").unlink(),
    "manifest": damage_manifest,
    "not json": lambda entry: (entry / "entry.json").write_text("{" * 5000),
    "deep json": lambda entry: (entry / "entry.json").write_text("[" * 200_000),
    "a list": lambda entry: (entry / "entry.json").write_text("[]"),
    "no manifest": lambda entry: (entry / "entry.json").unlink(),
    "pickle": damage_pickle,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_entries_are_made_again_and_told(tmp_path: Path, damage: str) -> None:
    make = Maker()
    DerivedCache(tmp_path).arrays("prosody", "k", make)
    (entry,) = tmp_path.iterdir()
    DAMAGES[damage](entry)
    cache = DerivedCache(tmp_path)
    assert np.array_equal(cache.arrays("prosody", "k", make)["pitch"], np.arange(1000.0))
    assert [problem.kind for problem in cache.log] == ["cache.broken"]
    DerivedCache(tmp_path).arrays("prosody", "k", make)
    assert make.calls == 2


def test_the_entries_unused_for_longest_go_first(tmp_path: Path) -> None:
    cache = DerivedCache(tmp_path, limit=40_000)
    made: list[str] = []

    def get(key: str) -> None:
        cache.arrays("k", key, lambda: made.append(key) or {"a": np.zeros(1500)})

    for age, key in enumerate("abc"):
        get(key)
        newest = max(tmp_path.iterdir(), key=lambda p: (p / "entry.json").stat().st_mtime_ns)
        os.utime(newest / "entry.json", (1000 + age, 1000 + age))
    get("a")  # used again, so b is now the oldest
    get("d")
    get("a")
    get("c")
    get("b")
    assert made == list("abcdb")


def test_a_cache_that_cannot_be_written_does_not_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = DerivedCache(tmp_path / "file")
    assert len(cache.arrays("k", "key", lambda: {"a": np.zeros(3)})["a"]) == 3
    assert [problem.kind for problem in cache.log] == ["cache.unwritable"]


def test_what_cannot_be_kept_is_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be kept"):
        DerivedCache(tmp_path).arrays("k", "key", lambda: {"../a": np.zeros(3)})
    with pytest.raises(ValueError, match="cannot be kept"):
        DerivedCache(tmp_path).arrays("k", "key", lambda: {"a": np.array([{}])})
    with pytest.raises(ValueError, match="no kind"):
        DerivedCache(tmp_path).arrays("../k", "key", dict)
