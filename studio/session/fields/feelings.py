"""Fields of emotion tracks, of keys and of the face's channels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from studio.core.names import EMOTIONS, FACE_REGIONS, REGION_OF_CHANNEL, title_of_channel
from studio.document.curves import Curve, Handle, Interpolation, Key
from studio.document.edits.emotions import set_emotion
from studio.document.edits.layers import set_override
from studio.document.edits.tree import part_of
from studio.document.schema import Character, EmotionTrack, OverrideLayer, Project
from studio.session.fields.curves import changed_curve
from studio.session.fields.field import Choice, Colour, Deed, Field, Flag, Inspection, Number, Section, Value
from studio.session.fields.makers import SHARE, named, of_extra, over, told
from studio.session.fields.number_text import shown
from studio.session.keying.handwork import handwork_of
from studio.session.selection import CurveRef

_FACTOR = Number(-4.0, 4.0, 0.05, 2, "×")


def of_emotions(character: Character, tracks: tuple[EmotionTrack, ...]) -> Inspection:
    """Emotion tracks of one character."""
    regions = tuple(_region(tracks, region) for region in FACE_REGIONS)
    facts = (told("keys", "Keys", sum(len(t.curve.keys) for t in tracks)), *_peak(tracks))
    sections = (
        Section("Emotion", _lane(tracks)),
        Section("Regions of the face", regions),
        Section("Curve", facts),
    )
    title = tracks[0].emotion.capitalize() if len(tracks) == 1 else f"{len(tracks)} emotions"
    deeds = (
        Deed("emotion.select_keys", "Select keys", "selection-all"),
        Deed("emotion.clear", "Clear curve", "eraser"),
        Deed("emotion.remove", "Delete lane", "trash"),
    )
    ids = tuple(t.id for t in tracks)
    return Inspection(title, "smiley", "emotion", ids, character.name, sections, deeds)


def _lane(tracks: tuple[EmotionTrack, ...]) -> tuple[Field, ...]:
    from studio.emotion.prototypes import variants  # noqa: PLC0415 - not before the first window

    def mute(project: Project, id_: str, value: Value) -> Project:
        return set_emotion(project, id_, muted=bool(value))

    names = named(tuple(dict.fromkeys((*EMOTIONS, *(t.emotion for t in tracks)))))
    fields = [over(tracks, "emotion", "Emotion", names, lambda t: t.emotion, _put_emotion)]
    same = {t.emotion for t in tracks}
    presets = variants(same.pop()) if len(same) == 1 else ()
    if presets:
        kinds = named(("", *presets), **{"": "Usual"})
        fields.append(of_extra(tracks, "variant", "Variant", kinds, "", _put_extra))
    return (
        *fields,
        over(tracks, "muted", "Muted", Flag(), lambda t: t.muted, mute, False),
        of_extra(tracks, "locked", "Locked", Flag(), False, _put_extra, "Nothing paints on a locked lane."),
        of_extra(tracks, "colour", "Colour", Colour(), "", _put_extra, "Of the lane."),
    )


def _peak(tracks: tuple[EmotionTrack, ...]) -> tuple[Field, ...]:
    values = [key.value for track in tracks for key in track.curve.keys]
    return (told("peak", "Highest", shown(max(values), 2)),) if values else ()


def _put_emotion(project: Project, id_: str, value: Value) -> Project:
    track = part_of(project, EmotionTrack, id_)
    rest = {k: v for k, v in track.extra.items() if k not in {"variant", "planned"}}
    return (
        set_emotion(project, id_, emotion=str(value), extra=rest) if str(value) != track.emotion else project
    )


def _put_extra(project: Project, id_: str, extra: dict[str, Any]) -> Project:
    return set_emotion(project, id_, extra={k: v for k, v in extra.items() if k != "planned"})


def _region(tracks: tuple[EmotionTrack, ...], region: str) -> Field:
    def put(project: Project, id_: str, value: Value) -> Project:
        track = part_of(project, EmotionTrack, id_)
        rest = {name: weight for name, weight in track.regions.items() if name != region}
        return set_emotion(project, id_, regions=rest if value == 1.0 else {**rest, region: float(value)})

    label = region.capitalize()
    return over(tracks, region, label, SHARE, lambda t: float(t.regions.get(region, 1.0)), put, 1.0)


def of_channels(character: Character, channels: tuple[str, ...]) -> Inspection:
    """Channels of the face, with what the artist's hand did to them."""
    layer = handwork_of(character)
    curves = [layer.curves[c] for c in channels if c in layer.curves]
    region = ", ".join(sorted({REGION_OF_CHANNEL.get(c, "face") for c in channels}))
    keys = f"{sum(len(c.keys) for c in curves)} keys" if curves else "none"
    facts: tuple[Field, ...] = (told("region", "Region", region.capitalize()), told("keys", "Handwork", keys))
    if curves:
        facts += _handwork(layer, channels)
    title = title_of_channel(channels[0]) if len(channels) == 1 else f"{len(channels)} channels"
    tip = "Back to what the layers below give"
    deeds = (Deed("channel.reset", "Reset handwork", "arrow-counter-clockwise", tip),) if curves else ()
    sections = (Section("Channel", facts),)
    return Inspection(title, "sliders-horizontal", "channel", channels, character.name, sections, deeds)


def _handwork(layer: OverrideLayer, channels: tuple[str, ...]) -> tuple[Field, ...]:
    def scale(project: Project, value: Value) -> Project:
        return _scaled(project, layer.id, channels, float(value))

    def weigh(project: Project, id_: str, value: Value) -> Project:
        return set_override(project, id_, weight=float(value))

    def mute(project: Project, id_: str, value: Value) -> Project:
        return set_override(project, id_, muted=bool(value))

    once = "Makes the handwork on these channels larger or smaller, once."
    share = "Share of all handwork of this character"
    return (
        Field("scale", "Scale by", _FACTOR, 1.0, scale, tip=once),
        over([layer], "weight", "All handwork", SHARE, lambda o: o.weight, weigh, 1.0, share),
        over([layer], "muted", "Muted", Flag(), lambda o: o.muted, mute, False),
    )


def _scaled(project: Project, layer_id: str, channels: Iterable[str], factor: float) -> Project:
    def scale(curve: Curve) -> Curve:
        return attrs.evolve(curve, keys=tuple(_times(key, factor) for key in curve.keys))

    for channel in channels:
        if channel in part_of(project, OverrideLayer, layer_id).curves:
            project = changed_curve(project, CurveRef(layer_id, channel), scale)
    return project


def _times(key: Key, factor: float) -> Key:
    left, right = (_lifted(handle, factor) for handle in (key.left, key.right))
    return attrs.evolve(key, value=min(max(key.value * factor, -1.0), 1.0), left=left, right=right)


def _lifted(handle: Handle | None, factor: float) -> Handle | None:
    return None if handle is None else attrs.evolve(handle, dv=handle.dv * factor)


def interpolations() -> Choice:
    """How keys lead on."""
    return named(tuple(i.value for i in Interpolation))
