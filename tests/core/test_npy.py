"""Arrays come back as numpy wrote them, from several threads at once."""

from __future__ import annotations

import ast
import gc
import io
import sys
import threading

import numpy as np
import pytest

from studio.core import npy

ARRAYS = [
    np.arange(12, dtype=np.float32).reshape(3, 4),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.array([True, False]),
    np.zeros((0, 3), np.int64),
    np.array(5.0),
    np.arange(3, dtype=">i2"),
    np.array(["a", "bcd"]),
    np.zeros((1, 1, 2), np.uint8),
]


def written(array):
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype}{a.shape}")
def test_arrays_come_back(array, tmp_path):
    path = tmp_path / "a.npy"
    path.write_bytes(written(array))
    for found in (npy.read(io.BytesIO(path.read_bytes())), npy.mapped(path)):
        assert found.dtype == array.dtype
        assert found.shape == array.shape
        assert np.array_equal(found, array)
    assert not npy.mapped(path).flags.writeable


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY\x01\x00",
        written(ARRAYS[0])[:-1],
        written(ARRAYS[0]).replace(b"<f4", b"|O\x20"),
        written(ARRAYS[0]).replace(b"(3, 4)", b"(3,-4)"),
        written(ARRAYS[0]).replace(b"(3, 4)", b"(9**9)"),
        written(np.zeros(2, [("a", "f4"), ("b", "i2")])),
    ],
)
def test_what_is_no_array_of_numbers_is_refused(data):
    with pytest.raises(ValueError, match="npy"):
        npy.read(io.BytesIO(data))


def test_threads_that_load_leave_those_that_parse_alone():
    """Fails with numpy's own reader, on Python 3.11."""
    data, source = written(ARRAYS[0]), "x = (1, [2, {3: 4}])\n" * 400
    over, broken = threading.Event(), []

    def load():
        while not over.is_set():
            npy.read(io.BytesIO(data))

    threads = [threading.Thread(target=load) for _ in range(2)]
    turn = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    gc.callbacks.append(pause := lambda phase, info: sum(range(300)))
    try:
        for thread in threads:
            thread.start()
        for _ in range(60):
            try:
                ast.parse(source)
            except SystemError as error:
                broken.append(error)
    finally:
        over.set()
        gc.callbacks.remove(pause)
        sys.setswitchinterval(turn)
        for thread in threads:
            thread.join()
    assert not broken
