"""The palette: every face that can be painted, and which lane of a character holds a colour of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from studio.core.names import EMOTIONS, FACE_REGIONS
from studio.document.curves import Curve
from studio.document.identity import fresh_id
from studio.document.schema import Character, EmotionTrack, Project
from studio.emotion.compounds import COMPOUNDS
from studio.emotion.labels import ALIASES
from studio.emotion.mix import TOGETHER, UNITS_FIELD, strengths_of_track, styles_of_track
from studio.emotion.prototypes import Strengths, emotion_of, variants
from studio.session.tools import Brush

# As Du, Tao and Martinez (2014) call their compounds.
COMPOUND_TITLES: MappingProxyType[str, str] = MappingProxyType(
    {
        "joy+surprise": "Happily surprised",
        "joy+disgust": "Happily disgusted",
        "sadness+fear": "Sadly fearful",
        "sadness+anger": "Sadly angry",
        "sadness+surprise": "Sadly surprised",
        "sadness+disgust": "Sadly disgusted",
        "anger+fear": "Fearfully angry",
        "fear+surprise": "Fearfully surprised",
        "fear+disgust": "Fearfully disgusted",
        "anger+surprise": "Angrily surprised",
        "anger+disgust": "Angrily disgusted",
        "disgust+surprise": "Disgustedly surprised",
    }
)


@attrs.frozen
class Swatch:
    """A colour to paint with. style: as `Brush.emotion`; regions: weights 0..1 of face regions (absent = 1);
    units: strengths of action units; intensity: how high it is laid; rise, fall: seconds of its ease."""

    style: str
    title: str
    regions: Mapping[str, float] = attrs.field(factory=dict, hash=False)
    units: Strengths = ()
    intensity: float = 0.8
    rise: float = 0.2
    fall: float = 0.35
    own: bool = False  # the artist's

    @property
    def emotions(self) -> tuple[str, ...]:
        """The emotions it is made of: one, or the two of a compound."""
        return emotions_of_style(self.style)

    def brush(self, brush: Brush) -> Brush:
        """The brush dipped into it."""
        shown = frozenset(r for r in FACE_REGIONS if self.regions.get(r, 1.0) > 0.0)
        regions = shown if len(shown) < len(FACE_REGIONS) else frozenset()
        kept = regions if self.own else brush.regions
        return attrs.evolve(brush, emotion=self.style, units=self.units, regions=kept)


def emotions_of_style(style: str) -> tuple[str, ...]:
    """`joy/broad` -> joy; `joy+surprise` -> joy and surprise."""
    return tuple(emotion_of(part) for part in style.split(TOGETHER))


def title_of_style(style: str) -> str:
    """How the artist reads it: `Joy`, `Joy, broad`, `Happily surprised`."""
    if style in COMPOUND_TITLES:
        return COMPOUND_TITLES[style]
    emotion, _, variant = style.partition("/")
    name = " + ".join(part.capitalize() for part in emotion.split(TOGETHER))
    return f"{name}, {variant}" if variant else name


def title_of_track(track: EmotionTrack) -> str:
    """A lane's name."""
    return title_of_style(style_of_track(track))


def style_of_track(track: EmotionTrack) -> str:
    """What a brush must hold to paint on this lane."""
    return TOGETHER.join(styles_of_track(track))


def plain_swatches() -> tuple[Swatch, ...]:
    """The eight emotions."""
    return tuple(Swatch(name, title_of_style(name)) for name in EMOTIONS)


def compound_swatches() -> tuple[Swatch, ...]:
    """Two emotions up together, where that is a face of its own."""
    styles = (TOGETHER.join(pair) for pair in COMPOUNDS)
    return tuple(Swatch(style, title_of_style(style)) for style in styles)


def variant_swatches(emotion: str) -> tuple[Swatch, ...]:
    """The presets of one emotion, by the variant's name alone, the emotion's own face first."""
    if not variants(emotion):
        return ()
    others = (Swatch(f"{emotion}/{name}", name.capitalize()) for name in variants(emotion))
    return (Swatch(emotion, "Typical"), *others)


def matches(swatch: Swatch, wanted: str) -> bool:
    """Does a search for `wanted` find it: by its title, its emotions or other words for them."""
    plain = wanted.strip().casefold()
    words = {alias for alias, name in ALIASES.items() if name in swatch.emotions}
    texts = (swatch.title.casefold(), swatch.style, *words)
    return all(any(part in text for text in texts) for part in plain.split())


def regions_of_track(track: EmotionTrack) -> frozenset[str]:
    """The regions a lane shows on; empty when on all of the face, as a brush has it."""
    shown = frozenset(r for r in FACE_REGIONS if track.regions.get(r, 1.0) > 0.0)
    return shown if len(shown) < len(FACE_REGIONS) else frozenset()


def track_for(character: Character, brush: Brush) -> EmotionTrack | None:
    """The lane that a brush paints on: the same style, regions and strengths of units, neither locked nor
    listening's own. Without one, painting makes it."""
    style = _canonical_style(brush.emotion)
    for track in character.emotions:
        free = not (track.extra.get("locked") or track.extra.get("planned") or track.extra.get("suggested"))
        same = _canonical_style(style_of_track(track)) == style and regions_of_track(track) == brush.regions
        if free and same and strengths_of_track(track) == tuple(sorted(brush.units)):
            return track
    return None


def new_track(project: Project, brush: Brush, curve: Curve = Curve()) -> EmotionTrack:
    """A lane for what a brush paints."""
    emotion, _, variant = brush.emotion.partition("/")
    regions = {r: float(r in brush.regions) for r in FACE_REGIONS} if brush.regions else {}
    extra: dict[str, Any] = {"variant": variant} if variant else {}
    if brush.units:
        extra[UNITS_FIELD] = plain_strengths(brush.units)
    stem = emotion.replace(TOGETHER, "-")
    return EmotionTrack(fresh_id(project, f"{stem}-"), emotion, curve, regions, extra=extra)


def plain_strengths(strengths: Strengths) -> dict[str, float]:
    """As a track's `extra` keeps them."""
    return {str(unit): round(value, 4) for unit, value in strengths}


def _canonical_style(style: str) -> str:
    return TOGETHER.join(sorted(style.split(TOGETHER)))
