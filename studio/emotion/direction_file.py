"""Direction files: JSON to a Direction with the place of every complaint."""

from __future__ import annotations

import itertools
from pathlib import Path

import attrs

from studio.core.names import FACE_REGIONS
from studio.core.problems import ProblemError, ProblemLog, fail
from studio.core.time import ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import EmotionTrack, Event
from studio.emotion.affect_path import AffectPoint, tracks_of_path
from studio.emotion.direction import ARTICULATIONS, Direction, WordGain
from studio.emotion.direction_text import LARGEST, object_of
from studio.emotion.fields import Field
from studio.emotion.labels import NEUTRAL, canonical
from studio.emotion.prototypes import style_of
from studio.emotion.spec import LONGEST, ranged_curve

_MOST = {"emotions": 500, "keys": 50_000, "affect": 20_000, "words": 50_000, "events": 50_000, "params": 32}
_GAIN = 3.0
_EVENT_KINDS = ("blink", "gaze", "head", "breath", "weight_shift", "gesture", "constraint")
# Words of `style` that planners read, and what a character's `extra` calls them.
_HABITS = {
    "gestures": "gesture_style", "handedness": "handedness", "pose_mode": "pose_mode", "attitude": "attitude",
}  # fmt: skip


def read_direction(path: Path, log: ProblemLog) -> Direction:
    """A direction file as described in studio.emotion.direction. Raises ProblemError (`direction.*`)."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise fail(
            "direction.unreadable", f"cannot be read ({reason})", str(path), "Check the path"
        ) from error
    return parse_direction(data, str(path), log)


def parse_direction(data: bytes, subject: str, log: ProblemLog) -> Direction:
    """The same of bytes; `subject` names them in complaints."""
    root = Field(subject, "", object_of(data, subject))
    root.warn_unknown(("emotions", "affect", "words", "style", "events", "comment"), log)
    style = root.item("style") if root.has("style") else Field(subject, "style", {})
    style.warn_unknown(("lip_gain", "jaw_gain", "articulation", *_HABITS), log)
    painted = [_emotion(field, i, log) for i, field in enumerate(_list(root, "emotions"))]
    affect = tuple(_point(field, log) for field in _list(root, "affect"))
    return Direction(
        emotions=(*(track for track in painted if track), *_path_tracks(affect, root)),
        word_gains=tuple(_word(field, log) for field in _list(root, "words")),
        events=tuple(_event(field, i, log) for i, field in enumerate(_list(root, "events"))),
        lip_gain=style.optional_number("lip_gain", 1.0, 0.0, _GAIN),
        jaw_gain=style.optional_number("jaw_gain", 1.0, 0.0, _GAIN),
        articulation=_articulation(style.item("articulation")) if style.has("articulation") else "",
        habits=tuple((kept, style.item(name).text()) for name, kept in _HABITS.items() if style.has(name)),
    )


def _articulation(field: Field) -> str:
    if field.value not in ARTICULATIONS:
        raise field.wrong(f"must be one of {', '.join(ARTICULATIONS)}")
    return field.text()


def _list(root: Field, name: str) -> list[Field]:
    return list(root.item(name).items(_MOST[name])) if root.has(name) else []


def _emotion(field: Field, number: int, log: ProblemLog) -> EmotionTrack | None:
    field.warn_unknown(
        ("name", "variant", "intensity", "start", "end", "keys", "regions", "muted", "comment"), log
    )
    variant = field.item("variant").text() if field.has("variant") else ""
    try:
        emotion = canonical(field.item("name").text())
        style_of(emotion, variant)
        curve = _curve(field)
    except ProblemError as error:
        raise _placed(error, field) from None
    if emotion == NEUTRAL:
        return None
    extra = {"variant": variant} if variant else {}
    muted = _flag(field.item("muted")) if field.has("muted") else False
    return EmotionTrack(f"direction{number + 1}", emotion, curve, _regions(field), muted, extra=extra)


def _placed(error: ProblemError, field: Field) -> ProblemError:
    """A complaint of a lower part with the place in the file as its subject."""
    problem = error.problem
    if problem.subject.startswith(field.file):
        return error
    text = f"{problem.subject} {problem.text}" if problem.subject else problem.text
    return ProblemError(attrs.evolve(problem, subject=field.place, text=text))


def _curve(field: Field) -> Curve:
    if field.has("keys"):
        if field.has("intensity") or field.has("start") or field.has("end"):
            raise field.wrong("has keys, so it cannot have intensity, start or end as well")
        return _rising([_key(item) for item in field.item("keys").items(_MOST["keys"])], field.item("keys"))
    intensity = field.item("intensity").number(0.0, 1.0)
    if not field.has("start") and not field.has("end"):
        return Curve((Key(0, intensity),))
    start = field.item("start").number(0.0, LONGEST)
    end = field.item("end").number(0.0, LONGEST)
    if end <= start:
        raise field.item("end").wrong(f"({end:g} s) must lie after start ({start:g} s)")
    return ranged_curve(start, end, intensity)


def _key(field: Field) -> Key:
    if isinstance(field.value, list):
        pair = list(field.items(2))
        if len(pair) != 2:
            raise field.wrong("must be a pair [time, value]")
        return Key(ticks(pair[0].number(0.0, LONGEST)), pair[1].number(0.0, 1.0))
    time, value = field.item("time").number(0.0, LONGEST), field.item("value").number(0.0, 1.0)
    if not field.has("interpolation"):
        return Key(ticks(time), value)
    kind = field.item("interpolation")
    if kind.value not in tuple(Interpolation):
        raise kind.wrong("must be bezier, linear or stepped")
    return Key(ticks(time), value, Interpolation(kind.text()))


def _rising(keys: list[Key], field: Field) -> Curve:
    for i, (a, b) in enumerate(itertools.pairwise(keys)):
        if b.time <= a.time:
            raise attrs.evolve(field, path=f"{field.path}[{i + 1}]").wrong(
                "must come later than the key before it"
            )
    return Curve(tuple(keys))


def _regions(field: Field) -> dict[str, float]:
    if not field.has("regions"):
        return {}
    weights = {}
    for name, weight in field.item("regions").entries(len(FACE_REGIONS) + 32):
        if name not in FACE_REGIONS:
            raise weight.wrong("is not a region of the face", f"Known are {', '.join(FACE_REGIONS)}")
        weights[name] = weight.number(0.0, 1.0)
    return weights


def _flag(field: Field) -> bool:
    if not isinstance(field.value, bool):
        raise field.wrong("must be true or false")
    return field.value


def _point(field: Field, log: ProblemLog) -> AffectPoint:
    field.warn_unknown(("time", "valence", "arousal", "dominance", "comment"), log)
    dominance = field.item("dominance").number(-1.0, 1.0) if field.has("dominance") else None
    return AffectPoint(
        ticks(field.item("time").number(0.0, LONGEST)),
        field.item("valence").number(-1.0, 1.0),
        field.item("arousal").number(-1.0, 1.0),
        dominance,
    )


def _path_tracks(points: tuple[AffectPoint, ...], root: Field) -> tuple[EmotionTrack, ...]:
    for i, (a, b) in enumerate(itertools.pairwise(points)):
        if b.time <= a.time:
            raise Field(root.file, f"affect[{i + 1}]", None).wrong("must come later than the point before it")
    return tracks_of_path(points)


def _word(field: Field, log: ProblemLog) -> WordGain:
    field.warn_unknown(("word", "occurrence", "index", "lip_gain", "jaw_gain", "comment"), log)
    if field.has("word") == field.has("index"):
        raise field.wrong("must name its word by either 'word' or 'index'")
    return WordGain(
        word=field.item("word").text() if field.has("word") else "",
        occurrence=field.item("occurrence").whole(0, 1_000_000) if field.has("occurrence") else 1,
        index=field.item("index").whole(0, 10_000_000) if field.has("index") else -1,
        lip_gain=field.optional_number("lip_gain", 1.0, 0.0, _GAIN),
        jaw_gain=field.optional_number("jaw_gain", 1.0, 0.0, _GAIN),
    )


def _event(field: Field, number: int, log: ProblemLog) -> Event:
    field.warn_unknown(("kind", "start", "end", "params", "name", "comment"), log)
    kind = field.item("kind")
    if kind.value not in _EVENT_KINDS:
        raise kind.wrong(f"must be one of {', '.join(_EVENT_KINDS)}")
    start, end = field.item("start").number(0.0, LONGEST), field.item("end").number(0.0, LONGEST)
    if end <= start:
        raise field.item("end").wrong(f"({end:g} s) must lie after start ({start:g} s)")
    given = field.item("params").entries(_MOST["params"]) if field.has("params") else ()
    params = {name[:60]: value.number(-1e6, 1e6) for name, value in given}
    name = field.item("name").text() if field.has("name") else ""
    return Event(
        f"direction-event{number + 1}", kind.text(), ticks(start), ticks(end), params, name, pinned=True
    )
