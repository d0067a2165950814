"""The US-English acoustic model that pocketsphinx carries, read from its own files.

Phonetically tied mixtures: one codebook of 128 diagonal Gaussians per phone and feature stream
(cepstra, first and second differences), and per senone a weight for each of them. Reading it ourselves
lets us score frames at any step and search without pruning, where the decoder gives up.
"""

from __future__ import annotations

import functools
import struct
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.problems import fail

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

POSITION_BEGIN, POSITION_END, POSITION_SINGLE, POSITION_INSIDE = 1, 2, 3, 0
SILENCE = "SIL"
_STATES = 3
_WEIGHT_STEP = 1024 * np.log(1.0001)  # the dump stores -log_1.0001(weight) >> 10 in a byte
_VARIANCE_FLOOR = 1e-4
_TRANSITION_FLOOR = 1e-4


@attrs.frozen(eq=False)
class AcousticModel:
    """means, precisions [phones, 3 streams, 13, 128] (precision = 1 / 2 sigma^2), offsets [phones, 3, 128]
    (log of the Gaussians' constant), weights [3, 128, senones] (linear); triphones [4, phones, phones,
    phones] -> row of `sequences` [rows, 3 senones] by word position, phone, left, right (-1 unseen);
    stay, leave [phones, 3]: log probabilities of the left-to-right transitions."""

    phones: tuple[str, ...]
    means: Floats
    precisions: Floats
    offsets: Floats
    weights: Floats
    sequences: Ints
    triphones: Ints
    base_rows: Ints
    senone_phone: Ints
    ids: dict[str, int]
    stay: Floats
    leave: Floats

    def phone_id(self, label: str) -> int:
        """Index of a phone by its label without stress."""
        return self.ids[label]

    def senones(self, phone: int, left: int, right: int, position: int) -> Ints:
        """The three senones of a phone in its context, backed off to other positions, then to no context."""
        row = int(self.triphones[position, phone, left, right])
        if row < 0:
            seen = self.triphones[:, phone, left, right]
            row = int(seen.max())
        return np.asarray(self.sequences[row if row >= 0 else self.base_rows[phone]], np.int32)

    def base_senones(self, phone: int) -> Ints:
        """The three senones of a phone without context."""
        return np.asarray(self.sequences[self.base_rows[phone]], np.int32)


def model_folder() -> Path:
    """Where pocketsphinx keeps its model. Raises ProblemError when the package is not whole."""
    import pocketsphinx  # noqa: PLC0415 - heavy, and only its data folder is wanted

    folder = Path(pocketsphinx.__file__).parent / "model" / "en-us"
    if not (folder / "en-us" / "mdef").is_file():
        raise fail(
            "speech.no_model", "the acoustic model is missing", str(folder), "Install pocketsphinx again"
        )
    return folder


@functools.lru_cache(maxsize=1)
def load_model() -> AcousticModel:
    """The model, read once."""
    folder = model_folder() / "en-us"
    phones, sequences, triphones, base_rows, tmat_of = _definition((folder / "mdef").read_bytes())
    means = _gaussians(folder / "means")
    variances = np.maximum(_gaussians(folder / "variances"), _VARIANCE_FLOOR)
    offsets = -0.5 * np.log(2 * np.pi * variances).sum(axis=-1)
    stay, leave = _transitions(folder / "transition_matrices", tmat_of)
    weights = _mixture_weights((folder / "sendump").read_bytes())
    owner = np.zeros(weights.shape[-1], np.int32)
    for phone, rows in enumerate(_rows_of_phones(triphones, base_rows)):
        owner[sequences[rows].ravel()] = phone
    return AcousticModel(
        phones,
        np.ascontiguousarray(means.transpose(0, 1, 3, 2)),
        np.ascontiguousarray((0.5 / variances).transpose(0, 1, 3, 2)),
        offsets.astype(np.float32),
        weights,
        sequences,
        triphones,
        base_rows,
        owner,
        {name: index for index, name in enumerate(phones)},
        stay,
        leave,
    )


def _rows_of_phones(triphones: Ints, base_rows: Ints) -> list[Ints]:
    rows = []
    for phone, base in enumerate(base_rows):
        used = np.unique(triphones[:, phone])
        rows.append(np.append(used[used >= 0], base).astype(np.int32))
    return rows


def _definition(raw: bytes) -> tuple[tuple[str, ...], Ints, Ints, Ints, Ints]:
    """Phones, senone sequences and the table of triphones from the binary model definition."""
    at = 12 + struct.unpack_from("<i", raw, 8)[0]
    n_base, n_phone, n_states, _, _, _, n_rows, _, n_tree, _ = struct.unpack_from("<10i", raw, at)
    at += 40
    start, names = at, []
    for _ in range(n_base):
        end = raw.index(b"\0", at)
        names.append(raw[at:end].decode("ascii"))
        at = end + 1
    at = start + (at - start + 3) // 4 * 4 + 8 * n_tree
    entry = np.dtype([("row", "<i4"), ("tmat", "<i4"), ("context", "u1", 4)])
    entries = np.frombuffer(raw, entry, n_phone, at)
    at += entry.itemsize * n_phone + 4
    rows = np.frombuffer(raw, "<u2", n_rows * n_states, at).reshape(n_rows, n_states).astype(np.int32)
    triphones = np.full((4, n_base, n_base, n_base), -1, np.int32)
    context = entries["context"][n_base:].astype(np.intp)
    triphones[context[:, 0], context[:, 1], context[:, 2], context[:, 3]] = entries["row"][n_base:]
    base = entries[:n_base]
    return tuple(names), rows, triphones, base["row"].astype(np.int32), base["tmat"].astype(np.int32)


def _body(path: Path) -> bytes:
    """What follows the text header and the byte-order mark of a Sphinx-3 parameter file."""
    raw = path.read_bytes()
    return raw[raw.index(b"endhdr\n") + 7 + 4 :]


def _gaussians(path: Path) -> npt.NDArray[np.float64]:
    """[phones, streams, densities, 13]"""
    body = _body(path)
    n_books, n_streams, n_densities = struct.unpack_from("<3i", body)
    count = struct.unpack_from("<i", body, 12 + 4 * n_streams)[0]
    values = np.frombuffer(body, "<f4", count, 16 + 4 * n_streams)
    return values.reshape(n_books, n_streams, n_densities, -1).astype(np.float64)


def _transitions(path: Path, of_phone: Ints) -> tuple[Floats, Floats]:
    body = _body(path)
    n_matrices, n_from, n_to = struct.unpack_from("<3i", body)
    counts = np.frombuffer(body, "<f4", n_matrices * n_from * n_to, 16).reshape(n_matrices, n_from, n_to)
    shares = counts / counts.sum(axis=2, keepdims=True)
    stay = np.maximum(np.diagonal(shares, 0, 1, 2), _TRANSITION_FLOOR)[of_phone]
    leave = np.maximum(np.diagonal(shares, 1, 1, 2), _TRANSITION_FLOOR)[of_phone]
    return np.log(stay).astype(np.float32), np.log(leave).astype(np.float32)


def _mixture_weights(raw: bytes) -> Floats:
    """[streams, densities, senones] linear weights, from a dump of quantised logarithms."""
    at = 0
    while (length := struct.unpack_from("<i", raw, at)[0]) != 0:
        at += 4 + length
    densities, senones = struct.unpack_from("<2i", raw, at + 4)
    quantised = np.frombuffer(raw, np.uint8, offset=at + 12).reshape(-1, densities, senones)
    table = np.exp(-_WEIGHT_STEP * np.arange(256)).astype(np.float32)
    return np.asarray(table[quantised], np.float32)
