"""What each sound does with the mouth: consonants by class, vowels by opening, frontness and rounding.

Targets were set by eye and by measure on meshes with the 52 ARKit shapes.
"""

from __future__ import annotations

from .articulators import Sound

CONSONANTS: dict[str, Sound] = {
    # Lips: the shape around the closure comes from the vowels on both sides, so width and rounding are free.
    "bilabial stop": Sound({"jaw": (0.05, 1.0), "upper": (0.0, 0.8), "lower": (0.0, 0.8)}, "lips", 0.7),
    "bilabial nasal": Sound({"jaw": (0.05, 1.0), "upper": (0.0, 0.8), "lower": (0.0, 0.8)}, "lips", 0.9),
    "bilabial fricative": Sound({"jaw": (0.04, 1.2), "round": (0.3, 0.5), "upper": (0, 1), "lower": (0, 1)}),
    "labiodental": Sound(
        {"jaw": (0.11, 1.2), "wide": (0.15, 0.3), "round": (0, 0.3), "upper": (0.3, 1.2), "lower": (0, 1.2)},
        "tuck",
    ),
    "labial-velar": Sound(
        {
            "jaw": (0.04, 1.2),
            "wide": (0, 2.0),
            "round": (1.0, 3.0),
            "funnel": (0.15, 2.0),
            "upper": (0, 1.5),
            "lower": (0, 1.5),
        }
    ),
    "labial-palatal": Sound(
        {"jaw": (0.04, 1.2), "wide": (0, 2.0), "round": (0.9, 2.5), "funnel": (0.2, 1.5), "lower": (0.05, 1)}
    ),
    # Tongue tip: lips follow the neighbours, the jaw leaves room to see the tip.
    "dental": Sound(
        {"jaw": (0.08, 1.8), "wide": (0.2, 0.2), "upper": (0.2, 1.0), "lower": (0.3, 1.0), "tongue": (1, 4)}
    ),
    "alveolar": Sound({"jaw": (0.07, 0.8), "upper": (0.15, 0.2), "lower": (0.25, 0.3), "tongue": (0.3, 1.5)}),
    "lateral": Sound({"jaw": (0.12, 0.6), "upper": (0.15, 0.2), "lower": (0.25, 0.3), "tongue": (0.45, 2)}),
    "sibilant": Sound(
        {
            "jaw": (0.012, 3.0),
            "wide": (0.5, 0.9),
            "round": (0, 0.2),
            "funnel": (0, 0.15),
            "upper": (0.32, 1.2),
            "lower": (0.5, 1.4),
            "tongue": (0, 1),
        },
        "teeth",
    ),
    "hushing sibilant": Sound(
        {
            "jaw": (0.012, 3.0),
            "wide": (0, 0.8),
            "round": (0.5, 1.2),
            "funnel": (0.62, 2.2),
            "upper": (0.2, 0.8),
            "lower": (0.3, 0.8),
            "tongue": (0, 1),
        },
        "teeth",
    ),
    "alveolo-palatal": Sound(
        {"jaw": (0.012, 3), "wide": (0.4, 0.6), "funnel": (0.15, 0.5), "upper": (0.3, 1), "lower": (0.45, 1)},
        "teeth",
    ),
    "retroflex stop": Sound({"jaw": (0.09, 0.8), "lower": (0.15, 0.3), "tongue": (0.2, 1.0)}),
    "rhotic": Sound({"jaw": (0.09, 0.6), "wide": (0, 0.6), "round": (0.45, 1.2), "funnel": (0.35, 1.2)}),
    "palatal": Sound({"jaw": (0.05, 0.8), "wide": (0.5, 0.6), "round": (0, 0.2), "lower": (0.15, 0.3)}),
    # The back of the tongue: no lip goal at all, and barely one for the jaw.
    "velar": Sound({"jaw": (0.1, 0.2)}),
    "glottal": Sound({}),
}

