"""The curves that can be shown: whose they are, how they are called and coloured, and their own scale."""

from __future__ import annotations

import itertools

import attrs
from PySide6.QtGui import QColor

from studio.core.names import ARKIT_CHANNELS, title_of_channel
from studio.document.curves import Curve
from studio.document.schema import Character, EmotionTrack, Project
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme, emotion_colour
from studio.session.keying.keys import curve_of, handwork_ref, is_locked
from studio.session.palette.palette import style_of_track, title_of_track
from studio.session.palette.suggesting import is_suggested
from studio.session.selection import CurveRef, Kind, Selected

EMOTIONS, CHANNELS = "emotions", "channels"
_GOLDEN = 0.618034


@attrs.frozen
class Line:
    """One curve. colour `#rrggbb`; channel: its place among the face's channels, None for emotions; locked:
    it cannot be edited."""

    ref: CurveRef
    title: str
    colour: str
    group: str
    muted: bool = False
    locked: bool = False
    channel: int | None = None

    def shade(self, theme: Theme) -> QColor:
        """Its colour as a line on a theme's ground."""
        return QColor(self.colour) if theme.name == "dark" else QColor(self.colour).darker(150)


@attrs.frozen
class Scaling:
    """A curve's values as they are drawn: `value * gain + offset`."""

    gain: float = 1.0
    offset: float = 0.0

    def shown(self, value: float) -> float:
        return value * self.gain + self.offset

    def stored(self, shown: float) -> float:
        return (shown - self.offset) / self.gain


PLAIN = Scaling()


def lines_of(project: Project, character: Character, selected: Selected) -> tuple[Line, ...]:
    """Emotion tracks, face channels with handwork, and chosen channels that have none yet."""
    tracks = (t for t in character.emotions if not is_suggested(t))
    emotions = [_emotion(project, track) for track in tracks]
    refs = [CurveRef(layer.id, name) for layer in character.overrides for name in layer.curves]
    chosen = selected.ids if selected.kind is Kind.CHANNEL else ()
    wanted = (handwork_ref(character.id, name) for name in chosen if name in ARKIT_CHANNELS)
    refs += [ref for ref in wanted if ref not in refs]
    several = len({layer.id for layer in character.overrides if layer.curves}) > 1
    names = {layer.id: layer.name for layer in character.overrides}
    channels = [_channel(project, ref, names.get(ref.owner, "") if several else "") for ref in refs]
    return (*emotions, *sorted(channels, key=lambda line: (line.channel or 0, line.title)))


def scaling_of(curve: Curve, normalised: bool) -> Scaling:
    """How a curve is drawn: as it is, or with its lowest key at 0 and its highest at 1."""
    if not normalised or not curve.keys:
        return PLAIN
    values = [key.value for key in curve.keys]
    low, high = min(values), max(values)
    if high - low < 1e-6:
        return Scaling(1.0, 0.5 - low)
    return Scaling(1.0 / (high - low), -low / (high - low))


def value_span(project: Project, lines: tuple[Line, ...], normalised: bool) -> tuple[float, float]:
    """What of the values is worth a look: 0 to 1, and further down where a key is."""
    if normalised:
        return 0.0, 1.0
    lowest = [key.value for line in lines for key in curve_of(project, line.ref).keys]
    return min(0.0, *lowest, 0.0), 1.0


def time_span(project: Project, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """From the first to the last key."""
    curves = [curve_of(project, line.ref) for line in lines]
    ends = list(itertools.chain.from_iterable((c.keys[0].time, c.keys[-1].time) for c in curves if c.keys))
    return (min(ends), max(ends)) if ends else None


def _emotion(project: Project, track: EmotionTrack) -> Line:
    own = track.extra.get("colour", "")
    colour = own if isinstance(own, str) and own.startswith("#") else emotion_colour(style_of_track(track))
    ref = CurveRef(track.id)
    title = tr(title_of_track(track))
    title = tr("{0} (listening)", title) if track.extra.get("planned") else title
    return Line(ref, title, colour, EMOTIONS, track.muted, is_locked(project, ref))


def _channel(project: Project, ref: CurveRef, layer: str) -> Line:
    place = ARKIT_CHANNELS.index(ref.channel) if ref.channel in ARKIT_CHANNELS else 0
    hue = (place * _GOLDEN) % 1.0
    colour = QColor.fromHsvF(hue, 0.45, 0.88).name()
    title = tr(title_of_channel(ref.channel))
    title = f"{title} ({layer})" if layer else title
    return Line(ref, title, colour, CHANNELS, locked=is_locked(project, ref), channel=place)
