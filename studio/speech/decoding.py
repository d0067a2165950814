"""The sounds of a recording without a script, from pocketsphinx' phone decoder."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from studio.core.progress import Progress, silent
from studio.speech.acoustic_model import model_folder
from studio.speech.english import sound
from studio.speech.features import STEP
from studio.speech.hearing import Hearing
from studio.speech.passages import Placed
from studio.speech.phones import ARPABET, VOWELS

_LONGEST = 1500  # frames decoded at once
_PAUSE = 12  # frames of quiet that end a piece
_MARGIN = 10  # frames of quiet kept around one
_LANGUAGE_WEIGHT = 2.0
_GAP = 5  # frames between sounds that belong together
_DECODED = 0.5  # confidence: heard, but not checked against any script
_SHORTEST = 8  # frames; a shorter noise is no speech


def decode(hearing: Hearing, progress: Progress = silent) -> tuple[Placed, ...]:
    """Syllables heard, as words without a text."""
    from pocketsphinx import Decoder  # noqa: PLC0415 - heavy

    lm = str(model_folder() / "en-us-phone.lm.bin")
    decoder = Decoder(lm=None, dict=None, allphone=lm, lw=_LANGUAGE_WEIGHT, loglevel="FATAL")
    found: list[tuple[str, int, int]] = []
    for first, end in _pieces(hearing):
        piece = hearing.samples[first * STEP : end * STEP]
        decoder.start_utt()
        decoder.process_raw((np.clip(piece, -1, 1) * 32767).astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        found += [
            (segment.word, first + segment.start_frame, first + segment.end_frame + 1)
            for segment in decoder.seg() or ()
            if segment.word in ARPABET
        ]
        progress(end / hearing.frames, "listening without a script")
    return tuple(
        Placed(
            number,
            tuple(sound(p, 0) for p, _, _ in group),
            tuple(s for _, s, _ in group),
            group[-1][2],
            _DECODED,
        )
        for number, group in enumerate(_syllables(found))
    )


def _pieces(hearing: Hearing) -> list[tuple[int, int]]:
    """Stretches of speech between pauses, none longer than fifteen seconds."""
    active = np.flatnonzero(hearing.active)
    if not len(active):
        return []
    breaks = np.flatnonzero(np.diff(active) > _PAUSE)
    starts = np.concatenate([active[:1], active[breaks + 1]])
    ends = np.concatenate([active[breaks], active[-1:]]) + 1
    pieces = []
    for start, end in zip(starts, ends, strict=True):
        if end - start < _SHORTEST:
            continue
        low, high = max(int(start) - _MARGIN, 0), min(int(end) + _MARGIN, hearing.frames)
        count = -(-(high - low) // _LONGEST)
        cuts = np.linspace(low, high, count + 1).astype(int)
        pieces += [(int(a), int(b)) for a, b in pairwise(cuts)]
    return pieces


def _syllables(found: list[tuple[str, int, int]]) -> list[list[tuple[str, int, int]]]:
    """Sounds grouped around each vowel: the last consonant before a vowel opens its syllable."""
    groups: list[list[tuple[str, int, int]]] = []
    for k, one in enumerate(found):
        fresh = not groups or one[1] - groups[-1][-1][2] > _GAP
        voiced = bool(groups) and any(phone in VOWELS for phone, _, _ in groups[-1])
        opens = one[0] in VOWELS or (k + 1 < len(found) and found[k + 1][0] in VOWELS)
        if fresh or (voiced and opens):
            groups.append([one])
        else:
            groups[-1].append(one)
    return [group for group in groups if any(phone in VOWELS for phone, _, _ in group) or len(group) > 1]
