"""Derived data on disk: arrays that cost time to make, kept by kind and content key, safe to delete."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core import npy
from studio.core.problems import ProblemLog

Arrays = dict[str, npt.NDArray[Any]]

LIMIT = 4 << 30
_NAME = re.compile(r"[A-Za-z0-9_]{1,64}")
_MANIFEST = "entry.json"
_UNFINISHED = ".new-"
_LARGEST_MANIFEST = 1 << 20


class DerivedCache:
    """Folder of entries, one folder for each kind and key, written beside and renamed into place.

    Warnings go to `log`: the cache never stands in the way of the work. Beyond `limit` bytes the entries
    not used for longest go.
    """

    def __init__(self, folder: Path, log: ProblemLog | None = None, limit: int = LIMIT) -> None:
        self._folder, self._limit = folder, limit
        self.log = ProblemLog() if log is None else log

    def arrays(self, kind: str, key: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays kept under (kind, key), or those that `make` gives, then kept. Read-only; large ones
        may be memory maps. Array names and `kind` are letters, digits and underscores."""
        entry = self._entry(kind, key)
        kept = self._load(entry, kind, key)
        if kept is not None:
            return kept
        made = {name: np.asarray(array, order="C") for name, array in make().items()}
        for name, array in made.items():
            if not _NAME.fullmatch(name) or array.dtype.hasobject:
                raise ValueError(f"'{name}' ({array.dtype}) cannot be kept in the cache")
            array = array.view()  # noqa: PLW2901 - the caller's own array stays writeable
            array.flags.writeable = False
            made[name] = array
        self._keep(entry, kind, key, made)
        return made

    def holds(self, kind: str, key: str) -> bool:
        """Is there an entry? It may still turn out to be damaged."""
        return self._entry(kind, key).is_dir()

    def _entry(self, kind: str, key: str) -> Path:
        if not _NAME.fullmatch(kind):
            raise ValueError(f"'{kind}' is no kind of cache entry")
        return self._folder / f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"

    def _load(self, entry: Path, kind: str, key: str) -> Arrays | None:
        if not entry.is_dir():
            return None
        try:
            found = _read(entry, kind, key)
            os.utime(entry / _MANIFEST)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, RecursionError):
            text = f"a cache entry of kind '{kind}' was damaged and is made again"
            self.log.warn("cache.broken", text, str(entry))
            shutil.rmtree(entry, ignore_errors=True)
            return None
        return found

    def _keep(self, entry: Path, kind: str, key: str, arrays: Arrays) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _sweep(self._folder)
            with tempfile.TemporaryDirectory(
                prefix=_UNFINISHED, dir=self._folder, ignore_cleanup_errors=True
            ) as fresh:
                _write(Path(fresh), kind, key, arrays)
                # Another process may have put the same entry there meanwhile; theirs is as good.
                with contextlib.suppress(FileExistsError):
                    _rename(Path(fresh), entry)
            trim(self._folder, self._limit, keep=entry)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            text = f"the cache cannot be written ({reason}); the work goes on without it"
            self.log.warn("cache.unwritable", text, str(self._folder), "Free some space or check permissions")


def trim(folder: Path, limit: int, keep: Path | None = None) -> None:
    """Removes the entries unused for longest until `limit` bytes are left; `keep` and other files stay."""
    entries = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            used = (path / _MANIFEST).stat().st_mtime_ns
            entries.append((used, path.name, sum(file.stat().st_size for file in path.iterdir())))
    total = sum(size for _, _, size in entries)
    for _, name, size in sorted(entries):
        if total <= limit:
            return
        if keep is None or name != keep.name:
            shutil.rmtree(folder / name, ignore_errors=True)
            total -= size


def _sweep(folder: Path) -> None:
    """Removes what a killed program left half-written an hour ago or more."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > 3600:
                shutil.rmtree(path, ignore_errors=True)


def _rename(fresh: Path, entry: Path) -> None:
    try:
        fresh.rename(entry)
    except OSError:
        if entry.is_dir():
            raise FileExistsError(str(entry)) from None
        raise


def _write(folder: Path, kind: str, key: str, arrays: Arrays) -> None:
    sums = {}
    for name, array in arrays.items():
        path = folder / f"{name}.npy"
        np.save(path, array, allow_pickle=False)
        sums[name] = _checksum(path)
    text = json.dumps({"kind": kind, "key": key, "arrays": sums}, sort_keys=True)
    (folder / _MANIFEST).write_text(text, encoding="utf-8")


def _read(entry: Path, kind: str, key: str) -> Arrays:
    """Raises OSError, ValueError, KeyError ... when anything is not as it was written."""
    with (entry / _MANIFEST).open("rb") as stream:
        manifest = json.loads(stream.read(_LARGEST_MANIFEST))
    if manifest["kind"] != kind or manifest["key"] != key:
        raise ValueError("another entry's manifest")
    arrays: Arrays = {}
    for name, checksum in manifest["arrays"].items():
        path = entry / f"{name}.npy"
        if not _NAME.fullmatch(name) or _checksum(path) != checksum:
            raise ValueError(f"{name} changed")
        arrays[name] = np.asarray(npy.mapped(path))
    return arrays


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as stream:
        while data := stream.read(1 << 20):
            total = zlib.crc32(data, total)
    return total
