"""Fields of scenes, characters and markers."""

from __future__ import annotations

from typing import Any

import attrs

from studio.core.time import NTSC_RATES, parse_rate, seconds
from studio.document.edits.scenes import set_character, set_marker, set_scene
from studio.document.edits.tree import missing
from studio.document.schema import Character, Marker, Project, Scene
from studio.session.fields.field import Choice, Deed, Field, Inspection, Number, Section, Text, Value
from studio.session.fields.makers import (
    GAIN,
    SECONDS,
    SEED,
    at_seconds,
    named,
    of_character,
    of_extra,
    over,
    text,
    tick_of,
    told,
)
from studio.session.fields.number_text import shown

RATES = ("24", "25", "30", "48", "50", "60", "23.976", "29.97", "59.94")
_TURN = Number(-90.0, 90.0, 1.0, 1, "°")


def of_scene(project: Project, scene: Scene | None, length: int) -> Inspection:
    """What is told when nothing is chosen. length: ticks."""
    if scene is None:
        return Inspection("No scene", "film-strip", subtitle="Drop a recording to begin.")
    sections = (Section("Scene", _of_itself(scene, length)), Section("Holds", _held(scene)))
    hint = "Choose something to see it here."
    deeds = (Deed("scene.add_character", "Add character...", "user-plus"),
             Deed("file.export", "Export...", "export"))  # fmt: skip
    return Inspection(scene.name or "Scene", "film-strip", "scene", (scene.id,), hint, sections, deeds)


def _of_itself(scene: Scene, length: int) -> tuple[Field, ...]:
    now, one = rate_text(scene), [scene]
    rates = Choice(tuple((r, f"{r} fps") for r in dict.fromkeys((*RATES, now))), free=True)
    tip = "Frames a second on the ruler and of exports. Takes stay as they are until performed again."
    return (
        text(one, "name", "Name", set_scene),
        over(one, "rate", "Frame rate", rates, rate_text, _put_rate, tip=tip),
        told("length", "Length", f"{shown(seconds(length), 2)} s, {scene.rate.frame_at(length)} frames"),
    )


def _held(scene: Scene) -> tuple[Field, ...]:
    clips = [clip for c in scene.characters for clip in c.clips]
    return (
        told("characters", "Characters", ", ".join(c.name for c in scene.characters) or "none"),
        told("clips", "Recordings", len(clips)),
        told("words", "Words", sum(len(k.said) for k in clips)),
        told("markers", "Markers", len(scene.markers)),
    )


def rate_text(scene: Scene) -> str:
    """A rate as people call it: `29.97` for 30000/1001."""
    return next((name for name, rate in NTSC_RATES.items() if rate == scene.rate), str(scene.rate))


def _put_rate(project: Project, scene_id: str, value: Value) -> Project:
    from studio.core.problems import fail  # noqa: PLC0415 - only for what cannot be

    try:
        return set_scene(project, scene_id, rate=parse_rate(str(value).split(" ", maxsplit=1)[0]))
    except ValueError as error:
        raise fail("scene.rate", str(error), "frame rate", "Try 24, 25, 30, 60 or 29.97") from error


def of_person(character: Character, assets: tuple[str, ...]) -> Inspection:
    """A character. assets: names of the rigs there are."""
    sections = (
        Section("Character", _who(character, assets)),
        Section("Mouth", _mouth(character)),
        Section("Manner", manner(character)),
        Section("Partner", partner(character), folded=True),
    )
    lines = f"{counted(len(character.clips), 'recording')}, {counted(len(character.emotions), 'emotion')}"
    return Inspection(
        character.name,
        "user",
        "character",
        (character.id,),
        lines,
        sections,
        (
            Deed("character.perform", "Perform again", "arrows-clockwise", "Mouth, gestures and life anew"),
            Deed("character.edit", "Edit...", "pencil-simple", "Choose the model by its picture"),
            Deed("character.duplicate", "Duplicate", "copy"),
            Deed("character.remove", "Remove", "trash"),
        ),
    )


def _who(character: Character, assets: tuple[str, ...]) -> tuple[Field, ...]:
    looks = named(assets if character.asset in assets else (*assets, character.asset))
    return (
        text([character], "name", "Name", set_character),
        of_character(character, "asset", "Model", looks, tip="Who is seen. Curves stay as they are."),
        of_character(character, "seed", "Seed", SEED, 0, "Another number gives another performance."),
    )