_MEMBERS: dict[str, str] = {
    "bilabial stop": "p b ɓ ʙ ʘ",
    "bilabial nasal": "m",
    "bilabial fricative": "ɸ β",
    "labiodental": "f v ɱ ʋ ⱱ",
    "labial-velar": "w ʍ",
    "labial-palatal": "ɥ",
    "dental": "θ ð ǀ",
    "alveolar": "t d n ɾ r ɗ ǃ",
    "lateral": "l ɫ ɬ ɮ ɺ ʎ ɭ ǁ ʟ",
    "sibilant": "s z",
    "hushing sibilant": "ʃ ʒ ʂ ʐ",
    "alveolo-palatal": "ɕ ʑ",
    "retroflex stop": "ʈ ɖ ɳ ɽ",
    "rhotic": "ɹ ɻ",
    "palatal": "j ç ʝ ɲ c ɟ ǂ ʄ",
    "velar": "k g ɡ ŋ x ɣ ɰ q ɢ ɴ χ ʁ ʀ ɠ ʛ ɧ",
    "glottal": "h ɦ ħ ʕ ʔ ʜ ʢ ʡ",
}

# opening 0 (close) .. 1 (open); frontness 0 (back) .. 1 (front); rounding 0 .. 1; care: how firmly it is held
VOWELS: dict[str, tuple[float, float, float, float]] = {
    "i": (0.05, 1.0, 0.0, 1.0),
    "ɪ": (0.25, 0.8, 0.0, 0.85),
    "e": (0.35, 0.95, 0.0, 1.0),
    "ɛ": (0.6, 0.8, 0.0, 1.0),
    "æ": (0.88, 0.85, 0.0, 1.0),
    "a": (1.0, 0.45, 0.0, 1.0),
    "ɐ": (0.75, 0.4, 0.0, 0.8),
    "ɑ": (1.0, 0.1, 0.0, 1.0),
    "ɒ": (0.9, 0.0, 0.35, 1.0),
    "ʌ": (0.68, 0.3, 0.0, 0.9),
    "ə": (0.38, 0.4, 0.0, 0.5),
    "ɘ": (0.35, 0.5, 0.0, 0.6),
    "ɜ": (0.5, 0.4, 0.05, 0.9),
    "ɝ": (0.4, 0.2, 0.4, 0.9),
    "ɚ": (0.35, 0.2, 0.35, 0.7),
    "ɞ": (0.5, 0.3, 0.5, 0.9),
    "ɨ": (0.15, 0.6, 0.0, 0.7),
    "ʉ": (0.08, 0.5, 0.85, 1.0),
    "ɯ": (0.1, 0.3, 0.05, 0.9),
    "ɤ": (0.4, 0.1, 0.0, 1.0),
    "ɵ": (0.35, 0.4, 0.7, 1.0),
    "u": (0.05, 0.0, 1.0, 1.2),
    "ʊ": (0.25, 0.1, 0.65, 1.0),
    "o": (0.42, 0.0, 0.9, 1.1),
    "ɔ": (0.7, 0.0, 0.65, 1.0),
    "y": (0.05, 0.9, 1.0, 1.2),
    "ʏ": (0.25, 0.8, 0.75, 1.0),
    "ø": (0.38, 0.9, 0.85, 1.1),
    "œ": (0.6, 0.8, 0.65, 1.0),
    "ɶ": (0.9, 0.6, 0.5, 1.0),
    "ᵻ": (0.2, 0.7, 0.0, 0.6),
}


def vowel(opening: float, frontness: float, rounding: float, care: float = 1.0) -> Sound:
    """A vowel's mouth: the jaw follows its opening, the corners its frontness, the lips its rounding."""
    flat = 1.0 - rounding
    return Sound(
        {
            "jaw": (0.05 + 0.3 * opening**1.15 * (1.0 - 0.2 * rounding), care),
            "wide": (flat * frontness * (1.0 - 0.5 * opening), care),
            "round": (rounding * (1.0 - 0.4 * opening), care * (0.8 + rounding)),
            "funnel": (rounding * (0.17 + 0.65 * opening), care * (0.8 + 0.5 * rounding)),
            "upper": (flat * (0.1 + 0.28 * frontness * (1.0 - 0.3 * opening)), care),
            "lower": (0.06 + flat * (0.14 + 0.3 * frontness), care),
            "tongue": (0.0, 0.5),
        },
        vowel=True,
    )


SOUNDS: dict[str, Sound] = {
    **{symbol: CONSONANTS[name] for name, members in _MEMBERS.items() for symbol in members.split()},
    **{symbol: vowel(*features) for symbol, features in VOWELS.items()},
}

UNKNOWN = vowel(0.35, 0.4, 0.0, 0.4)
