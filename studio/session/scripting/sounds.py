"""Sounds as an artist types them."""

from __future__ import annotations

from studio.speech.phones import ARPABET, VOWELS, base, read_ipa


def sound_named(text: str, phone_set: str) -> str | None:
    """The label of a typed sound in a phone set: `aa1`, `AA` (unstressed) or `p` in ARPAbet, one sound of
    IPA; None when there is no such sound."""
    if phone_set != "arpabet":
        sounds = read_ipa(text)
        return sounds[0].label if len(sounds) == 1 else None
    label = text.strip().upper()
    if base(label) not in ARPABET or label[len(base(label)) :] not in {"", "0", "1", "2"}:
        return None
    vowel = base(label) in VOWELS
    if not vowel:
        return label if label == base(label) else None
    return label if label != base(label) else f"{label}0"