def _mouth(character: Character) -> tuple[Field, ...]:
    return (
        of_character(character, "lip_gain", "Lips", GAIN, 1.0, "How far the lips move in speech."),
        of_character(character, "jaw_gain", "Jaw", GAIN, 1.0, "How far the jaw opens in speech."),
        _model(character),
        _style(character, "articulation", "Articulation", _articulations(), "neutral"),
    )


def counted(count: int, thing: str) -> str:
    """`1 recording`, `2 recordings`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def manner(character: Character) -> tuple[Field, ...]:
    """How a character gestures, stands and listens."""
    from studio.performance.gestures.plan_limits import MODES  # noqa: PLC0415 - not before the first window
    from studio.performance.gestures.plan_style import STYLES  # noqa: PLC0415 - likewise
    from studio.performance.listening.attitude import ATTITUDES  # noqa: PLC0415 - likewise

    mode = str(character.extra.get("pose_mode", ""))
    modes = named(tuple(dict.fromkeys(("", *MODES, mode))), **{"": "Free", "free": "Free (said so)"})
    tip = "What the body is busy with; several are joined with +, as in sitting+holding_right."
    return (
        _style(character, "gesture_style", "Gestures", named(tuple(STYLES)), "natural"),
        _style(character, "handedness", "Hand", named(("right", "left", "both")), "right"),
        _style(character, "pose_mode", "Pose", attrs.evolve(modes, free=True), "", tip),
        _style(character, "attitude", "Listens", named(tuple(ATTITUDES)), "neutral"),
    )


def partner(character: Character) -> tuple[Field, ...]:
    """Where the partner stands in a scene of two."""
    tip = "Degrees to the partner, to the character's left; empty scenes of one do not use it."
    return (
        _style(character, "partner_yaw", "Yaw", _TURN, 0.0, tip),
        _style(character, "partner_pitch", "Pitch", _TURN, 0.0, "Degrees up to the partner's eyes."),
    )


def _style(character: Character, key: str, label: str, shape: Any, default: Value, tip: str = "") -> Field:  # noqa: ANN401 - a Shape
    tip = tip or "Takes effect when the character performs again."
    return of_extra([character], key, label, shape, default, _put_extra, tip)


def _put_extra(project: Project, character_id: str, extra: dict[str, Any]) -> Project:
    return set_character(project, character_id, extra=extra)


def _model(character: Character) -> Field:
    from studio.models.face_models import CHOSEN, FACE_MODEL, chosen_face_model, face_models  # noqa: PLC0415 - reads files

    now = chosen_face_model(character.extra)
    labels = {m.id: m.name for m in face_models()}
    labels = labels if now in labels else {**labels, now: f"{now} (missing)"}
    tip = "Performs the mouth. A model that takes emotion itself performs again when it is painted."
    return _style(character, CHOSEN, "Performed by", Choice(tuple(labels.items())), FACE_MODEL, tip)


def _articulations() -> Choice:
    from studio.emotion.direction import ARTICULATIONS  # noqa: PLC0415 - not before the first window

    return named(ARTICULATIONS)


def of_markers(scene: Scene, markers: tuple[Marker, ...]) -> Inspection:
    """One marker or several."""
    fields = (
        over(markers, "name", "Name", Text(hint="Name"), lambda m: m.name, _put_name),
        over(markers, "time", "Time", SECONDS, lambda m: at_seconds(m.time), _put_time),
    )
    title = markers[0].name or "Marker" if len(markers) == 1 else f"{len(markers)} markers"
    ids = tuple(m.id for m in markers)
    deeds = (Deed("marker.go", "Go there", "crosshair-simple"), Deed("marker.remove", "Remove", "trash"))
    return Inspection(title, "map-pin", "marker", ids, scene.name, (Section("Marker", fields),), deeds)


def _marker(project: Project, id_: str) -> Marker:
    for scene in project.scenes:
        for marker in scene.markers:
            if marker.id == id_:
                return marker
    raise missing("marker", id_)


def _put_name(project: Project, id_: str, value: Value) -> Project:
    return set_marker(project, attrs.evolve(_marker(project, id_), name=str(value)))


def _put_time(project: Project, id_: str, value: Value) -> Project:
    return set_marker(project, attrs.evolve(_marker(project, id_), time=tick_of(value)))


__all__ = ["of_markers", "of_person", "of_scene", "rate_text"]
