"""What is wrong with a recording that can still be performed: measured block by block, told once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemLog
from studio.media.streams import Block

_SILENT = 1e-4  # -80 dB of full scale
_QUIET = 0.02  # -34 dB
_OFFSET = 0.01
_CLIPPED_SHARE = 5e-4
_ABSURD = 1e10  # beyond 32-bit integers kept as floats: not a sound
_OVER = 1.5  # decoders of lossy formats overshoot full scale by less
_OVER_SHARE = 1e-3


class Health:
    """Figures of one recording. Feed every block through `clean`, in order."""

    def __init__(self, channels: int, pick: int | None = None) -> None:
        self.picked = pick
        self._powers = np.zeros(channels)
        self._mix_power = 0.0
        self._sum = self._sum_in_range = 0.0
        self._low, self._high = np.inf, -np.inf
        self.frames = self._values = self._bad = self._clipped = self._over = 0

    def clean(self, block: Block) -> npt.NDArray[np.float32]:
        """[n, channels] -> [n] mono: mean of the channels, or the picked one. NaN and absurd values are 0."""
        rows = np.ascontiguousarray(block.T)
        size = np.abs(rows)
        if not size.max() < _ABSURD:  # true for NaN as well
            usable = size < _ABSURD
            self._bad += int(usable.size - np.count_nonzero(usable))
            rows, size = np.where(usable, rows, np.float32(0)), np.where(usable, size, np.float32(0))
        self._count(rows, size)
        mono: npt.NDArray[np.float32] = rows.mean(axis=0) if self.picked is None else rows[self.picked]
        self._mix_power += float(np.square(mono, dtype=np.float64).sum())
        self._sum += float(mono.sum(dtype=np.float64))
        self._sum_in_range += float(np.clip(mono, -_OVER, _OVER).sum(dtype=np.float64))
        self._low, self._high = min(self._low, float(mono.min())), max(self._high, float(mono.max()))
        return mono

    def _count(self, rows: Block, size: Block) -> None:
        self.frames += rows.shape[1]
        self._values += rows.size
        self._powers += np.square(rows, dtype=np.float64).sum(axis=1)
        if size.max() < 0.98:
            return
        # Full scale, or a flat top just below it as 8-bit and companded recordings have.
        flat = np.zeros(rows.shape, np.bool_)
        flat[:, 1:] = (rows[:, 1:] == rows[:, :-1]) & (size[:, 1:] >= 0.98)
        self._clipped += int(np.count_nonzero(flat | (size >= 0.9999)))
        self._over += int(np.count_nonzero(size > _OVER))

    @property
    def cancelled_by_mixing(self) -> int | None:
        """The loudest channel when mixing made nearly everything vanish, as with one side's wires swapped."""
        loudest = int(self._powers.argmax())
        vanished = self.picked is None and self._mix_power < 0.02 * self._powers[loudest]
        return loudest if vanished and len(self._powers) == 2 else None

    @property
    def peak(self) -> float:
        return max(abs(self._low), abs(self._high)) if self.frames else 0.0

    @property
    def gain(self) -> float:
        """Factor that brings integers kept as floats into -1..1; a few stray spikes are no reason."""
        scaled = self._values and self._over / self._values > _OVER_SHARE
        return 1.0 / self.peak if scaled and self.peak > 1.0 else 1.0

    @property
    def offset(self) -> float:
        """Constant to be taken away before the gain; 0 when too small to matter."""
        # Stray spikes must not drag the rest away.
        mean = (self._sum if self.gain != 1.0 else self._sum_in_range) / max(self.frames, 1)
        return mean if abs(mean) * self.gain > _OFFSET else 0.0

    def report(self, log: ProblemLog, subject: str) -> None:
        """Warns of what a listener or an aligner would stumble over."""
        self._report_values(log, subject)
        swing = (self._high - self._low) / 2 * self.gain if self.frames else 0.0
        if swing < _SILENT:
            log.warn("media.silent", "the recording is silent", subject, "Check that it is the right file")
        elif swing < _QUIET:
            level = f"{20 * np.log10(swing):.0f} dB"
            text = f"the recording is very quiet (its loudest moment is {level} of full scale)"
            log.warn("media.quiet", text, subject, "Timing and loudness may be less certain")

    def _report_values(self, log: ProblemLog, subject: str) -> None:
        if self._bad:
            text = f"{_percent(self._bad / self._values)} of the samples are not numbers and were silenced"
            log.warn("media.not_numbers", text, subject)
        if self.gain != 1.0:
            text = f"the recording is {self.peak:.3g} times louder than full scale and was turned down"
            log.warn("media.over_scale", text, subject)
        elif self._clipped > _CLIPPED_SHARE * self._values:
            text = f"{_percent(self._clipped / self._values)} of the recording is clipped"
            log.warn("media.clipped", text, subject, "Record again at a lower level if it sounds harsh")
        if self.offset:
            text = f"the recording is off its zero line by {self.offset * self.gain:.3f}; that was taken away"
            log.warn("media.offset", text, subject)


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"
